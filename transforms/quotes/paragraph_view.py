"""One paragraph as the rules of attribution look at it: its words, its cue phrases, its quoted spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from newsloom.transforms.annotation.parsed import Paragraph
from newsloom.transforms.cleaning.datelines import find_dateline
from newsloom.transforms.quotes.attributions.cue_phrases import CuePhrase, find_cue_phrases
from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.noun_phrases import Word, phrase_after, phrase_before, read_words
from newsloom.transforms.text.quotation_marks import QuotedSpan, trimmed
from newsloom.transforms.text.spans import Span, is_within_one

_NEAREST = 16
"""Cue phrases before and after a quote that can be its own; nearly always it is the first. By hand."""
_BEFORE_CUE = ",?!"
"""What stands before the cue where a closing mark was lost."""


@dataclass(frozen=True)
class ParagraphView:
    """A paragraph with its words, its cue phrases outside quotation marks and the quoted spans that begin in it.

    `turns` are the labels that open the turns of a transcript in this article.
    """

    paragraph: Paragraph
    text: str
    words: Sequence[Word]
    cue_phrases: Sequence[CuePhrase]
    quoted_spans: Sequence[QuotedSpan]
    turns: frozenset[str] = frozenset()

    @cached_property
    def first(self) -> int:
        """Where its sentences begin: behind a dateline."""
        dateline = find_dateline(self.text[self.paragraph.start : self.paragraph.end])
        return self.paragraph.start + (dateline.end if dateline else 0)

    @cached_property
    def starts(self) -> list[int]:
        """Where the words start."""
        return [word.start for word in self.words]

    @cached_property
    def cue_starts(self) -> list[int]:
        """Where the cues start."""
        return [cue_phrase.cue[0] for cue_phrase in self.cue_phrases]

    @cached_property
    def contents(self) -> dict[Span, Any]:
        """What was read of contents: many rules ask for the same one."""
        return {}

    @cached_property
    def small(self) -> str:
        """The paragraph in small letters, each in its place."""
        text = self.text[self.paragraph.start : self.paragraph.end]
        small = text.lower()
        return small if len(small) == len(text) else "".join(letter.lower()[:1] for letter in text)

    @cached_property
    def clause_ends(self) -> list[int]:
        """For each word the last one before a mark or the end of its sentence."""
        last = list(range(len(self.words)))
        for index in range(len(self.words) - 2, -1, -1):
            following = self.words[index + 1]
            if following.sentence == self.words[index].sentence and following.pos != "PUNCT":
                last[index] = last[index + 1]
        return last

    def nearest_cue_phrases(self, start: int, end: int) -> Sequence[CuePhrase]:
        """The cue phrases before and after a span that could be of it."""
        before, after = bisect_left(self.cue_starts, start), bisect_left(self.cue_starts, end)
        return [*self.cue_phrases[max(0, before - _NEAREST) : before], *self.cue_phrases[after : after + _NEAREST]]


def view_paragraph(
    paragraph: Paragraph,
    text: str,
    quoted_spans: Sequence[QuotedSpan],
    cues: CueLexicon,
    turns: frozenset[str] = frozenset(),
) -> ParagraphView:
    """The paragraph's words and cue phrases; cues inside marks belong to the quoted speaker and are left out."""
    words = read_words(paragraph)
    cue_phrases = find_cue_phrases(words, cues)
    quoted_spans = [_end_before_cue(span, cue_phrases, text) for span in quoted_spans]
    outside = [phrase for phrase in cue_phrases if not is_within_one(quoted_spans, *phrase.cue)]
    return ParagraphView(paragraph, text, words, outside, quoted_spans, turns)


def _end_before_cue(span: QuotedSpan, cue_phrases: Iterable[CuePhrase], text: str) -> QuotedSpan:
    """A span whose closing mark was lost ends before the cue that follows it: "“We won, said Lee."."""
    if span.closed or span.continues:
        return span
    for cue_phrase in cue_phrases:
        if span.inner_start < cue_phrase.start <= span.end:
            end = trimmed(text, span.start, cue_phrase.start)
            if text[end - 1] in _BEFORE_CUE:
                return replace(span, end=end, inner_end=end)
    return span


def phrase_at(view: ParagraphView, position: int) -> Sequence[Word]:
    """The words of the noun phrase that starts at a place of the text; none where none does."""
    index = bisect_left(view.starts, position)
    bounds = phrase_after(view.words, index) if index < len(view.words) else None
    return view.words[slice(*bounds)] if bounds else ()


def phrase_to(view: ParagraphView, position: int) -> Sequence[Word]:
    """The words of the noun phrase that ends before a place of the text; none where none does."""
    index = bisect_left(view.starts, position)
    bounds = phrase_before(view.words, index) if 0 < index < len(view.words) else None
    return view.words[slice(*bounds)] if bounds else ()
