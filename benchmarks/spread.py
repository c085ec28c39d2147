"""What more workers can gain: the cost of each job measured, and when a run would end with more workers simulated.

    python -m benchmarks.spread INPUT... [--chunk 1000] [--workers 2 4 8 16 64]

The jobs of every stage that spreads them are done here, one by one, and their CPU seconds taken. Then, as on a cluster:
whoever is free takes the next job of a stage; results are taken as they come, by the process that asks, while others
are worked at; what a stage does beside, and all that stands around the stages, is done by that process while the others
wait, tables written in its threads. Times are against the same run in one process, imports not counted. What it costs
to send jobs and results is not in the figures, nor that a job waits for the one that makes it, nor that threads wait
for each other: they say what a cluster could gain at most, and which part of a run caps it.
"""

from __future__ import annotations

import argparse
import contextlib
import heapq
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.run import Costs, run
from newsloom.flows.dataset.files import MOST_THREADS
from newsloom.flows.settings import RunOptions, make_settings
from newsloom.flows.stages.stage import Outcome, Stage

WRITING = "write"
Key = tuple[int, str]
"""The number of a chunk, and a stage."""


class SpreadCosts(Costs):
    """Costs of a run: those of jobs by chunk and stage, and of taking their results."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: defaultdict[Key, list[float]] = defaultdict(list)
        self.taken: defaultdict[Key, float] = defaultdict(float)
        self._key: Key = (0, "")

    def stage(self, stage: Stage, *arguments: Any) -> Outcome:
        """Run a stage, its time taken, and that of its jobs."""
        self._key = (len(self.chunks), stage.name)
        return super().stage(stage, *arguments)

    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """As `map`, the time of each call taken, and of what is done with its result."""
        for item in items:
            began = time.process_time()
            result = function(item)
            self.jobs[self._key].append(time.process_time() - began)
            given = time.process_time()
            yield result
            self.taken[self._key] += time.process_time() - given

    def write(self, function: Callable[[Any], Any], tables: Iterable[Any]) -> Iterator[Any]:
        """The same for tables that are written."""
        self._key = (len(self.chunks), WRITING)
        return self.map(function, tables)


def ends(jobs: Sequence[float], workers: int) -> float:
    """When the last job is done, if whoever is free takes the next one.

    >>> ends([3, 1, 1, 1], 2), ends([1, 1, 1, 3], 2), ends([], 2)
    (3.0, 4.0, 0.0)
    """
    free = [0.0] * workers
    for seconds in jobs:
        heapq.heapreplace(free, free[0] + seconds)
    return max(free)


def simulated(costs: SpreadCosts, whole: float, workers: int) -> float:
    """Seconds of the whole run with so many workers, more than one; `whole` are those of one process."""
    spared = 0.0
    for key, jobs in costs.jobs.items():
        taken, done = costs.taken[key], ends(jobs, min(workers, MOST_THREADS) if key[1] == WRITING else workers)
        spared += sum(jobs) + taken - max(done, taken) - taken / len(jobs)  # the last result is taken behind
    return whole - spared


def main() -> None:
    """Run, and print what could be gained."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--chunk", type=int, default=RunOptions.chunk)
    parser.add_argument("--workers", type=int, nargs="+", default=[2, 4, 8, 16, 64])
    options = parser.parse_args()
    costs = SpreadCosts()

    @contextlib.contextmanager
    def engine(_: Any) -> Iterator[Any]:
        yield costs.map

    with (
        tempfile.TemporaryDirectory() as folder,
        patch("newsloom.flows.pipeline.open_engine", engine),
        patch("newsloom.flows.dataset.dataset.threaded", costs.write),
    ):
        # of a cluster, as stages keep few jobs to themselves otherwise
        overrides = {"engine": {"engine": "dask"}, "run": {"chunk": options.chunk}}
        settings = make_settings(tuple(options.inputs), str(Path(folder) / "news"), overrides=overrides)
        began = time.process_time()
        articles = run(settings, costs)["records"]["new"]
        whole = time.process_time() - began
    show(costs, whole, articles, options.workers)


def show(costs: SpreadCosts, whole: float, articles: int, workers: Sequence[int]) -> None:
    """What is spread, by stage, and what so many workers gain."""
    print(f"{articles} articles, {whole:.1f} CPU s in one process")
    jobs = defaultdict[str, list[float]](list)
    for (_, name), some in costs.jobs.items():
        jobs[name] += some
    for name, seconds in costs.whole.items():
        print(f"{name:<24}{seconds:9.2f} CPU s, of which {sum(jobs[name]):8.2f} in {len(jobs[name]):5} jobs")
    print(f"{'the rest':<24}{whole - sum(costs.whole.values()):9.2f} CPU s")
    for n in workers:
        seconds = simulated(costs, whole, n)
        print(f"{n:4} workers: {seconds:9.1f} s, {whole / seconds:5.2f} times as fast")


if __name__ == "__main__":
    main()
