"""Captions: what is said of a picture comes with the picture, and is no reuse of an article's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from newsloom.transforms.cleaning.boilerplate import is_caption
from newsloom.transforms.text.word_hashes import Mask, Words

__all__ = ["caption_words"]


def caption_words(texts: Sequence[str], words: Words) -> Mask:
    """Whether each word stands in a caption; a text of which nothing would be left has none."""
    inside = np.zeros(len(words.hashes), dtype=bool)
    for i, text in enumerate(texts):
        if spans := set(_captions(text)):
            first, last = words.offsets[i], words.offsets[i + 1]
            words.mark(inside, i, spans)
            if inside[first:last].all():
                inside[first:last] = False
    return inside


def _captions(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines that are captions."""
    return (line.span() for line in re.finditer(r"[^\n]+", text) if is_caption(line[0].strip()))
