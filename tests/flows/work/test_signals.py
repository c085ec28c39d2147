import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from newsloom.flows.work.signals import signals_wait


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_waits_until_workers_are_started(sent):
    came, former = [], signal.getsignal(sent)
    signal.signal(sent, lambda number, _: came.append(number))
    try:
        with signals_wait():
            threading.Thread(target=os.kill, args=(os.getpid(), sent)).start()
            time.sleep(0.1)
            assert came == []
        assert came == [sent]
    finally:
        signal.signal(sent, former)


def test_a_run_that_swallowed_its_cancelling_is_told_again():
    """Under Prefect, whose handler raises an exception of its own."""
    code = """
import os, signal, time
from newsloom.flows.work.signals import stops_again
class Stop(BaseException): pass
def raises(*_): raise Stop
signal.signal(signal.SIGTERM, raises)
try:
    with stops_again():
        try:
            os.kill(os.getpid(), signal.SIGTERM); time.sleep(5)
        except Stop:
            time.sleep(20)
except Stop:
    print("stopped", signal.getsignal(signal.SIGTERM) is raises, flush=True)
time.sleep(3)
print("in peace")
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ended.stdout.splitlines() == ["stopped True", "in peace"], ended.stderr
