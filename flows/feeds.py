"""Feeds and pages over http(s): the only module that uses the network.

A feed gives its entries; where an entry holds only a summary, the page that it links to is fetched in its place.
Conditional requests (ETag, Last-Modified) keep a scheduled run from fetching what has not changed.
"""

from __future__ import annotations

import hashlib
import io
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import Message
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import BinaryIO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from newsloom.transforms.inputs.parse_feed import Linked, linked_entries
from newsloom.transforms.inputs.records import Payload
from newsloom.transforms.inputs.sniff import is_feed

_NOT_MODIFIED = 304
_TRY_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
_LONGEST_WAIT = 30.0  # seconds, however much longer a server asks for
_ASKED_FOR = "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True)
class SourceOptions:
    """How inputs are found and fetched."""

    hidden: bool = False  # inside folders, read files and folders whose names begin with a dot
    follow_links: bool = True  # fetch the pages of feed entries that hold only a summary
    timeout: float = 30.0  # seconds for one request
    tries: int = 3  # requests for one address before it is given up
    pause: float = 1.0  # seconds between two requests
    max_bytes: int = 64 * 2**20  # of one response
    user_agent: str = "newsloom/0.1"


@dataclass(frozen=True)
class Known:
    """What an earlier run knew of one version of an input."""

    n_records: int
    etag: str | None = None
    last_modified: str | None = None
    stated_at: str | None = None


@dataclass(frozen=True)
class KnownInputs:
    """Versions that earlier runs have read: by name and hash, and the latest of each name."""

    versions: dict[tuple[str, str], Known] = field(default_factory=dict)
    latest: dict[str, Known] = field(default_factory=dict)


@dataclass(frozen=True)
class Response:
    """What a server sent; `problem` says why there is nothing."""

    data: bytes = b""
    headers: Message = field(default_factory=Message)
    unchanged: bool = False
    problem: str | None = None


def read_address(address: str, known: KnownInputs, options: SourceOptions, seen: set[Path | str]) -> Iterator[Payload]:
    """The page or feed at an address, then the pages that the feed links to; each address once in a run.

    A payload whose `known_records` is set is what an earlier run has read. `seen` grows by the addresses.
    """
    if address in seen:
        return
    seen.add(address)
    before = known.latest.get(address)
    response = fetch(address, before, options)
    links = linked_entries(response.data) if options.follow_links and is_feed(response.data) else []
    yield replace(_payload(address, response, before, known), followed=bool(links))
    for linked in links:
        if linked.url not in seen:
            seen.add(linked.url)
            yield _page(linked, known, options)


def _page(linked: Linked, known: KnownInputs, options: SourceOptions) -> Payload:
    """The page behind a feed entry. One that we have is asked for again only when the feed states another date."""
    before = known.latest.get(linked.url)
    if before and before.stated_at == linked.stated_at:
        return _payload(linked.url, Response(unchanged=True), before, known)
    time.sleep(options.pause)
    payload = _payload(linked.url, fetch(linked.url, before, options), before, known)
    return replace(payload, fields=linked.fields, stated_at=linked.stated_at)


def _payload(address: str, response: Response, before: Known | None, known: KnownInputs) -> Payload:
    if response.unchanged and before:
        return Payload(address, address, nothing, known_records=before.n_records)
    if response.problem:
        return Payload(address, address, nothing, problem=response.problem)
    digest = hashlib.sha256(response.data).hexdigest()
    same = known.versions.get((address, digest))
    return Payload(
        source_uri=address,
        name=address,
        open=partial(io.BytesIO, response.data),
        media_type=response.headers.get_content_type() if "Content-Type" in response.headers else None,
        charset=response.headers.get_content_charset(),
        sha256=digest,
        size=len(response.data),
        etag=response.headers.get("ETag"),
        last_modified=response.headers.get("Last-Modified"),
        known_records=same.n_records if same else None,
    )


def nothing() -> BinaryIO:
    """What opens a payload that has no bytes."""
    return io.BytesIO()


def fetch(address: str, before: Known | None, options: SourceOptions) -> Response:
    """One address, tried again where the server may yet answer; problems are told, never raised."""
    for attempt in range(1, options.tries + 1):
        response, wait = _request(address, before, options)
        if wait is None or attempt == options.tries:
            return response
        time.sleep(min(wait or options.pause * attempt, _LONGEST_WAIT))
    raise ValueError("tries must be at least 1")


def _request(address: str, before: Known | None, options: SourceOptions) -> tuple[Response, float | None]:
    """The response, and seconds to wait before another try (None: do not try again)."""
    try:
        with urlopen(Request(_ascii(address), headers=_headers(before, options)), timeout=options.timeout) as reply:
            return _checked(reply.read(options.max_bytes + 1), reply.headers, options.max_bytes), None
    except HTTPError as error:
        with error:
            return _refused(error)
    except (URLError, HTTPException, TimeoutError, OSError, ValueError) as error:
        return Response(problem=f"cannot be fetched: {getattr(error, 'reason', None) or error}"), 0.0


def _checked(data: bytes, headers: Message, limit: int) -> Response:
    """The body as it was before transport; a problem where that is too large or broken."""
    if headers.get("Content-Encoding", "").lower() in ("gzip", "x-gzip") and len(data) <= limit:
        try:
            data = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, limit + 1)
        except zlib.error as error:
            return Response(problem=f"cannot be fetched: broken gzip from the server: {error}")
    if len(data) > limit:
        return Response(problem=f"cannot be fetched: more than max_bytes = {limit:,}")
    return Response(data, headers)


def _refused(error: HTTPError) -> tuple[Response, float | None]:
    if error.code == _NOT_MODIFIED:
        return Response(unchanged=True), None
    asked = error.headers.get("Retry-After", "")
    wait = (float(asked) if asked.isdigit() else 0.0) if error.code in _TRY_AGAIN else None
    return Response(problem=f"cannot be fetched: HTTP status {error.code}"), wait


def _headers(before: Known | None, options: SourceOptions) -> dict[str, str]:
    headers = {"User-Agent": options.user_agent, "Accept": _ASKED_FOR, "Accept-Encoding": "gzip, identity;q=0.5"}
    if before and before.etag:
        headers["If-None-Match"] = before.etag
    if before and before.last_modified:
        headers["If-Modified-Since"] = before.last_modified
    return headers


def _ascii(address: str) -> str:
    """The address with characters outside ASCII escaped, as browsers send it."""
    parts = urlsplit(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    safe = "/%:=&?~#+!$,;'@()*[]"
    return urlunsplit((parts.scheme, host, quote(parts.path, safe), quote(parts.query, safe), ""))
