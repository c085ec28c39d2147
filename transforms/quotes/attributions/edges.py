"""The end of a content moved: on to a place, where nothing else of the attribution stands before it, or back."""

from __future__ import annotations

from dataclasses import replace

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.paragraph_view import ParagraphView


def ending_at(attribution: Attribution, end: int) -> Attribution:
    """The attribution with a content that goes on to `end`, where neither its cue nor its source stands before that."""
    start, last = attribution.content
    beside = [span for span in (attribution.cue, attribution.source) if span is not None]
    is_free = all(span[1] <= last or span[0] >= end for span in beside)
    return replace(attribution, content=(start, end)) if is_free else attribution


def ending_before(attribution: Attribution, position: int, view: ParagraphView, edge: str) -> Attribution:
    """The attribution with its content ended before a place, and before the characters of `edge` that stand there."""
    start = attribution.content[0]
    end = start + len(view.text[start:position].rstrip(edge))
    return replace(attribution, content=(start, end)) if end > start else attribution
