"""Pairs of articles that are about the same, through the heaviest terms that they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain, pairwise, repeat

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.transforms.stories.clusters import Item, StoryOptions
from newsloom.transforms.stories.likeness import week_of
from newsloom.transforms.stories.vectors import IN_LEAD, IN_PREVIEW, IN_TITLE, Floats, Terms
from newsloom.transforms.text.word_hashes import U64, Ints, Mask, find_common, ranges

_HALF = np.uint64(32)
_TINY = 1e-9  # in place of a length of 0, by which nothing can be divided
_CHUNK = 1 << 13  # pairs of an item whose cosines are computed at once


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
    def owner(self) -> Ints:
        """The item of each entry."""
        return np.repeat(np.arange(len(self.periods)), np.diff(self.offsets))

    @cached_property
    def previews(self) -> Mask:
        """Whether each item is a preview."""
        flagged: Mask = np.bincount(self.owner, self.places & IN_PREVIEW, len(self.periods)) > 0
        return flagged

    @cached_property
    def in_order(self) -> tuple[U64, Ints]:
        """Item and term of each entry as one number, in order, and where each stands in the bag."""
        keys = self.owner.astype(np.uint64) << _HALF | self.terms  # distinct: any sort gives one order
        order = np.argsort(keys)
        return keys[order], order

    def reweighed(self, weigh: Callable[[U64], Floats]) -> Bag:
        """The vectors with the weight of each term multiplied by what `weigh` says of it; of length 1.

        It is asked of distinct slots, the item's period in the upper half and the term in the lower.
        """
        slots = self.periods[self.owner].astype(np.uint64) << _HALF | self.terms
        distinct, index = np.unique(slots, return_inverse=True)
        weights = self.weights * weigh(distinct)[index]
        norms = np.sqrt(np.bincount(self.owner, weights=weights**2, minlength=len(self.periods)))
        return replace(self, weights=weights / np.maximum(norms[self.owner], _TINY))


def bag_of(items: Sequence[Item]) -> Bag:
    """The items' vectors in flat arrays."""
    offsets = np.concatenate([[0], np.cumsum([len(item.terms) for item in items], dtype=np.int64)])
    terms = np.fromiter(chain.from_iterable(item.terms for item in items), dtype=np.uint32, count=offsets[-1])
    weights = np.fromiter(chain.from_iterable(item.weights for item in items), dtype=np.float64, count=offsets[-1])
    places = np.fromiter(chain.from_iterable(item.places or repeat(0, len(item.terms)) for item in items), np.int64)
    return Bag(terms, weights, offsets, _periods(items), places)


def stored_bag(rows: pa.Table, items: Sequence[Item]) -> Bag:
    """The vectors of rows of `story_vectors`, which are those of these items."""
    offsets = np.concatenate([[0], np.cumsum(pc.list_value_length(rows["terms"]).to_numpy(), dtype=np.int64)])
    terms, weights, places = (pc.list_flatten(rows[name]).to_numpy() for name in ("terms", "weights", "places"))
    return Bag(terms, weights.astype(np.float64), offsets, _periods(items), places.astype(np.int64))


def append_bag(one: Bag, two: Bag) -> Bag:
    """The vectors of both, those of the second after those of the first."""
    columns = ([getattr(bag, name) for bag in (one, two)] for name in ("terms", "weights", "periods", "places"))
    terms, weights, periods, places = map(np.concatenate, columns)
    offsets = np.concatenate([one.offsets, two.offsets[1:] + one.offsets[-1]])
    return Bag(terms, weights, offsets, periods, places)


def _periods(items: Sequence[Item]) -> Ints:
    return np.array([period_of(item) for item in items], dtype=np.int64)


def period_of(item: Item) -> int:
    """The week of the item, in a number of which the last bit says that it is that of its arrival."""
    return week_of(item.at) << 1 | (not item.dated)


def cosines(bags: Sequence[Bag], i: Ints, j: Ints) -> list[Floats]:
    """Cosine of items i[p] and j[p] of each pair p, by each of the bags, which differ in their weights only.

    An item's weights are laid out by term, and those of all that it is paired with looked up there: its terms need not
    be searched for in each. They are summed in the order of the terms, so that a pair's cosine is that of its reverse.
    """
    offsets, order = bags[0].offsets, bags[0].in_order[1]
    columns, column = np.unique(bags[0].terms[order], return_inverse=True)
    weights, rows = [bag.weights[order] for bag in bags], np.zeros((len(bags), len(columns)))
    counts, scores = np.diff(offsets), [np.zeros(len(i)) for _ in bags]
    by_first = np.argsort(i, kind="stable")
    firsts, starts = np.unique(i[by_first], return_index=True)
    for first, (start, end) in zip(firsts.tolist(), pairwise([*starts.tolist(), len(i)]), strict=True):
        own = slice(offsets[first], offsets[first + 1])
        for part in (by_first[begin : min(begin + _CHUNK, end)] for begin in range(start, end, _CHUNK)):
            at, pair = ranges(offsets[j[part]], counts[j[part]])
            for score, row, values in zip(scores, rows, weights, strict=True):
                row[column[own]] = values[own]
                score[part] = np.bincount(pair, values[at] * row[column[at]], len(part))
        rows[:, column[own]] = 0.0
    return scores


def title_shares(bag: Bag, i: Ints, j: Ints) -> Floats:
    """How much of the title of item i[p], by weight, the title and lead of item j[p] have, and the reverse, on average.

    *Shape:* that of `i`; NaN where neither has a title.
    """
    keys, order = bag.in_order
    pairs, here, there = find_common(keys, bag.offsets, i, j, _HALF)
    here, there = order[here], order[there]
    titles = np.where(bag.places & IN_TITLE, bag.weights, 0.0)
    whole = np.bincount(bag.owner, titles, len(bag.periods))
    sides = ((i, here, there), (j, there, here))
    total, n_titled = np.zeros(len(i)), np.zeros(len(i))
    for k, one, two in sides:
        total += np.bincount(pairs, titles[one] * (bag.places[two] & IN_LEAD), len(i)) / np.maximum(whole[k], _TINY)
        n_titled += whole[k] > 0
    shares: Floats = np.divide(total, n_titled, out=np.full(len(i), np.nan), where=n_titled > 0)
    return shares


ScoredPair = tuple[str, str, float]


def comparable(one: Item, two: Item, options: StoryOptions) -> bool:
    """Whether two articles are close enough in time and terms to be reported: what makes a pair of `candidate_pairs`
    `telling`."""
    apart = one.at - two.at if one.dated and two.dated else one.arrived - two.arrived
    if abs(apart) > timedelta(days=options.window_days):
        return False
    keys, others = (dict(zip(item.terms[: options.key_terms], item.weights, strict=False)) for item in (one, two))
    shared = [weight * others[term] for term, weight in keys.items() if term in others]
    return len(shared) >= options.shared_terms and sum(shared) >= options.key_likeness


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
