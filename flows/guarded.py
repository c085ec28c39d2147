"""How a command ends: every failure is one line on stderr and an exit code."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable

import typer

_STOP_AGAIN = 2.0  # seconds
_stop_asked = threading.Event()


def stop_on_signals() -> None:
    """End this process with SIGTERM as with Ctrl-C."""
    for sent in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sent, _stop)


def _stop(*_: object) -> None:
    """Stop what is under way; and again after a while, as some libraries swallow whatever is raised while they load.

    So does Python where nothing can be raised, as in the callbacks of references; it would tell of it on stderr.
    """
    _stop_asked.set()
    sys.unraisablehook = lambda _: None
    again = threading.Timer(_STOP_AGAIN, os.kill, (os.getpid(), signal.SIGINT))
    again.daemon = True
    again.start()
    raise KeyboardInterrupt


def guarded(work: Callable[[], int], debug: bool) -> None:
    """Run it; every failure is one line on stderr and an exit code: 1 failed, 2 wrong use.

    Some libraries turn an interrupt that meets them while they load into an error of their own ("initialization
    failed"): whatever fails once a stop was asked for is that stop.
    """
    try:
        from newsloom.flows.errors import exit_code, one_line

        code = work()
    except KeyboardInterrupt:
        code = _stopped()
    except BrokenPipeError:  # the reader of our output has had enough, as `head` does
        sys.stdout = None
        code = 0
    except Exception as error:
        if debug:
            traceback.print_exc()
        if _stop_asked.is_set():
            code = _stopped()
        else:
            typer.echo(f"newsloom: {one_line(error)}", err=True)
            code = exit_code(error)
    sys.exit(code)


def run_commands(app: Callable[[], object]) -> None:
    """Run a command line; a stop that meets it before its command begins ends it as one that meets the command."""
    try:
        app()
    except (KeyboardInterrupt, SystemExit) as end:
        if not _stop_asked.is_set() or getattr(end, "code", None) == 1:  # 1: the command has said so
            raise
        sys.exit(_stopped())


def end_at_once(code: int) -> None:
    """End this process as Python does, but leave its memory to the system: to take apart what was loaded takes long."""
    threading._shutdown()  # type: ignore[attr-defined]  # waits for threads, which may still write
    atexit._run_exitfuncs()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with contextlib.suppress(BrokenPipeError):
            stream.flush()
    os._exit(code)


def _stopped() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    typer.echo("newsloom: stopped; the dataset is as it was", err=True)
    return 1
