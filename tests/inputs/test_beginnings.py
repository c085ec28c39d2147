"""What bytes begin with."""

from __future__ import annotations

import pytest

from newsloom.transforms.inputs.beginnings import first_element, refuse_foreign, refuse_written
from newsloom.transforms.inputs.records import Bad


@pytest.mark.parametrize(
    ("head", "at", "xml"),
    [
        (b"<html>", 0, False),
        (b"  \n<html>", 3, False),
        (b"\xef\xbb\xbf <html>", 4, False),
        (b"<?xml version='1.0'?><rss>", 21, True),
        (b"<!-- a --><rss>", 10, False),
        (b"<!-- a --> <?xml ?> <!-- b --><rss>", 30, True),
        (b"<?php ?><p>", 8, False),
        (b"<!-- never ends <rss>", 0, False),
        (b'<!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf>', 33, True),
        (b"<?xml ?><!doctype nitf [<!ENTITY a 'b'>]> <nitf>", 42, True),
        (b"<!DOCTYPE html><html>", 0, False),
        (b"<!DOCTYPE nitf <nitf>", 0, False),
        (b"text", 0, False),
        (b"", 0, False),
    ],
)
def test_the_first_element(head: bytes, at: int, xml: bool) -> None:
    assert first_element(head) == (at, xml)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"%PDF-1.7", "binary"),
        (b"PK\x03\x04", "binary"),
        (b"filedesc://x", "binary"),
        (b"MZ\x90\x00", "binary"),
        (b"<?xml version='1.0'?><invoice>", "unparseable"),
        (b"<invoice><a></a></invoice>", "unparseable"),
        (b"<?xml version='1.0'?><html>", "unparseable"),
        (b"HTTP/1.1 200 OK\r\nServer: x\r\n", "not_news_text"),
        (b"-- PostgreSQL database dump\n", "not_news_text"),
        (b"/* made */;\n-- x\nCREATE TABLE a (b int);", "not_news_text"),
        (b" CDX N b a m s k\n", "not_news_text"),
        (b"example,eda)/n/1 20240305080000 {}", "not_news_text"),
        (b"TY  - NEWS\r\nT1  - A\r\n", "not_news_text"),
        (b"%0 Newspaper Article\n%T A\n", "not_news_text"),
        (b"@article{poe2024,\n title = {A},", "not_news_text"),
        (b"BEGIN:VCALENDAR\n", "not_news_text"),
        (b'a - - [05/Mar/2024:08:00:00 +0000] "GET /', "not_news_text"),
    ],
)
def test_refused(head: bytes, reason: str) -> None:
    with pytest.raises(Bad) as caught:
        refuse_foreign(head)
        refuse_written(head)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"The council met.",
        b"CREATE a table, they said.",
        b"HTTP/2 is here.",
        b"@poe: no",
        b"TY - no",
        b"CDX is here.",
        b"MZ is a plate.",
        b"<html><p></p></html>",
        b"<P>a</P>",
        b"<Ann> wrote: no",
        b"< 5",
    ],
)
def test_let_through(head: bytes) -> None:
    refuse_foreign(head)
    refuse_written(head)
