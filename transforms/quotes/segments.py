"""A quote in segments: what stands inside quotation marks, what is paraphrase, what the editor put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from newsloom.transforms.text.quotation_marks import QuotedSpan
from newsloom.transforms.text.spans import Span, overlapping

_WORD = re.compile(r"\w+")
_EDITORIAL = re.compile(r"\[[^\[\]\n]*\]|…|\. \. \.|\.\.\.")
_GLOSS = re.compile(r"\((?:[A-Z][^()\n]{0,40}|i\.e\.[^()\n]{0,60})\)")


@dataclass(frozen=True)
class QuoteSegment:
    """One segment of a quote, its marks left out; `ordinal` counts from 0."""

    quote_id: str
    ordinal: int
    start_char: int
    end_char: int
    text: str
    quoted: bool
    editorial: bool

    def row(self) -> dict[str, Any]:
        """The row of `quote_segments`."""
        return dict(vars(self))


def quote_segments(
    text: str, quote_id: str, content: Span, quoted_spans: Sequence[QuotedSpan]
) -> Iterator[QuoteSegment]:
    """The segments of a quote in order; those without a word are left out unless they are the editor's."""
    ordinal = 0
    for low, high, quoted in _split_by_marks(*content, quoted_spans):
        for begin, finish, editorial in _split_by_editor(text, low, high) if quoted else [(low, high, False)]:
            start, end = _trim(text, begin, finish)
            if start < end and (editorial or _WORD.search(text, start, end)):
                yield QuoteSegment(quote_id, ordinal, start, end, text[start:end], quoted, editorial)
                ordinal += 1


def _split_by_marks(start: int, end: int, quoted_spans: Sequence[QuotedSpan]) -> Iterator[tuple[int, int, bool]]:
    """[start, end) parted at quotation marks: (start, end, whether inside them)."""
    position = start
    for span in overlapping(quoted_spans, start, end):
        if span.start > position:
            yield position, span.start, False
        yield max(start, span.inner_start), min(end, span.inner_end), True
        position = span.end
    if position < end:
        yield position, end, False


def _split_by_editor(text: str, low: int, high: int) -> Iterator[tuple[int, int, bool]]:
    """Inside marks, brackets, an ellipsis and a capitalised gloss in parentheses are the editor's."""
    position = low
    for begin, end in sorted({m.span() for p in (_EDITORIAL, _GLOSS) for m in p.finditer(text, low, high)}):
        if begin > position:
            yield position, begin, False
        yield begin, end, True
        position = end
    if position < high:
        yield position, high, False


def _trim(text: str, low: int, high: int) -> Span:
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high
