"""What a run costs, whole: every stage and everything around the stages, with memory and bytes written.

    python -m benchmarks.run INPUT... [--workers N] [--by-chunk] [--dataset DIR]

Prints CPU seconds, user and system, of this process, and of its workers in a line of their own: which stage a worker
worked for is not known. `import` is what a start costs before the first record. With `--dataset` the run goes into a
dataset that is there already, and into one that is thrown away otherwise. `--by-chunk` prints the stages of each chunk,
and how all but annotation grow with the number of articles: the slope of a line through the logarithms of articles and
of seconds, both summed up to each chunk. 1 is in proportion.
"""

from __future__ import annotations

import argparse
import math
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsloom.flows.work.memory import allocate_sparingly, collect_rarely

if __name__ == "__main__":  # as the command does, before pyarrow is imported: else a third more memory is measured
    allocate_sparingly()
    collect_rarely()

_STARTED = time.process_time()

import newsloom.flows.pipeline as pipeline  # noqa: E402  what importing costs is measured
from newsloom.flows.dataset.dataset import Writer  # noqa: E402
from newsloom.flows.settings import make_settings  # noqa: E402
from newsloom.flows.stages.chunks import InputReader  # noqa: E402
from newsloom.flows.stages.stage import Outcome, Stage  # noqa: E402

IMPORTS = time.process_time() - _STARTED
ANNOTATION = "annotate paragraphs"
STEADY = ("clean records", "find names and speech")  # stages that see nothing but their own articles


class Costs:
    """CPU seconds by what they were spent on, in the order of first use; each chunk's apart."""

    def __init__(self) -> None:
        self.whole: defaultdict[str, float] = defaultdict(float)
        self.peak: dict[str, int] = {}
        self.chunks: list[defaultdict[str, float]] = []
        self.articles: list[int] = []
        self._within = 0.0

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """What is done within is spent on it, but for what is spent on something else in its turn."""
        before, self._within, began = self._within, 0.0, time.process_time()
        yield
        whole = time.process_time() - began
        used, self._within = whole - self._within, before + whole
        self.whole[what] += used
        self.peak[what] = megabytes()
        if self.chunks:
            self.chunks[-1][what] += used

    def timed(self, function: Callable[..., Any], what: str) -> Callable[..., Any]:
        """The function, its time taken."""

        def run(*arguments: Any, **options: Any) -> Any:
            with self.of(what):
                return function(*arguments, **options)

        return run

    def stage(self, stage: Stage, *arguments: Any) -> Outcome:
        """Run a stage, its time taken."""
        with self.of(stage.name):
            outcome = stage.function(*arguments)
        if "articles" in stage.gives and "cleaned" in outcome.frames:
            self.articles.append(outcome.frames["articles"].num_rows)
        return outcome

    def read(self, chunks: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        """A source of chunks: the reading of each opens its account."""

        def run(*arguments: Any) -> Iterator[Any]:
            source = iter(chunks(*arguments))
            while True:
                self.chunks.append(defaultdict(float))
                with self.of("read"):
                    chunk = next(source, None)
                if chunk is None:
                    self.chunks.pop()
                    return
                yield chunk

        return run

    def growth(self, evened: bool = False) -> float | None:
        """The exponent of all but annotation over the articles; None with fewer than three chunks.

        `evened`: seconds count by what stages that do not grow take in their chunk, so that the speed of the machine,
        which changes while it is measured, is not in it.
        """
        points, n, seconds = [], 0, 0.0
        for articles, chunk in zip(self.articles, self.chunks, strict=False):
            used = sum(chunk.values()) - chunk[ANNOTATION]
            steady = sum(chunk[name] for name in STEADY)
            n, seconds = n + articles, seconds + (used * articles / steady if evened and steady else used)
            if n and seconds > 0:
                points.append((math.log(n), math.log(seconds)))
        if len(points) < 3:
            return None
        middle = [sum(column) / len(points) for column in zip(*points, strict=True)]
        rise = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
        return rise / sum((x - middle[0]) ** 2 for x, _ in points)


def main() -> None:
    """Run, and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--by-chunk", action="store_true")
    parser.add_argument("--dataset")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dataset = Path(options.dataset or folder) / ("" if options.dataset else "news")
        settings = make_settings(
            tuple(options.inputs), str(dataset), overrides={"engine": {"workers": options.workers}}
        )
        before = files(dataset)
        wall, cpu, costs = time.monotonic(), time.process_time(), Costs()
        summary = run(settings, costs)
        wall, cpu = time.monotonic() - wall, time.process_time() - cpu
        written = {file: size for file, size in files(dataset).items() if file not in before}
        whole = sum(files(dataset).values())
    show(costs, options.by_chunk)
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    workers_cpu = workers.ru_utime + workers.ru_stime
    print(f"{'the rest':<24}{cpu - sum(costs.whole.values()):9.2f} CPU s")
    print(f"{'workers':<24}{workers_cpu:9.2f} CPU s{workers.ru_maxrss // 1024:7} MB")
    print(f"{'import':<24}{IMPORTS:9.2f} CPU s")
    n, used = max(1, summary["records"]["new"]), cpu + workers_cpu
    print(f"{n} new articles, {wall:.1f} s, {used:.1f} CPU s, {1000 * used / n:.0f} CPU ms each")
    print(f"{megabytes()} MB at most; wrote {sum(written.values()) / 1e6:.1f} of {whole / 1e6:.1f} MB")
    print(summary["records"], summary["totals"])


def run(settings: Any, costs: Costs) -> dict[str, Any]:
    """A run in which what stands around the stages is timed, too."""
    replaced = (
        (InputReader, "chunks", costs.read(InputReader.chunks)),
        (Writer, "apply", costs.timed(Writer.apply, "write")),
        (Writer, "publish", costs.timed(Writer.publish, "publish")),
        (pipeline, "check_rows", costs.timed(pipeline.check_rows, "check")),
        (pipeline, "summarise", costs.timed(pipeline.summarise, "summarise")),
    )
    former = [(owner, name, getattr(owner, name)) for owner, name, _ in replaced]
    try:
        for owner, name, function in replaced:
            setattr(owner, name, function)
        return pipeline.build(settings, call=costs.stage)
    finally:
        for owner, name, function in former:
            setattr(owner, name, function)


def files(dataset: Path) -> dict[tuple[int, int], int]:
    """Bytes of each file of the current snapshot, by device and number: a snapshot shares what did not change."""
    stats = [file.stat() for file in (dataset / "current").rglob("*") if file.is_file()]
    return {(stat.st_dev, stat.st_ino): stat.st_size for stat in stats}


def show(costs: Costs, by_chunk: bool) -> None:
    """The account: of the whole, and of each chunk where asked for."""
    for what, used in costs.whole.items():
        each = "".join(f"{chunk[what]:7.2f}" for chunk in costs.chunks) if by_chunk else ""
        print(f"{what:<24}{used:9.2f} CPU s{costs.peak[what]:7} MB{each}")
    if by_chunk and (exponent := costs.growth()) is not None:
        print(f"exponent of all but annotation, over {sum(costs.articles)} articles: {exponent:.2f}")
        print(f"the same, evened by {' and '.join(STEADY)}: {costs.growth(evened=True):.2f}")


def megabytes() -> int:
    """Peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
