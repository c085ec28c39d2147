"""Connections: one deadline for a whole answer, the addresses of the gate in turn, and proxies of the environment."""

from __future__ import annotations

import time
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import httpcore
import pytest

from newsloom.flows.inputs.web.transport import Deadline, _Dialler, is_proxied


class Stream(httpcore.NetworkStream):
    """A connection that notes how long it may take."""

    def __init__(self) -> None:
        self.timeouts: list[float | None] = []

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.timeouts.append(timeout)
        return b"x"

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.timeouts.append(timeout)

    def close(self) -> None:
        self.timeouts.append(None)


class Backend(httpcore.NetworkBackend):
    """Connects to all addresses but those that are down, and notes which were tried."""

    def __init__(self, down: Iterable[str] = ()) -> None:
        self.down, self.tried, self.stream = set(down), list[str](), Stream()

    def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.tried.append(host)
        if host in self.down:
            raise httpcore.ConnectError(f"{host} is down")
        return self.stream


def gate(*addresses: str) -> Any:
    return SimpleNamespace(addresses=lambda host: list(addresses))


def test_a_deadline_that_was_not_set_never_comes() -> None:
    assert Deadline().left() == float("inf")


def test_a_deadline_runs_out() -> None:
    deadline = Deadline()
    deadline.start(60.0)
    assert 59.0 < deadline.left() <= 60.0
    deadline.start(0.0)
    time.sleep(0.002)
    with pytest.raises(httpcore.ReadTimeout):
        deadline.left()


def test_reading_and_writing_wait_no_longer_than_the_deadline() -> None:
    deadline, backend = Deadline(), Backend()
    deadline.start(60.0)
    stream = _Dialler(deadline, backend).connect_tcp("quay.example", 443)
    assert stream.read(1, timeout=900.0) == b"x"
    stream.write(b"y", timeout=900.0)
    stream.close()
    assert all(wait is None or 59.0 < wait <= 60.0 for wait in backend.stream.timeouts)
    assert len(backend.stream.timeouts) == 3
    deadline.start(-1.0)
    with pytest.raises(httpcore.ReadTimeout):
        stream.read(1)


@pytest.mark.parametrize(("down", "tried"), [((), ["192.0.2.1"]), (("192.0.2.1",), ["192.0.2.1", "192.0.2.2"])])
def test_addresses_are_tried_in_turn(down: tuple[str, ...], tried: list[str]) -> None:
    backend = Backend(down)
    _Dialler(Deadline(), backend, gate("192.0.2.1", "192.0.2.2")).connect_tcp("quay.example", 443)
    assert backend.tried == tried


@pytest.mark.parametrize(
    ("addresses", "message"),
    [(("192.0.2.1", "192.0.2.2"), "192.0.2.2 is down"), ((), "the host has no address")],
)
def test_a_host_that_nothing_reaches(addresses: tuple[str, ...], message: str) -> None:
    with pytest.raises(httpcore.ConnectError, match=message):
        _Dialler(Deadline(), Backend(addresses), gate(*addresses)).connect_tcp("quay.example", 443)


@pytest.mark.parametrize(
    ("variable", "address", "expected"),
    [
        ("https_proxy", "https://quay.example/a", True),
        ("https_proxy", "http://quay.example/a", False),
        ("all_proxy", "http://quay.example/a", True),
        ("https_proxy", "https://inside.example/a", False),
        ("", "https://quay.example/a", False),
    ],
)
def test_what_goes_through_a_proxy(
    monkeypatch: pytest.MonkeyPatch, variable: str, address: str, expected: bool
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("no_proxy", "inside.example")
    if variable:
        monkeypatch.setenv(variable, "http://proxy.example:3128")
    assert is_proxied(address) == expected
