"""Articles by their text: equal texts are one, for which some of its articles stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import pyarrow as pa

from newsloom.transforms.reuse.articles import TEXT_OF, Article
from newsloom.transforms.reuse.state import Pair, Read, measured_pairs, ordered_pair, stored_pairs
from newsloom.transforms.text.word_hashes import U64


@dataclass
class EqualTexts:
    """Articles by their text: ids before this run and with it, sorted."""

    old: dict[int, list[str]]
    now: dict[int, list[str]]
    limit: int

    def representatives(self, key: int) -> list[str]:
        """The articles that stand for this text in pairs with others."""
        return self.now.get(key, [])[: self.limit]

    def former_representatives(self, key: int) -> list[str]:
        """The same as of the run before."""
        return self.old.get(key, [])[: self.limit]


def group_equal_texts(new: Sequence[Article], keys: U64, read: Read, limit: int) -> EqualTexts:
    """Earlier and new articles with the texts of the new ones."""
    old: dict[int, list[str]] = defaultdict(list)
    stored = read("sameness_texts", "text_key", pa.array(np.unique(keys)), TEXT_OF)
    fresh_ids = {article.article_id for article in new}
    for key, name in zip(stored["text_key"].to_pylist(), stored["article_id"].to_pylist(), strict=True):
        if name not in fresh_ids:
            old[key].append(name)
    now: dict[int, list[str]] = defaultdict(list)
    for article, key in zip(new, keys.tolist(), strict=True):
        if key:
            now[key].append(article.article_id)
    for key in now:
        old[key].sort()
        now[key] = sorted(now[key] + old[key])
    return EqualTexts({key: ids for key, ids in old.items() if ids}, dict(now), limit)


def representatives(keys: np.ndarray, groups: EqualTexts, read: Read) -> dict[int, list[str]]:
    """The articles that stand for each text."""
    here = {key: groups.representatives(key) for key in keys.tolist() if key in groups.now}
    rest = [key for key in keys.tolist() if key not in here]
    stored = read("sameness_texts", "text_key", pa.array(rest, pa.uint64()), TEXT_OF)
    names: dict[int, list[str]] = {key: [] for key in rest}
    for key, name in zip(stored["text_key"].to_pylist(), stored["article_id"].to_pylist(), strict=True):
        names[key].append(name)
    return here | {key: sorted(ids)[: groups.limit] for key, ids in names.items()}


def regrouped_pairs(groups: EqualTexts, read: Read) -> tuple[set[Pair], set[Pair]]:
    """Pairs that arise because an earlier text has more articles now, and those that it gave up."""
    changed = [key for key in groups.old if groups.representatives(key) != groups.former_representatives(key)]
    if not changed:
        return set(), set()
    stands_for = {name: key for key in changed for name in groups.former_representatives(key)}
    rows = list(measured_pairs(stored_pairs(list(stands_for), read)))
    names = {name for pair in rows for name in pair}
    stored = read("sameness_texts", "article_id", pa.array(sorted(names), pa.string()), TEXT_OF)
    key_of = dict(zip(stored["article_id"].to_pylist(), stored["text_key"].to_pylist(), strict=True))
    standing_for = representatives(np.array(sorted(set(key_of.values())), dtype=np.uint64), groups, read)
    gained = {
        ordered_pair(a, b)
        for one, two in {(key_of[a], key_of[b]) for a, b in rows}
        for a, b in product(standing_for[one], standing_for[two])
    }
    return gained - set(rows), set(rows) - gained


def equal_text_pairs(groups: EqualTexts) -> tuple[list[Pair], set[Pair]]:
    """Pairs of articles with the same text: those to write, and earlier ones to delete."""
    written: list[Pair] = []
    outdated: set[Pair] = set()
    for key, ids in groups.now.items():
        if len(ids) < 2:
            continue
        before = groups.old.get(key, [])
        if groups.representatives(key) == groups.former_representatives(
            key
        ):  # however many there are, only the new ones count
            written += [(ids[0], other) for other in sorted(set(ids).difference(before))]
            continue
        now, old = star_pairs(ids, groups.limit), star_pairs(before, groups.limit)
        written += sorted(now - old)
        outdated |= old - now
    return written, outdated


def star_pairs(ids: Sequence[str], limit: int) -> set[Pair]:
    """Pairs that stand for a group of equal texts (ids sorted): all of the first `limit`, and the first with each.

    >>> sorted(star_pairs(["a", "b", "c", "d"], 2))
    [('a', 'b'), ('a', 'c'), ('a', 'd')]
    """
    return set(combinations(ids[:limit], 2)) | {(ids[0], other) for other in ids[limit:]}
