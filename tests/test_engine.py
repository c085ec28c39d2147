"""Batches run in order, in this process or in others; a failure in one is the failure of the run."""

import os

import pytest

from newsloom.flows.engine import EngineError, EngineOptions, batched, open_engine


def double(x):
    return 2 * x, os.getpid()


def fail(x):
    raise ValueError(f"no {x}")


def test_one_batch_stays_in_this_process():
    with open_engine(EngineOptions(workers=2)) as run:
        assert list(run(double, [3])) == [(6, os.getpid())]


def test_results_come_in_order_from_several_processes():
    with open_engine(EngineOptions(workers=2)) as run:
        results = list(run(double, range(20)))
    assert [value for value, _ in results] == [2 * i for i in range(20)]
    assert os.getpid() not in {pid for _, pid in results}


def test_a_failure_reaches_the_caller():
    with open_engine(EngineOptions(workers=1)) as run, pytest.raises(ValueError, match="no 0"):
        list(run(fail, range(3)))


def test_dask_without_an_address_or_package_is_one_line():
    with pytest.raises(EngineError, match=r"--dask-address|newsloom\[dask\]"), open_engine(EngineOptions("dask")):
        pass


def test_batches():
    assert list(batched(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batched([], 2)) == []
