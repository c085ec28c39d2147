"""What a run costs is spent on one thing each."""

import time

import pytest

from benchmarks.run import Costs


def busy(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_what_is_within_something_else_is_counted_once():
    costs, began = Costs(), time.process_time()
    with costs.of("publish"):
        for _ in range(2):
            with costs.of("write"):
                busy(0.05)
        busy(0.05)
    with costs.of("check"):
        busy(0.05)
    whole = time.process_time() - began
    assert costs.whole == pytest.approx({"publish": 0.05, "write": 0.1, "check": 0.05}, abs=0.03)
    assert sum(costs.whole.values()) == pytest.approx(whole, abs=0.01)
