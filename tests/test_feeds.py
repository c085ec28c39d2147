"""Feeds and pages, from a server on this machine only."""

from __future__ import annotations

import datetime as dt
import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newsloom.flows.sources import KnownInputs, SourceOptions, inputs_row, known_inputs, read_sources
from newsloom.schemas.state_inputs import INPUTS
from newsloom.transforms.inputs.parse import Payload, RawRecord, Reject, parse_payload

NOW = dt.datetime(2025, 2, 13, tzinfo=dt.UTC)
OPTIONS = SourceOptions(pause=0.0, timeout=5.0, tries=2)
LONG = "The harbour board of Lindmouth met again on Tuesday to speak about the ferry. " * 20
PAGE = f"<html><head><title>Ferry stays</title></head><body><article><p>{LONG}</p></article></body></html>"
FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Post</title>
<item><title>Ferry stays</title><link>{root}/page</link><pubDate>{date}</pubDate>
<description>Short.</description></item>
<item><title>Whole</title><link>{root}/whole</link><guid>w</guid>
<content:encoded>&lt;p&gt;{long}&lt;/p&gt;</content:encoded></item>
</channel></rss>"""


class Site:
    """A small site: paths to (body, headers), and the paths that were asked for."""

    def __init__(self, root: str) -> None:
        self.root, self.asked, self.robots, self.failures = root, [], [], 0
        self.pages: dict[str, tuple[bytes, dict[str, str]]] = {
            "/page": (
                gzip.compress(PAGE.encode()),
                {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"},
            ),
        }
        self.put_feed("Thu, 13 Feb 2025 10:00:00 GMT", '"v1"')

    def put_feed(self, date: str, etag: str) -> None:
        body = FEED.format(root=self.root, date=date, long=LONG).encode()
        headers = {"Content-Type": "application/rss+xml", "Content-Encoding": "gzip", "ETag": etag}
        self.pages["/feed"] = (gzip.compress(body), headers)


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            (site.robots if self.path == "/robots.txt" else site.asked).append(self.path)
            body, headers = site.pages.get(self.path, (b"", {}))
            if site.failures:
                site.failures -= 1
                self.send_response(503)
                body = b""
            elif self.path not in site.pages:
                self.send_response(404)
            elif headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                self.send_response(304)
                body = b""
            else:
                self.send_response(200)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


def read(address: str, known: KnownInputs | None = None, options: SourceOptions = OPTIONS) -> list[Payload]:
    return list(read_sources([address], options, known))


def outcomes(payloads: list[Payload]) -> list[RawRecord | Reject]:
    return [o for p in payloads if p.known_records is None for o in parse_payload(p)]


def remembered(*reads: list[Payload]) -> KnownInputs:
    rows = [inputs_row(p, len(outcomes([p])), NOW) for payloads in reads for p in payloads if p.sha256]
    return known_inputs(INPUTS.conform(INPUTS.table(rows)))


def test_a_page(site: Site) -> None:
    (record,) = outcomes(read(site.root + "/page"))
    assert isinstance(record, RawRecord)
    assert record.text.startswith("The harbour board")
    assert (record.source_uri, record.name) == (site.root + "/page",) * 2
    assert {(f.field, f.origin) for f in record.fields} == {("title", "html"), ("url", "field")}


def test_a_feed_gives_whole_entries_and_the_pages_of_short_ones(site: Site) -> None:
    whole, page = outcomes(read(site.root + "/feed"))
    assert (whole.source_uri, whole.key) == (site.root + "/feed", "w")  # type: ignore[union-attr]
    assert page.source_uri == site.root + "/page"
    stated = {(f.field, f.value) for f in page.fields if f.origin == "feed"}  # type: ignore[union-attr]
    assert ("published_at", "Thu, 13 Feb 2025 10:00:00 GMT") in stated
    assert ("outlet", "The Post") in stated


def test_an_address_is_read_once(site: Site) -> None:
    twice = list(read_sources([site.root + "/page", site.root + "/feed", site.root + "/feed"], OPTIONS))
    assert [payload.name.removeprefix(site.root) for payload in twice] == ["/page", "/feed"]


def test_links_need_not_be_followed(site: Site) -> None:
    found = outcomes(read(site.root + "/feed", options=SourceOptions(follow_links=False)))
    assert [o.text[:6] for o in found] == ["Short.", "The ha"]  # type: ignore[union-attr]
    assert site.asked == ["/feed"]


def test_an_unchanged_feed_costs_one_request(site: Site) -> None:
    known = remembered(read(site.root + "/feed"))
    site.asked.clear()
    again = read(site.root + "/feed", known)
    assert [p.known_records for p in again] == [1]
    assert site.asked == ["/feed"]


def test_a_known_page_is_fetched_again_only_when_the_feed_states_another_date(site: Site) -> None:
    known = remembered(read(site.root + "/feed"))
    for date, asked in (
        ("Thu, 13 Feb 2025 10:00:00 GMT", ["/feed"]),
        ("Fri, 14 Feb 2025 09:00:00 GMT", ["/feed", "/page"]),
    ):
        site.put_feed(date, f'"{date}"')
        site.asked.clear()
        read(site.root + "/feed", known)
        assert site.asked == asked


def test_a_busy_server_is_asked_again(site: Site) -> None:
    site.failures = 1
    (record,) = outcomes(read(site.root + "/page"))
    assert isinstance(record, RawRecord)
    assert site.asked == ["/page", "/page"]


def test_what_cannot_be_fetched_is_a_reject(site: Site) -> None:
    (missing,) = outcomes(read(site.root + "/nothing"))
    assert (missing.reason, missing.detail) == ("unparseable", "cannot be fetched: HTTP status 404")  # type: ignore[union-attr]
    (refused,) = outcomes(read("http://127.0.0.1:1/feed"))
    assert "cannot be fetched" in refused.detail  # type: ignore[union-attr]
    (large,) = outcomes(read(site.root + "/page", options=SourceOptions(max_bytes=10)))
    assert "max_bytes" in large.detail  # type: ignore[union-attr]
