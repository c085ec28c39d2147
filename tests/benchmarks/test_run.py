"""What a run costs is spent on one thing each."""

import time
from collections import defaultdict

import pytest

from benchmarks.run import STEADY, Costs


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


def test_the_exponent_and_the_same_whatever_the_speed_of_the_machine():
    costs = Costs()
    for speed in (1.0, 2.0, 1.0, 3.0):
        costs.articles.append(100)
        costs.chunks.append(defaultdict(float, dict.fromkeys(STEADY, 0.5 * speed) | {"write": speed}))
    assert costs.growth(evened=True) == pytest.approx(1)
    assert costs.growth() > 1.2
    costs.chunks = [defaultdict(float, {"write": n}) for n in (1.0, 3.0, 5.0, 7.0)]  # the square
    assert costs.growth() == costs.growth(evened=True) == pytest.approx(2)
