"""Connections: to the addresses that the gate looked up, and with one deadline for a whole answer."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from newsloom.flows.inputs.web.gate import Gate

LOCATION = "location"  # the extension of a response that says where it redirects to


class Deadline:
    """The moment at which an answer must have come to its end."""

    def __init__(self) -> None:
        self._at = float("inf")

    def start(self, seconds: float) -> None:
        """From now on."""
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left; raises httpcore.ReadTimeout when there are none."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("no whole answer within the timeout")
        return left


class _Timed(httpcore.NetworkStream):
    """A connection that waits no longer than the deadline, however many bytes came before."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Timed(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class _Dialler(httpcore.NetworkBackend):
    """Connects; through the gate where there is one, so that a host is not looked up a second time."""

    def __init__(self, deadline: Deadline, inner: httpcore.NetworkBackend, gate: Gate | None = None) -> None:
        self._deadline, self._inner, self._gate = deadline, inner, gate

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception = httpcore.ConnectError("the host has no address")
        for address in self._gate.addresses(host) if self._gate else [host]:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options or ()
                )
            except httpcore.ConnectError as error:
                problem = error
            else:
                return _Timed(stream, self._deadline)
        raise problem


class _Body(httpx.SyncByteStream):
    """The body of an answer, as httpx reads it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


def is_proxied(address: str) -> bool:
    """Whether the environment names a proxy for an address."""
    return _proxy_of(address) is not None


def _proxy_of(address: str) -> str | None:
    proxies, parts = getproxies(), urlsplit(address)
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return proxy if proxy and not proxy_bypass(parts.hostname or "") else None


class Transport(httpx.BaseTransport):
    """Sends requests straight to where the gate says, or through the proxy of the environment.

    Exceptions are httpcore's. `inner` makes the connections.
    """

    def __init__(self, gate: Gate, deadline: Deadline, inner: httpcore.NetworkBackend | None = None) -> None:
        self._deadline, self._inner = deadline, inner or httpcore.SyncBackend()
        self._tls = httpx.create_ssl_context()
        dialler = _Dialler(deadline, self._inner, gate)
        self._direct = httpcore.ConnectionPool(ssl_context=self._tls, network_backend=dialler)
        self._by_proxy: dict[str, httpcore.ConnectionPool] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body still to be read."""
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        response = self._pool(str(url)).handle_request(asked)
        # httpx makes a request of where a redirect leads even if told not to follow, and raises where it cannot
        headers = [(name, value) for name, value in response.headers if name.lower() != b"location"]
        to = [value.decode("utf-8", "replace") for name, value in response.headers if name.lower() == b"location"]
        extensions = {LOCATION: to[0]} if to else {}
        return httpx.Response(response.status, headers=headers, stream=_Body(response), extensions=extensions)

    def _pool(self, address: str) -> httpcore.ConnectionPool:
        proxy = _proxy_of(address)
        if proxy is None:
            return self._direct
        if proxy not in self._by_proxy:
            self._by_proxy[proxy] = self._proxy_pool(httpx.Proxy(proxy if "://" in proxy else f"http://{proxy}"))
        return self._by_proxy[proxy]

    def _proxy_pool(self, proxy: httpx.Proxy) -> httpcore.ConnectionPool:
        url = proxy.url
        return httpcore.HTTPProxy(
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            proxy_auth=proxy.raw_auth,
            proxy_headers=proxy.headers.raw,
            ssl_context=self._tls,
            network_backend=_Dialler(self._deadline, self._inner),
        )

    def close(self) -> None:
        """Close every connection."""
        for pool in (self._direct, *self._by_proxy.values()):
            pool.close()
