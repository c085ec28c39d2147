"""Web archives, record by record: the pages of CC-NEWS and of every crawler that writes WARC."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from transforms.parse_html import page
from transforms.records import Bad, Draft, Field, Outcome, decoded_or_bad
from transforms.stream import Source

_HTML = ("", "text/html", "application/xhtml+xml", "application/http")
_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def parse_warc(source: Source) -> Iterator[Outcome]:
    """One outcome per response, resource or conversion record; requests and notes about the crawl are no records."""
    try:
        stream: Any = source.stream  # it reads, which is all that is asked of it
        for record in ArchiveIterator(stream, record_types=_PAGES, stream_detect=False):
            yield _archived(record, source)
    except Bad:
        raise
    except BaseException as error:
        # What fastwarc cannot read it may also meet with a Rust panic, which is no Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Bad("unparseable", f"broken WARC: {error}") from error
        raise


def _archived(record: WarcRecord, source: Source) -> Outcome:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    status = record.http_headers.status_code if record.http_headers else 200
    if status is not None and status >= 300:
        return Bad("not_news_text", f"HTTP status {status}")
    limit = source.options.max_bytes
    data = record.reader.read(limit + 1)
    if len(data) > limit:
        return Bad("too_large", f"a page of more than max_bytes = {limit:,}")
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    if kind == "text/plain":
        return _plain_page(data, record.http_charset, url, source)
    if kind in _HTML:
        return page(data, record.http_charset, url, source.spelling)
    return Bad("not_news_text", f"content of type {kind}", hashlib.sha256(data).hexdigest())


def _plain_page(data: bytes, charset: str | None, url: str | None, source: Source) -> Outcome:
    try:
        decoded = decoded_or_bad(data, charset, source.spelling)
    except Bad as problem:
        return problem
    return Draft(decoded.text, (Field("url", url, "field"),) if url else (), raw=data, encoding=decoded.encoding)
