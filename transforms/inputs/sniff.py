"""Which format a payload is in: by what it begins with, and by its name only where that leaves it open."""

from __future__ import annotations

import json
import re

from newsloom.transforms.inputs.records import Bad, Payload
from newsloom.transforms.inputs.stream import Stream

HEAD = 65536  # bytes looked at

EXTENSIONS = {
    "txt": "text", "text": "text", "md": "text", "jsonl": "jsonl", "ndjson": "jsonl", "json": "json", "ninjs": "json",
    "csv": "csv", "tsv": "csv", "tab": "csv", "parquet": "parquet", "pq": "parquet", "html": "html", "htm": "html",
    "xhtml": "html", "warc": "warc", "wet": "warc", "xml": "feed", "rss": "feed", "atom": "feed", "rdf": "feed",
}  # fmt: skip
_MEDIA = {
    "text/plain": "text", "application/json": "json", "application/feed+json": "json", "application/x-ndjson": "jsonl",
    "text/csv": "csv", "text/tab-separated-values": "csv", "text/html": "html", "application/xhtml+xml": "html",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/xml": "feed", "text/xml": "feed",
}  # fmt: skip
_PACKED = frozenset(("gz", "zst", "zstd", "gzip"))
# First bytes of files that hold no news text that we read, and what to call them.
_FOREIGN = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip, docx or xlsx file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"7z\xbc\xaf": "a 7-Zip file",
    b"Rar!": "a RAR file",
    b"SQLite format 3": "an SQLite database",
    b"ARROW1": "an Arrow file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
_NOTES = ((b"<!--", b"-->"), (b"<?", b"?>"))  # comments and instructions, which may stand in front of the first element
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w{1,40}:)?(rss|feed|RDF)\b")
_SPACE = re.compile(rb"\s*")


def format_of(payload: Payload, stream: Stream) -> str:
    """A key of PARSERS. Raises Bad for what is no text and no format of ours."""
    head = stream.peek(HEAD)
    refuse_foreign(head)
    named = EXTENSIONS.get(_extension(payload.name)) or _MEDIA.get((payload.media_type or "").lower())
    return _by_content(head, named) or named or "text"


def refuse_foreign(head: bytes) -> None:
    """Raise Bad for bytes that begin as a file of a kind that holds no text of ours."""
    for magic, called in _FOREIGN.items():
        if head.startswith(magic):
            raise Bad("binary", f"{called}, which is not read; convert it to text")


def is_feed(head: bytes) -> bool:
    """Whether bytes begin as RSS or Atom does."""
    return _FEED.match(head, _first_element(head)[0]) is not None


def _first_element(head: bytes) -> tuple[int, bool]:
    """Where the first element begins, behind blanks, comments and instructions, and whether one of these opens XML.

    Each is passed over once, so that the time is linear in the bytes. One that does not end is no markup: it stays.
    """
    at, xml = 3 if head.startswith(b"\xef\xbb\xbf") else 0, False
    while True:
        at = _SPACE.match(head, at).end()  # type: ignore[union-attr]
        end = next((head.find(end, at + len(start)) for start, end in _NOTES if head.startswith(start, at)), -1)
        if end < 0:
            return at, xml
        xml = xml or head.startswith(b"<?xml", at)
        at = end + (2 if head.startswith(b"?>", end) else 3)


def _extension(name: str) -> str:
    """The extension, packing aside: 'jsonl' for 'news/day.jsonl.gz'."""
    parts = name.rpartition("/")[2].lower().split(".")[1:]
    while parts and parts[-1] in _PACKED:
        parts.pop()
    return parts[-1] if parts else ""


def _by_content(head: bytes, named: str | None) -> str | None:
    """The format that the first bytes prove; None when they fit several."""
    if head.startswith(b"PAR1"):
        return "parquet"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"WARC/\d", start):
        return "warc"
    element, xml = _first_element(head)
    if _FEED.match(head, element):
        return "feed"
    if (_PAGE if xml else _HTML).match(head, element):
        return "html"
    if named in ("parquet", "warc"):
        raise Bad("unparseable", f"named as {named}, but it does not begin as one")
    return _json_kind(start) if start[:1] in (b"{", b"[") and named in (None, "text", "json", "jsonl") else None


def _json_kind(start: bytes) -> str | None:
    """jsonl when the first line is a whole object, json for an array or an object over several lines."""
    first = start.partition(b"\n")[0]
    if start.startswith(b"["):
        return "json" if re.match(rb"\[\s*[\[{\"\]]", start) else None
    if _is_object(first):
        return "jsonl"
    return "json" if re.match(rb'\{\s*"', start) else None


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
