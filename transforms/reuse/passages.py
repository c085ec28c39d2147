"""Verbatim passages as spans of the articles, and whether they lie inside quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.reuse.blocking.candidates import Floats
from newsloom.transforms.reuse.matches import Matches
from newsloom.transforms.text.word_hashes import Ints, Mask, Words


# By hand; agreement with spliced passages is measured: python -m benchmarks.reuse.copies (docs/decisions/0030).
@dataclass(frozen=True)
class PassageOptions:
    """min_words: shortest verbatim run that is a passage. per_pair: passages kept of one pair, the longest first;
    more than two live blogs have in common, so that only made-up text loses any. places: of one passage of a text,
    so many of the places where the other text has it. days_apart: what comes back in the same outlet after so many
    days, outside of quotation marks and not as a copy, is no reuse: a note on the author, a column's last lines.

    The index finds all runs of a shingle and two windows, less one, in words.
    """

    min_words: int = 20
    per_pair: int = 2000
    places: int = 20
    days_apart: int = 30


def quoted_words(articles: Sequence[Article], words: Words, numbers: Iterable[int]) -> Mask:
    """Whether each word of some of the articles, by number, lies inside quotation marks."""
    inside = np.zeros(len(words.hashes), dtype=bool)
    for i in numbers:
        words.mark(inside, i, articles[i].quoted_spans)
    return inside


def share_within(mask: Mask, starts: Ints, lengths: Ints) -> Floats:
    """Share of the words from flat position starts[k] on that are in the mask, over lengths[k] words."""
    sums = np.concatenate([[0], np.cumsum(mask)])
    shares: Floats = (sums[starts + lengths] - sums[starts]) / np.maximum(lengths, 1)
    return shares


def select_passages(runs: Matches, options: PassageOptions) -> Matches:
    """The runs that are passages, order kept: long enough, at few enough places, the longest ones of each pair."""
    runs = runs.select(runs.lengths >= options.min_words)
    for here, there in (("a_starts", "b_starts"), ("b_starts", "a_starts")):
        keys = (getattr(runs, there), runs.lengths, getattr(runs, here), runs.pairs)
        runs = runs.select(_rank(keys, 3) < options.places)
    return runs.select(_rank((runs.b_starts, runs.a_starts, -runs.lengths, runs.pairs), 1) < options.per_pair)


def _rank(keys: tuple[Ints, ...], grouped: int) -> Ints:
    """Place of each entry among those with the same last `grouped` keys, in the order of all (the last one first)."""
    order = np.lexsort(keys)
    fresh = np.zeros(len(order), dtype=bool)
    fresh[:1] = True
    for key in keys[-grouped:]:
        fresh[1:] |= key[order][1:] != key[order][:-1]
    first = np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - first
    return rank
