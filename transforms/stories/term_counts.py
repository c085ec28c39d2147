"""How common terms are in the news of the time, which makes stories tell apart what the shipped background cannot.

An article is weighed by the articles of its own week, the one before and the one after: what all the news is about just
now tells no events apart. Where these are few, as in a collection of years, those of its season and the two beside it
say what the weeks cannot: a campaign goes on for months. All count as so many as are needed to outweigh the background,
however large the dataset is or has become, so that the likeness of two articles does not drift as it grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from newsloom.schemas.state.sameness import ALL_ARTICLES, TERM_COUNTS
from newsloom.transforms.reuse.blocking.candidates import among
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.stories.clusters import Item
from newsloom.transforms.stories.cosine import period_of
from newsloom.transforms.stories.vectors import Floats, Idf, VectorOptions
from newsloom.transforms.text.word_hashes import U64, Ints, Mask

_HALF, _TERM, _ALL = np.uint64(32), np.uint64(0xFFFFFFFF), np.uint64(ALL_ARTICLES)
_AROUND = (-2, 0, 2)  # periods beside one of the same kind: the weeks, or the seasons, before and after
_SEASON = 13  # weeks
_OF_SEASON = np.uint64(1 << 31)  # marks the period of a season
_TINY = 1e-9  # in place of a weight of 0, by which nothing can be divided


class _Counts:
    """In how many articles each slot occurs, each read once: the counts of new slots, and of what is asked for."""

    def __init__(self, rows: pa.Table, read: Read) -> None:
        self._slots, self._counts = rows["slot"].to_numpy(), rows["n_articles"].to_numpy()
        self._read = read

    def of(self, slots: U64) -> Ints:
        """*Shape:* that of `slots`, which are distinct and sorted."""
        missing = slots[~among(slots, self._slots)]
        if len(missing):
            counts = np.zeros(len(missing), dtype=np.int64)
            inhabited = self._inhabited(missing)
            counts[inhabited] = _stored(missing[inhabited], self._read)
            both = np.concatenate([self._slots, missing])
            order = np.argsort(both, kind="stable")  # two sorted runs, which it merges
            self._slots, self._counts = both[order], np.concatenate([self._counts, counts])[order]
        counted: Ints = self._counts[np.searchsorted(self._slots, slots)]
        return counted

    def _inhabited(self, slots: U64) -> Mask:
        """Whether earlier runs have counted articles in the period of each."""
        periods, position = np.unique(slots >> _HALF, return_inverse=True)
        articles: Mask = _stored(periods << _HALF | _ALL, self._read)[position] > 0
        return articles


@dataclass(frozen=True)
class TermCounts:
    """`rows` of TERM_COUNTS for the terms of new articles, these counted in; others are read when asked for."""

    rows: pa.Table
    counts: _Counts
    idf: Idf
    options: VectorOptions

    def weigh(self, slots: U64) -> Floats:
        """By how much terms (distinct slots of a period and a term) weigh other than by the background alone.

        *Shape:* that of `slots`.
        """
        terms = (slots & _TERM).astype(np.uint32)
        periods, position = np.unique(slots >> _HALF, return_inverse=True)
        (near, far), (n_near, n_far) = self._near_and_far(slots), self._near_and_far(periods << _HALF | _ALL)
        prior = self.options.counts_prior
        scale, rest = self.options.counted_as / (n_near + prior), prior / (n_far + self.options.season_prior)
        seen, n_seen = (near + far * rest[position]) * scale[position], ((n_near + n_far * rest) * scale)[position]
        weight, plain = self.idf.weight(terms, seen, n_seen), self.idf.weight(terms)
        factors: Floats = (weight / np.maximum(plain, _TINY)) ** self.options.rarity
        return factors

    def _near_and_far(self, slots: U64) -> tuple[Floats, Floats]:
        """In how many articles of the weeks around its own each term occurs, and in how many of the seasons besides."""
        near = self._around(slots)
        return near, self._around(_season_of(slots >> _HALF) << _HALF | slots & _TERM) - near

    def _around(self, slots: U64) -> Floats:
        """In how many articles of the periods around its own each term occurs."""
        shifted = np.concatenate([slots + np.uint64(step % (1 << 32) << 32) for step in _AROUND])
        order = np.argsort(shifted, kind="stable")  # merges the periods, each of which is in order
        is_first = np.diff(shifted[order], prepend=~shifted[order[:1]]) != 0
        distinct, position = shifted[order[is_first]], np.empty(len(order), dtype=np.int64)
        position[order] = np.cumsum(is_first) - 1
        sums: Floats = self.counts.of(distinct)[position].reshape(len(_AROUND), -1).sum(axis=0).astype(np.float64)
        return sums


def count_terms(new: Sequence[Item], read: Read, idf: Idf, options: VectorOptions) -> TermCounts:
    """The counts with those of the new articles added."""
    sizes = [len(item.terms) + 1 for item in new]
    periods = np.repeat(np.array([period_of(item) for item in new], dtype=np.uint64), sizes)
    terms = np.fromiter((term for item in new for term in (ALL_ARTICLES, *item.terms)), dtype=np.uint64)
    both = np.concatenate([periods << _HALF | terms, _season_of(periods) << _HALF | terms])
    distinct, n_new = np.unique(both, return_counts=True)
    rows = pa.table({"slot": distinct, "n_articles": n_new + _stored(distinct, read)})
    return TermCounts(TERM_COUNTS.conform(rows), _Counts(rows, read), idf, options)


def _season_of(periods: U64) -> U64:
    """The periods of the seasons that the weeks of these are in."""
    weeks, by_arrival = periods >> np.uint64(1), periods & np.uint64(1)
    return weeks // np.uint64(_SEASON) << np.uint64(1) | by_arrival | _OF_SEASON


def _stored(slots: U64, read: Read) -> Ints:
    """The number of articles of each slot by what is stored; 0 where there is none. *Shape:* that of `slots`."""
    rows = read("term_counts", "slot", pa.array(slots, pa.uint64()))
    if not rows.num_rows:
        return np.zeros(len(slots), dtype=np.int64)
    slots_there, counts = rows["slot"].to_numpy(), rows["n_articles"].to_numpy()
    order = np.argsort(slots_there, kind="stable")  # sorted runs, one a file
    position = order[np.minimum(np.searchsorted(slots_there, slots, sorter=order), len(order) - 1)]
    return np.where(slots_there[position] == slots, counts[position], 0)
