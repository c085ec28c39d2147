"""Web archives: what breaks one record leaves the others, and bodies come as they were sent."""

import gzip
import zlib

import pytest

from tests.payloads import parsed

TEXT = "The harbour board voted on Tuesday to keep the old ferry running for one more winter, its clerk said."


def record(number, body=None, headers="", target=None):
    body = f"<html><body><article><p>{number}: {TEXT}</p></article></body></html>".encode() if body is None else body
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n".encode() + body
    url = target or f"https://news.example/{number}"
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2024-03-05T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def damaged(member):
    return member[:150] + b"\0" * 20 + member[170:]


RECORDS = [record(n) for n in range(4)]
MEMBERS = [gzip.compress(one) for one in RECORDS]


def outcomes(data, name="a.warc.gz"):
    return [getattr(one, "reason", None) or one.text.split(":")[0] for one in parsed(name, data)]


@pytest.mark.parametrize("broken", [damaged(MEMBERS[1]), b"no member"])
def test_a_broken_member_is_one_reject_and_the_rest_is_read(broken):
    assert outcomes(MEMBERS[0] + broken + MEMBERS[2] + MEMBERS[3]) == ["0", "unparseable", "2", "3"]


def test_a_record_that_is_none_ends_no_plain_archive():
    data = RECORDS[0] + b"WARC/1.0\r\nbroken\r\n\r\n" + RECORDS[2] + RECORDS[3]
    assert outcomes(data, "a.warc")[-2:] == ["2", "3"]


def test_an_archive_that_breaks_off_gives_what_came_before():
    assert outcomes(b"".join(MEMBERS)[:-40]) == ["0", "1", "2", "unparseable"]


@pytest.mark.parametrize("window", [zlib.MAX_WBITS, -zlib.MAX_WBITS])
def test_deflated_bodies(window):
    packer = zlib.compressobj(wbits=window)
    body = packer.compress(f"<html><body><p>7: {TEXT}</p></body></html>".encode()) + packer.flush()
    assert outcomes(record(7, body, "Content-Encoding: deflate\r\n"), "a.warc") == ["7"]


def test_a_body_that_was_inflated_already():
    assert outcomes(record(7, None, "Content-Encoding: deflate\r\n"), "a.warc") == ["7"]


def test_a_blank_in_an_address_stays_one():
    (found,) = parsed("a.warc", record(7, target="https://news.example/a b/ferry 8"))
    assert found.fields[-1].value == "https://news.example/a%20b/ferry%208"
