"""A Prefect server of our own on loopback, for schedules where none is set up: with a password, and gone when we are.

Run as a module it is that server: it ends when its standard input does, so it never outlives who started it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import runpy
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from newsloom.schemas.errors import NewsloomError

HOST = "127.0.0.1"
USUAL_PORT = 4200  # that Prefect's users know
START_SECONDS = 300  # a first start makes a database; a busy machine takes a minute


class ServerError(NewsloomError):
    """The server does not start."""


@dataclass(frozen=True)
class Server:
    """Where a server is, and what it asks for: `auth` is "user:password"."""

    page: str
    auth: str
    home: Path

    @property
    def api(self) -> str:
        """The address of its interface for programs."""
        return f"{self.page}/api"


@contextlib.contextmanager
def own_server(home: Path) -> Iterator[Server]:
    """A server for the length of the block; what it knows of earlier runs stays in the folder `home`.

    It listens on loopback only, wants the password that is kept in `home`, and takes no orders from other pages.
    """
    home.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        yield _first_that_answers(home, stack)


def _first_that_answers(home: Path, stack: contextlib.ExitStack) -> Server:
    """A server at the usual port if it is free, else at any; once more where another that started just now got it."""
    password = _password(home / "auth")
    for wanted in (USUAL_PORT, 0):
        server = Server(f"http://{HOST}:{_free_port(wanted)}", password, home)
        process = stack.enter_context(_process(server))
        if _answers(server, process):
            return server
        if process.poll() is None:  # it had its time, and it is not the port
            break
    raise ServerError(f"the Prefect server did not start; its log: {home / 'server.log'}")


@contextlib.contextmanager
def _process(server: Server) -> Iterator[subprocess.Popen[bytes]]:
    with (server.home / "server.log").open("ab") as log:
        command = [sys.executable, "-m", "newsloom.flows.server"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=_environment(server))
    try:
        yield process
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()
        process.wait()


def home_of(dataset: Path, prefect_home: Path) -> Path:
    """Where the server of a dataset keeps its files: one folder a dataset, so that servers do not share a database."""
    return prefect_home / "newsloom" / hashlib.sha256(str(dataset.absolute()).encode()).hexdigest()[:12]


def _environment(server: Server) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    port = server.page.rpartition(":")[2]
    return others | {
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(server.home),
        "PREFECT_PROFILES_PATH": str(server.home / "profiles.toml"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_API_HOST": HOST,
        "PREFECT_SERVER_API_PORT": port,
        "PREFECT_SERVER_API_AUTH_STRING": server.auth,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"{server.page},http://localhost:{port}",
    }


def _free_port(wanted: int) -> int:
    """The port, if it is free; else any."""
    for port in (wanted, 0):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            return int(probe.getsockname()[1])
    raise ServerError("no port of 127.0.0.1 is free for a Prefect server")


def _password(file: Path) -> str:
    """The password, made once; only this user may read it."""
    with contextlib.suppress(FileNotFoundError):
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as opened:
        opened.write(f"newsloom:{secrets.token_urlsafe(18)}\n")
    return _password(file)


def _answers(server: Server, process: subprocess.Popen[bytes]) -> bool:
    """Whether the server is there before its process ends or the time is up."""
    deadline = time.monotonic() + START_SECONDS
    user, _, password = server.auth.partition(":")
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            answer = httpx.get(f"{server.api}/admin/version", auth=(user, password), timeout=5, trust_env=False)
            if answer.is_success:
                return True
        time.sleep(0.2)
    return False


def _end_with_input() -> None:
    """End this process, as a person would, when whoever holds the other end of standard input is gone."""
    while sys.stdin.buffer.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started us, who then ends us
    threading.Thread(target=_end_with_input, daemon=True).start()
    sys.argv = ["prefect", "server", "start"]
    runpy.run_module("prefect", run_name="__main__")
