"""Sameness measured: copies, reprints, templates, stories; ours and, where installed, other tools side by side.

    python -m benchmarks.reuse.copies copies|events|passages|standing|wire [--size N]

All but `wire` need corpora: environment variable NEWSLOOM_CORPORA names the folder, with polnear/ and stories/ in it,
and `eval/` beside it. The other tools are those of the dependency group `bench`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.reuse.background import articles, backgrounds
from benchmarks.reuse.passages import Run, SharedRuns, Span, agreement, splice, verbatim_runs
from benchmarks.reuse.peers import datasketch_pairs, rensa_pairs, tfidf_pairs
from benchmarks.reuse.wire import published, reports
from benchmarks.scores import b_cubed
from newsloom.flows.assets.assets import load_assets
from newsloom.schemas.contract import TABLES
from newsloom.schemas.state.sameness import STATE_TABLES
from newsloom.transforms.reuse.background.captions import caption_words
from newsloom.transforms.reuse.background.shared_by_two import notice_words
from newsloom.transforms.stories.compare import Sameness, compare
from newsloom.transforms.text.ids import content_id
from newsloom.transforms.text.word_hashes import hash_words

COPIES = ("exact", "near", "contained", "revision")
POLNEAR = ("polnear/polnear_train.jsonl.gz", "polnear/polnear_dev.jsonl")
NOW = datetime(2025, 3, 1, tzinfo=UTC)
TABLE_OF = TABLES | {table.name: table for table in STATE_TABLES}


def nothing_stored(table: str, column: str | None, values: object, columns: Sequence[str] | None = None) -> pa.Table:
    """What a first run reads of earlier ones: no rows."""
    rows = TABLE_OF[table].empty()
    return rows.select(columns or rows.column_names)


def ours(texts: Sequence[str], facts: Sequence[Mapping[str, object]] = ()) -> tuple[Sameness, dict[str, int]]:
    """All texts compared in one run, and the number of each article; `facts`: more columns of each."""
    ids = [content_id("a_", text, i) for i, text in enumerate(texts)]
    rows = [
        {"article_id": name, "text": text, "first_seen_at": NOW, "source_uri": "x", "source_row": i, **more}
        for i, (name, text, more) in enumerate(zip(ids, texts, facts or [{}] * len(texts), strict=True))
    ]
    found = compare(TABLES["articles"].table(rows), nothing_stored, load_assets().idf)
    return found, {name: i for i, name in enumerate(ids)}


def related(
    texts: Sequence[str], relations: Sequence[str], facts: Sequence[Mapping[str, object]] = ()
) -> set[tuple[int, int]]:
    """Pairs of texts that have one of the relations."""
    found, number = ours(texts, facts)
    columns = (
        found.article_pairs[name].cast(pa.string()).to_pylist() for name in ("article_id_a", "article_id_b", "relation")
    )
    pairs = ((number[a], number[b]) for a, b, relation in zip(*columns, strict=True) if relation in relations)
    return {(min(pair), max(pair)) for pair in pairs}


METHODS: dict[str, Callable[[Sequence[str]], set[tuple[int, int]]]] = {
    "newsloom": lambda texts: related(texts, COPIES),
    "datasketch .5": datasketch_pairs,
    "rensa 32x4": rensa_pairs,
    "tf-idf .3": tfidf_pairs,
}


def scores(found: set[tuple[int, int]], gold: set[tuple[int, int]]) -> str:
    """Precision, recall and F1 in one line."""
    hits = len(found & gold)
    precision, recall = hits / max(len(found), 1), hits / max(len(gold), 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def copies(size: int) -> None:
    """Edited copies of real articles; texts of one event are not held against anybody."""
    sys.path.insert(0, str(_corpora().parent / "eval"))
    import copies as edits

    rng = random.Random(1)
    texts = _texts(*POLNEAR)
    rng.shuffle(texts)
    size = min(size, 400)
    sources, others = texts[:size], texts[size:]
    pool = [p.strip() for text in others for p in re.split(r"\n+", text) if 15 <= len(p.split()) <= 90]
    family = [[s, *(edits.derive(rng, s, pool, level)[0] for level in ("light", "medium", "heavy"))] for s in sources]
    flat = [text for texts in family for text in texts] + others
    gold = {(4 * f + a, 4 * f + b) for f in range(len(family)) for a, b in combinations(range(4), 2)}
    heavy = {(4 * f, 4 * f + 3) for f in range(len(family))}
    for name, method in METHODS.items():
        if (result := _timed(method, flat)) is None:
            continue
        found, seconds = result
        rates = (
            f"source-heavy R {len(found & heavy) / len(heavy):.3f}  {len(flat) / max(seconds, 1e-9):,.0f} articles/s"
        )
        print(f"{name:14} {scores(found, gold)}  {rates}")


def events(size: int) -> None:
    """Stories and reprints of the development set of events."""
    rows = _rows("stories/fnc_dev.jsonl.gz")[:size]
    texts, event = [row["text"] for row in rows], [row["event"] for row in rows]
    gold = reprints(texts)
    for name, method in METHODS.items():
        if (result := _timed(method, texts)) is None:
            continue
        found, seconds = result
        same = sum(event[a] == event[b] for a, b in found) / max(len(found), 1)
        recall = len(found & gold) / len(gold)
        print(f"{name:14} reprints R {recall:.3f} of {len(gold)}, same event {same:.3f}  {seconds:.0f} s")
    found_all, number = ours(texts)
    story = dict(zip(*(c.to_pylist() for c in found_all.story_of.columns), strict=True))
    print("stories B-cubed P {:.3f} R {:.3f} F {:.3f}".format(*b_cubed(event, [story[name] for name in number])))


def reprints(texts: Sequence[str], size: int = 5, share: float = 0.5) -> set[tuple[int, int]]:
    """Pairs of which the shorter has so much of its shingles in the longer."""
    shingles = []
    where = defaultdict(list)
    for i, text in enumerate(texts):
        words = re.findall(r"\w+", text.lower())
        shingles.append({tuple(words[k : k + size]) for k in range(len(words) - size + 1)})
        for shingle in shingles[-1]:
            where[shingle].append(i)
    shared = Counter(pair for owners in where.values() if len(owners) < 200 for pair in combinations(owners, 2))
    return {(a, b) for (a, b), n in shared.items() if n >= share * min(len(shingles[a]), len(shingles[b]))}


def passages(size: int) -> None:
    """Verbatim runs of 20 words: all between real articles, and those of parts that were put into other articles.

    Runs that touch a caption or a notice are told apart: those are no reuse, and no passages.
    """
    real = _texts("stories/fnc_dev.jsonl.gz", *POLNEAR)[:size]
    gold = verbatim_runs(real)
    found = reported(real)
    print("real            ", agreement(real, gold, found))
    print("- of the article", agreement(real, own_runs(real, gold), found))
    rng = random.Random(3)
    alone = [text for i, text in enumerate(real) if i not in {number for pair in gold for number in pair}][:1000]
    sources, hosts = alone[::2], alone[1::2]
    made = [splice(rng, source, host) for source, host in zip(sources, hosts, strict=False)]
    texts = [*sources[: len(made)], *(text for text, _ in made)]
    built = {(i, i + len(made)): runs for i, (_, runs) in enumerate(made) if runs}
    found = reported(texts)
    print("built           ", agreement(texts, built, found))
    print("- of the article", agreement(texts, own_runs(texts, built), found))


def own_runs(texts: Sequence[str], runs: Mapping[tuple[int, int], Sequence[Run]]) -> SharedRuns:
    """The runs without those that have a word in a caption or a notice on either side."""
    words = hash_words(texts)
    aside = caption_words(texts, words) | notice_words(texts, words)

    def is_own(text: int, span: Span) -> bool:
        first, last = words.offsets[text], words.offsets[text + 1]
        low, high = np.searchsorted(words.starts[first:last], span)
        return not aside[first + low : first + high].any()

    own = {pair: [run for run in found if all(map(is_own, pair, run))] for pair, found in runs.items()}
    return {pair: kept for pair, kept in own.items() if kept}


def reported(texts: Sequence[str]) -> SharedRuns:
    """The passages of all pairs of texts."""
    found, number = ours(texts)
    runs: SharedRuns = defaultdict(list)
    for row in found.passages.to_pylist():
        a, b = number[row["article_id_a"]], number[row["article_id_b"]]
        left, right = (row["a_start"], row["a_end"]), (row["b_start"], row["b_end"])
        runs[min(a, b), max(a, b)].append((left, right) if a < b else (right, left))
    return runs


def standing(size: int) -> None:
    """Footers of outlets under short articles, and paragraphs of background used again: no copies."""
    rng = random.Random(7)
    sources = _texts(*POLNEAR)
    rng.shuffle(sources)
    texts, gold = articles(rng, sources[: min(size, 450)])
    for name, method in METHODS.items():
        if result := _timed(method, texts):
            print(f"footers    {name:14} {scores(result[0], gold)}")
    texts, shared = backgrounds(rng, sources[450:650])
    print("background as shared passage", scores(related(texts, ("shared_passage",)), shared))
    print("background as copies        ", len(related(texts, COPIES) & shared), "of", len(shared))


def wire(size: int) -> None:
    """Made-up wire reports: pairs of one form against edited copies."""
    made = reports(random.Random(5), min(size, 12))
    texts = [text for _, text in made] + [text.rsplit(". ", 1)[0] + "." for _, text in made]
    form = [f for f, _ in made] * 2
    gold = {(a, b) for a, b in combinations(range(len(texts)), 2) if form[a] == form[b] and (b - a) != len(made)}
    copy = {(i, i + len(made)) for i in range(len(made))}
    print("templates", scores(related(texts, ("template",)), gold))
    print("copies   ", scores(related(texts, COPIES), copy))
    many = published(random.Random(6), min(size, 6))
    texts = [report.text for report in many]
    dates = [
        {"published_at": NOW - timedelta(days=60) + timedelta(hours=r.hours), "outlet_domain": r.outlet} for r in many
    ]
    filled = {(a, b) for a, b in combinations(range(len(many)), 2) if many[a].form == many[b].form}
    copy = {(a, b) for a, b in filled if many[a].filling == many[b].filling}
    gold = (filled - copy) & reprints(texts, 3)  # with less in common a template is right, but nobody's miss
    for name, facts in (("undated", ()), ("dated", dates)):
        found = related(texts, ("template",), facts) - (filled - copy - gold)
        print(f"more forms, {name:8} templates", scores(found, gold))
        print(f"more forms, {name:8} copies   ", scores(related(texts, COPIES, facts), copy))


def _timed(
    method: Callable[..., set[tuple[int, int]]], texts: Sequence[str]
) -> tuple[set[tuple[int, int]], float] | None:
    """What a method finds and the CPU seconds that it takes; None where it is not installed."""
    start = time.process_time()
    try:
        return method(texts), time.process_time() - start
    except ImportError as missing:
        print(f"({missing.name} is not installed)")
        return None


def _corpora() -> Path:
    return Path(os.environ["NEWSLOOM_CORPORA"])


def _texts(*names: str) -> list[str]:
    return [str(row["text"]) for name in names for row in _rows(name)]


def _rows(name: str) -> list[dict[str, object]]:
    path = _corpora() / name
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    SECTIONS = {"copies": copies, "events": events, "passages": passages, "standing": standing, "wire": wire}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("section", choices=SECTIONS)
    parser.add_argument("--size", type=int, default=20_000)
    chosen = parser.parse_args()
    SECTIONS[chosen.section](chosen.size)
