"""What an article must hold at least to be one, and at most, so that reading it takes bounded time and memory.

The most is counted in what the passes work through: annotation takes its time by words and marks, not by characters,
and every paragraph has a document of its own.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Protocol

_WORD = re.compile(r"\w+")
_UNIT = re.compile(r"\w{1,8}|[^\w\s]")  # long words are several to the network


class Limits(Protocol):
    """The options that say how much an article must and may hold."""

    @property
    def min_words(self) -> int:
        """Words, without marks."""

    @property
    def max_words(self) -> int:
        """Words and marks; a word of more than eight letters counts as several."""

    @property
    def max_paragraphs(self) -> int:
        """Paragraphs and headings."""


def under_limit(text: str, limits: Limits) -> str | None:
    """How many words a text has and must have; None where it is not too short."""
    n_words = sum(1 for _ in islice(_WORD.finditer(text), limits.min_words))
    if n_words >= limits.min_words:
        return None
    return f"{n_words} word{'s' if n_words != 1 else ''}; min_words is {limits.min_words}"


def over_limit(text: str, limits: Limits) -> str | None:
    """The pass for which a text is too large, how much it has and how much it may have; None where it is not."""
    if len(text) <= min(limits.max_words, limits.max_paragraphs):
        return None
    n_words = sum(1 for _ in _UNIT.finditer(text))
    if n_words > limits.max_words:
        return f"annotation: {n_words:,} words and marks; more than max_words = {limits.max_words:,}"
    n_paragraphs = sum(1 for line in text.splitlines() if line.strip())
    if n_paragraphs > limits.max_paragraphs:
        return f"annotation: {n_paragraphs:,} paragraphs; more than max_paragraphs = {limits.max_paragraphs:,}"
    return None
