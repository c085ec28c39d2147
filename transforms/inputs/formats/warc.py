"""Web archives, record by record: the pages of CC-NEWS and of every crawler that writes WARC."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from typing import Any

import brotli
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newsloom.transforms.inputs.beginnings import refuse_foreign
from newsloom.transforms.inputs.formats.html import page
from newsloom.transforms.inputs.records import Bad, Draft, Field, Outcome, ParseOptions, decoded_or_bad, until_broken
from newsloom.transforms.inputs.stream import CHUNK, Source, Stream, expanded

TITLE, RECORDS = "web archives", "one a response; CC-NEWS as it comes"
EXTENSIONS = ("warc", "wet")
MEDIA: tuple[str, ...] = ()
MUST_BEGIN = True  # a file of another beginning is none, whatever its name is

_PLAIN = "text/plain"
_HTML = ("", "text/html", "application/xhtml+xml", "application/http")
_VERSION = re.compile(rb"(?<=\n)WARC/\d\.\d\r\n")
_REMEMBERED = 2**20  # bytes; more than is read ahead
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def begins(head: bytes, declared: str | None) -> bool:
    """Its version line."""
    return re.match(rb"WARC/\d", head.removeprefix(b"\xef\xbb\xbf").lstrip()) is not None


def parse(source: Source) -> Iterator[Outcome]:
    """One outcome per response, resource or conversion record; requests and notes about the crawl are no records.

    Packed with gzip, as archives are, each record is a member of its own: one that is broken does not end them.
    """
    following: Source | None = source
    while following:
        following = yield from _until_break(following)


def _until_break(source: Source) -> Generator[Outcome, None, Source | None]:
    """The outcomes up to a break in the archive, which is one of them; then what follows it, if anything does."""
    last_is_bad, read = False, _Remembering(source.stream)
    try:
        for record in _records(read):
            for outcome in until_broken(_outcomes(record, source)):
                last_is_bad = isinstance(outcome, Bad)
                yield outcome
            read.record_ends_after = record.stream_pos + (record.content_length or 0)
    except Bad as problem:
        if not (last_is_bad and source.stream.problem):
            yield problem
        return source.after_break() or read.next_record(source)
    return None


class _Remembering:
    """A stream that remembers what it gave last, to go on behind a record that is none."""

    def __init__(self, stream: Stream) -> None:
        self._stream, self._last, self.record_ends_after = stream, b"", 0

    @property
    def problem(self) -> Exception | None:
        return self._stream.problem

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int = CHUNK) -> bytes:
        data = self._stream.read(size)
        self._last = (self._last + data)[-_REMEMBERED:]
        return data

    def next_record(self, source: Source) -> Source | None:
        """What follows from the next version line on, behind the record that was read last."""
        first = max(0, self.record_ends_after - (self.tell() - len(self._last)))
        start = _VERSION.search(self._last, first)
        if not start:
            return None
        rest = chain((self._last[start.start() :],), iter(self._stream.read, b""))
        return replace(source, stream=Stream(rest))


def _records(stream: Any) -> Iterator[WarcRecord]:
    try:
        yield from ArchiveIterator(stream, record_types=_PAGES, stream_detect=False)
    except Bad:
        raise
    except BaseException as error:
        # What fastwarc cannot read it may also meet with a Rust panic, which is no Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise stream.problem or Bad("unparseable", f"broken WARC; fetch it again ({error})") from error
        raise


def _outcomes(record: WarcRecord, source: Source) -> Iterator[Outcome]:
    yield _archived(record, source)


def _archived(record: WarcRecord, source: Source) -> Outcome:
    """The page of one record, or why it is none."""
    url = re.sub(r"\s", "%20", (record.headers.get("WARC-Target-URI") or "").strip("<> ")) or None
    status = record.http_headers.status_code if record.http_headers else 200
    if status is not None and status >= 300:
        return Bad("not_news_text", f"HTTP status {status}")
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    try:
        data = _body(record, source.options)
        if kind not in (*_HTML, _PLAIN):
            return Bad("not_news_text", f"content of type {kind}", hashlib.sha256(data).hexdigest())
        refuse_foreign(data)
        if data.startswith(b"HTTP/"):
            data = _without_headers(data)
    except Bad as problem:
        return problem
    if kind == _PLAIN:
        return _plain_page(data, record.http_charset, url, source)
    return page(data, record.http_charset, url, source.spelling)


def _without_headers(data: bytes) -> bytes:
    """The body of a response that its record does not call one."""
    body = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[1:]
    if not body:
        raise Bad("unparseable", "an HTTP response that breaks off in its headers", hashlib.sha256(data).hexdigest())
    return body[0]


def _body(record: WarcRecord, options: ParseOptions) -> bytes:
    """The record's content as the browser saw it. Archives may hold bodies as they were sent, or decoded with the
    headers left as they were; so the bytes decide."""
    data = record.reader.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise Bad("too_large", f"a page of more than max_bytes = {options.max_bytes:,}")
    headers: Any = record.http_headers or {}  # its own look-up minds no case
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        data = _unchunked(data)
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if coding == "br":
        data = _unbrotlied(data, options.max_bytes)
    elif coding == "deflate":
        data = _inflated(data, options.max_bytes)
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


def _inflated(data: bytes, limit: int) -> bytes:
    """The bytes of a deflated body, with zlib's header as the standard says or without, as some servers send it."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        with suppress(zlib.error):
            return zlib.decompressobj(window).decompress(data, limit + 1)
    return data  # unpacked already


def _plain_page(data: bytes, charset: str | None, url: str | None, source: Source) -> Outcome:
    try:
        decoded = decoded_or_bad(data, charset, source.spelling)
    except Bad as problem:
        return problem
    return Draft(decoded.text, (Field("url", url, "field"),) if url else (), raw=data, encoding=decoded.encoding)
