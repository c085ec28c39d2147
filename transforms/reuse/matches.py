"""Verbatim runs of words that two texts share, found for many pairs of texts at once.

Every shared shingle is an anchor; from the first anchor of each stretch the run is extended both ways to its full
length by bisection on prefix hashes, so the cost does not depend on how long the runs are.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

from newsloom.transforms.reuse.blocking.fingerprints import HASH_BITS, shingles, text_hash_keys
from newsloom.transforms.text.word_hashes import BASE, INVERSE, U64, Ints, Mask, Words, find_common, powers, ranges


@dataclass(frozen=True)
class Matches:
    """Run k: `lengths[k]` words from word `a_starts[k]` of text a and `b_starts[k]` of text b of pair `pairs[k]`."""

    pairs: Ints
    a_starts: Ints
    b_starts: Ints
    lengths: Ints

    def select(self, mask: Mask | Ints) -> Matches:
        """Some of the runs."""
        return Matches(self.pairs[mask], self.a_starts[mask], self.b_starts[mask], self.lengths[mask])

    def of_pairs(self, mask: Mask) -> Matches:
        """The runs of some pairs, numbered anew."""
        runs = self.select(mask[self.pairs])
        return replace(runs, pairs=(np.cumsum(mask) - 1)[runs.pairs])

    def joined(self, other: Matches) -> Matches:
        """These runs and others, in the order of their pairs and places."""
        both = [np.concatenate([getattr(self, f.name), getattr(other, f.name)]) for f in fields(self)]
        return Matches(*both).select(np.lexsort(both[2::-1]))


@dataclass(frozen=True)
class Index:
    """The words of all texts by the shingle that begins there.

    `keys`: distinct shingles, sorted, those of text i at offsets[i]:offsets[i + 1]. `order`: flat positions of words,
    those with shingle k at starts[k]:starts[k + 1]; the first of these is first[k]. `repeats`: whether a text has a
    shingle more than once.
    """

    keys: U64
    offsets: Ints
    order: Ints
    starts: Ints
    first: Ints
    repeats: Mask


@dataclass(frozen=True)
class Texts:
    """Words of the texts that are compared, with what lookups need, made once each."""

    words: Words
    shingle: int = 5

    @cached_property
    def keys(self) -> U64:
        """Per word: number of its text and hash of the shingle that begins there; all ones where none does."""
        hashes, whole = shingles(self.words, self.shingle)
        return np.where(whole, text_hash_keys(self.words.text_of(), hashes), ~np.uint64(0))

    @cached_property
    def index(self) -> Index:
        """Where each shingle stands."""
        order = np.argsort(self.keys)
        keys = self.keys[order]
        fresh = np.ones(len(keys), dtype=bool)
        fresh[1:] = keys[1:] != keys[:-1]
        distinct, starts = keys[fresh], np.flatnonzero(fresh)
        repeated = (keys[~fresh] >> HASH_BITS).astype(np.int64)
        return Index(
            distinct,
            np.searchsorted(distinct, np.arange(len(self.words) + 1, dtype=np.uint64) << HASH_BITS),
            order,
            np.concatenate([starts, [len(keys)]]),
            np.minimum.reduceat(order, starts) if len(starts) else order,
            np.bincount(repeated[repeated < len(self.words)], minlength=len(self.words)) > 0,
        )

    @cached_property
    def prefix(self) -> tuple[U64, U64]:
        """Running sums of a polynomial over all words, and what shifts the hash of a range to its start."""
        n = len(self.words.hashes)
        sums = np.cumsum(self.words.hashes * powers(BASE, n), dtype=np.uint64)
        return np.concatenate([np.zeros(1, dtype=np.uint64), sums]), powers(INVERSE, n + 1)

    def same(self, a: Ints, b: Ints, length: Ints) -> Mask:
        """Whether the `length` words from flat positions a and b on are the same."""
        sums, shift = self.prefix
        same: Mask = (sums[a + length] - sums[a]) * shift[a] == (sums[b + length] - sums[b]) * shift[b]
        return same


def find_matches(texts: Texts, a: Ints, b: Ints) -> Matches:
    """All maximal verbatim runs of at least a shingle between texts a[p] and b[p] of each pair p.

    Where a run occurs several times on one side, each occurrence is paired with the first on the other side.
    From a's side all runs are found but those that lie in b more than once.
    """
    pairs, one, other = find_common(texts.index.keys, texts.index.offsets, a, b, HASH_BITS)
    again = texts.index.repeats[b][pairs]
    there = _one_way(texts, a, b, (pairs, one, other))
    back = _one_way(texts, b, a, (pairs[again], other[again], one[again]))
    runs = np.stack(
        [
            np.concatenate([there.pairs, back.pairs]),
            np.concatenate([there.a_starts, back.b_starts]),
            np.concatenate([there.b_starts, back.a_starts]),
            np.concatenate([there.lengths, back.lengths]),
        ]
    )
    order = np.lexsort(runs[::-1])
    runs = runs[:, order]
    fresh = np.ones(runs.shape[1], dtype=bool)
    fresh[1:] = (runs[:, 1:] != runs[:, :-1]).any(axis=0)
    return Matches(*runs[:, fresh])


def _one_way(texts: Texts, a: Ints, b: Ints, common: tuple[Ints, Ints, Ints]) -> Matches:
    """Runs that cover every word of the a-texts that lies in one; see `find_matches`.

    `common`: pairs, and the shingles of a and of b that are the same.
    """
    offsets, index = texts.words.offsets, texts.index
    pairs, one, other = common
    place, which = ranges(index.starts[one], np.diff(index.starts)[one])
    here, there, pair = index.order[place], index.first[other][which], pairs[which]
    in_order = np.lexsort((here, pair))
    here, there, pair = here[in_order], there[in_order], pair[in_order]
    start = np.ones(len(here), dtype=bool)
    start[1:] = (pair[1:] != pair[:-1]) | (here[1:] != here[:-1] + 1) | (there[1:] != there[:-1] + 1)
    here, there, pair = here[start], there[start], pair[start]
    before = _extent(texts, here, there, np.minimum(here - offsets[a[pair]], there - offsets[b[pair]]), -1)
    room = np.minimum(offsets[a[pair] + 1] - here, offsets[b[pair] + 1] - there)
    length = before + _extent(texts, here, there, room, 1)
    here, there = here - before, there - before
    return _uncovered(Matches(pair, here - offsets[a[pair]], there - offsets[b[pair]], length))


def _extent(texts: Texts, a: Ints, b: Ints, room: Ints, direction: int) -> Ints:
    """How many words on (1) or back (-1) from flat positions a and b are the same, at most `room`; bisection."""
    low, high = np.zeros(len(a), dtype=np.int64), room.copy()
    while (low < high).any():
        middle = (low + high + 1) // 2
        back = middle if direction < 0 else 0
        same = texts.same(a - back, b - back, middle)
        low, high = np.where(same, middle, low), np.where(same, high, middle - 1)
    return low


def _uncovered(runs: Matches) -> Matches:
    """Without the runs that lie inside another one on a's side."""
    order = np.lexsort((-runs.lengths, runs.a_starts, runs.pairs))
    runs = runs.select(order)
    wide = int((runs.a_starts + runs.lengths).max(initial=0)) + 1
    ends = runs.pairs * wide + runs.a_starts + runs.lengths
    before = np.concatenate([[-1], np.maximum.accumulate(ends)[:-1]])
    return runs.select(ends > before)
