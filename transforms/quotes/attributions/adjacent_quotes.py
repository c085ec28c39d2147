"""Quotations that stand side by side without a word between them, as films and dialogues are written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.text.quotation_marks import QuotedSpan
from newsloom.transforms.text.sentences import ends_sentence
from newsloom.transforms.text.spans import Span, is_within_one, overlapping

_DASHES = ("—", "–", "--")
"""At the end of a quotation: somebody else took the word."""


def part_adjacent(attribution: Attribution, view: ParagraphView) -> Iterator[Attribution]:
    """The attribution, or one for each of the finished quotations side by side in it: "“Who?” “The mayor.”".

    The one beside the cue keeps cue and source; who says the others is not told.
    """
    start, end = attribution.content
    if len(overlapping(view.quoted_spans, start, end)) < 2:
        yield attribution
        return
    spans = list(overlapping(view.quoted_spans, start, end))
    breaks = [(one.end, other.start) for one, other in pairwise(spans) if _are_apart(one, other, view.text)]
    edges = [start, *(edge for gap in breaks for edge in gap), end]
    parts = list(zip(edges[::2], edges[1::2], strict=True))
    inside = attribution.source is not None and is_within_one(view.quoted_spans, *attribution.source)
    if len(parts) > 1 and inside:
        attribution = replace(attribution, cue=None, source=None, via=None, link_score=0.0)
    beside = attribution.cue or attribution.source
    for part in parts:
        if beside is None or part == _nearest(beside, parts):
            yield replace(attribution, content=part)
        else:
            yield replace(attribution, content=part, cue=None, source=None, via=None, link_score=0.0)


def _are_apart(one: QuotedSpan, other: QuotedSpan, text: str) -> bool:
    """Whether a quotation is finished where the next one opens."""
    inner = text[one.inner_start : one.inner_end]
    is_finished = ends_sentence(inner) or inner.endswith(_DASHES)
    return is_finished and one.closed and not one.single and text[one.end : other.start].isspace()


def _nearest(beside: Span, parts: list[Span]) -> Span:
    return min(parts, key=lambda part: max(part[0] - beside[1], beside[0] - part[1]))
