"""Courtesy to servers: how long we wait, when we leave one alone, and what its robots.txt lets us read."""

from __future__ import annotations

import pytest

from newsloom.flows.inputs.web.answers import Answer
from newsloom.flows.inputs.web.hosts import Host, robots_of

BUSY, FINE = Answer(problem="cannot be fetched: busy", busy=True), Answer(data=b"x")


@pytest.mark.parametrize(("now", "slept"), [(10.0, [2.0]), (12.0, []), (13.0, [])])
def test_a_turn_is_waited_for(now: float, slept: list[float]) -> None:
    waits: list[float] = []
    Host(next_at=12.0).take_turn(lambda: now, waits.append)
    assert waits == slept


def test_a_pause_counts_from_the_end_of_a_request() -> None:
    host = Host(pause=2.0)
    host.answered(lambda: 10.0)
    assert host.next_at == 12.0
    host.slow_down(1.0, lambda: 20.0)
    assert (host.pause, host.next_at) == (2.0, 12.0)
    host.slow_down(5.0, lambda: 20.0)
    assert (host.pause, host.next_at) == (5.0, 25.0)


def test_a_host_that_asks_for_nothing_is_tried_again_after_ever_longer() -> None:
    host = Host(pause=2.0)
    assert [host.wait_before_retry(BUSY, attempt, 60.0) for attempt in (1, 2, 3)] == [2.0, 4.0, 6.0]
    assert host.closed is None


def test_a_host_may_make_us_wait_once() -> None:
    host, asks = Host(), Answer(wait=60.0)
    assert host.wait_before_retry(asks, 1, 60.0) == 60.0
    assert host.closed is None
    assert host.wait_before_retry(asks, 2, 60.0) is None
    assert host.closed == "the host asks to wait 60 seconds; it was left alone for this run"


def test_a_host_may_not_make_us_wait_for_long() -> None:
    host = Host()
    assert host.wait_before_retry(Answer(wait=60.5), 1, 60.0) is None
    assert host.closed == "the host asks to wait 60.5 seconds; it was left alone for this run"


@pytest.mark.parametrize(
    ("answers", "closed"),
    [
        ([BUSY, BUSY], False),
        ([BUSY, BUSY, BUSY], True),
        ([BUSY, BUSY, FINE, BUSY, BUSY], False),
        ([BUSY, BUSY, FINE, BUSY, BUSY, BUSY], True),
        ([Answer(problem="cannot be fetched: 404")] * 5, False),
    ],
)
def test_three_failures_in_a_row_close_a_host(answers: list[Answer], closed: bool) -> None:
    host = Host()
    for answer in answers:
        host.count(answer)
    assert (host.closed is not None) == closed


def test_what_closed_a_host_first_stays() -> None:
    host = Host(closed="it asked us to wait")
    for _ in range(4):
        host.count(BUSY)
    assert host.closed == "it asked us to wait"


RULES = b"\xef\xbb\xbfUser-agent: newsloom\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("agent", "path", "allowed", "delay"),
    [
        ("newsloom/1.0 (+https://quay.example)", "/a", True, 7.0),
        ("newsloom/1.0", "/private/a", False, 7.0),
        ("other/2", "/a", False, 0.0),
        ("", "/a", True, 7.0),
    ],
)
def test_what_robots_txt_allows(agent: str, path: str, allowed: bool, delay: float) -> None:
    robots = robots_of(Answer(data=RULES), agent)
    assert robots.allows(f"https://quay.example{path}") == allowed
    assert (robots.delay(), robots.problem) == (delay, None)


@pytest.mark.parametrize(("n", "allowed"), [(512_000 - 50, False), (512_000, True)])
def test_how_much_of_robots_txt_is_read(n: int, allowed: bool) -> None:
    text = b"#" * n + b"\nUser-agent: *\nDisallow: /\n"
    assert robots_of(Answer(data=text), "newsloom").allows("https://quay.example/a") == allowed


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Answer(problem="cannot be fetched: status 404", status=404), None),
        (Answer(problem="cannot be fetched: status 503", status=503, busy=True), "its robots.txt cannot be fetched"),
        (Answer(problem="cannot be fetched: no answer", later=True), "its robots.txt cannot be fetched"),
        (Answer(problem="cannot be fetched: status 500", status=500, later=True), None),
    ],
)
def test_a_robots_txt_that_is_not_to_be_had(answer: Answer, problem: str | None) -> None:
    robots = robots_of(answer, "newsloom")
    assert (robots.problem or "").startswith(problem or "") and (robots.problem is None) == (problem is None)
    assert robots.allows("https://quay.example/a")
    assert robots.delay() == 0.0
