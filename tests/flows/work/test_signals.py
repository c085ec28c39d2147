import os
import signal
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
