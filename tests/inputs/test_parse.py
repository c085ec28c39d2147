"""Formats, streaming limits and bad input: every record ends once, with a reason where it is turned away."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable

import brotli
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from newsloom.schemas.contract.articles import REJECT_REASONS
from newsloom.transforms.inputs.formats import EXTENSIONS, FORMATS
from newsloom.transforms.inputs.parse import ParseOptions, RawRecord, Reject, parse_payload
from tests.conftest import CASE_FILES
from tests.payloads import parsed, payload

CASES = json.loads((CASE_FILES / "parse.json").read_text())
STORY = "The harbour board of Lindmouth voted on Tuesday to keep the old ferry running for one more winter."


def bytes_of(case: dict) -> bytes:
    return bytes.fromhex(case["hex"]) if "hex" in case else case["input"].encode()


def shown(outcome: RawRecord | Reject) -> list:
    """A record as [text, {field: first value}], a reject as [reason, part of its detail]."""
    if isinstance(outcome, Reject):
        return [outcome.reason, outcome.detail]
    values = {field.field: field.value for field in reversed(outcome.fields)}
    return [outcome.text, values | ({"key": outcome.key} if outcome.key else {})]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case: dict) -> None:
    options = ParseOptions(**case.get("options", {}))
    found = [shown(outcome) for outcome in parsed(case["name"], bytes_of(case), options, **case.get("about", {}))]
    assert len(found) == len(case["expected"]), found
    for got, wanted in zip(found, case["expected"], strict=True):
        assert got[0] == wanted[0]
        if isinstance(wanted[1], str):
            assert wanted[1] in got[1]
        else:
            assert got[1] == wanted[1]


def parquet(rows: list[dict]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), sink, row_group_size=2)
    return sink.getvalue()


def test_same_row_has_the_same_hash_in_every_format() -> None:
    row = {"id": "7", "headline": "Ferry stays", "body": STORY}
    found = [
        parsed("a.json", json.dumps(row)),
        parsed("a.jsonl", json.dumps(row) + "\n"),
        parsed("a.csv", f'id,headline,body\n7,Ferry stays,"{STORY}"\n'),
        parsed("a.tsv", f"id\theadline\tbody\n7\tFerry stays\t{STORY}\n"),
        parsed("a.parquet", parquet([row])),
    ]
    assert len({record.raw_sha256 for (record,) in found}) == 1
    assert {record.text for (record,) in found} == {STORY}


def test_parquet_rows_keep_their_order_and_types() -> None:
    rows = [{"text": f"{STORY} {n}", "score": n / 2, "id": n} for n in range(5)] + [
        {"text": None, "score": None, "id": 5}
    ]
    found = parsed("a.parquet", parquet(rows))
    assert [record.source_row for record in found] == list(range(6))
    assert [record.key for record in found[:5]] == ["0", "1", "2", "3", "4"]
    assert found[5].reason == "missing_text"


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lambda b: gzip.compress(gzip.compress(b))])
def test_packed_inputs_read_like_the_plain_ones(pack: Callable[[bytes], bytes]) -> None:
    data = "".join(json.dumps({"text": f"{STORY} {n}"}) + "\n" for n in range(50)).encode()
    plain = parsed("a.jsonl", data)
    for name in ("a.jsonl.gz", "a.jsonl.zst", "a.jsonl", "a"):
        assert [r.text for r in parsed(name, pack(data))] == [r.text for r in plain]
    assert [r.text for r in parsed("a.jsonl", pack(data[:500]) + pack(data[500:]))] == [r.text for r in plain]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_truncated_archive_keeps_what_came_before(pack: Callable[[bytes], bytes]) -> None:
    lines = [json.dumps({"text": f"{STORY} {n * n}"}) for n in range(20_000)]
    packed = pack("\n".join(lines).encode())
    *records, last = parsed("a.jsonl.gz", packed[: len(packed) // 2])
    assert len(records) > 1000
    assert all(isinstance(record, RawRecord) for record in records)
    assert isinstance(last, Reject)
    assert (last.reason, last.source_row) == ("unparseable", len(records))
    assert "truncated" in last.detail


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_zip_bomb_is_turned_away(pack: Callable[[bytes], bytes]) -> None:
    bomb = pack(bytes(70 * 2**20))
    (found,) = parsed("a.txt.gz", pack(bomb), ParseOptions())
    assert found.reason == "too_large"


def test_expansion_has_an_absolute_limit() -> None:
    (found,) = parsed("a.txt.gz", gzip.compress(STORY.encode() * 100), ParseOptions(max_expanded=1000))
    assert (found.reason, "1,000 bytes" in found.detail) == ("too_large", True)


def test_article_that_is_a_library() -> None:
    (found,) = parsed("a.txt", b"word " * 2_000_000)
    assert (found.reason, "max_chars" in found.detail) == ("too_large", True)


def test_line_too_long_is_passed_over() -> None:
    line = json.dumps({"text": STORY})
    found = parsed("a.jsonl", f"{line}\n{'x' * 5_000_000}\n{line}\n", ParseOptions(max_bytes=3_000_000))
    assert [getattr(outcome, "reason", None) for outcome in found] == [None, "too_large", None]


def test_payload_that_cannot_be_opened() -> None:
    def refuse() -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    broken = payload("a.txt", b"")
    (found,) = parse_payload(type(broken)("a.txt", "a.txt", refuse))  # type: ignore[misc]
    assert (found.reason, found.detail) == ("unparseable", "cannot be read: Permission denied")


def warc(*responses: tuple[str, str, bytes]) -> bytes:
    """A WARC of (status, content type, body) responses, each after its request."""
    out = io.BytesIO()
    for number, (status, kind, body) in enumerate(responses):
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode()
        for type_, content in (
            (WarcRecordType.request, b"GET / HTTP/1.1\r\n\r\n"),
            (WarcRecordType.response, head + body),
        ):
            record = WarcRecord()
            record.init_headers(type_)
            record.headers.append("WARC-Target-URI", f"https://news.example/{number}")
            record.headers["Content-Type"] = "application/http"
            record.set_bytes_content(content)
            record.write(out)
    return out.getvalue()


PAGE = (
    f"<html><head><title>Ferry stays</title></head><body><article><p>{STORY * 5}</p></article></body></html>".encode()
)
ARCHIVE = warc(
    ("200 OK", "text/html; charset=utf-8", PAGE),
    ("404 Not Found", "text/html", PAGE),
    ("200 OK", "image/png", b"\x89PNG"),
    ("200 OK", "text/plain", STORY.encode()),
    ("200 OK", "text/html", PAGE.replace(b"Ferry", "Fähre".encode("cp1252"))),
)


def test_warc_responses_are_records() -> None:
    found = parsed("a.warc", ARCHIVE)
    assert [o.source_row for o in found] == [0, 1, 2, 3, 4]
    assert [getattr(o, "detail", "") for o in found] == [
        "",
        "HTTP status 404",
        "content of type image/png",
        "",
        "",
    ]
    assert found[0].text.strip() == (STORY * 5).strip()
    assert ("url", "https://news.example/0") in {(f.field, f.value) for f in found[0].fields}
    assert found[3].text == STORY
    assert "Fähre stays" in {f.value for f in found[4].fields}


def chunked(body: bytes) -> bytes:
    return b"%x\r\n" % 9 + body[:9] + b"\r\n" + b"%X;x=y\r\n" % len(body[9:]) + body[9:] + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(PAGE)),
        ("Content-Encoding: gzip", PAGE),  # decoded by the crawler, the header left
        ("Content-Encoding: br", brotli.compress(PAGE)),
        ("Content-Encoding: br", PAGE),
        ("Transfer-Encoding: chunked", chunked(PAGE)),
        ("Transfer-Encoding: chunked", PAGE),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(gzip.compress(PAGE))),
    ],
)
def test_warc_bodies_as_sent_or_as_decoded(headers: str, body: bytes) -> None:
    (found,) = parsed("a.warc", warc(("200 OK", f"text/html\r\n{headers}", body)))
    assert found.text.strip() == (STORY * 5).strip()


def test_a_page_in_a_warc_may_not_expand_without_end() -> None:
    body = gzip.compress(bytes(3 * 2**20))
    (found,) = parsed("a.warc", warc(("200 OK", "text/html", body)), ParseOptions(max_bytes=2**20))
    assert found.reason == "too_large"


@given(st.integers(0, len(ARCHIVE) - 1), st.binary(max_size=20))
def test_a_broken_warc_never_raises(at: int, noise: bytes) -> None:
    found = parsed("a.warc", ARCHIVE[:at] + noise)
    assert [o.source_row for o in found] == list(range(len(found)))


def test_every_extension_has_a_parser() -> None:
    assert set(EXTENSIONS.values()) <= set(FORMATS)


@given(st.binary(max_size=400), st.sampled_from([*EXTENSIONS, "", "bin", "jsonl.gz"]))
def test_any_bytes_end_as_records_or_rejects(data: bytes, extension: str) -> None:
    found = parsed(f"a.{extension}", data)
    assert [outcome.source_row for outcome in found] == list(range(len(found)))
    assert found
    for outcome in found:
        if isinstance(outcome, Reject):
            assert outcome.reason in REJECT_REASONS
            assert outcome.detail
        else:
            assert outcome.text.encode()
