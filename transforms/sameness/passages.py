"""Verbatim passages as spans of the articles, and whether they lie inside quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from transforms.sameness.words import Ints, Mask, Words

_BREAK = re.compile(r"\n+")
_OPENING = "“„«"
_CLOSING = "”»"
_MARK = re.compile(f'["{_OPENING}{_CLOSING}]')


@dataclass(frozen=True)
class PassageOptions:
    """min_words: shortest verbatim run that is a passage. per_pair: passages kept of one pair, the longest first;
    more than two live blogs have in common, so that only made-up text loses any.

    The index finds all runs of a shingle and two windows, less one, in words.
    """

    min_words: int = 20
    per_pair: int = 2000


def quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Spans between quotation marks, in order; a quotation may go on over paragraphs that each open it anew.

    A straight mark opens and closes in turn within its paragraph; single marks are not told from apostrophes and
    do not count.

    >>> quoted_ranges('He said "yes" and “no”.')
    [(8, 13), (18, 22)]
    """
    if not any(mark in text for mark in '"' + _OPENING):
        return []
    spans: list[tuple[int, int]] = []
    start = 0
    for line in _BREAK.split(text):
        at = text.index(line, start) if line else start
        spans += _quoted_in_line(line, at)
        start = at + len(line)
    return spans


def _quoted_in_line(line: str, at: int) -> list[tuple[int, int]]:
    """Quoted spans of one paragraph; one that is not closed reaches to its end."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for found in _MARK.finditer(line):
        if opened is None and found[0] not in _CLOSING:
            opened = found.start()
        elif opened is not None and found[0] not in _OPENING:
            spans.append((at + opened, at + found.end()))
            opened = None
    return spans if opened is None else [*spans, (at + opened, at + len(line))]


def quoted_words(texts: list[str], words: Words) -> Mask:
    """Whether each word lies inside quotation marks."""
    inside = np.zeros(len(words.hashes), dtype=bool)
    for i, text in enumerate(texts):
        first, last = words.offsets[i], words.offsets[i + 1]
        for start, end in quoted_ranges(text):
            low, high = np.searchsorted(words.starts[first:last], [start, end])
            inside[first + low : first + high] = True
    return inside


def share_within(mask: Mask, starts: Ints, lengths: Ints) -> np.ndarray:
    """Share of the words from flat position starts[k] on that are in the mask, over lengths[k] words."""
    sums = np.concatenate([[0], np.cumsum(mask)])
    return (sums[starts + lengths] - sums[starts]) / np.maximum(lengths, 1)
