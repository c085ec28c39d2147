"""What an article may hold at most, so that reading one takes bounded time and memory, whatever its characters are.

Counted in what the passes work through: annotation takes its time by words and marks, not by characters, and every
paragraph has a document of its own.
"""

from __future__ import annotations

import re
from typing import Protocol

_UNIT = re.compile(r"\w{1,8}|[^\w\s]")  # long words are several to the network


class Limits(Protocol):
    """The options that say how much an article may hold."""

    @property
    def max_words(self) -> int:
        """Words and marks; a word of more than eight letters counts as several."""

    @property
    def max_paragraphs(self) -> int:
        """Paragraphs and headings."""


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
