"""The client of a run: what it asks, how often, and when it lets a server be. Servers are on this machine only."""

from __future__ import annotations

import gzip
import logging
import ssl
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator

import httpcore
import pytest

from newsloom.flows.inputs.web.answers import Answer
from newsloom.flows.inputs.web.options import SourceOptions
from tests.site import PUBLIC, Net, Site, serving, without_proxies

PAGE = b"<html>A page.</html>"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    without_proxies(monkeypatch)
    with serving() as site:
        site.pages["/page"] = (PAGE, {"Content-Type": 'text/html; charset="utf-8"'})
        yield site


def linked(net: Net, address: str, typed: str = "http://news.example/feed") -> Answer:
    """What is got of an address that a feed links to which the user typed."""
    return net.web.fetch(address, net.web.home_of(typed))


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site) -> None:
    net = Net(site)
    answer = linked(net, "http://news.example/page")
    assert (answer.data, answer.media_type, answer.charset) == (PAGE, "text/html", "utf-8")
    assert net.dial.dialled == [(PUBLIC, 80)]
    assert net.looked_up == ["news.example"]
    assert {headers["Host"] for headers in site.headers} == {"news.example"}


def test_the_certificate_is_that_of_the_name_and_not_of_the_address(site: Site) -> None:
    class Stream(httpcore.NetworkStream):
        def start_tls(
            self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
        ) -> httpcore.NetworkStream:
            assert ssl_context.check_hostname
            assert ssl_context.verify_mode is ssl.CERT_REQUIRED
            raise httpcore.ConnectError(f"certificate of {server_hostname}")

        def close(self) -> None:
            pass

    net = Net(site)
    net.dial.connect_tcp = lambda host, port, *_: net.dial.dialled.append((host, port)) or Stream()  # type: ignore
    assert str(linked(net, "https://news.example/page").problem).endswith("certificate of news.example")
    assert net.dial.dialled == [(PUBLIC, 443)]


def test_connections_are_kept_and_requests_say_who_asks(site: Site) -> None:
    net = Net(site)
    for path in ("/page", "/page?2", "/page?3"):
        linked(net, f"http://news.example{path}")
    assert len(site.connections) == len(net.dial.dialled) == 1
    assert {headers["User-Agent"] for headers in site.headers} == {SourceOptions().user_agent}
    assert SourceOptions().user_agent.startswith("newsloom/0.")


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "evil.example"])
@pytest.mark.parametrize("way", ["link", "redirect", "second redirect"])
def test_links_and_redirects_into_private_networks_are_refused(site: Site, host: str, way: str) -> None:
    net = Net(site, {"evil.example": ["127.0.0.1"]})
    site.statuses |= {"/to": 302, "/to2": 307}
    site.pages["/to"] = (b"", {"Location": f"http://{host}/page"})
    site.pages["/to2"] = (b"", {"Location": "/to"})
    start = {"link": f"http://{host}/page", "redirect": "http://news.example/to"}
    answer = linked(net, start.get(way, "http://news.example/to2"))
    assert "private address" in str(answer.problem)
    assert "/page" not in site.asked
    assert not answer.later


def test_what_the_user_typed_is_not_led_into_private_networks_either(site: Site) -> None:
    net = Net(site)
    site.statuses["/to"] = 302
    site.pages["/to"] = (b"", {"Location": "http://127.0.0.2/page"})
    home = net.web.home_of("http://news.example/to")
    assert "private address" in str(net.web.fetch("http://news.example/to", home, linked=False).problem)


@pytest.mark.parametrize(
    "target", ["ftp://news.example/x", "file:///etc/passwd", "http://[x/", "gopher:x", "http://a b/"]
)
def test_only_the_web_is_followed(site: Site, target: str) -> None:
    net = Net(site)
    site.statuses["/to"] = 301
    site.pages["/to"] = (b"", {"Location": target})
    assert "no address of the web" in str(linked(net, "http://news.example/to").problem)
    assert "no address of the web" in str(linked(net, target).problem)
    assert {place for place, _ in net.dial.dialled} == {PUBLIC}


def test_redirects_end(site: Site) -> None:
    site.statuses["/to"] = 302
    site.pages["/to"] = (b"", {"Location": "/to"})
    assert "redirects" in str(linked(Net(site), "http://news.example/to").problem)
    assert len(site.asked) == 10


def test_a_server_that_drips_is_cut_off(site: Site) -> None:
    site.drip = 0.05
    began = time.monotonic()
    answer = linked(Net(site, timeout=0.3), "http://news.example/page")
    assert "timeout" in str(answer.problem)
    assert answer.later
    assert time.monotonic() - began < 2  # 20 bytes take one second, the robots.txt before them none


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate", "x-gzip"])
def test_packed_bodies_are_unpacked_within_limits(site: Site, encoding: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    pack = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress}
    name = encoding.removeprefix("raw ")
    for path, body in (("/small", PAGE), ("/bomb", bytes(2_000_000))):
        packed = pack[encoding](body) if encoding in pack else raw.copy().compress(body)
        if encoding == "raw deflate":
            worker = raw.copy()
            packed = worker.compress(body) + worker.flush()
        site.pages[path] = (packed, {"Content-Encoding": name})
    site.pages["/cut"] = (site.pages["/small"][0][:-9], {"Content-Encoding": name})
    net = Net(site, max_bytes=1_000_000)
    assert linked(net, "http://news.example/small").data == PAGE
    assert "max_bytes" in str(linked(net, "http://news.example/bomb").problem)
    assert f"broken {name}" in str(linked(net, "http://news.example/cut").problem)


def test_a_host_that_keeps_failing_is_left_alone(site: Site) -> None:
    site.pages |= {f"/{n}": (PAGE, {}) for n in range(50)}
    site.statuses |= {f"/{n}": 503 for n in range(50)}
    net = Net(site, tries=2)
    found = [linked(net, f"http://news.example/{n}") for n in range(50)]
    assert len(site.asked) == 6
    assert all(answer.later for answer in found)
    assert "left alone" in str(found[-1].problem)
    assert linked(net, "http://news.example:8080/page").data == PAGE  # another server


def test_a_server_makes_us_wait_once_and_not_for_long(site: Site) -> None:
    site.pages |= {f"/{n}": (b"", {"Retry-After": "20"}) for n in range(20)}
    site.statuses |= {f"/{n}": 429 for n in range(20)}
    net = Net(site, tries=3)
    found = [linked(net, f"http://news.example/{n}") for n in range(20)]
    assert net.slept == [20.0]
    assert len(site.asked) == 2
    assert all(answer.later for answer in found)
    site.pages["/late"] = (b"", {"Retry-After": "99999"})
    site.statuses["/late"] = 503
    other = Net(site, tries=3)
    assert "99999" in str(linked(other, "http://news.example/late").problem)
    assert other.slept == []


def test_there_are_pauses_for_each_host(site: Site) -> None:
    net = Net(site, {"other.example": ["8.8.8.8"]}, pause=1.0)
    site.pages["/robots.txt"] = (b"User-agent: *\nCrawl-delay: 7\nUser-agent: newsloom\nCrawl-delay: 500", {})
    for host in ("news.example", "other.example", "news.example", "other.example"):
        linked(net, f"http://{host}/page")
    # robots.txt and page of one host, then of the other; the pause of the first is over when that was waited for
    assert net.slept == [30.0, 30.0, 30.0]
    assert len(site.robots) == 2


def test_robots_txt_is_kept_to_but_not_by_what_the_user_typed(site: Site) -> None:
    site.pages["/robots.txt"] = (b"User-agent: *\nDisallow: /\n\nUser-agent: newsloom\nDisallow: /no\nAllow: /", {})
    site.pages |= {"/no": (PAGE, {}), "/to": (b"", {"Location": "/no"})}
    site.statuses["/to"] = 302
    net = Net(site)
    assert linked(net, "http://news.example/page").data == PAGE
    for path in ("/no", "/to"):
        assert linked(net, f"http://news.example{path}").problem == "refused: the robots.txt of the site forbids it"
    assert "/no" not in site.asked
    assert len(site.robots) == 1
    typed = "http://news.example/no"
    assert net.web.fetch(typed, net.web.home_of(typed), linked=False).data == PAGE


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_robots_txt_that_cannot_be_had_forbids_for_now(site: Site, status: int, allowed: bool) -> None:
    site.statuses["/robots.txt"] = status
    answer = linked(Net(site), "http://news.example/page")
    assert (answer.problem is None) == allowed
    assert allowed or answer.later


def test_user_and_password_go_to_their_own_place_only(site: Site) -> None:
    net = Net(site, {"other.example": ["8.8.8.8"]})
    site.pages |= {"/feed": (PAGE, {}), "/to": (b"", {"Location": "http://other.example/page"})}
    site.statuses["/to"] = 302
    typed = "http://me:p%40ss@news.example/feed"
    home = net.web.home_of(typed)
    net.web.fetch(typed, home, linked=False)
    for path in ("page", "to"):
        net.web.fetch(f"http://news.example/{path}", home)
    sent = {(h["Host"], h.get("Authorization")) for h in site.headers}
    assert sent == {("news.example", "Basic bWU6cEBzcw=="), ("other.example", None)}


def test_logs_hold_no_secrets(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    linked(Net(site), "http://me:hidden@news.example/page?api_key=hidden")
    assert "news.example/page?api_key=" in caplog.text
    assert "hidden" not in caplog.text


def test_a_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{site.port}")
    monkeypatch.setenv("no_proxy", "direct.example")
    site.pages["http://news.example/page"] = (PAGE, {})
    net = Net(site, {"direct.example": [PUBLIC]})
    assert linked(net, "http://news.example/page").data == PAGE
    assert net.looked_up == []
    assert "private" in str(linked(net, "http://127.0.0.1/page").problem)
    assert linked(net, "http://direct.example/page").data == PAGE
    assert net.looked_up == ["direct.example"]


def test_what_uses_the_network_is_imported_only_when_it_is_used() -> None:
    code = (
        "import sys, newsloom.flows.cli, newsloom.flows.inputs.sources; print({'httpx', 'protego'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"
