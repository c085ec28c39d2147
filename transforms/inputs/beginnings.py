"""What bytes begin with: marks of files that hold no text of ours, and the first element of markup."""

from __future__ import annotations

import re

from lxml.html.defs import tags

from newsloom.transforms.inputs.records import Bad

# First bytes of files that hold no news text that we read: what to call them, and what to do with them.
_PICTURE, _PACKED = "take the text out of it", "unpack it"
_FOREIGN = {
    b"%PDF": ("a PDF", "convert it to text"),
    b"PK\x03\x04": ("a zip file", "unpack it"),
    b"PK\x05\x06": ("an empty zip file", "leave it out"),
    b"\xd0\xcf\x11\xe0": ("an old Office file", "save it as .docx, text or CSV"),
    b"\x89PNG": ("a PNG image", _PICTURE),
    b"\xff\xd8\xff": ("a JPEG image", _PICTURE),
    b"GIF8": ("a GIF image", _PICTURE),
    b"BZh": ("a bzip2 file", _PACKED),
    b"\xfd7zXZ": ("an xz file", _PACKED),
    b"7z\xbc\xaf": ("a 7-Zip file", _PACKED),
    b"Rar!": ("a RAR file", _PACKED),
    b"SQLite format 3": ("an SQLite database", "save its tables as CSV"),
    b"ARROW1": ("an Arrow file", "save it as Parquet"),
    b"bplist00": ("an archive of Safari", "save the page as HTML"),
    b"\x89HDF": ("an HDF5 file", "save its tables as CSV or Parquet"),
    b"Obj\x01": ("an Avro file", "save it as Parquet"),
    b"ORC": ("an ORC file", "save it as Parquet"),
    b"\x7fELF": ("a program", "leave it out"),
    b"MZ\x90": ("a program", "leave it out"),
    b"filedesc://": ("an ARC archive", "convert it to WARC"),
}
_IN_ZIP = {  # what stands near the beginning of a zip file that is a document
    b"opendocument.text": ("an OpenDocument text", "save it as .docx or text"),
    b"opendocument.spreadsheet": ("an OpenDocument sheet", "save its sheets as CSV"),
    b"epub+zip": ("an EPUB book", "convert it to text"),
    b"xl/": ("an Excel workbook", "save its sheets as CSV"),
    b"ppt/": ("a presentation", "save it as text"),
}
_REFERENCES = ("a list of references", "give the texts that they refer to, or JSON with the texts")
_WRITTEN = (  # texts that are no articles: what they begin with, what to call them, and what to do with them
    (rb"\s*HTTP/\d(?:\.\d)? \d{3}\b", ("a server's answer with its header lines", "save the page alone, or as WARC")),
    (
        rb"\s*+(?:--[^\n]*\n\s*+|/\*[^*]{0,400}\*/;?\s*+)*+"
        rb"(?:(?:CREATE|DROP|ALTER|LOCK) (?:TABLE|DATABASE|SCHEMA)|INSERT INTO"
        rb"|SET (?:NAMES|SQL_MODE|statement_timeout)|BEGIN TRANSACTION|PRAGMA foreign_keys)\b"
        rb"|\s*--\s+(?:MySQL|MariaDB|PostgreSQL|phpMyAdmin|SQLite)\b[^\n]{0,60}\b[Dd]ump",
        ("an SQL dump", "load it into a database and save the table as CSV"),
    ),
    (rb"\s*CDX(?: \S){3,}|\S+\)/\S* \d{14} ", ("an index of a web archive", "give the WARC files")),
    (
        rb"\s*TY  - [A-Z]{3,8}\r?\n|%0 [A-Z][\w ]{2,40}\r?\n%[A-Z0-9] |\s*PMID- \d"
        rb"|\s*@[A-Za-z]{4,15}\{[^\s,{}]{1,80},\s*\w+\s*=",
        _REFERENCES,
    ),
    (rb"BEGIN:V(?:CALENDAR|CARD)\b", ("a calendar or a list of contacts", "leave it out")),
    (rb"(?:\S+ ){3}\[\d\d/[A-Z][a-z]{2}/\d{4}:[\d:]{8} [+-]\d{4}\] \"[A-Z]+ ", ("a server's log", "leave it out")),
)
_WRITTEN_FORMS = tuple((re.compile(form), *said) for form, said in _WRITTEN)
_OF_ADDRESSES = frozenset(("urlset", "sitemapindex"))
_NOTES = ((b"<!--", b"-->"), (b"<?", b"?>"))  # comments and instructions, which may stand in front of the first element
_ELEMENT = re.compile(rb"<([A-Za-z_][\w.:-]{0,80})")
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+(?!html\b)[^<>\[]{1,500}(?:\[[^\]]{0,4000}\]\s*)?>", re.IGNORECASE)  # of other XML
_OF_HTML = frozenset(tag.encode() for tag in tags)
_SPACE = re.compile(rb"\s*")


def refuse_foreign(head: bytes) -> None:
    """Raise Bad for bytes that begin as a file of a kind that holds no text of ours."""
    for magic, (called, advice) in _FOREIGN.items():
        if head.startswith(magic):
            inner = [said for sign, said in _IN_ZIP.items() if magic == b"PK\x03\x04" and sign in head[:4096]]
            called, advice = (*inner, (called, advice))[0]
            raise Bad("binary", f"{called}, which is not read; {advice}")
    at, xml = first_element(head)
    root = _ELEMENT.match(head, at)
    if root and (xml or (root[1].lower() not in _OF_HTML and b"</" + root[1] in head)):
        called = root[1].decode()
        advice = "a list of addresses: give the pages" if called in _OF_ADDRESSES else "convert it to text or CSV"
        raise Bad("unparseable", f"XML that is neither RSS nor Atom, NITF nor NewsML: its root is <{called}>; {advice}")


def refuse_written(head: bytes) -> None:
    """Raise Bad for texts of a kind that is no article: what databases, servers and reference managers write."""
    for form, called, advice in _WRITTEN_FORMS:
        if form.match(head.removeprefix(b"\xef\xbb\xbf")):
            raise Bad("not_news_text", f"{called}, which is not read; {advice}")


def first_element(head: bytes) -> tuple[int, bool]:
    """Where the first element begins, behind blanks, comments and instructions, and whether what stands there is XML.

    Each is passed over once, so that the time is linear in the bytes. One that does not end is no markup: it stays.
    """
    at, xml = 3 if head.startswith(b"\xef\xbb\xbf") else 0, False
    while True:
        at = _SPACE.match(head, at).end()  # type: ignore[union-attr]
        if doctype := _DOCTYPE.match(head, at):
            at, xml = doctype.end(), True
            continue
        end = next((head.find(end, at + len(start)) for start, end in _NOTES if head.startswith(start, at)), -1)
        if end < 0:
            return at, xml
        xml = xml or head.startswith(b"<?xml", at)
        at = end + (2 if head.startswith(b"?>", end) else 3)
