"""A small site on this machine, and a network in which it stands at public addresses."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import pytest

from newsloom.flows.inputs.web.client import Web
from newsloom.flows.inputs.web.options import SourceOptions

PUBLIC = "93.184.216.34"


class Site:
    """Paths to (body, headers) and to statuses; the paths that were asked for, those of robots.txt apart."""

    def __init__(self, port: int) -> None:
        self.port, self.root = port, f"http://127.0.0.1:{port}"
        self.pages: dict[str, tuple[bytes, dict[str, str]]] = {}
        self.statuses: dict[str, int] = {}
        self.asked: list[str] = []
        self.robots: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.connections: set[object] = set()
        self.failures = 0
        self.drip = 0.0  # seconds between two bytes of a body

    def status(self, path: str) -> int:
        if self.failures:
            self.failures -= 1
            return 503
        return self.statuses.get(path, 200 if path in self.pages else 404)


@contextmanager
def serving(site_class: type[Site] = Site) -> Iterator[Site]:
    """The site, as long as the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            (site.robots if self.path == "/robots.txt" else site.asked).append(self.path)
            site.headers.append(dict(self.headers))
            site.connections.add(self.client_address)
            body, headers = site.pages.get(self.path, (b"", {}))
            status = site.status(self.path)
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status = 304
            body = body if status == 200 else b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._send(body)

        def _send(self, body: bytes) -> None:
            if not site.drip:
                self.wfile.write(body)
                return
            for n in range(len(body)):
                self.wfile.write(body[n : n + 1])
                time.sleep(site.drip)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # a client that has had enough

    server = Server(("127.0.0.1", 0), Handler)
    site = site_class(server.server_port)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no proxy of the environment stand before servers on this machine."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


class Dial(httpcore.NetworkBackend):
    """Connections to any address and port go to the site; `dialled` says where they were meant to go."""

    def __init__(self, port: int) -> None:
        self.port, self.dialled = port, []  # type: tuple[int, list[tuple[str, int]]]

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.dialled.append((host, port))
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout)


class Net:
    """A network of names; a clock that only sleeping moves; a client in it."""

    def __init__(self, site: Site, names: dict[str, list[str]] | None = None, **options: object) -> None:
        self.names = {"news.example": [PUBLIC], **(names or {})}
        self.dial, self.slept, self.now, self.looked_up = Dial(site.port), [], 0.0, []
        chosen = SourceOptions(**{"pause": 0.0, "timeout": 5.0, "tries": 1, **options})  # type: ignore[arg-type]
        self.web = Web(chosen, self._resolve, self.dial, lambda: self.now, self._sleep)

    def _resolve(self, host: str) -> list[str]:
        self.looked_up.append(host)
        if host not in self.names:
            raise OSError(-2, "Name or service not known")
        return self.names[host]

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
