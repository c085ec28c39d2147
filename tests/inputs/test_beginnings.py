"""What bytes begin with."""

from __future__ import annotations

import pytest

from newsloom.transforms.inputs.beginnings import first_element, refuse_foreign
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
    ],
)
def test_refused(head: bytes, reason: str) -> None:
    with pytest.raises(Bad) as caught:
        refuse_foreign(head)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "head",
    [b"", b"The council met.", b"MZ is a plate.", b"<html><p></p></html>", b"<P>a</P>", b"<Ann> wrote: no", b"< 5"],
)
def test_let_through(head: bytes) -> None:
    refuse_foreign(head)
