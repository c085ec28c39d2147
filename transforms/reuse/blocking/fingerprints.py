"""Fingerprints of texts by winnowing: few of a text's shingles, chosen so that shared passages share some.

Of every `window` consecutive shingles the one with the smallest hash is kept (Schleimer, Wilkerson, Aiken 2003).
Two texts with a verbatim run of `shingle` + `window` - 1 words therefore share a fingerprint, always, and two with a
run of `shingle` + 2 * `window` - 1: where both windows of it keep the same repeated words, those count twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from newsloom.transforms.text.ids import FREE_BITS
from newsloom.transforms.text.word_hashes import BASE, U64, Ints, Mask, Words, mix, powers, ranges

_KEPT = np.uint64(2**64 - 2**FREE_BITS)
_LAST = np.uint64(0xFFFFFFFFFFFFFFFF)
HASH_BITS = np.uint64(40)  # of a hash beside the number of its text, in one key


# By hand, on what winnowing promises (see above); the recall of candidates is measured in docs/decisions/0030.
@dataclass(frozen=True)
class SketchOptions:
    """How texts are fingerprinted. Changing any makes stored fingerprints useless: rebuild the dataset.

    shingle: words per shingle.
    window: shingles of which one is kept; shingle + window - 1 words is the shortest run surely found, and one of
        shingle + 2 * window - 1 words shares two fingerprints.
    short: words of a text of which all shingles are kept.
    """

    shingle: int = 5
    window: int = 8
    short: int = 50


@dataclass(frozen=True)
class Fingerprints:
    """`hashes[k]` is a fingerprint of text `texts[k]`; each pair once, sorted by text and hash."""

    hashes: U64
    texts: Ints

    def select(self, texts: Ints) -> Fingerprints:
        """The fingerprints of some of the texts, numbered in the order given."""
        first = np.searchsorted(self.texts, texts)
        counts = np.searchsorted(self.texts, texts, side="right") - first
        position, number = ranges(first, counts)
        return Fingerprints(self.hashes[position], number)


NO_FINGERPRINTS = Fingerprints(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64))


def shingles(words: Words, size: int) -> tuple[U64, Mask]:
    """Hash of the `size` words from each word on, and whether they all stand in the same text.

    Both arrays are as long as `words.hashes`; where the run would leave the text the hash means nothing.
    """
    n = len(words.hashes)
    owner = words.text_of()
    whole = np.zeros(n, dtype=bool)
    if n < size:
        return np.zeros(n, dtype=np.uint64), whole
    whole[: n - size + 1] = owner[: n - size + 1] == owner[size - 1 :]
    factors = powers(BASE, size)
    total = np.zeros(n, dtype=np.uint64)
    for i, factor in enumerate(factors):
        total[: n - i] += words.hashes[i:] * factor
    return mix(total) & _KEPT, whole


def text_keys(words: Words) -> U64:
    """One hash per text over all of its words: equal keys are equal texts but for case, marks and blanks.

    0 stands for a text without words, which equals nothing.
    """
    n = len(words.hashes)
    position = np.arange(n) - np.repeat(words.offsets[:-1], words.counts)
    terms = words.hashes * powers(BASE, int(words.counts.max(initial=0)) + 1)[position]
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(terms, dtype=np.uint64)])
    keys = mix(sums[words.offsets[1:]] - sums[words.offsets[:-1]] + words.counts.astype(np.uint64))
    return np.where(words.counts > 0, keys | np.uint64(1), np.uint64(0))


def sketch(
    words: Words, options: SketchOptions | None = None, shingled: tuple[U64, Mask] | None = None
) -> Fingerprints:
    """The fingerprints of each text: none if it is shorter than a shingle, all shingles if it is a short one.

    `shingled`: what `shingles` gives, where it is known already.
    """
    options = options or SketchOptions()
    hashes, whole = shingled or shingles(words, options.shingle)
    hashes = np.where(whole, hashes, _LAST)
    owner = words.text_of()
    least = sliding_minimum(hashes, options.window)
    full = np.zeros(len(hashes), dtype=bool)  # windows that lie in one text
    reach = options.window + options.shingle - 1
    if len(hashes) >= reach:
        full[: len(hashes) - reach + 1] = owner[: len(hashes) - reach + 1] == owner[reach - 1 :]
    changes = np.concatenate([[True], (least[1:] != least[:-1]) | (owner[1:] != owner[:-1])])[: len(full)]
    chosen = full & changes
    every = whole & is_short(words, options)[owner]
    twice = _repeated(least, full, owner, options.window)
    return unique_rows(
        np.concatenate([least[chosen], hashes[every], mix(least[twice]) & _KEPT]),
        np.concatenate([owner[chosen], owner[every], owner[twice]]),
    )


def _repeated(least: U64, full: Mask, owner: Ints, window: int) -> Ints:
    """Places of windows that keep the same shingle as the next one that has no place in common with them."""
    same = full[window:] & (least[window:] == least[:-window]) & (owner[window:] == owner[:-window])
    return np.flatnonzero(same)


def is_short(words: Words, options: SketchOptions) -> Mask:
    """Whether each text is so short that all of its shingles are fingerprints."""
    return words.counts <= options.short


def sliding_minimum(values: U64, width: int) -> U64:
    """Minimum of the `width` values from each place on, in log2(width) passes; fewer at the end."""
    least, covered = values.copy(), 1
    while covered < min(width, len(values)):
        step = min(covered, width - covered)
        least[: len(least) - step] = np.minimum(least[: len(least) - step], least[step:])
        covered += step
    return least


def text_hash_keys(texts: Ints, hashes: U64) -> U64:
    """Number of the text and the upper bits of the hash in one number; sorted where both are."""
    return (texts.astype(np.uint64) << HASH_BITS) | (hashes >> (np.uint64(64) - HASH_BITS))


def unique_rows(hashes: U64, texts: Ints) -> Fingerprints:
    """Each (text, hash) once."""
    # one sort by text and 40 bits of the hash, which hardly ever tie: three times faster than lexsort
    order = np.argsort(text_hash_keys(texts, hashes))
    hashes, texts = hashes[order], texts[order]
    fresh = np.ones(len(hashes), dtype=bool)
    fresh[1:] = (hashes[1:] != hashes[:-1]) | (texts[1:] != texts[:-1])
    return Fingerprints(hashes[fresh], texts[fresh])
