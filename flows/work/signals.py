"""Signals to stop, held back where they would do harm."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def signals_wait() -> Iterator[None]:
    """Have signals wait while workers start, which are left out when Ctrl-C interrupts everything in the terminal.

    It is not enough to block them: any other thread takes them, and then the handler runs in the main one. A worker
    that is started by halves would say so in a traceback.
    """
    came: list[int] = []
    is_main = threading.current_thread() is threading.main_thread()  # handlers run in no other
    sent = (signal.SIGINT, signal.SIGTERM) if is_main else ()
    handlers = {number: signal.signal(number, lambda number, _: came.append(number)) for number in sent}
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number, handler in handlers.items():
            signal.signal(number, handler or signal.SIG_DFL)
        for stopped in came:
            signal.raise_signal(stopped)
