"""A quote in pieces: what stands inside quotation marks, what is paraphrase, what the editor put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newsloom.transforms.quotes.phrases import Span
from newsloom.transforms.quotes.spans import overlapping
from newsloom.transforms.text.quotation_marks import Marked

_WORD = re.compile(r"\w+")
_EDITORIAL = re.compile(r"\[[^\[\]\n]*\]|…|\. \. \.|\.\.\.")
_GLOSS = re.compile(r"\((?:[A-Z][^()\n]{0,40}|i\.e\.[^()\n]{0,60})\)")


def quote_segments(text: str, quote: Mapping[str, Any], marked: Sequence[Marked]) -> Iterator[dict[str, Any]]:
    """The quote in pieces: inside marks, outside marks, and what the editor put in; marks themselves left out."""
    start, end = quote["start_char"], quote["end_char"]
    pieces = [p for low, high, quoted in _by_marks(start, end, marked) for p in _by_editor(text, low, high, quoted)]
    trimmed = [(*_trim(text, low, high), quoted, editorial) for low, high, quoted, editorial in pieces]
    kept = [piece for piece in trimmed if piece[0] < piece[1] and (piece[3] or _WORD.search(text, piece[0], piece[1]))]
    for ordinal, (low, high, quoted, editorial) in enumerate(kept):
        yield {
            "quote_id": quote["quote_id"],
            "ordinal": ordinal,
            "start_char": low,
            "end_char": high,
            "text": text[low:high],
            "quoted": quoted,
            "editorial": editorial,
        }


def _by_marks(start: int, end: int, marked: Sequence[Marked]) -> Iterator[tuple[int, int, bool]]:
    position = start
    for run in overlapping(marked, start, end):
        if run.start > position:
            yield position, run.start, False
        yield max(start, run.inner_start), min(end, run.inner_end), True
        position = run.end
    if position < end:
        yield position, end, False


def _by_editor(text: str, low: int, high: int, quoted: bool) -> Iterator[tuple[int, int, bool, bool]]:
    """Inside marks, brackets, an ellipsis and a capitalised gloss in parentheses are the editor's."""
    position = low
    found = sorted({m.span() for p in (_EDITORIAL, _GLOSS) for m in p.finditer(text, low, high)}) if quoted else []
    for begin, finish in found:
        if begin > position:
            yield position, begin, quoted, False
        yield begin, finish, quoted, True
        position = finish
    if position < high:
        yield position, high, quoted, False


def _trim(text: str, low: int, high: int) -> Span:
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high
