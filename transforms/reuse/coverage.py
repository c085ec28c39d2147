"""How much of the shorter of two texts is reused in its own words, and over how much of it that is spread.

A copy that was edited heavily still follows its source from beginning to end; two articles that share a block of
background, a tweet or a statement have that place in common and no other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from newsloom.transforms.reuse.blocking.candidates import Floats
from newsloom.transforms.reuse.matches import Matches
from newsloom.transforms.text.word_hashes import Ints, Mask, Words

_WINDOW = 40  # words, about a paragraph of news; by hand
_TOUCHED = 5  # reused words from which on a window counts; the shortest run
_USABLE = 10  # words outside quotation marks from which on a window is asked


@dataclass(frozen=True)
class Coverage:
    """Verbatim runs of five words or more outside quotation marks, one entry a pair.

    own: the share of the shorter text's words in them. spread: the share of its paragraphs that have any, those aside
    that are quotations. longest: words of the longest one. *Shape:* (pairs,).
    """

    own: Floats
    spread: Floats
    longest: Ints


def measure_coverage(words: Words, a: Ints, b: Ints, runs: Matches, quoted: Mask) -> Coverage:
    """The coverage of the shorter of texts a[p] and b[p] by their `runs`; `quoted` words do not count."""
    shorter_a = words.counts[a] <= words.counts[b]
    shorter = np.where(shorter_a, a, b)
    sizes = words.counts[shorter]
    base = np.concatenate([[0], np.cumsum(sizes)])
    starts = base[runs.pairs] + np.where(shorter_a[runs.pairs], runs.a_starts, runs.b_starts)
    depth = np.bincount(starts, minlength=base[-1] + 1) - np.bincount(starts + runs.lengths, minlength=base[-1] + 1)
    owner = np.repeat(np.arange(len(a)), sizes)
    index = np.arange(base[-1]) - base[owner]
    own_words = ~quoted[index + words.offsets[shorter][owner]]
    reused = (np.cumsum(depth)[:-1] > 0) & own_words
    own = np.bincount(owner[reused], minlength=len(a)) / np.maximum(sizes, 1)
    return Coverage(own, _spread(owner, index // _WINDOW, reused, own_words, len(a)), _longest(words, a, runs, quoted))


def _spread(owner: Ints, window: Ints, reused: Mask, own_words: Mask, n_pairs: int) -> Floats:
    first = np.ones(len(owner), dtype=bool)
    first[1:] = (owner[1:] != owner[:-1]) | (window[1:] != window[:-1])
    number = np.cumsum(first) - 1
    usable = np.bincount(number, own_words) >= _USABLE
    touched = np.bincount(number, reused) >= _TOUCHED
    pair = owner[first]
    spread: Floats = np.bincount(pair[usable & touched], minlength=n_pairs) / np.maximum(
        np.bincount(pair[usable], minlength=n_pairs), 1
    )
    return spread


def _longest(words: Words, a: Ints, runs: Matches, quoted: Mask) -> Ints:
    """Most words outside quotation marks that a run of each pair has in text a."""
    before = np.concatenate([[0], np.cumsum(~quoted)])
    starts = words.offsets[a[runs.pairs]] + runs.a_starts
    longest = np.zeros(len(a), dtype=np.int64)
    np.maximum.at(longest, runs.pairs, before[starts + runs.lengths] - before[starts])
    return longest
