"""Words of many texts at once, as hashes in flat numpy arrays: what every comparison of texts is made of.

A word is a run of letters and digits; case and accents do not count, nor do quotation marks, hyphens or
apostrophes (they separate words), so the same sentence in two house styles is the same run of hashes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from newsloom.transforms.text.folding import fold_character
from newsloom.transforms.text.spans import Span

U64 = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

BASE = 0x9E3779B97F4A7C15  # odd, hence invertible modulo 2**64
INVERSE = pow(BASE, -1, 1 << 64)
_BMP = 0x10000
_CHUNK = 1 << 18  # code points hashed in one go: the arrays stay in the processor's cache


@dataclass(frozen=True)
class Words:
    """The words of several texts, one after the other.

    `hashes` (uint64) has one entry a word; `starts` and `ends` are code points in the word's own text; `numeric`
    and `capital` say whether it begins with a digit or a capital; `offsets[i]:offsets[i + 1]` are the words of
    text i.
    """

    hashes: U64
    starts: Ints
    ends: Ints
    numeric: Mask
    capital: Mask
    offsets: Ints

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def counts(self) -> Ints:
        """Words of each text."""
        return np.diff(self.offsets)

    def text_of(self) -> Ints:
        """The text that each word stands in."""
        return np.repeat(np.arange(len(self)), self.counts)

    def select(self, texts: Ints) -> tuple[Words, Ints]:
        """Some of the texts, and where their words stand among all."""
        counts = self.counts[texts]
        index, _ = ranges(self.offsets[texts], counts)
        offsets = np.concatenate([[0], np.cumsum(counts)])
        return Words(
            self.hashes[index], self.starts[index], self.ends[index], self.numeric[index], self.capital[index], offsets
        ), index

    def mark(self, mask: Mask, text: int, spans: Iterable[Span]) -> None:
        """Set a mask of all words for those of one text that begin in spans of it."""
        first, last = self.offsets[text], self.offsets[text + 1]
        for span in spans:
            low, high = np.searchsorted(self.starts[first:last], span)
            mask[first + low : first + high] = True


def hash_words(texts: Sequence[str]) -> Words:
    """The words of the texts; at some 10 MB of text a second."""
    parts = [_hash_chunk(texts[first:last]) for first, last in _chunks(texts)] or [_hash_chunk([])]
    counts = np.concatenate([part.counts for part in parts])
    return Words(
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.numeric for part in parts]),
        np.concatenate([part.capital for part in parts]),
        np.concatenate([[0], np.cumsum(counts)]),
    )


def mix(values: U64) -> U64:
    """Spread the bits of 64-bit numbers (the finaliser of SplitMix64, Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def ranges(first: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """The numbers first[k] … first[k] + counts[k] - 1 for each k, one after the other, and the k of each."""
    owner = np.repeat(np.arange(len(counts)), counts)
    begin = np.cumsum(counts) - counts
    return np.arange(len(owner)) - begin[owner] + first[owner], owner


def find_common(keys: U64, offsets: Ints, a: Ints, b: Ints, bits: np.uint64) -> tuple[Ints, Ints, Ints]:
    """What texts a[p] and b[p] have in common: for each such key the pair, and its place in the one and in the other.

    `keys`: sorted, a text's number above so many `bits` of what it has; those of text i at offsets[i]:offsets[i + 1].
    *Shape:* a and b are of one length, the three that are returned of another one.
    """
    counts = np.diff(offsets)
    swapped = counts[a] > counts[b]  # what the one with less has is looked for in the other
    few, many = np.where(swapped, b, a), np.where(swapped, a, b)
    here, pairs = ranges(offsets[few], counts[few])
    low = (np.uint64(1) << bits) - np.uint64(1)
    wanted = (keys[here] & low) | (many[pairs].astype(np.uint64) << bits)
    there = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    hit = keys[there] == wanted if len(keys) else np.zeros(0, dtype=bool)
    pairs, here, there = pairs[hit], here[hit], there[hit]
    back = swapped[pairs]
    return pairs, np.where(back, there, here), np.where(back, here, there)


def powers(base: int, count: int) -> U64:
    """base**0 … base**(count - 1) modulo 2**64."""
    factors = np.full(count, base, dtype=np.uint64)
    factors[:1] = 1
    return np.cumprod(factors, dtype=np.uint64)


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Ranges of texts of some _CHUNK code points together; a longer text is a range of its own."""
    first, size = 0, 0
    for i, text in enumerate(texts):
        if size and size + len(text) > _CHUNK:
            yield first, i
            first, size = i, 0
        size += len(text) + 1
    if size:
        yield first, len(texts)


def _hash_chunk(texts: Sequence[str]) -> Words:
    flat = np.frombuffer(("\n" + "\n".join(texts) + "\n").encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    weights = _weights().take(np.minimum(flat, _BMP))
    inside = weights != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, ends = edges[0::2], edges[1::2]
    hashes = _span_hashes(weights, starts, ends)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    bases = np.cumsum(np.concatenate([[1], lengths[:-1]])) if len(texts) else np.zeros(0, dtype=np.int64)
    offsets = np.concatenate([np.searchsorted(starts, bases), [len(starts)]])
    shift = np.repeat(bases, np.diff(offsets))
    first = flat[starts]
    numeric = (first >= ord("0")) & (first <= ord("9"))
    return Words(hashes, starts - shift, ends - shift, numeric, _capitals()[first], offsets)


def _span_hashes(weights: U64, starts: Ints, ends: Ints) -> U64:
    """One hash per span of a polynomial over the characters' weights, the same wherever the span stands."""
    forward, backward = _power_tables(max(len(weights), _CHUNK * 2))
    sums = np.cumsum(weights * forward[: len(weights)], dtype=np.uint64)
    return mix((sums[ends - 1] - sums[starts - 1]) * backward[starts])


@cache
def _weights() -> U64:
    """A random weight for every code point of the basic plane, 0 for what is no part of a word; last: the rest."""
    folded = np.zeros(_BMP + 1, dtype=np.uint64)
    for code in range(_BMP):
        character = chr(code)
        if character.isalnum() or unicodedata.category(character) == "Mn":
            folded[code] = ord(fold_character(character))
    return np.where(folded != 0, mix(folded + np.uint64(BASE)) | np.uint64(1), np.uint64(0))


@cache
def _capitals() -> Mask:
    """Which code points of the basic plane are capital letters."""
    return np.fromiter((chr(code).isupper() for code in range(_BMP + 1)), dtype=bool)


def _power_tables(count: int) -> tuple[U64, U64]:
    """Powers of the base and of its inverse; a very long text gets tables of its own, which are not kept."""
    if count > _CHUNK * 2:
        return powers(BASE, count), powers(INVERSE, count)
    return _kept_power_tables(count)


@cache
def _kept_power_tables(count: int) -> tuple[U64, U64]:
    return powers(BASE, count), powers(INVERSE, count)
