"""Courtesy to servers: pauses between requests, robots.txt, and leaving alone who does not answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from newsloom.flows.inputs.web.answers import Answer

ENOUGH_FAILURES = 3  # addresses of one host in a row, each tried as often as the options say
_ROBOTS_BYTES = 500 * 1024  # of robots.txt are read; RFC 9309 asks for no more


@dataclass
class Host:
    """How a server has behaved in this run. `closed` says why it is not asked any more."""

    closed: str | None = None
    n_failures: int = 0
    waited: bool = False  # it asked to wait once, and we did
    next_at: float = 0.0  # before then it is not asked
    pause: float = 0.0  # seconds from the end of a request to the next

    def take_turn(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """Wait until the host may be asked again."""
        if (wait := self.next_at - clock()) > 0:
            sleep(wait)

    def answered(self, clock: Callable[[], float]) -> None:
        """A request has ended."""
        self.next_at = clock() + self.pause

    def slow_down(self, pause: float, clock: Callable[[], float]) -> None:
        """Make longer pauses, from the next one on."""
        if pause > self.pause:
            self.pause = pause
            self.answered(clock)

    def wait_before_retry(self, answer: Answer, attempt: int, longest: float) -> float | None:
        """Seconds until another try; None when there is none. A host may make us wait once a run, and not for long."""
        if answer.wait is None:
            return self.pause * attempt
        if answer.wait > longest or self.waited:
            self.closed = f"the host asks to wait {answer.wait:g} seconds; it was left alone for this run"
            return None
        self.waited = True
        return answer.wait

    def count(self, answer: Answer) -> None:
        """Keep the books on an address that was tried to the end."""
        self.n_failures = self.n_failures + 1 if answer.busy else 0
        if self.n_failures >= ENOUGH_FAILURES and not self.closed:
            self.closed = f"{self.n_failures} addresses of the host failed in a row; it was left alone for this run"


@dataclass
class Robots:
    """What the robots.txt of a server says to us; `problem` is set where it could not be read, and nothing may be."""

    rules: Protego | None = None
    problem: str | None = None
    agent: str = field(default="newsloom")

    def allows(self, address: str) -> bool:
        """Whether we may ask for an address."""
        return self.rules is None or self.rules.can_fetch(address, self.agent)

    def delay(self) -> float:
        """Seconds that it asks for between two requests; 0 where it says nothing."""
        return float(self.rules.crawl_delay(self.agent) or 0.0) if self.rules else 0.0


def robots_of(answer: Answer, user_agent: str) -> Robots:
    """The rules that robots.txt gives. One that is not there forbids nothing; one that cannot be had forbids all."""
    agent = user_agent.partition("/")[0].strip() or "newsloom"
    if answer.problem is None:
        text = answer.data[:_ROBOTS_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        return Robots(Protego.parse(text), agent=agent)
    if answer.busy or (answer.later and answer.status is None):
        return Robots(problem=answer.problem.replace("cannot be fetched", "its robots.txt cannot be fetched"))
    return Robots(agent=agent)
