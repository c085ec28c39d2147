"""Stories measured against events told apart by hand: in one run, in many, shuffled, and with roundups between.

    python -m benchmarks.stories.events [--runs-of N ...]

Needs the environment variable NEWSLOOM_CORPORA: the folder with stories/fnc_dev.jsonl.gz. Texts only: no titles, no
dates, no names from annotation, so that every article is compared with every other.
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
from pathlib import Path

from benchmarks.reuse.scale import NOW, Clock, add_articles, article_id, articles, opened
from benchmarks.scores import adjusted_rand, b_cubed
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.snapshots import new_run_id

ROUNDUP = ""  # in place of an event


def stories(texts: Sequence[str], size: int) -> tuple[list[str], int]:
    """The story of each text, where they come in runs of `size`; how many mergers of stories and moves of articles."""
    with tempfile.TemporaryDirectory() as folder:
        with opened(Path(folder)) as writer:
            for first in range(0, len(texts), size):
                add_articles(writer, articles(texts[first : first + size], first), Clock())
            writer.publish(new_run_id(NOW))
        dataset = Dataset(Path(folder))
        rows = dataset.arrow("articles", ["article_id", "story_id"])
        story_of = dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))
        events = dataset.arrow("story_events", ["event", "other_story_id"]).to_pylist()
    changes = sum(event["other_story_id"] is not None for event in events)
    return [story_of[article_id(number)] for number in range(len(texts))], changes


def roundups(rows: Sequence[dict[str, str]], count: int, parts: int, words: int) -> list[dict[str, str]]:
    """Articles that tell several events, each by the beginning of an article about it."""
    rng = random.Random(count)
    by_event: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_event[row["event"]].append(row["text"])
    told = (rng.sample(sorted(by_event), parts) for _ in range(count))
    texts = ("\n\n".join(" ".join(rng.choice(by_event[e]).split()[:words]) for e in events) for events in told)
    return [{"text": text, "event": ROUNDUP} for text in texts]


def measure(label: str, rows: Sequence[dict[str, str]], size: int, seed: int | None = None) -> None:
    """One way of arrival; roundups are there, but are not counted."""
    rows = list(rows)
    if seed is not None:
        random.Random(seed).shuffle(rows)
    stories_found, changes = stories([row["text"] for row in rows], size)
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
    with gzip.open(Path(os.environ["NEWSLOOM_CORPORA"]) / "stories/fnc_dev.jsonl.gz", "rt") as lines:
        read = [json.loads(line) for line in lines]
    measure("one run", read, len(read))
    for runs_of in chosen.runs_of:
        for order in (None, 1, 2):
            measure(f"runs of {runs_of}, " + (f"shuffled ({order})" if order else "in order"), read, runs_of, order)
    for count, parts, words in ((100, 6, 60), (100, 3, 100), (100, 2, 150)):
        mixed = [*read, *roundups(read, count, parts, words)]
        measure(f"with {count} roundups of {parts}", mixed, len(mixed), 1)
