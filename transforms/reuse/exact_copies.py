"""Articles by their text: equal texts are one, for which some of its articles stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import pyarrow as pa

from newsloom.transforms.reuse.articles import TEXT_OF, Article
from newsloom.transforms.reuse.stored import Pair, Read, ordered, overlaps_of, verified
from newsloom.transforms.text.word_hashes import U64


@dataclass
class Groups:
    """Articles by their text: ids before this run and with it, sorted."""

    old: dict[int, list[str]]
    now: dict[int, list[str]]
    limit: int

    def kept(self, key: int) -> list[str]:
        """The articles that stand for this text in pairs with others."""
        return self.now.get(key, [])[: self.limit]

    def kept_before(self, key: int) -> list[str]:
        """The same as of the run before."""
        return self.old.get(key, [])[: self.limit]


def group(new: Sequence[Article], keys: U64, read: Read, limit: int) -> Groups:
    """Earlier and new articles with the texts of the new ones."""
    old: dict[int, list[str]] = defaultdict(list)
    known = read("sameness_texts", "text_key", pa.array(np.unique(keys)), TEXT_OF)
    fresh_ids = {article.article_id for article in new}
    for key, name in zip(known["text_key"].to_pylist(), known["article_id"].to_pylist(), strict=True):
        if name not in fresh_ids:
            old[key].append(name)
    now: dict[int, list[str]] = defaultdict(list)
    for article, key in zip(new, keys.tolist(), strict=True):
        if key:
            now[key].append(article.article_id)
    for key in now:
        old[key].sort()
        now[key] = sorted(now[key] + old[key])
    return Groups({key: ids for key, ids in old.items() if ids}, dict(now), limit)


def members(keys: np.ndarray, groups: Groups, read: Read) -> dict[int, list[str]]:
    """The articles that stand for each text."""
    found = {key: groups.kept(key) for key in keys.tolist() if key in groups.now}
    rest = [key for key in keys.tolist() if key not in found]
    known = read("sameness_texts", "text_key", pa.array(rest, pa.uint64()), TEXT_OF)
    names: dict[int, list[str]] = {key: [] for key in rest}
    for key, name in zip(known["text_key"].to_pylist(), known["article_id"].to_pylist(), strict=True):
        names[key].append(name)
    return found | {key: sorted(ids)[: groups.limit] for key, ids in names.items()}


def grown(groups: Groups, read: Read) -> tuple[set[Pair], set[Pair]]:
    """Pairs that arise because an earlier text has more articles now, and those that it gave up."""
    changed = [key for key in groups.old if groups.kept(key) != groups.kept_before(key)]
    if not changed:
        return set(), set()
    stands_for = {name: key for key in changed for name in groups.kept_before(key)}
    rows = list(verified(overlaps_of(list(stands_for), read)))
    names = {name for pair in rows for name in pair}
    known = read("sameness_texts", "article_id", pa.array(sorted(names), pa.string()), TEXT_OF)
    key_of = dict(zip(known["article_id"].to_pylist(), known["text_key"].to_pylist(), strict=True))
    kept = members(np.array(sorted(set(key_of.values())), dtype=np.uint64), groups, read)
    gained = {
        ordered(a, b)
        for one, two in {(key_of[a], key_of[b]) for a, b in rows}
        for a, b in product(kept[one], kept[two])
    }
    return gained - set(rows), set(rows) - gained


def exact(groups: Groups) -> tuple[list[Pair], set[Pair]]:
    """Pairs of articles with the same text: those to write, and earlier ones to delete."""
    written: list[Pair] = []
    outdated: set[Pair] = set()
    for key, ids in groups.now.items():
        if len(ids) < 2:
            continue
        before = groups.old.get(key, [])
        if groups.kept(key) == groups.kept_before(key):  # however many there are, only the new ones count
            written += [(ids[0], other) for other in sorted(set(ids).difference(before))]
            continue
        now, old = exact_star(ids, groups.limit), exact_star(before, groups.limit)
        written += sorted(now - old)
        outdated |= old - now
    return written, outdated


def exact_star(ids: Sequence[str], limit: int) -> set[Pair]:
    """Pairs that stand for a group of equal texts (ids sorted): all of the first `limit`, and the first with each.

    >>> sorted(exact_star(["a", "b", "c", "d"], 2))
    [('a', 'b'), ('a', 'c'), ('a', 'd')]
    """
    return set(combinations(ids[:limit], 2)) | {(ids[0], other) for other in ids[limit:]}
