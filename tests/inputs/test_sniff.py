"""Which format bytes are in: by their beginning, then by their name."""

import pytest

from newsloom.transforms.inputs.formats import EXTENSIONS, FORMATS
from newsloom.transforms.inputs.records import Bad
from newsloom.transforms.inputs.sniff import format_of
from newsloom.transforms.inputs.stream import Stream
from tests.payloads import payload

CASES = [  # bytes, name, format
    (b"Ministers met.", "a.txt", "text"),
    (b"Ministers met.", "a", "text"),
    (b'{"text": 1}\n{"text": 2}', "a.txt", "jsonl"),
    (b'{"text":\n 1}', "a.jsonl", "json"),
    (b'[{"text": 1}]', "a", "json"),
    (b"[Applause] They met.", "a.txt", "text"),
    (b'{"a": 1}', "a.csv", "csv"),  # its name says that it is something else, and braces prove nothing
    (b"text\ta", "a.tsv.gz", "csv"),
    (b"title|text|date\nA|B|C\n", "a.txt", "csv"),
    (b"title\ttext\nA\tB\n", "a", "csv"),
    (b"Body|Soul\nA band of two.\n", "a.txt", "text"),
    (b"PAR1x", "a.txt", "parquet"),
    (b"WARC/1.0\r\n", "a.txt", "warc"),
    (b"\xef\xbb\xbf <!-- x --><rss>", "a.html", "feed"),
    (b"<?xml version='1.0'?><html>", "a.xml", "html"),
    (b"<body>", "a.txt", "html"),
    (b"<p>Ministers met.</p>", "a.txt", "text"),
    (b"{\\rtf1 x}", "a.txt", "rtf"),
    (b"PK\x03\x04..word/document.xml", "a.bin", "docx"),
    (b"<?xml version='1.0'?><nitf>", "a.txt", "newsml"),
    (b"<newsItem>", "a.xml", "newsml"),
    (b"From: a@b.example\nSubject: x\nMessage-ID: <1>\n\n", "a", "mail"),
    (b"From: a reader\nSubject: x\n\n", "a.txt", "text"),
    (b"---\ntitle: x\ndate: y\n---\n", "a.txt", "markdown"),
    (b"---\nMinisters met.\n---\n", "a.txt", "text"),
]


@pytest.mark.parametrize(("data", "name", "expected"), CASES)
def test_format(data, name, expected):
    assert format_of(payload(name, data), Stream(iter((data,)))) == expected


@pytest.mark.parametrize("name", ["a.parquet", "a.warc"])
def test_what_must_begin_so_and_does_not_is_none(name):
    with pytest.raises(Bad, match="does not begin as one"):
        format_of(payload(name, b"text"), Stream(iter((b"text",))))


@pytest.mark.parametrize(
    ("data", "called"),
    [
        (b"%PDF-1", "PDF"),
        (b"PK\x03\x04", "zip"),
        (b"GIF89", "GIF"),
        (b"PK\x03\x04 mimetypeapplication/epub+zip", "EPUB"),
    ],
)
def test_foreign_files_are_named(data, called):
    with pytest.raises(Bad, match=called):
        format_of(payload("a.txt", data), Stream(iter((data,))))


@pytest.mark.parametrize(
    "data", [b"<?xml version='1.0'?><body>", b"<orders><order/></orders>", b"filedesc://x 0.0.0.0"]
)
@pytest.mark.parametrize("name", ["a.txt", "a", "a.xml", "a.csv"])
def test_xml_of_another_kind_and_old_archives_are_no_text(data, name):
    with pytest.raises(Bad, match=r"XML that is neither RSS nor Atom|ARC"):
        format_of(payload(name, data), Stream(iter((data,))))


def test_no_two_formats_have_an_extension_or_a_media_type():
    for kind in ("EXTENSIONS", "MEDIA"):
        names = [name for one in FORMATS.values() for name in getattr(one, kind)]
        assert len(names) == len(set(names))
    assert set(EXTENSIONS.values()) == set(FORMATS)


@pytest.mark.parametrize(("name", "called"), [("a.py", "a program"), ("a.sql.gz", "SQL"), ("a.ris", "references")])
def test_a_name_of_files_without_articles_is_refused(name, called):
    with pytest.raises(Bad, match=called):
        format_of(payload(name, b"Ministers met."), Stream(iter((b"Ministers met.",))))
