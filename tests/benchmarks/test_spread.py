"""When the last of some jobs is done, with so many workers."""

import pytest

from benchmarks.spread import SpreadCosts, ends, simulated


@pytest.mark.parametrize(
    ("jobs", "workers", "seconds"),
    [
        ([], 3, 0),
        ([2, 3, 4], 1, 9),
        ([3, 1, 1, 1], 2, 3),
        ([1, 1, 1, 3], 2, 4),  # a long one at the end leaves others idle
        ([1, 1], 8, 1),
    ],
)
def test_whoever_is_free_takes_the_next_job(jobs, workers, seconds):
    assert ends(jobs, workers) == seconds


def test_stages_wait_for_each_other_and_what_is_no_job_is_not_spread():
    costs = SpreadCosts()
    costs.jobs |= {(1, "clean"): [1.0, 1.0], (1, "annotate"): [4.0, 2.0, 2.0], (2, "clean"): [1.0]}
    assert simulated(costs, 15.0, 1) == 15
    assert simulated(costs, 15.0, 2) == 15 - 1 - 4
    assert simulated(costs, 15.0, 100) == 15 - 1 - 4  # the first job alone takes four


def test_jobs_are_done_in_order_and_taken_down():
    costs = SpreadCosts()
    assert list(costs.map(str, range(3))) == ["0", "1", "2"]
    assert [len(seconds) for seconds in costs.jobs.values()] == [3]
