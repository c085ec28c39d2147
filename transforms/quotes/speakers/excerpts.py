"""Excerpts from another medium: what is said in them came through it ("The Courier reports:", "(via the Courier):")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.quotes.speakers.layers import is_medium_at
from newsloom.transforms.text.spans import Span, overlaps

_CREDITED = re.compile(r"(?:\((?:via|per|from)|\baccording to) (?:the |The )?([A-Z][^():,\n]{1,40}?)\)?:")
_MOST_PARAGRAPHS = 8  # that an excerpt goes on for; by hand


@dataclass(frozen=True)
class Excerpt:
    """The medium that is excerpted, where the excerpt begins, and paragraphs that it may still go on for."""

    via: Span
    start: int
    left: int = _MOST_PARAGRAPHS


def find_excerpt(view: ParagraphView) -> Excerpt | None:
    """The last excerpt that a paragraph opens with the name of a medium and a colon."""
    text, end = view.text, view.paragraph.end
    opened = [
        Excerpt(phrase.source, phrase.end + 1)
        for phrase in view.cue_phrases
        if phrase.source is not None and text.startswith(":", phrase.end) and is_medium_at(phrase.source, text)
    ]
    has_colon = text.find(":", view.paragraph.start, end) >= 0
    credited = _CREDITED.finditer(text, view.paragraph.start, end) if has_colon else ()
    opened += [Excerpt(m.span(1), m.end()) for m in credited if is_medium_at(m.span(1), text)]
    return max(opened, key=lambda excerpt: excerpt.start, default=None)


def pass_on(
    attributions: Sequence[Attribution], view: ParagraphView, excerpt: Excerpt | None
) -> tuple[list[Attribution], Excerpt | None]:
    """The attributions of a paragraph with the medium that it is an excerpt from, and the excerpt that goes on.

    It ends with a paragraph in which nobody speaks.
    """
    own = find_excerpt(view)
    if own is None and not any(a.source for a in attributions):
        return list(attributions), None
    passed = [_through(a, own or excerpt) for a in attributions]
    going = own or excerpt
    return passed, replace(going, left=going.left - 1) if going is not None and going.left > 1 else None


def _through(attribution: Attribution, excerpt: Excerpt | None) -> Attribution:
    if excerpt is None or attribution.via is not None or attribution.content[0] < excerpt.start:
        return attribution
    own = attribution.source is None or overlaps(attribution.source, excerpt.via)
    return attribution if own else replace(attribution, via=excerpt.via)
