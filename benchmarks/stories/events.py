"""Stories measured against events told apart by hand: in one run, in many, shuffled, and with roundups between.

    python -m benchmarks.stories.events [--runs-of N ...]

Needs the environment variable NEWSLOOM_CORPORA: the folder with stories/{fnc_dev,ecb_dev,real_dev}.jsonl.gz and
people/basil_dev.jsonl.gz. The first two are texts only, so that every article is compared with every other; the others
have title, day and outlet.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from benchmarks.reuse.scale import NOW, Clock, add_articles, article_id, articles, opened
from benchmarks.scores import adjusted_rand, b_cubed
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.snapshots import new_run_id
from newsloom.schemas.contract.articles import ARTICLES

ROUNDUP = ""  # in place of an event


def stories(rows: Sequence[dict[str, str]], size: int) -> tuple[list[str], int]:
    """The story of each row, where they come in runs of `size`; how many mergers of stories and moves of articles."""
    with tempfile.TemporaryDirectory() as folder:
        with opened(Path(folder)) as writer:
            for first in range(0, len(rows), size):
                add_articles(writer, frame_of(rows[first : first + size], first), Clock())
            writer.publish(new_run_id(NOW))
        dataset = Dataset(Path(folder))
        made = dataset.arrow("articles", ["article_id", "story_id"])
        story_of = dict(zip(*(column.to_pylist() for column in made.columns), strict=True))
        events = dataset.arrow("story_events", ["event", "other_story_id"]).to_pylist()
    changes = sum(event["other_story_id"] is not None for event in events)
    return [story_of[article_id(number)] for number in range(len(rows))], changes


def frame_of(rows: Sequence[dict[str, str]], first: int) -> pa.Table:
    """Articles with what the rows say of them: text, and title, day and outlet where they have any."""
    frame = articles([row["text"] for row in rows], first)
    days = [date.fromisoformat(row["date"]) if row.get("date") else None for row in rows]
    told = {
        "published_at": pa.nulls(len(rows), frame.schema.field("published_at").type),
        "published_date": pa.array(days, pa.date32()),
        **{name: pa.array([row.get(name) for row in rows], pa.string()) for name in ("title", "outlet")},
    }
    for name, values in told.items():
        frame = ARTICLES.with_column(frame, name, values)
    return frame


def roundups(rows: Sequence[dict[str, str]], count: int, parts: int, words: int) -> list[dict[str, str]]:
    """Articles that tell several events, each by the beginning of an article about it."""
    rng = random.Random(count)
    by_event: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_event[row["event"]].append(row["text"])
    told = (rng.sample(sorted(by_event), parts) for _ in range(count))
    texts = ("\n\n".join(" ".join(rng.choice(by_event[e]).split()[:words]) for e in events) for events in told)
    return [{"text": text, "event": ROUNDUP} for text in texts]


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a corpus; an article about no single event is an event of its own."""
    (path,) = Path(os.environ["NEWSLOOM_CORPORA"]).glob(f"*/{name}.jsonl.gz")
    with gzip.open(path, "rt") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        row | {"event": f"alone {number}" if row["event"] is None else str(row["event"])}
        for number, row in enumerate(rows)
    ]


def measure(label: str, rows: Sequence[dict[str, str]], size: int, seed: int | None = None) -> None:
    """One way of arrival; roundups are there, but are not counted."""
    rows = list(rows)
    if seed is not None:
        random.Random(seed).shuffle(rows)
    stories_found, changes = stories(rows, size)
    counted = [place for place, row in enumerate(rows) if row["event"] != ROUNDUP]
    event, found = [rows[place]["event"] for place in counted], [stories_found[place] for place in counted]
    print(
        f"{label:32} B-cubed P {{:.3f}} R {{:.3f}} F {{:.3f}}".format(*b_cubed(event, found)),
        f"ARI {adjusted_rand(event, found):.3f}, {changes} mergers and moves",
        flush=True,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs-of", type=int, nargs="*", default=[100, 25])
    chosen = parser.parse_args()
    for name in ("fnc_dev", "ecb_dev", "real_dev", "basil_dev"):
        read = read_rows(name)
        print(name)
        measure("one run", read, len(read))
        for runs_of in chosen.runs_of:
            for order in (None, 1, 2):
                measure(f"runs of {runs_of}, " + (f"shuffled ({order})" if order else "in order"), read, runs_of, order)
    read = read_rows("fnc_dev")
    for count, parts, words in ((100, 6, 60), (100, 3, 100), (100, 2, 150)):
        mixed = [*read, *roundups(read, count, parts, words)]
        measure(f"fnc_dev with {count} roundups of {parts}", mixed, len(mixed), 1)
