"""Web archives, record by record: the pages of CC-NEWS and of every crawler that writes WARC."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import brotli
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newsloom.transforms.inputs.beginnings import refuse_foreign
from newsloom.transforms.inputs.formats.html import page
from newsloom.transforms.inputs.records import Bad, Draft, Field, Outcome, ParseOptions, decoded_or_bad, until_broken
from newsloom.transforms.inputs.stream import Source, Stream, expanded

TITLE, RECORDS = "web archives", "one a response; CC-NEWS as it comes"
EXTENSIONS = ("warc", "wet")
MEDIA: tuple[str, ...] = ()
MUST_BEGIN = True  # a file of another beginning is none, whatever its name is

_PLAIN = "text/plain"
_HTML = ("", "text/html", "application/xhtml+xml", "application/http")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def begins(head: bytes, named: str | None) -> bool:
    """Its version line."""
    return re.match(rb"WARC/\d", head.removeprefix(b"\xef\xbb\xbf").lstrip()) is not None


def parse(source: Source) -> Iterator[Outcome]:
    """One outcome per response, resource or conversion record; requests and notes about the crawl are no records."""
    try:
        stream: Any = source.stream  # it reads, which is all that is asked of it
        for record in ArchiveIterator(stream, record_types=_PAGES, stream_detect=False):
            yield from until_broken(_outcomes(record, source))
    except Bad:
        raise
    except BaseException as error:
        # What fastwarc cannot read it may also meet with a Rust panic, which is no Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Bad("unparseable", f"broken WARC: {error}") from error
        raise


def _outcomes(record: WarcRecord, source: Source) -> Iterator[Outcome]:
    yield _archived(record, source)


def _archived(record: WarcRecord, source: Source) -> Outcome:
    """The page of one record, or why it is none."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    status = record.http_headers.status_code if record.http_headers else 200
    if status is not None and status >= 300:
        return Bad("not_news_text", f"HTTP status {status}")
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    try:
        data = _body(record, source.options)
        if kind not in (*_HTML, _PLAIN):
            return Bad("not_news_text", f"content of type {kind}", hashlib.sha256(data).hexdigest())
        refuse_foreign(data)
    except Bad as problem:
        return problem
    if kind == _PLAIN:
        return _plain_page(data, record.http_charset, url, source)
    return page(data, record.http_charset, url, source.spelling)


def _body(record: WarcRecord, options: ParseOptions) -> bytes:
    """The record's content as the browser saw it. Archives may hold bodies as they were sent, or decoded with the
    headers left as they were; so the bytes decide."""
    data = record.reader.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise Bad("too_large", f"a page of more than max_bytes = {options.max_bytes:,}")
    headers: Any = record.http_headers or {}  # its own look-up minds no case
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        data = _unchunked(data)
    if (headers.get("Content-Encoding") or "").lower() == "br":
        data = _unbrotlied(data, options.max_bytes)
    return expanded(Stream(iter((data,))), options).all(options.max_bytes)


def _unchunked(data: bytes) -> bytes:
    """The body without the sizes of its chunks; as it is where they do not fit it."""
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(data, at):
        n = int(size[1], 16)
        if n == 0:
            return b"".join(parts)
        parts.append(data[size.end() : size.end() + n])
        at = size.end() + n + 2
    return data


def _unbrotlied(data: bytes, limit: int) -> bytes:
    try:
        return brotli.Decompressor().process(data, output_buffer_limit=limit + 1) or data
    except brotli.error:
        return data  # decoded already


def _plain_page(data: bytes, charset: str | None, url: str | None, source: Source) -> Outcome:
    try:
        decoded = decoded_or_bad(data, charset, source.spelling)
    except Bad as problem:
        return problem
    return Draft(decoded.text, (Field("url", url, "field"),) if url else (), raw=data, encoding=decoded.encoding)
