"""The page over a dataset of any size: served on this machine, its rows asked of the tables as they are looked at."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from newsloom.flows.dataset.connection import connect
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.inspect import open_existing
from newsloom.flows.view.page.encode import encode
from newsloom.flows.view.page.options import PageOptions
from newsloom.flows.view.page.part import choose_part
from newsloom.flows.view.page.render import render_page
from newsloom.flows.view.page.scope import choose_rows
from newsloom.flows.view.page.summary import rows_of, summary_of
from newsloom.flows.view.page.tables import read_part, read_tables
from newsloom.flows.view.report import about

LOOPBACK = "127.0.0.1"
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Explorer:
    """Pages and rows of the snapshot that is current when they are asked for."""

    def __init__(self, folder: Path, options: PageOptions | None = None) -> None:
        self._folder = folder
        self._options = replace(options or PageOptions(), text_bytes=0)  # texts are sent when they are read
        self._lock = threading.Lock()  # one connection, whose tables of ids each answer makes anew
        self._open()

    def page(self) -> str:
        """The page, with the top of each list in it."""
        with self._lock:
            self._follow()
            return self._page

    def rows(self, address: str, outlet: str = "", day: str = "", lot: str = "0") -> str:
        """The rows of an address, such as person/e_…, under the filters, as JSON; `lot`: which part of a long list."""
        with self._lock:
            self._follow()
            n = int(lot[:6]) if lot.isascii() and lot.isdigit() else 0
            more = choose_part(self._connection, address, {"outlet": outlet, "day": day}, self._options, n)
            encoded = encode(read_part(self._connection, self._options))
            return f'{{"snapshot":{json.dumps(self._name)},"more":{json.dumps(more)},{encoded[1:]}'

    def _follow(self) -> None:
        """Open the dataset again where a run has published since."""
        current = Dataset(self._folder).snapshot
        if current is not None and current.name != self._name:
            self._open()

    def _open(self) -> None:
        dataset = open_existing(self._folder)
        self._connection = connect(dataset, views=True)
        self._name = dataset.snapshot.name if dataset.snapshot else ""
        choose_rows(self._connection, self._options)
        tables = read_tables(self._connection, self._options) | about(dataset, self._connection, self._options)
        tables["page"] = {**tables["page"], "served": [True]}
        summary = summary_of({name: rows_of(columns) for name, columns in tables.items()})
        self._page = render_page(encode(tables), also="; connect-src 'self'", **summary)


def make_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of the pages on this machine's own address alone; port 0 takes any that is free."""
    explorer = Explorer(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            own = {f"{name}:{server.server_port}" for name in (LOOPBACK, "localhost")}
            if self.headers.get("Host") not in own:  # a page elsewhere whose name was turned to this machine
                return self.send_error(HTTPStatus.FORBIDDEN)
            path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            if path == "/":
                return self._answer("text/html; charset=utf-8", explorer.page)
            if path == "/rows":
                given = {name: query.get(name, [""])[0] for name in ("address", "outlet", "day", "lot")}
                return self._answer("application/json", lambda: explorer.rows(**given))
            return self.send_error(HTTPStatus.NOT_FOUND)

        def _answer(self, media: str, make: Callable[[], str]) -> None:
            body = make().encode()
            self.send_response(HTTPStatus.OK)
            for name, value in {**_HEADERS, "Content-Type": media, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:
            """Nothing: what is looked at is nobody's business."""

    server = ThreadingHTTPServer((LOOPBACK, port), Handler)
    server.daemon_threads = True
    return server
