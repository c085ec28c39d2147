"""What newsloom costs beside other tools, over the same articles: repair, copies, and a whole run beside a script.

    python -m benchmarks.peers FILE.jsonl [--articles 500] [--times 2]

FILE has an article a line, its text in the field "text". Each peer works in a process of its own, by turns, so that
neither memory nor what one has imported is another's. A line has:

- CPU s, and ms an article: user and system time of the work, processes that it starts included. Of `--times` runs the
  one that took least is shown.
- MB at most: peak memory of the process, and what of it was there before the work.
- start: CPU s before the work and in no other figure: the interpreter, imports, and what is loaded once a process
  (language pipelines, the character model of repair). Lists that newsloom loads where it needs them are in the work.
- what came out, as counts. They say what the time was spent on, and nothing about who is right.

Repair and copies are asked of texts that are in memory; the script and the run read the file and write Parquet. The
script is `benchmarks.analyst`, once with spaCy's small pipeline and once with the one that ships with newsloom.
newsloom's comparing finds stories and shared passages as well; only pairs that are copies are counted.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path

# what peers import is imported by themselves: a process that is started begins with the peak of the one that starts it


@dataclass(frozen=True)
class Task:
    """The articles, in memory and as a file, and an empty folder."""

    texts: Sequence[str]
    file: Path
    folder: Path


Work = Callable[[Task], str]
"""Does the work; returns what came out, in words."""


@dataclass(frozen=True)
class Cost:
    """What a peer took: CPU seconds of the work and of the start, megabytes before and at most; what came out."""

    seconds: float
    start: float
    before: int
    peak: int
    outcome: str


Missing = str
"""A module that is not installed."""


def ftfy() -> Work:
    """ftfy with its own defaults, which also make curly quotation marks straight."""
    from ftfy import fix_text

    return lambda task: _changed(task.texts, map(fix_text, task.texts))


def newsloom_repair() -> Work:
    """The public verb; what cleaning does beside the repair is left out."""
    from newsloom import repair_text

    repair_text("DovilÄ—")  # loads the model
    return lambda task: _changed(task.texts, map(repair_text, task.texts))


def datasketch() -> Work:
    """MinHash LSH at a Jaccard index of .5."""
    from benchmarks.reuse.peers import datasketch_pairs

    import_module("datasketch")  # here, as an import is no work
    return lambda task: f"{len(datasketch_pairs(task.texts))} pairs"


def rensa() -> Work:
    """MinHash LSH in Rust."""
    from benchmarks.reuse.peers import rensa_pairs

    import_module("rensa")
    return lambda task: f"{len(rensa_pairs(task.texts))} pairs"


def newsloom_comparing() -> Work:
    """All of comparing: copies, templates, passages, stories."""
    from benchmarks.reuse.copies import COPIES, related
    from newsloom.flows.assets.assets import load_assets

    _ = load_assets().idf  # loads the counts of words
    return lambda task: f"{len(related(task.texts, COPIES))} pairs"


def script() -> Work:
    """The script as it is."""
    from benchmarks.analyst import load, run

    import_module("datasketch")
    nlp = load()
    return lambda task: _counted(run(task.file, task.folder, nlp))


def script_on_newsloom() -> Work:
    """The script with the language pipeline that ships."""
    from benchmarks.analyst import run
    from newsloom import load_pipeline

    import_module("datasketch")
    nlp = load_pipeline()
    return lambda task: _counted(run(task.file, task.folder, nlp))


def newsloom_run() -> Work:
    """A run in one process into an empty dataset."""
    from pyarrow.parquet import read_table

    from newsloom.flows.pipeline import build
    from newsloom.flows.settings import make_settings
    from newsloom.flows.work.jobs import pipeline

    pipeline(None)  # loads it

    def work(task: Task) -> str:
        settings = make_settings((str(task.file),), str(task.folder), overrides={"engine": {"workers": 1}})
        summary = build(settings)
        rows = {name: summary["rows"][name] for name in ("articles", "mentions", "quotes")}
        speakers = read_table(task.folder / "current" / "quotes", columns=["speaker_entity_id"])[0]
        return _counted(rows | {"with a named speaker": len(speakers) - speakers.null_count})

    return work


PEERS: dict[str, Callable[[], Work]] = {
    "repair: ftfy": ftfy,
    "repair: newsloom": newsloom_repair,
    "copies: datasketch": datasketch,
    "copies: rensa": rensa,
    "copies: newsloom, comparing": newsloom_comparing,
    "tables: script, spaCy small": script,
    "tables: script, newsloom's pipeline": script_on_newsloom,
    "tables: newsloom run": newsloom_run,
}


def main() -> None:
    """Have each peer work, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        articles, kilobytes = first_articles(options.file, file, options.articles)
        rounds = [{name: in_own_process(name, file) for name in PEERS} for _ in range(options.times)]
    print(f"{articles} articles of {kilobytes:.1f} KB, the least of {options.times}")
    print(HEADING)
    for name in PEERS:
        print(line(name, [costs[name] for costs in rounds], articles))


def first_articles(source: Path, target: Path, most: int) -> tuple[int, float]:
    """Copy the first articles that have a text; returns how many there are and their kilobytes on average."""
    n = size = 0
    with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as copied:
        for text, row in islice(_with_text(lines), most):
            copied.write(row.rstrip("\n") + "\n")
            n, size = n + 1, size + len(text.encode())
    return n, size / max(n, 1) / 1000


def _with_text(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Texts, and the lines that they are of."""
    for row in lines:
        text = json.loads(row).get("text") if row.strip() else None
        if isinstance(text, str) and text.strip():
            yield text, row


def in_own_process(name: str, file: Path) -> Cost | Missing:
    """What a peer took in a process that ends with it."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(measured, name, file).result()


def measured(name: str, file: Path) -> Cost | Missing:
    """What a peer takes in this process, or what it needs and is not installed."""
    texts = [text for text, _ in _with_text(file.read_text(encoding="utf-8").split("\n"))]
    with tempfile.TemporaryDirectory() as folder:
        try:
            work = PEERS[name]()
        except ModuleNotFoundError as missing:
            return str(missing.name)
        start, before = _cpu_seconds(), _megabytes()
        outcome = work(Task(texts, file, Path(folder)))
        return Cost(_cpu_seconds() - start, start, before, _megabytes(), outcome)


HEADING = f"{'':36}{'CPU s':>8}{'ms each':>9}{'MB':>7}{'before':>8}{'start s':>9}  came out"


def line(name: str, costs: Sequence[Cost | Missing], articles: int) -> str:
    """A line of the table: of the run that took least.

    >>> line("a", [Cost(3.0, 1.0, 50, 90, "1 pair"), Cost(2.0, 1.5, 50, 80, "1 pair")], 100).split()
    ['a', '2.00', '20.0', '80', '50', '1.50', '1', 'pair']
    """
    if isinstance(costs[0], Missing):
        return f"{name:36}skipped, no {costs[0]} here: uv sync --group bench installs it"
    cost = min((cost for cost in costs if isinstance(cost, Cost)), key=lambda cost: cost.seconds)
    each = 1000 * cost.seconds / max(articles, 1)
    return f"{name:36}{cost.seconds:8.2f}{each:9.1f}{cost.peak:7}{cost.before:8}{cost.start:9.2f}  {cost.outcome}"


def _changed(texts: Sequence[str], repaired: Iterable[str]) -> str:
    n = sum(before != after for before, after in zip(texts, repaired, strict=True))
    return f"{n} texts changed"


def _counted(rows: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {name}" for name, n in rows.items())


def _cpu_seconds() -> float:
    """User and system time of this process so far, and of those that it started and that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _megabytes() -> int:
    """Peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
