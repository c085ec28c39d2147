"""Pairs of articles that are about the same, through the heaviest terms that they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from transforms.sameness.runs import ranges
from transforms.sameness.stories import Item, StoryOptions
from transforms.sameness.vectors import Floats, Idf, Terms
from transforms.sameness.words import Ints

_CHUNK = 1 << 14  # pairs whose cosines are computed at once
_DAY = 86400.0  # seconds


@dataclass(frozen=True)
class Bag:
    """Vectors of items in flat arrays: item i has terms[offsets[i]:offsets[i + 1]], the heaviest first."""

    terms: Terms
    weights: Floats
    offsets: Ints

    def reweighed(self, idf: Idf, seen: Callable[[Terms], Ints], n_seen: int, rarity: float) -> Bag:
        """The vectors as they would be with a background that knows `n_seen` more articles; of length 1.

        `seen` says in how many of those each term occurs; `rarity` is the power of the inverse document frequency
        that the vectors were made with.
        """
        distinct, place = np.unique(self.terms, return_inverse=True)
        counts = seen(distinct)
        factor = idf.weight(distinct, counts, n_seen) / np.maximum(idf.weight(distinct), 1e-9)
        weights = self.weights * factor[place] ** rarity
        owner = np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))
        norms = np.sqrt(np.bincount(owner, weights=weights**2, minlength=len(self.offsets) - 1))
        return Bag(self.terms, weights / np.maximum(norms[owner], 1e-9), self.offsets)


def bag_of(items: Sequence[Item]) -> Bag:
    """The items' vectors in flat arrays."""
    offsets = np.concatenate([[0], np.cumsum([len(item.terms) for item in items], dtype=np.int64)])
    terms = np.fromiter((term for item in items for term in item.terms), dtype=np.uint32, count=offsets[-1])
    weights = np.fromiter((weight for item in items for weight in item.weights), dtype=np.float64, count=offsets[-1])
    return Bag(terms, weights, offsets)


def cosines(bag: Bag, i: Ints, j: Ints) -> Floats:
    """Cosine of items i[p] and j[p] of each pair p."""
    chunks = range(0, len(i), _CHUNK)
    parts = [_cosines(bag, i[k : k + _CHUNK], j[k : k + _CHUNK]) for k in chunks]
    return np.concatenate(parts) if parts else np.zeros(0)


def _cosines(bag: Bag, i: Ints, j: Ints) -> Floats:
    counts = np.diff(bag.offsets)
    here, pair_i = ranges(bag.offsets[i], counts[i])
    there, pair_j = ranges(bag.offsets[j], counts[j])
    pairs = np.concatenate([pair_i, pair_j]).astype(np.uint64)
    places = np.concatenate([here, there])
    keys = (pairs << np.uint64(32)) | bag.terms[places]
    order = np.argsort(keys, kind="stable")
    keys, weights = keys[order], bag.weights[places[order]]
    equal = np.flatnonzero(keys[1:] == keys[:-1])
    pair = (keys[equal] >> np.uint64(32)).astype(np.int64)
    return np.bincount(pair, weights=weights[equal] * weights[equal + 1], minlength=len(i)).astype(np.float64)


Similar = tuple[str, str, float]


def comparable(one: Item, two: Item, options: StoryOptions) -> bool:
    """Whether two articles are close enough in time and terms to be looked at: what `candidate_pairs` asks of each."""
    apart = one.at - two.at if one.dated and two.dated else one.arrived - two.arrived
    keys = [set(item.terms[: options.key_terms]) for item in (one, two)]
    return abs(apart) <= timedelta(days=options.window_days) and len(keys[0] & keys[1]) >= options.shared_terms


def nearest_pairs(
    found: Iterable[tuple[Item, Item, float]],
    before: Iterable[Similar],
    at: Mapping[str, datetime],
    options: StoryOptions,
) -> tuple[list[Similar], list[tuple[str, str]]]:
    """Pairs (a < b, cosine) that tell the same event by themselves: each article with its nearest earlier ones.

    `found` are scored pairs, `before` pairs reported by earlier runs, `at` says when each was published. Returns the
    pairs to write and those reported before that nearer ones have pushed out. What stands in the end does not depend
    on the runs.
    """
    lists: dict[str, list[tuple[float, str, bool]]] = defaultdict(list)
    for one, two, cosine in found:
        earlier, later = sorted((one, two), key=lambda item: (item.at, item.article_id))
        lists[later.article_id].append((-_stored(cosine), earlier.article_id, False))
    for a, b, cosine in before:
        first, last = sorted((a, b), key=lambda name: (at[name], name))
        lists[last].append((-cosine, first, True))
    write, drop = [], []
    for last, ranked in lists.items():
        for place, (cosine, first, stored) in enumerate(sorted(ranked)):
            a, b = min(first, last), max(first, last)
            if place < options.nearest and not stored:
                write.append((a, b, -cosine))
            elif place >= options.nearest and stored:
                drop.append((a, b))
    return sorted(write), sorted(drop)


def _stored(cosine: float) -> float:
    """The cosine as it comes back from a dataset."""
    return float(np.float32(min(cosine, 1.0)))
