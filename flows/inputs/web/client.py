"""One client for a whole run: redirects, tries, pauses, and what may be asked at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import httpcore
import httpx

from newsloom.flows.inputs.web import answers
from newsloom.flows.inputs.web.answers import Answer
from newsloom.flows.inputs.web.gate import Gate, HostAndPort, RefusedError, Resolve, resolved
from newsloom.flows.inputs.web.hosts import Host, Robots, robots_of
from newsloom.flows.inputs.web.known import Known
from newsloom.flows.inputs.web.options import SourceOptions
from newsloom.flows.inputs.web.transport import LOCATION, Deadline, Transport, is_proxied
from newsloom.transforms.inputs.addresses import without_secrets

_MAX_REDIRECTS = 10
_ASKED_FOR = "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
_HOST = re.compile(rb"[0-9a-z._:-]+")
_LITTLE = 65536  # bytes
_PORTS = {"http": 80, "https": 443}
_NETWORK_ERRORS = (
    httpx.HTTPError, httpx.StreamError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError,
    httpcore.ProxyError, httpcore.UnsupportedProtocol, OSError, UnicodeError,
)  # fmt: skip


@dataclass(frozen=True)
class Home:
    """What the user typed: links to the same place stay allowed, and its user name and password go there only."""

    place: HostAndPort
    scheme: str
    auth: tuple[str, str] | None


@dataclass(frozen=True)
class _Request:
    """One address on its way: `linked` where a feed or a page named it, `polite` where robots.txt is kept to."""

    url: httpx.URL
    home: Home | None
    before: Known | None
    linked: bool
    polite: bool


class _WithoutSecrets(logging.Filter):
    """httpx logs every address that it asks for."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(without_secrets(str(a)) if isinstance(a, httpx.URL) else a for a in record.args)
        return True


_FILTER = _WithoutSecrets()


class Web:
    """The network as one run uses it. `resolve`, `dial`, `clock` and `sleep` are the system's unless given."""

    def __init__(
        self,
        options: SourceOptions,
        resolve: Resolve = resolved,
        dial: httpcore.NetworkBackend | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.options, self._clock, self._sleep = options, clock, sleep
        self._gate = Gate(options.allow_private, resolve)
        self._deadline = Deadline()
        transport = Transport(self._gate, self._deadline, dial)
        self._client = httpx.Client(transport=transport, trust_env=False, timeout=options.timeout)
        self._hosts: dict[HostAndPort, Host] = {}
        self._robots: dict[tuple[str, HostAndPort], Robots] = {}
        logging.getLogger("httpx").addFilter(_FILTER)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def home_of(self, address: str) -> Home | None:
        """Where an address that the user typed leads; None where it is none."""
        url = _url(address)
        return Home(_place(url), url.scheme, _credentials(url)) if url else None

    def fetch(self, address: str, home: Home | None, before: Known | None = None, linked: bool = True) -> Answer:
        """The answer at an address, redirects followed; problems are told, never raised.

        `home` is what the user typed to get here. `linked` is False for that itself: it is asked wherever it is, and
        whatever robots.txt says. `before` makes it a conditional request.
        """
        url = _url(address)
        if url is None:
            return answers.failed("it is no address of the web", later=False)
        return self._follow(_Request(url, home, before, linked, polite=linked))

    def _follow(self, request: _Request) -> Answer:
        for n_moved in range(_MAX_REDIRECTS):
            answer = self._permitted(request)
            if answer.moved_to is None:
                return replace(answer, address=str(request.url.copy_with(userinfo=b"")), redirected=n_moved > 0)
            url = _joined(request.url, answer.moved_to)
            if url is None:
                return answers.failed("it redirects to what is no address of the web", later=False)
            request = replace(request, url=url, linked=True)
        return answers.failed(f"more than {_MAX_REDIRECTS} redirects", later=False)

    def _permitted(self, request: _Request) -> Answer:
        """The answer to one request, where it may be made."""
        place = _place(request.url)
        host = self._hosts.setdefault(place, Host(pause=self.options.pause))
        if host.closed:
            return answers.failed(host.closed, later=True)
        try:
            if request.linked:
                self._admit(request, place)
        except RefusedError as refusal:
            return Answer(problem=str(refusal))
        except (OSError, UnicodeError) as error:
            return self._counted(host, answers.failed(_said(error), later=True, busy=True))
        if request.polite and (problem := self._forbidden(request, place, host)):
            return problem
        return self._tried(request, host)

    def _admit(self, request: _Request, place: HostAndPort) -> None:
        home = request.home.place if request.home else None
        admit = self._gate.admit_by_proxy if is_proxied(str(request.url)) else self._gate.admit
        admit(place, home)

    def _forbidden(self, request: _Request, place: HostAndPort, host: Host) -> Answer | None:
        """Why robots.txt forbids it; None where it does not."""
        robots = self._robots_of(request, place, host)
        if robots.problem:
            return Answer(problem=robots.problem, later=True)
        if not robots.allows(str(request.url)):
            return Answer(problem="refused: the robots.txt of the site forbids it")
        return None

    def _robots_of(self, request: _Request, place: HostAndPort, host: Host) -> Robots:
        key = (request.url.scheme, place)
        if key not in self._robots:
            url = request.url.copy_with(raw_path=b"/robots.txt", fragment=None)
            answer = self._follow(replace(request, url=url, before=None, polite=False))
            self._robots[key] = robots = robots_of(answer, self.options.user_agent)
            host.slow_down(min(robots.delay(), self.options.max_wait), self._clock)
        return self._robots[key]

    def _tried(self, request: _Request, host: Host) -> Answer:
        """The answer after as many tries as are allowed and of use."""
        for attempt in range(1, max(1, self.options.tries) + 1):
            host.take_turn(self._clock, self._sleep)
            answer = self._asked(request)
            host.answered(self._clock)
            if not answer.busy:
                break
            wait = host.wait_before_retry(answer, attempt, self.options.max_wait)
            if host.closed:
                answer = replace(answer, problem=f"cannot be fetched: {host.closed}")
            if wait is None or attempt == self.options.tries:
                break
            self._sleep(wait)
        return self._counted(host, answer)

    def _counted(self, host: Host, answer: Answer) -> Answer:
        host.count(answer)
        return answer

    def _asked(self, request: _Request) -> Answer:
        """The answer to one request, made once."""
        self._deadline.start(self.options.timeout)
        auth = _credentials(request.url) or _own_credentials(request)
        url = request.url.copy_with(userinfo=b"", fragment=None)
        headers = _headers(request.before, self.options)
        try:
            with self._client.stream("GET", url, headers=headers, auth=auth, follow_redirects=False) as reply:
                return self._read(reply, request.before)
        except (httpx.TimeoutException, httpcore.TimeoutException):
            why = f"no whole answer within timeout = {self.options.timeout:g} seconds"
            return answers.failed(why, later=True, busy=True)
        except _NETWORK_ERRORS as error:
            return answers.failed(_said(error), later=True, busy=True)

    def _read(self, reply: httpx.Response, before: Known | None) -> Answer:
        status, headers = reply.status_code, reply.headers
        if not reply.is_success:
            _drain(reply)
        if status == answers.NOT_MODIFIED and before:
            return Answer(unchanged=True, status=status)
        if status in answers.MOVED and LOCATION in reply.extensions:
            return Answer(moved_to=reply.extensions[LOCATION], status=status)
        if not reply.is_success:
            return answers.refused(status, headers.get("Retry-After", ""), dt.datetime.now(dt.UTC))
        answer = answers.body_answer(reply.iter_raw(), headers.get("Content-Encoding", ""), self.options.max_bytes)
        media_type, charset = answers.content_type(headers.get("Content-Type", ""))
        return replace(
            answer,
            media_type=media_type,
            charset=charset,
            etag=headers.get("ETag"),
            last_modified=headers.get("Last-Modified"),
            status=status,
        )


def _drain(reply: httpx.Response) -> None:
    """Read what is of no use, if it is little: else its connection could not be kept."""
    length = reply.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:9]) <= _LITTLE:
        with contextlib.suppress(*_NETWORK_ERRORS):
            for _ in reply.iter_raw():
                pass


def _url(address: str) -> httpx.URL | None:
    """An http(s) address in parts; None where it is none."""
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError, TypeError):
        return None
    return url if url.scheme in _PORTS and _HOST.fullmatch(url.raw_host) else None


def _joined(url: httpx.URL, location: str) -> httpx.URL | None:
    try:
        return _url(str(url.copy_with(userinfo=b"").join(location)))
    except (httpx.InvalidURL, ValueError):
        return None


def _place(url: httpx.URL) -> HostAndPort:
    return HostAndPort(url.raw_host.decode("ascii").rstrip("."), url.port or _PORTS[url.scheme])


def _credentials(url: httpx.URL) -> tuple[str, str] | None:
    return (url.username, url.password) if url.userinfo else None


def _own_credentials(request: _Request) -> tuple[str, str] | None:
    """What the user typed, for the place that it was typed for; never for another one."""
    home = request.home
    if home and (home.scheme, home.place) == (request.url.scheme, _place(request.url)):
        return home.auth
    return None


def _said(error: Exception) -> str:
    """What went wrong, in words, without an address."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return without_secrets(" ".join(str(said).split()))


def _headers(before: Known | None, options: SourceOptions) -> dict[str, str]:
    headers = {"User-Agent": options.user_agent, "Accept": _ASKED_FOR, "Accept-Encoding": "gzip, deflate"}
    if before and before.etag and before.etag.isascii():
        headers["If-None-Match"] = before.etag
    if before and before.last_modified and before.last_modified.isascii():
        headers["If-Modified-Since"] = before.last_modified
    return headers
