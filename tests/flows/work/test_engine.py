"""Batches run in order, in this process or in others; a failure in one is the failure of the run."""

import gc
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from newsloom.flows.work.engine import EngineError, EngineOptions, open_engine
from tests.conftest import ROOT


def double(x):
    return 2 * x, os.getpid()


def state(_):
    """What a worker is like: whether it has pandas, and after how many new objects it looks for cycles."""
    return "pandas" in sys.modules, gc.get_threshold()[0]


def test_workers_are_made_ready():
    with open_engine(EngineOptions(workers=2)) as run:
        assert set(run(state, range(2))) == {(False, 50_000)}  # of which this process does none


def fail(x):
    raise ValueError(f"no {x}")


def test_one_batch_stays_in_this_process():
    with open_engine(EngineOptions(workers=2)) as run:
        assert list(run(double, [3])) == [(6, os.getpid())]


@pytest.mark.parametrize("workers", [2, 3])
def test_results_come_in_order_from_several_processes_and_this_is_one(workers):
    with open_engine(EngineOptions(workers=workers)) as run:
        results = list(run(double, range(50)))
    assert [value for value, _ in results] == [2 * i for i in range(50)]
    pids = {pid for _, pid in results}
    assert os.getpid() in pids
    assert 2 <= len(pids) <= workers


def test_no_process_works_far_ahead_of_one_that_is_slow():
    taken = []

    def items():
        for number in range(100):
            taken.append(number)
            yield number

    with open_engine(EngineOptions(workers=2)) as run:
        results = run(slow_at_first, items())
        assert next(results) == 0
        assert len(taken) < 20
        assert list(results) == list(range(1, 100))


def slow_at_first(number):
    time.sleep(0 if number else 3)
    return number


def test_a_failure_in_this_process_is_the_failure_of_all():
    with open_engine(EngineOptions(workers=2)) as run, pytest.raises(ValueError, match="no 9"):
        list(run(fail_at_nine, range(20)))


def fail_at_nine(number):
    if number == 9:
        raise ValueError("no 9")
    return number


def test_a_failure_reaches_the_caller():
    with open_engine(EngineOptions(workers=1)) as run, pytest.raises(ValueError, match="no 0"):
        list(run(fail, range(3)))


def test_dask_without_an_address_or_package_is_one_line():
    with pytest.raises(EngineError, match=r"--dask-address|newsloom\[dask\]"), open_engine(EngineOptions("dask")):
        pass


def kill_once(marker):
    """A worker that is killed the first time, as for want of memory."""
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def test_whoever_tries_again_after_a_worker_was_killed_gets_new_ones(tmp_path):
    marker = str(tmp_path / "killed")
    with open_engine(EngineOptions(workers=2)) as run:
        with pytest.raises(BrokenProcessPool):
            list(run(kill_once, [marker, marker]))
        assert list(run(kill_once, [marker, marker])) == ["done", "done"]


PARENT = """
import os, sys, time
from newsloom.flows.work.engine import EngineOptions, open_engine
from tests.flows.work.test_engine import sleep_long
if __name__ == "__main__":
    with open_engine(EngineOptions(workers=3)) as run:
        print(os.getpid(), flush=True)
        list(run(sleep_long, [sys.argv[1] + "/a", sys.argv[1] + "/b"]))
"""


def sleep_long(marker):
    Path(marker).write_text(str(os.getpid()))
    time.sleep(300)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_the_process_that_started_them(sent, tmp_path):
    """However it ends, and within seconds: nobody waits for what is under way."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen([sys.executable, script, tmp_path], cwd=ROOT, stderr=subprocess.PIPE)
    pids = [wait_for(lambda m=marker: (tmp_path / m).exists() and (tmp_path / m).read_text()) for marker in "ab"]
    parent.send_signal(sent)
    began = time.monotonic()
    parent.wait(10)
    wait_for(lambda: not any(alive(int(pid)) for pid in pids), 10)
    assert time.monotonic() - began < 5
    assert "SpawnProcess" not in parent.stderr.read().decode(), "a worker printed a traceback"


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def wait_for(ask, seconds=120):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := ask():
            return answer
        time.sleep(0.05)
    raise AssertionError("nothing came of it in time")
