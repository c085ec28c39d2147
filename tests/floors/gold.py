"""What the floors share: gold of data/gold, a dataset made of it, and how a grouping agrees with another."""

import json
from collections import defaultdict
from collections.abc import Hashable, Mapping
from itertools import combinations
from pathlib import Path

from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.pipeline import build
from newsloom.flows.settings import make_settings
from tests.conftest import ROOT

GOLD = ROOT / "data" / "gold"
INPUT = ("title", "text", "outlet", "published_at")


def read_gold(name: str) -> list[dict]:
    """The items of a file of gold, in order."""
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def dataset_of(rows: list[dict], folder: Path) -> Dataset:
    """A run over the items, of which it sees INPUT only; the position of an item is its `source_row`."""
    lines = [json.dumps({name: row.get(name) for name in INPUT}) for row in rows]
    (folder / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build(make_settings((str(folder / "gold.jsonl"),), str(folder / "news"), None, {"engine": {"workers": 1}}))
    return Dataset(folder / "news")


def pair_scores(found: Mapping[Hashable, Hashable], gold: Mapping[Hashable, Hashable]) -> tuple[float, float]:
    """Precision and recall of the pairs that a grouping, item -> group, puts together."""
    ours, theirs = _pairs(found), _pairs(gold)
    return ratio(len(ours & theirs), len(ours)), ratio(len(ours & theirs), len(theirs))


def _pairs(group_of: Mapping[Hashable, Hashable]) -> set[tuple]:
    members = defaultdict(list)
    for item, group in group_of.items():
        if group is not None:
            members[group].append(item)
    return {pair for items in members.values() for pair in combinations(sorted(items), 2)}


def ratio(part: int, whole: int) -> float:
    """A share; of nothing, all."""
    return part / whole if whole else 1.0
