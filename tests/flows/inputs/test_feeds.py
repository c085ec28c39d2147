"""Feeds and pages, from a server on this machine only."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.tables import ALL_TABLES
from newsloom.flows.inputs.sources import KnownInputs, SourceOptions, inputs_row, known_inputs, read_sources
from newsloom.flows.inputs.web.known import OwedPages
from newsloom.schemas.state.inputs import INPUTS, OWED
from newsloom.transforms.cleaning.candidates import Found, choose
from newsloom.transforms.inputs.parse import Payload, RawRecord, Reject, parse_payload
from tests.site import Site, serving, without_proxies

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


class FeedSite(Site):
    """A site with a feed of a short entry, whose page it has, and a whole one."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip"}
        self.pages["/page"] = (gzip.compress(PAGE.encode()), headers)
        self.put_feed("Thu, 13 Feb 2025 10:00:00 GMT", '"v1"')

    def put_feed(self, date: str, etag: str, feed: str = FEED, media_type: str = "application/rss+xml") -> None:
        body = feed.format(root=self.root, date=date, long=LONG).encode()
        headers = {"Content-Type": media_type, "Content-Encoding": "gzip", "ETag": etag}
        self.pages["/feed"] = (gzip.compress(body), headers)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedSite]:
    without_proxies(monkeypatch)
    with serving(FeedSite) as site:
        yield site


def read(address: str, known: KnownInputs | None = None, options: SourceOptions = OPTIONS) -> list[Payload]:
    return list(read_sources([address], options, known))


def outcomes(payloads: list[Payload]) -> list[RawRecord | Reject]:
    return [o for p in payloads if p.known_records is None for o in parse_payload(p)]


def remembered(*reads: list[Payload]) -> KnownInputs:
    rows = [inputs_row(p, len(outcomes([p])), NOW) for payloads in reads for p in payloads if p.sha256]
    return known_inputs(INPUTS.conform(INPUTS.table(rows)))


def test_a_page(site: FeedSite) -> None:
    (record,) = outcomes(read(site.root + "/page"))
    assert isinstance(record, RawRecord)
    assert record.text.startswith("The harbour board")
    assert (record.source_uri, record.name) == (site.root + "/page",) * 2
    assert {(f.field, f.origin) for f in record.fields} == {("title", "html"), ("url", "field")}


def test_a_feed_gives_whole_entries_and_the_pages_of_short_ones(site: FeedSite) -> None:
    whole, page = outcomes(read(site.root + "/feed"))
    assert (whole.source_uri, whole.key) == (site.root + "/feed", "w")  # type: ignore[union-attr]
    assert page.source_uri == site.root + "/page"
    stated = {(f.field, f.value) for f in page.fields if f.origin == "feed"}  # type: ignore[union-attr]
    assert ("published_at", "Thu, 13 Feb 2025 10:00:00 GMT") in stated
    assert ("outlet", "The Post") in stated


def test_an_address_is_read_once(site: FeedSite) -> None:
    twice = list(read_sources([site.root + "/page", site.root + "/feed", site.root + "/feed"], OPTIONS))
    assert [payload.name.removeprefix(site.root) for payload in twice] == ["/page", "/feed"]


def test_links_need_not_be_followed(site: FeedSite) -> None:
    found = outcomes(read(site.root + "/feed", options=SourceOptions(follow_links=False)))
    assert [o.text[:6] for o in found] == ["Short.", "The ha"]  # type: ignore[union-attr]
    assert site.asked == ["/feed"]


def test_an_unchanged_feed_costs_one_request(site: FeedSite) -> None:
    known = remembered(read(site.root + "/feed"))
    site.asked.clear()
    again = read(site.root + "/feed", known)
    assert [p.known_records for p in again] == [1]
    assert site.asked == ["/feed"]


def test_a_known_page_is_fetched_again_only_when_the_feed_states_another_date(site: FeedSite) -> None:
    known = remembered(read(site.root + "/feed"))
    for date, asked in (
        ("Thu, 13 Feb 2025 10:00:00 GMT", ["/feed"]),
        ("Fri, 14 Feb 2025 09:00:00 GMT", ["/feed", "/page"]),
    ):
        site.put_feed(date, f'"{date}"')
        site.asked.clear()
        read(site.root + "/feed", known)
        assert site.asked == asked


def test_a_busy_server_is_asked_again(site: FeedSite) -> None:
    site.failures = 1
    (record,) = outcomes(read(site.root + "/page"))
    assert isinstance(record, RawRecord)
    assert site.asked == ["/page", "/page"]


def test_what_cannot_be_fetched_is_a_reject(site: FeedSite) -> None:
    (missing,) = outcomes(read(site.root + "/nothing"))
    assert (missing.reason, missing.detail) == ("unparseable", "cannot be fetched: HTTP status 404")  # type: ignore[union-attr]
    (refused,) = outcomes(read("http://127.0.0.1:1/feed"))
    assert "cannot be fetched" in refused.detail  # type: ignore[union-attr]
    (large,) = outcomes(read(site.root + "/page", options=SourceOptions(max_bytes=10)))
    assert "max_bytes" in large.detail  # type: ignore[union-attr]


SHORT = "The ferry of Lindmouth stays for another year, its harbour board said on Tuesday."
TWO = """<rss version="2.0"><channel><title>The Post</title><link>{root}</link>
<item><title>Ferry stays</title><link>/page</link><pubDate>{date}</pubDate><description>Short one.</description></item>
<item><title>Two</title><link>{root}/two</link><pubDate>{date}</pubDate><description>SHORT</description></item>
</channel></rss>""".replace("SHORT", SHORT)
OTHER = """<html><body><article><p>Willem Vos came to Aldersted on Friday with a new plan for the railway bridge.</p>
<p>Engineers had asked for steel in place of stone, and the county council found money in its budget for roads.</p>
<p>Work begins in April and will take nineteen months, according to a timetable that he handed out.</p>
</article></body></html>"""  # which repeats nothing of the summary
DATE, LATER = "Thu, 13 Feb 2025 10:00:00 GMT", "Fri, 14 Feb 2025 09:00:00 GMT"


class Runs:
    """Runs over one feed, each with the state that those before it left. `found` are the outcomes of the last."""

    def __init__(self, site: FeedSite, **options: object) -> None:
        self.site, self.address, self.now = site, site.root + "/feed", NOW
        self.options = replace(OPTIONS, tries=1, **options)  # type: ignore[arg-type]
        self.rows: list[dict[str, object]] = []
        self.owed: dict[str, dict[str, object]] = {}
        self.found: list[RawRecord | Reject] = []

    def run(self, hours: float = 0.0) -> list[str]:
        """One run, some time after the last: what was asked for."""
        self.now += dt.timedelta(hours=hours)
        self.site.asked.clear()
        owed = OwedPages.from_table(OWED.conform(OWED.table(self.owed.values())), self.now)
        known = replace(known_inputs(INPUTS.conform(INPUTS.table(self.rows))), owed=owed)
        payloads = read(self.address, known, self.options)
        self.found, self.n_owed = outcomes(payloads), owed.n_waiting
        self.rows += [
            inputs_row(p, len(outcomes([p])), self.now) for p in payloads if p.sha256 and p.known_records is None
        ]
        changed = owed.take_changes()
        self.owed |= {row["name"]: row for row in changed.rows.to_pylist()}
        for name in changed.came["name"].to_pylist():
            del self.owed[name]
        return list(self.site.asked)


@pytest.fixture
def runs(site: FeedSite) -> Runs:
    site.put_feed(DATE, '"1"', TWO)
    return Runs(site)


def texts(found: list[RawRecord | Reject]) -> list[str]:
    return [o.text[:9] if isinstance(o, RawRecord) else o.detail for o in found]


@pytest.mark.parametrize("status", [503, 500, 403, 429])
def test_a_page_that_does_not_come_is_owed_and_its_summary_stands_for_it(runs: Runs, status: int) -> None:
    runs.site.statuses["/two"] = status
    runs.run()
    page, summary = runs.found
    assert (summary.text, summary.source_uri) == (SHORT, runs.site.root + "/two")  # type: ignore[union-attr]
    assert {(f.field, f.value, f.origin) for f in summary.fields} >= {  # type: ignore[union-attr]
        ("title", "Two", "feed"),
        ("outlet", "The Post", "feed"),
        ("url", runs.site.root + "/two", "feed"),
    }
    assert (texts([page]), runs.n_owed) == (["The harbo"], 1)
    assert runs.run() == ["/feed", "/two"]  # although the feed has not changed
    assert (runs.found, runs.n_owed) == ([], 1)
    runs.site.pages["/two"] = runs.site.pages["/page"]
    del runs.site.statuses["/two"]
    runs.run()
    (came,) = runs.found
    assert (texts([came]), came.source_uri) == (["The harbo"], summary.source_uri)
    assert ("title", "Two", "feed") in {(f.field, f.value, f.origin) for f in came.fields}  # type: ignore[union-attr]
    assert (runs.run(), runs.n_owed, runs.owed) == (["/feed"], 0, {})


def test_a_page_is_owed_although_the_feed_has_dropped_the_entry(runs: Runs) -> None:
    runs.site.statuses["/two"] = 503
    runs.run()
    runs.site.put_feed(DATE, '"2"')
    assert "/two" in runs.run()
    runs.site.pages["/feed"] = (b"", {})
    runs.site.statuses["/feed"] = 500
    assert "/two" in runs.run()


def test_a_page_without_a_summary_is_a_reject_until_it_comes(runs: Runs) -> None:
    runs.site.put_feed(DATE, '"1"', TWO.replace(SHORT, ""))
    runs.site.statuses["/two"] = 503
    runs.run()
    assert texts(runs.found)[1] == "cannot be fetched: HTTP status 503; later runs ask for it again, for 30 days"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_a_reject_and_asked_for_no_more(runs: Runs, status: int) -> None:
    runs.site.statuses["/two"] = status
    runs.run()
    assert texts(runs.found)[1:] == [SHORT[:9], f"cannot be fetched: HTTP status {status}"]
    assert [o.source_row for o in runs.found[1:]] == [0, 1]
    for etag in ('"1"', '"2"'):
        runs.site.put_feed(DATE, etag, TWO)
        assert (runs.run(), runs.found, runs.n_owed) == (["/feed"], [], 0)
    runs.site.put_feed(LATER, '"3"', TWO)
    assert "/two" in runs.run()


def test_a_page_is_not_owed_for_ever(runs: Runs) -> None:
    runs.site.statuses["/two"] = 503
    for hours, asked, n_owed in ((0, True, 1), (0.5, True, 1), (24 * 29, True, 1), (1, False, 1), (48, True, 0)):
        assert ("/two" in runs.run(hours), runs.n_owed) == (asked, n_owed)
    assert texts(runs.found) == [SHORT[:9], "cannot be fetched: HTTP status 503; given up after 30 days"]
    assert runs.run(hours=480) == ["/feed"]


def test_a_page_is_asked_for_ever_more_rarely(runs: Runs) -> None:
    runs.site.statuses["/two"] = 503
    runs.run()
    (row,) = OWED.table(runs.owed.values()).to_pylist()
    page, asked = OwedPages.from_table(OWED.table([row]), NOW).of_feed(runs.address)[0], []
    for quarter in range(1, 30 * 24 * 4):
        now = NOW + dt.timedelta(minutes=15 * quarter)
        if page.is_due(now):
            page, asked = replace(page, tried_at=now), [*asked, quarter]
    assert asked[:8] == [1, 2, 3, 4, 8, 16, 32, 64]
    assert len(asked) < 40
    assert asked[-1] > 28 * 24 * 4


def test_a_page_that_we_have_needs_no_summary_in_its_place(runs: Runs) -> None:
    runs.run()
    runs.site.put_feed(LATER, '"2"', TWO)
    runs.site.statuses["/page"] = 503
    runs.run()
    assert runs.n_owed == 1
    assert [o for o in runs.found if o.source_uri.endswith("/page")] == []


def test_no_more_pages_than_the_limit_are_asked_for_and_the_others_wait(site: FeedSite) -> None:
    item = "<item><link>{{root}}/{}</link><description>Text {}.</description></item>"
    items = "".join(item.format(n, n) for n in range(25))
    site.pages |= {f"/{n}": (PAGE.encode(), {"Content-Type": "text/html"}) for n in range(25)}
    site.put_feed(DATE, '"1"', f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>")
    runs, seen = Runs(site, max_links=10), []
    for n_owed in (15, 5, 0, 0):
        asked = runs.run()
        seen += asked[1:]
        assert (len(asked) <= 11, runs.n_owed) == (True, n_owed)
    assert seen == [f"/{n}" for n in range(25)]
    assert asked == ["/feed"]


def test_other_pages_of_a_host_that_fails_are_owed(site: FeedSite) -> None:
    item = "<item><link>{{root}}/{}</link><description>Text number {}.</description></item>"
    site.statuses |= {f"/{n}": 503 for n in range(25)}
    items = "".join(item.format(n, n) for n in range(25))
    site.put_feed(DATE, '"1"', f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>")
    runs = Runs(site)
    assert len(runs.run()) == 4
    assert (runs.n_owed, len(runs.found)) == (25, 25)


def test_what_robots_txt_forbids_is_a_reject_beside_the_summary(runs: Runs) -> None:
    runs.site.pages["/robots.txt"] = (b"User-agent: *\nDisallow: /two", {})
    assert "/two" not in runs.run()
    assert texts(runs.found)[1:] == [SHORT[:9], "refused: the robots.txt of the site forbids it"]
    assert runs.n_owed == 0


def test_links_of_a_feed_on_this_machine_may_not_lead_to_another_port(site: FeedSite) -> None:
    with serving() as other:
        other.pages["/page"] = (PAGE.encode(), {})
        site.put_feed(DATE, '"1"', TWO.replace("{root}/two", other.root + "/page"))
        runs = Runs(site)
        runs.run()
        assert "private address" in texts(runs.found)[2]
        assert other.asked == []
        runs = Runs(site, allow_private=True)
        runs.run()
        assert other.asked == ["/page"]


def test_a_page_that_is_no_article_leaves_the_summary(runs: Runs) -> None:
    wall = b"<html><body><p>Please log in to continue.</p><input type='password'></body></html>"
    runs.site.pages["/two"] = (wall, {"Content-Type": "text/html"})
    runs.run()
    assert [type(o) for o in runs.found] == [RawRecord, Reject, RawRecord]
    assert texts(runs.found)[2] == SHORT[:9]


@pytest.mark.parametrize("media_type", ["text/html", "application/xhtml+xml", "text/plain", "application/json"])
def test_a_feed_is_one_under_any_media_type(site: FeedSite, media_type: str) -> None:
    site.put_feed(DATE, '"1"', media_type=media_type)
    whole, page = outcomes(read(site.root + "/feed"))
    assert (whole.source_uri, page.source_uri) == (site.root + "/feed", site.root + "/page")


@pytest.mark.parametrize("media_type", ["text/xml", "application/rss+xml", "application/xml"])
@pytest.mark.parametrize("start", ["", "<!DOCTYPE html>", '<?xml version="1.0"?><!DOCTYPE html>'])
def test_a_page_is_one_under_a_media_type_of_feeds(site: FeedSite, media_type: str, start: str) -> None:
    site.pages["/page"] = ((start + PAGE).encode(), {"Content-Type": media_type})
    (record,) = outcomes(read(site.root + "/page"))
    assert texts([record]) == ["The harbo"]


def test_a_feed_whose_entries_are_all_read_from_their_pages_is_no_reject(site: FeedSite) -> None:
    site.put_feed(DATE, '"1"', TWO.replace("{root}/two", "{root}/page"))  # the second entry of a page stays itself
    assert texts(outcomes(read(site.root + "/feed"))) == ["The ferry", "The harbo"]
    site.put_feed(DATE, '"1"', TWO.partition("<item><title>Two")[0] + "</channel></rss>")
    assert texts(outcomes(read(site.root + "/feed"))) == ["The harbo"]


def test_secrets_are_sent_but_never_kept(site: FeedSite) -> None:
    secret = site.root.replace("//", "//me:hidden@")
    feed = TWO.replace("{root}/two", secret + "/two?token=hidden&amp;n=2")
    site.put_feed(DATE, '"1"', feed)
    site.pages["/feed?api_key=hidden"] = site.pages.pop("/feed")
    site.statuses["/two?token=hidden&n=2"] = 503
    runs = Runs(site)
    runs.address = secret + "/feed?api_key=hidden"
    runs.run()
    asked = runs.run()
    assert asked == ["/feed?api_key=hidden", "/two?token=hidden&n=2"]
    assert {headers["Authorization"] for headers in site.headers} == {"Basic bWU6aGlkZGVu"}
    assert "If-None-Match" not in site.headers[-1]
    assert runs.n_owed == 1
    assert "hidden" not in repr((runs.rows, runs.owed, runs.found))
    site.pages["/feed?api_key=hidden"] = (gzip.compress(b"<rss version='2.0'/>"), {"Content-Encoding": "gzip"})
    runs.run()
    assert "had a secret" in texts(runs.found)[-1]
    assert runs.n_owed == 0


def test_addresses_that_differ_in_a_secret_only_are_one_input(site: FeedSite) -> None:
    site.pages |= {f"/page?key={n}": site.pages["/page"] for n in (1, 2)}
    payloads = list(read_sources([f"{site.root}/page?key={n}" for n in (1, 2)], OPTIONS))
    assert [payload.name for payload in payloads] == [site.root + "/page?key="]


def test_a_page_that_the_user_typed_later_is_owed_no_more(runs: Runs) -> None:
    runs.site.statuses["/two"] = 503
    runs.run()
    runs.site.pages["/two"] = runs.site.pages["/page"]
    del runs.site.statuses["/two"]
    feed, runs.address = runs.address, runs.site.root + "/two"
    runs.run()
    assert runs.owed == {}
    runs.address = feed
    assert runs.run() == ["/feed"]


def test_runs_over_a_feed(site: FeedSite, tmp_path: Path, newsloom: Callable[..., Any]) -> None:
    """Strict runs of a healthy feed succeed, whatever its media type; a page that was down comes in the next one."""
    site.put_feed(DATE, '"1"', TWO.replace("Short one.", SHORT), "text/html")
    site.pages["/feed?api_key=hidden"] = site.pages.pop("/feed")
    site.statuses["/two"] = 503
    config = tmp_path / "quick.toml"
    config.write_text("[source]\npause = 0.0\ntries = 1\n")
    arguments = [site.root + "/feed?api_key=hidden", "--dataset", tmp_path / "news", "--strict", "--json"]
    summaries = []
    for _ in range(3):
        result = newsloom("run", *arguments, "--config", config)
        assert result.exit_code == 0, result.output
        summaries.append(json.loads(result.stdout))
        site.statuses.clear()
        site.pages["/two"] = (OTHER.encode(), {})
    assert [summary["pages_owed"] for summary in summaries] == [1, 0, 0]
    assert [summary["records"]["new"] for summary in summaries] == [2, 0, 0]
    assert [summary["records"]["changed"] for summary in summaries] == [0, 1, 0]
    news = Dataset(tmp_path / "news")
    articles = news.arrow("articles").to_pylist()
    assert sorted(row["source_uri"].removeprefix(site.root) for row in articles) == ["/page", "/two", "/two"]
    (two,) = (row for row in articles if row["source_uri"].endswith("/two") and row["version_of"] is None)
    assert two["text"].startswith("Willem Vos")
    assert {row["version_of"] for row in articles} == {None, two["article_id"]}
    assert not [name for name in ALL_TABLES if "hidden" in repr(news.arrow(name).to_pylist())]


@pytest.mark.parametrize("start", ["/moved?token=abc", "/feed"])
def test_the_address_of_a_redirected_page_is_where_it_ends(site: FeedSite, start: str) -> None:
    site.statuses |= {"/moved": 301, "/moved?token=abc": 301, "/again": 302}
    for path in ("/moved", "/moved?token=abc"):
        site.pages[path] = (b"", {"Location": "/again"})
    site.pages["/again"] = (b"", {"Location": "/page?api_key=123"})
    site.pages["/page?api_key=123"] = site.pages["/page"]
    site.put_feed("Thu, 13 Feb 2025 10:00:00 GMT", '"v1"', FEED.replace("{root}/page", "{root}/moved"))
    page = outcomes(read(site.root + start))[-1]
    assert isinstance(page, RawRecord)
    assert page.source_uri.startswith(site.root + "/moved") and "abc" not in page.source_uri
    (address,) = (f.value for f in page.fields if (f.field, f.origin) == ("url", "field"))
    assert address.startswith(site.root + "/page") and "123" not in address
    assert choose(Found(f.field, f.value, f.origin) for f in page.fields)[0]["url"].value == address
