"""Verbatim passages as spans of the articles, and whether they lie inside quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.sameness.words import Ints, Mask, Words
from transforms.speech.marks import find_marked


@dataclass(frozen=True)
class PassageOptions:
    """min_words: shortest verbatim run that is a passage. per_pair: passages kept of one pair, the longest first;
    more than two live blogs have in common, so that only made-up text loses any.

    The index finds all runs of a shingle and two windows, less one, in words.
    """

    min_words: int = 20
    per_pair: int = 2000


def quoted_words(texts: list[str], words: Words) -> Mask:
    """Whether each word lies inside quotation marks."""
    inside = np.zeros(len(words.hashes), dtype=bool)
    for i, text in enumerate(texts):
        first, last = words.offsets[i], words.offsets[i + 1]
        for run in find_marked(text):
            low, high = np.searchsorted(words.starts[first:last], [run.start, run.end])
            inside[first + low : first + high] = True
    return inside


def share_within(mask: Mask, starts: Ints, lengths: Ints) -> np.ndarray:
    """Share of the words from flat position starts[k] on that are in the mask, over lengths[k] words."""
    sums = np.concatenate([[0], np.cumsum(mask)])
    return (sums[starts + lengths] - sums[starts]) / np.maximum(lengths, 1)
