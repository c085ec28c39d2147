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
    assert simulated(costs, 15.0, 2) == 15 - 1 - 4
    assert simulated(costs, 15.0, 100) == 15 - 1 - 4  # the first job alone takes four


def test_results_are_taken_while_others_are_worked_at():
    costs = SpreadCosts()
    costs.jobs[1, "annotate"], costs.taken[1, "annotate"] = [2.0] * 4, 1.0
    assert simulated(costs, 10.0, 2) == 10 - 8 - 1 + 4 + 0.25
    costs.jobs[1, "annotate"], costs.taken[1, "annotate"] = [1.0] * 4, 5.0
    assert simulated(costs, 10.0, 2) == 10 - 4 - 5 + 5 + 1.25


def test_tables_are_written_by_no_more_than_the_threads_that_there_are():
    costs = SpreadCosts()
    list(costs.write(str, range(8)))
    ((key, _),) = costs.jobs.items()
    costs.jobs[key], costs.taken[key] = [1.0] * 8, 0.0
    assert simulated(costs, 10.0, 64) == 4


def test_jobs_are_done_in_order_and_taken_down():
    costs = SpreadCosts()
    assert list(costs.map(str, range(3))) == ["0", "1", "2"]
    assert [len(seconds) for seconds in costs.jobs.values()] == [3]
