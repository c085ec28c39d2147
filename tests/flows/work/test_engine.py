"""Batches run in order, in this process or in others; a failure in one is the failure of the run."""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from newsloom.flows.work import engine
from newsloom.flows.work.engine import EngineError, EngineOptions, open_engine
from tests.conftest import ROOT

OTHERS_HAVE_TIME = 200
"""Batches of a twentieth of a second: those that this process does until others have started."""


def double(x):
    time.sleep(0.05)
    return 2 * x, os.getpid()


def state(asking):
    """What a worker is like: whether it has pandas, and after how many new objects it looks for cycles."""
    time.sleep(0.05)
    return None if os.getpid() == asking else ("pandas" in sys.modules, gc.get_threshold()[0])


def test_workers_are_made_ready():
    with open_engine(EngineOptions(workers=2)) as run:
        assert set(run(state, [os.getpid()] * OTHERS_HAVE_TIME)) - {None} == {(False, 50_000)}


def test_a_worker_gives_memory_back_between_batches_of_two_kinds(monkeypatch):
    given_back = []
    monkeypatch.setattr(engine, "give_back", lambda: given_back.append(True))
    monkeypatch.setattr(engine, "_latest", [])
    results = [engine._work(function, 3) for function in (double, double, state, state, double)]
    assert [value for value, _ in results[:2]] == [6, 6]
    assert len(given_back) == 3


def fail(x):
    raise ValueError(f"no {x}")


def test_one_batch_stays_in_this_process():
    with open_engine(EngineOptions(workers=2)) as run:
        assert list(run(double, [3])) == [(6, os.getpid())]


@pytest.mark.parametrize("workers", [2, 3])
def test_results_come_in_order_from_several_processes_and_this_is_one(workers):
    with open_engine(EngineOptions(workers=workers)) as run:
        results = list(run(double, range(OTHERS_HAVE_TIME)))
    assert [value for value, _ in results] == [2 * i for i in range(OTHERS_HAVE_TIME)]
    pids = {pid for _, pid in results}
    assert results[0][1] == os.getpid(), "it does not wait for others to start"
    assert 2 <= len(pids) <= workers


def test_no_process_works_far_ahead_of_one_that_is_slow():
    taken, others = [], set()

    def items():
        for number in range(200):
            taken.append(number)
            yield number

    with open_engine(EngineOptions(workers=2)) as run:
        for n, (number, pid) in enumerate(run(slow_elsewhere, items())):
            assert number == n
            assert len(taken) - n < 20
            others.add(pid)
    assert len(others) == 2


def slow_elsewhere(number):
    """A worker takes long for what this process does in no time, once it has had time to start."""
    time.sleep(0.5 if multiprocessing.parent_process() else 0.05 if number < 80 else 0)
    return number, os.getpid()


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


def kill_once(job):
    """A worker that is killed the first time, as for want of memory."""
    marker, asking = job
    if os.getpid() == asking:
        time.sleep(0.05)
    elif not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def test_whoever_tries_again_after_a_worker_was_killed_gets_new_ones(tmp_path):
    jobs = [(str(tmp_path / "killed"), os.getpid())] * OTHERS_HAVE_TIME
    with open_engine(EngineOptions(workers=2)) as run:
        with pytest.raises(BrokenProcessPool):
            list(run(kill_once, jobs))
        assert list(run(kill_once, jobs)) == ["done"] * len(jobs)


PARENT = """
import itertools, os, sys
from newsloom.flows.work.engine import EngineOptions, open_engine
from tests.flows.work.test_engine import sleep_long
if __name__ == "__main__":
    with open_engine(EngineOptions(workers=3)) as run:
        list(run(sleep_long, itertools.repeat((sys.argv[1], os.getpid()))))
"""


def sleep_long(job):
    """What takes a worker long; the process that asked for it goes on."""
    folder, asking = job
    if os.getpid() == asking:
        time.sleep(0.05)
    else:
        (Path(folder) / f"{os.getpid()}.pid").touch()
        time.sleep(300)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_the_process_that_started_them(sent, tmp_path):
    """However it ends, and within seconds: nobody waits for what is under way."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen([sys.executable, script, tmp_path], cwd=ROOT, stderr=subprocess.PIPE)
    pids = wait_for(lambda: len(files := list(tmp_path.glob("*.pid"))) == 2 and [int(file.stem) for file in files])
    parent.send_signal(sent)
    began = time.monotonic()
    parent.wait(10)
    wait_for(lambda: not any(alive(pid) for pid in pids), 10)
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
