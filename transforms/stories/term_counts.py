"""How common terms are in the news of the time, which makes stories tell apart what the shipped background cannot.

An article is weighed by the articles of its own week, the one before and the one after: what all the news is about just
now tells no events apart. They count as so many as are needed to outweigh the background, however large the dataset is
or has become, so that the likeness of two articles does not drift as it grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from newsloom.schemas.state.sameness import ALL_ARTICLES, TERM_COUNTS
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.stories.clusters import Item
from newsloom.transforms.stories.cosine import period_of
from newsloom.transforms.stories.vectors import Floats, Idf, VectorOptions
from newsloom.transforms.text.word_hashes import U64

_HALF, _TERM = np.uint64(32), np.uint64(0xFFFFFFFF)
_AROUND = (-2, 0, 2)  # periods beside one of the same kind: the weeks before and after
_TINY = 1e-9  # in place of a weight of 0, by which nothing can be divided


@dataclass(frozen=True)
class TermCounts:
    """`rows` of TERM_COUNTS for the terms of new articles, these counted in; others are read when asked for."""

    rows: pa.Table
    read: Read
    idf: Idf
    options: VectorOptions

    def weigh(self, slots: U64) -> Floats:
        """By how much terms (distinct slots of a period and a term) weigh other than by the background alone.

        *Shape:* that of `slots`.
        """
        terms, periods = slots & _TERM, np.unique(slots >> _HALF)
        n_articles = self._around(periods << _HALF | np.uint64(ALL_ARTICLES))
        scale = self.options.counted_as / (n_articles + self.options.counts_prior)
        position = np.searchsorted(periods, slots >> _HALF)
        seen, n_seen = self._around(slots) * scale[position], (n_articles * scale)[position]
        plain = self.idf.weight(terms.astype(np.uint32))
        weight = self.idf.weight(terms.astype(np.uint32), seen, n_seen)
        factors: Floats = (weight / np.maximum(plain, _TINY)) ** self.options.rarity
        return factors

    def _around(self, slots: U64) -> Floats:
        """In how many articles of the periods around its own each term occurs."""
        shifted = np.concatenate([slots + np.uint64(step % (1 << 32) << 32) for step in _AROUND])
        distinct, position = np.unique(shifted, return_inverse=True)
        counts = np.maximum(_stored(distinct, self.read), _counts_in(distinct, self.rows))
        sums: Floats = counts[position].reshape(len(_AROUND), -1).sum(axis=0).astype(np.float64)
        return sums


def count_terms(new: Sequence[Item], read: Read, idf: Idf, options: VectorOptions) -> TermCounts:
    """The counts with those of the new articles added."""
    sizes = [len(item.terms) + 1 for item in new]
    periods = np.repeat(np.array([period_of(item) for item in new], dtype=np.uint64), sizes)
    terms = np.fromiter((term for item in new for term in (ALL_ARTICLES, *item.terms)), dtype=np.uint64)
    distinct, n_new = np.unique(periods << _HALF | terms, return_counts=True)
    rows = pa.table({"slot": distinct, "n_articles": n_new + _stored(distinct, read)})
    return TermCounts(TERM_COUNTS.conform(rows), read, idf, options)


def _stored(slots: U64, read: Read) -> np.ndarray:
    return _counts_in(slots, read("term_counts", "slot", pa.array(slots, pa.uint64())))


def _counts_in(slots: U64, rows: pa.Table) -> np.ndarray:
    """The number of articles by the rows; 0 where there is none."""
    if not rows.num_rows:
        return np.zeros(len(slots), dtype=np.int64)
    slots_there, counts = rows["slot"].to_numpy(), rows["n_articles"].to_numpy()
    order = np.argsort(slots_there)
    position = order[np.minimum(np.searchsorted(slots_there, slots, sorter=order), len(order) - 1)]
    return np.where(slots_there[position] == slots, counts[position], 0)
