"""Pairs of articles that are about the same, through the heaviest terms that they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain, repeat

import numpy as np

from newsloom.transforms.stories.clusters import Item, StoryOptions
from newsloom.transforms.stories.likeness import week_of
from newsloom.transforms.stories.vectors import IN_LEAD, IN_TITLE, Floats, Terms
from newsloom.transforms.text.word_hashes import U64, Ints, find_common

_HALF = np.uint64(32)
_TINY = 1e-9  # in place of a length of 0, by which nothing can be divided
_CHUNK = 1 << 14  # pairs whose cosines are computed at once


@dataclass(frozen=True)
class Bag:
    """Vectors of items in flat arrays: item i has terms[offsets[i]:offsets[i + 1]], the heaviest first; `periods` say
    among which articles its terms are counted (see `period_of`), `places` where each term stands (see `Vectors`)."""

    terms: Terms
    weights: Floats
    offsets: Ints
    periods: Ints
    places: Ints

    @cached_property
    def in_order(self) -> tuple[U64, Ints]:
        """Item and term of each entry as one number, in order, and where each stands in the bag."""
        owner = np.repeat(np.arange(len(self.periods), dtype=np.uint64), np.diff(self.offsets))
        keys = owner << _HALF | self.terms
        order = np.argsort(keys)
        return keys[order], order

    def reweighed(self, weigh: Callable[[U64], Floats]) -> Bag:
        """The vectors with the weight of each term multiplied by what `weigh` says of it; of length 1.

        It is asked of distinct slots, the item's period in the upper half and the term in the lower.
        """
        owner = np.repeat(np.arange(len(self.periods)), np.diff(self.offsets))
        slots = self.periods[owner].astype(np.uint64) << _HALF | self.terms
        distinct, index = np.unique(slots, return_inverse=True)
        weights = self.weights * weigh(distinct)[index]
        norms = np.sqrt(np.bincount(owner, weights=weights**2, minlength=len(self.periods)))
        return replace(self, weights=weights / np.maximum(norms[owner], _TINY))


def bag_of(items: Sequence[Item]) -> Bag:
    """The items' vectors in flat arrays."""
    offsets = np.concatenate([[0], np.cumsum([len(item.terms) for item in items], dtype=np.int64)])
    terms = np.fromiter(chain.from_iterable(item.terms for item in items), dtype=np.uint32, count=offsets[-1])
    weights = np.fromiter(chain.from_iterable(item.weights for item in items), dtype=np.float64, count=offsets[-1])
    periods = np.array([period_of(item) for item in items], dtype=np.int64)
    places = np.fromiter(chain.from_iterable(item.places or repeat(0, len(item.terms)) for item in items), np.int64)
    return Bag(terms, weights, offsets, periods, places)


def period_of(item: Item) -> int:
    """The week of the item, in a number of which the last bit says that it is that of its arrival."""
    return week_of(item.at) << 1 | (not item.dated)


def cosines(bags: Sequence[Bag], i: Ints, j: Ints) -> list[Floats]:
    """Cosine of items i[p] and j[p] of each pair p, by each of the bags, which differ in their weights only."""
    offsets, (keys, order) = bags[0].offsets, bags[0].in_order
    scores = [np.zeros(len(i)) for _ in bags]
    for first in range(0, len(i), _CHUNK):
        part = slice(first, first + _CHUNK)
        pairs, here, there = find_common(keys, offsets, i[part], j[part], _HALF)
        here, there = order[here], order[there]
        for cosine, bag in zip(scores, bags, strict=True):
            cosine[part] = np.bincount(pairs, bag.weights[here] * bag.weights[there], len(cosine[part]))
    return scores


def title_shares(bag: Bag, i: Ints, j: Ints) -> Floats:
    """How much of the title of item i[p], by weight, the title and lead of item j[p] have, and the reverse, on average.

    *Shape:* that of `i`; NaN where neither has a title.
    """
    keys, order = bag.in_order
    pairs, here, there = find_common(keys, bag.offsets, i, j, _HALF)
    here, there = order[here], order[there]
    titles = np.where(bag.places & IN_TITLE, bag.weights, 0.0)
    owner = np.repeat(np.arange(len(bag.periods)), np.diff(bag.offsets))
    whole = np.bincount(owner, titles, len(bag.periods))
    sides = ((i, here, there), (j, there, here))
    total, n_titled = np.zeros(len(i)), np.zeros(len(i))
    for k, one, two in sides:
        total += np.bincount(pairs, titles[one] * (bag.places[two] & IN_LEAD), len(i)) / np.maximum(whole[k], _TINY)
        n_titled += whole[k] > 0
    shares: Floats = np.divide(total, n_titled, out=np.full(len(i), np.nan), where=n_titled > 0)
    return shares


ScoredPair = tuple[str, str, float]


def comparable(one: Item, two: Item, options: StoryOptions) -> bool:
    """Whether two articles are close enough in time and terms to be looked at: what `candidate_pairs` asks of each."""
    apart = one.at - two.at if one.dated and two.dated else one.arrived - two.arrived
    keys = [set(item.terms[: options.key_terms]) for item in (one, two)]
    return abs(apart) <= timedelta(days=options.window_days) and len(keys[0] & keys[1]) >= options.shared_terms


def nearest_pairs(
    scored: Iterable[tuple[Item, Item, float]],
    before: Iterable[ScoredPair],
    at: Mapping[str, datetime],
    options: StoryOptions,
) -> tuple[list[ScoredPair], list[tuple[str, str]]]:
    """Pairs (a < b, cosine) that tell the same event by themselves: each article with its nearest earlier ones.

    `scored` are pairs with their cosine, `before` pairs reported by earlier runs, `at` says when each was published.
    Returns the pairs to write and those reported before that nearer ones have pushed out. What stands in the end does
    not depend on the runs.
    """
    lists: dict[str, list[tuple[float, str, bool]]] = defaultdict(list)
    for one, two, cosine in scored:
        earlier, later = sorted((one, two), key=lambda item: (item.at, item.article_id))
        lists[later.article_id].append((-_stored(cosine), earlier.article_id, False))
    for a, b, cosine in before:
        first, last = sorted((a, b), key=lambda name: (at[name], name))
        lists[last].append((-cosine, first, True))
    write, drop = [], []
    for last, ranked in lists.items():
        for rank, (cosine, first, stored) in enumerate(sorted(ranked)):
            a, b = min(first, last), max(first, last)
            if rank < options.nearest and not stored:
                write.append((a, b, -cosine))
            elif rank >= options.nearest and stored:
                drop.append((a, b))
    return sorted(write), sorted(drop)


def _stored(cosine: float) -> float:
    """The cosine as it comes back from a dataset."""
    return float(np.float32(min(cosine, 1.0)))
