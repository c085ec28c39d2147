"""Signals to stop: held back where they would do harm, sent again where they were swallowed."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType

_STOP_AGAIN = 2.0  # seconds


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


def again(sent: int) -> threading.Timer:
    """Send this process a signal once more after a while: some libraries swallow what it raised while they load."""
    timer = threading.Timer(_STOP_AGAIN, os.kill, (os.getpid(), sent))
    timer.daemon = True
    timer.start()
    return timer


@contextlib.contextmanager
def stops_again() -> Iterator[None]:
    """Have SIGTERM come again after a while for as long as the block goes on: by it a worker cancels a run, which it
    kills where it is still there half a minute later.
    """
    before = signal.getsignal(signal.SIGTERM)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        yield
        return
    timers: list[threading.Timer] = []

    def stop(number: int, frame: FrameType | None) -> None:
        timers.append(again(number))
        before(number, frame)

    signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        for timer in timers:
            timer.cancel()
