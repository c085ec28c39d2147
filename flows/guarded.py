"""How a command ends: every failure is one line on stderr and an exit code."""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Callable

import typer


def guarded(work: Callable[[], int], debug: bool) -> None:
    """Run it; every failure is one line on stderr and an exit code: 1 failed, 2 wrong use."""
    from newsloom.flows.errors import exit_code, one_line

    try:
        code = work()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        typer.echo("newsloom: stopped; the dataset is as it was", err=True)
        code = 1
    except BrokenPipeError:  # the reader of our output has had enough, as `head` does
        sys.stdout = None
        code = 0
    except Exception as error:
        if debug:
            traceback.print_exc()
        typer.echo(f"newsloom: {one_line(error)}", err=True)
        code = exit_code(error)
    sys.exit(code)
