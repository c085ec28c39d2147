"""Answers of servers: what came, whether it is whole and small enough, and what to do where nothing came."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime

TRY_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
GONE = frozenset((404, 410))
MOVED = frozenset((301, 302, 303, 307, 308))
NOT_MODIFIED = 304
_PACKINGS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}  # zlib's window sizes, the second without a header


@dataclass(frozen=True)
class Answer:
    """What a server sent; `problem` says why there is nothing.

    `later` says that another run may yet get it, `moved_to` where a redirect leads, as it is written, `wait` what
    the server asks to wait, in seconds, and `busy` that it may answer in a moment. `address` is where it came from,
    `redirected` whether that is another one than was asked for.
    """

    data: bytes = b""
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    status: int | None = None
    address: str = ""
    redirected: bool = False
    unchanged: bool = False
    problem: str | None = None
    later: bool = False
    moved_to: str | None = None
    wait: float | None = None
    busy: bool = False


def failed(
    why: str, *, later: bool, busy: bool = False, wait: float | None = None, status: int | None = None
) -> Answer:
    """An answer that gives nothing."""
    return Answer(problem=f"cannot be fetched: {why}", later=later, busy=busy, wait=wait, status=status)


def refused(status: int, retry_after: str, now: dt.datetime) -> Answer:
    """The answer that a status of failure is."""
    busy = status in TRY_AGAIN
    wait = seconds_to_wait(retry_after, now) if busy else None
    return failed(f"HTTP status {status}", later=status not in GONE, busy=busy, wait=wait, status=status)


def seconds_to_wait(retry_after: str, now: dt.datetime) -> float | None:
    """What a Retry-After header asks for: seconds, or a moment; None where it says neither.

    >>> seconds_to_wait("Thu, 13 Feb 2025 10:00:30 GMT", dt.datetime(2025, 2, 13, 10, tzinfo=dt.UTC))
    30.0
    """
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or dt.UTC) - now).total_seconds())


def body_answer(chunks: Iterable[bytes], content_encoding: str, limit: int) -> Answer:
    """The body as it was before transport; a problem where that is larger than `limit` bytes, or broken."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > limit:
            return _too_large(limit)
    try:
        unpacked = _unpacked(bytes(data), content_encoding, limit)
    except zlib.error as error:
        return failed(f"broken {content_encoding} from the server: {error}", later=False)
    return _too_large(limit) if len(unpacked) > limit else Answer(unpacked)


def _too_large(limit: int) -> Answer:
    return failed(f"more than max_bytes = {limit:,}", later=False)


def _unpacked(data: bytes, content_encoding: str, limit: int) -> bytes:
    """The data without its packings, up to one byte more than `limit`; raises zlib.error where they are broken."""
    for packing in reversed(content_encoding.lower().split(",")):
        windows = _PACKINGS.get(packing.strip(), ())
        if windows and data and len(data) <= limit:
            data = _inflated(data, windows, limit)
    return data


def _inflated(data: bytes, windows: tuple[int, ...], limit: int) -> bytes:
    for window in windows:
        worker = zlib.decompressobj(window)
        try:
            made = worker.decompress(data, limit + 1)
        except zlib.error:
            if window == windows[-1]:
                raise
            continue
        if not worker.eof and len(made) <= limit:
            raise zlib.error("it ends before its end")
        return made
    return data


def content_type(header: str) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header; None for what it does not say.

    >>> content_type('text/HTML; charset="UTF-8"')
    ('text/html', 'utf-8')
    """
    if not header.strip():
        return None, None
    message = Message()
    message["Content-Type"] = header
    return message.get_content_type(), message.get_content_charset()
