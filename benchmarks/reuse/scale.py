"""Sameness at scale: a made-up stream compared chunk by chunk with a dataset on disk that grows.

    python -m benchmarks.reuse.scale speed [--size N]
    python -m benchmarks.reuse.scale grow --folder DIR [--size N] [--chunk N] [--no-stories]
    python -m benchmarks.reuse.scale add --folder DIR [--size N] [--chunk N] [--reach N] [--no-stories]

`speed`: articles sketched per CPU second. `grow`: from clean articles to a dataset with their overlaps and stories,
CPU seconds by step, peak memory, growth exponent, recall of the copies that were made. `add`: more articles, of which
two in five copy articles from anywhere in the dataset that `grow` left.

Texts are made by another process; what is timed is the stage of a run and the writing of what it changes.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import multiprocessing
import resource
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import newsloom.flows.dataset.dataset
import newsloom.transforms.reuse.copies
import newsloom.transforms.stories.compare
from benchmarks.reuse.stream import Part, copies, part_of_stream, stream
from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.dataset import Dataset, Writer, writing
from newsloom.flows.dataset.snapshots import new_run_id
from newsloom.flows.dataset.view import View
from newsloom.flows.settings import Settings
from newsloom.flows.stages.compare import compare_articles
from newsloom.flows.stages.stage import Context
from newsloom.flows.work.progress import silent
from newsloom.schemas.contract import TABLES
from newsloom.schemas.contract.article_pairs import ARTICLE_PAIRS
from newsloom.schemas.contract.stories import STORIES, STORY_EVENTS
from newsloom.transforms.reuse.blocking.fingerprints import sketch
from newsloom.transforms.stories.tables import STORY_OF, StoryChanges
from newsloom.transforms.text.ids import content_id
from newsloom.transforms.text.word_hashes import hash_words

COPIES = ("exact", "near", "contained", "revision")
A_DAY = 10_000  # articles
CLUSTER = "cluster_stories"
NOW = datetime(2025, 3, 1, tzinfo=UTC)
SHARE_COPIED = 0.4  # of the articles that are added
STEPS = (  # what is timed by itself: module, function
    (newsloom.transforms.reuse.copies, "_sketched"),
    (newsloom.transforms.reuse.copies, "join_fingerprints"),
    (newsloom.transforms.reuse.copies, "compare_pairs"),
    (newsloom.transforms.stories.compare, "changed_originals"),
    (newsloom.transforms.stories.compare, CLUSTER),
    (newsloom.flows.dataset.dataset.Dataset, "arrow"),
    (newsloom.flows.dataset.dataset.Dataset, "lookup"),
    (Writer, "apply"),
)


class Clock:
    """CPU seconds of this process by step; what a step calls counts for the inner step, but within stories."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._open = ["the rest"]
        self._last = 0.0

    @property
    def total(self) -> float:
        return sum(self.seconds.values())

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """What is done within is timed, and nothing else."""
        with contextlib.ExitStack() as stack:
            for place, name in STEPS:
                stack.enter_context(patch.object(place, name, self._timed(name, getattr(place, name))))
            self._last = time.process_time()
            yield
            self._turn()

    def _timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self._turn()
            self._open.append(CLUSTER if CLUSTER in self._open else name)
            try:
                return function(*arguments, **options)
            finally:
                self._turn()
                self._open.pop()

        return call

    def _turn(self) -> None:
        now = time.process_time()
        self.seconds[self._open[-1]] += now - self._last
        self._last = now


def article_id(number: int) -> str:
    return content_id("a_", "scale", number)


def articles(texts: Sequence[str], first: int) -> pa.Table:
    """Clean articles, numbered from `first`, of as many a day as a large collection has."""
    numbers = range(first, first + len(texts))
    at = pa.array([NOW + timedelta(days=n / A_DAY) for n in numbers], pa.timestamp("us", "UTC"))
    known = {
        "article_id": pa.array(map(article_id, numbers)),
        "source_uri": pa.array(["stream"] * len(texts)),
        "source_row": pa.array(numbers, pa.int64()),
        "raw_sha256": pa.array([content_id("", "scale", n) * 4 for n in numbers]),
        "published_at": at,
        "first_seen_at": at,
        "language": pa.array(["en"] * len(texts)),
        "text": pa.array(texts),
        "n_chars": pa.array(map(len, texts), pa.int32()),
        "n_words": pa.array((len(text.split()) for text in texts), pa.int32()),
    }
    schema = TABLES["articles"].schema
    absent = {f.name: pa.nulls(len(texts), f.type) for f in schema if f.name not in known}
    return pa.table(known | absent).select(schema.names).cast(schema)


def add_articles(writer: Writer, new: pa.Table, clock: Clock) -> None:
    """The stage of a run over one chunk, and its changes written."""
    frames = {"articles": new, "came_after_summary": [], "standing": None}
    context = Context(Settings((), str(writer.folder)), NOW, map, silent)
    with clock.watching():
        stored = View(writer.dataset, Changes(), compare_articles.reads)
        writer.apply(compare_articles.function(frames, stored, context).changes)


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Writer]:
    """What writes to the folder."""
    with writing(folder) as writer:
        yield writer


def made(size: int, chunk: int) -> Iterator[Part]:
    """The stream, made by another process one part ahead."""
    counts = [min(chunk, size - first) for first in range(0, size, chunk)]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        waiting = deque([pool.apply_async(part_of_stream, (0, counts[0]))])
        for number, count in enumerate(counts[1:], 1):
            waiting.append(pool.apply_async(part_of_stream, (number, count)))
            yield waiting.popleft().get()
        yield waiting.popleft().get()


def grow(folder: Path, size: int, chunk: int) -> None:
    """A dataset of `size` articles, chunk by chunk."""
    clock, totals = Clock(), [(0, 0.0)]
    sources: list[tuple[int, int]] = []
    with opened(folder) as writer:
        for part in made(size, chunk):
            first = totals[-1][0]
            add_articles(writer, articles(part.texts, first), clock)
            sources += [(first + i, first + s) for i, s in enumerate(part.sources) if s is not None]
            totals.append((first + len(part.texts), clock.total))
            print(f"{totals[-1][0]:>9,} articles: {totals[-1][1] - totals[-2][1]:6.1f} CPU s  {_memory()}", flush=True)
        writer.publish(new_run_id(NOW))
    _report(clock)
    for n, seconds in totals:
        if n and n * 10 <= size:
            print(f"from {n:,} to {size:,}: exponent {math.log(clock.total / seconds) / math.log(size / n):.3f}")
    print(f"copies found of {len(sources):,}: {_recall(Dataset(folder), sources):.4f}")


def add(folder: Path, size: int, chunk: int, reach: int | None = None) -> None:
    """`size` more articles, of which some copy articles of the dataset, the last `reach` ones or any."""
    dataset, clock = Dataset(folder), Clock()
    known = dataset.n_rows("articles")
    texts, sources = _mixed(dataset, size, known, reach or known)
    start = time.perf_counter()
    with opened(folder) as writer:
        for first in range(0, size, chunk):
            add_articles(writer, articles(texts[first : first + chunk], known + first), clock)
        writer.publish(new_run_id(NOW))
    print(f"{size:,} articles against {known:,}: {time.perf_counter() - start:.1f} s by the wall, {_memory()}")
    _report(clock)
    print(f"copies found of {len(sources):,}: {_recall(Dataset(folder), sources):.4f}")


def speed(size: int) -> None:
    """Articles sketched per CPU second."""
    seconds = 0.0
    for part in stream(size, chunk=10_000):
        start = time.process_time()
        sketch(hash_words(part.texts))
        seconds += time.process_time() - start
    print(f"sketched {size / seconds:,.0f} articles per CPU second")


def without_stories() -> contextlib.AbstractContextManager[object]:
    """Overlaps only, within."""
    changes = StoryChanges(ARTICLE_PAIRS.empty(), [], STORIES.empty(), STORY_EVENTS.empty(), STORY_OF.empty_table(), {})
    return patch.object(newsloom.transforms.stories.compare, CLUSTER, lambda *_: changes)


def _mixed(dataset: Dataset, size: int, known: int, reach: int) -> tuple[list[str], list[tuple[int, int]]]:
    """Texts, numbered from `known` on, and (number of a copy, number of its source)."""
    rng = np.random.default_rng(known)
    texts = part_of_stream(known, size).texts
    copied = np.flatnonzero(rng.random(size) < SHARE_COPIED)
    chosen = known - reach + rng.choice(reach, len(copied), replace=False)
    rows = dataset.arrow("articles", ["source_row", "text"], pc.field("source_row").isin(pa.array(chosen)))
    text_of = dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))
    edited = copies([text_of[number] for number in chosen.tolist()], seed=known)
    for place, text in zip(copied.tolist(), edited, strict=True):
        texts[place] = text
    return texts, list(zip((known + copied).tolist(), chosen.tolist(), strict=True))


def _recall(dataset: Dataset, sources: Sequence[tuple[int, int]]) -> float:
    """Share of the pairs (numbers of articles) that are stored as copies."""
    rows = dataset.arrow("article_pairs", ["article_id_a", "article_id_b"], pc.field("relation").isin(COPIES))
    found = set(zip(*(column.to_pylist() for column in rows.columns), strict=True))
    pairs = (sorted((article_id(one), article_id(two))) for one, two in sources)
    return sum(tuple(pair) in found for pair in pairs) / max(1, len(sources))


def _report(clock: Clock) -> None:
    print(", ".join(f"{name} {seconds:.1f}" for name, seconds in clock.seconds.most_common()))
    print(f"CPU s: {clock.total:.1f}, without stories {clock.total - clock.seconds[CLUSTER]:.1f}")


def _memory() -> str:
    return f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("section", choices=("speed", "grow", "add"))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--chunk", type=int, default=20_000)
    parser.add_argument("--reach", type=int, help="copies are of the last so many articles; of all without it")
    parser.add_argument("--no-stories", action="store_true")
    chosen = parser.parse_args()
    if chosen.section == "speed":
        speed(chosen.size)
    else:
        with without_stories() if chosen.no_stories else contextlib.nullcontext():
            if chosen.section == "grow":
                grow(chosen.folder, chosen.size, chosen.chunk)
            else:
                add(chosen.folder, chosen.size, chosen.chunk, chosen.reach)
