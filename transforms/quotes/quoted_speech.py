"""Whether a quoted span is something said, or a scare quote, a term, the title of a work."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.quotes.speakers.links import attachment
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import QuotedSpan, count_words
from newsloom.transforms.text.sentences import ends_sentence
from newsloom.transforms.text.spans import Span, overlapping

_TITLE_CUES = lexicon_words("cue_works")
_LETTERS = re.compile(r"[^\W\d_][\w’'-]*")
_WORD = re.compile(r"\w+(?:[’'](?=\w)\w+)*")
_LOWER_WORD = re.compile(r"[\w-]+")
MIN_FREE_WORDS = 4
"""Shorter quoted spans that no cue introduces are scare quotes or titles.

By hand; a count on PolNeAR that was not kept gave 31 % of these among shorter spans and 2.5 % among longer ones.
"""
_MAX_TITLE = 8
"""Words that a title without a cue has at most, by hand."""
_MAX_SMALL = 4
"""Letters of the longest word that a title writes small ("with"), by hand."""
_LOOK_BACK, _CUE_WORDS = 40, 3
"""Code points, and words among them, before a mark in which a title may be announced, by hand."""


def is_speech(span: QuotedSpan, view: ParagraphView) -> bool:
    """Whether a quoted span is something said: long enough or introduced by a cue, and not the title of a work."""
    n_words = count_words(view.text[span.inner_start : span.inner_end])
    if n_words == 0 or is_title_of_work(span, view.text):
        return False
    return n_words >= MIN_FREE_WORDS or _is_introduced(span, view)


def _is_introduced(span: QuotedSpan, view: ParagraphView) -> bool:
    candidates = view.nearest_cue_phrases(span.start, span.end)
    return any(attachment(span.start, span.end, phrase, view.text) in ("after", "before") for phrase in candidates)


def is_title_of_work(span: QuotedSpan, text: str) -> bool:
    """A capitalised span without a stop inside it: the name of a book, film, programme or song."""
    inner = text[span.inner_start : span.inner_end]
    words = _LETTERS.findall(inner)
    capitalised = sum(word[0].isupper() for word in words)
    announced = _is_announced(span, text)
    on_own_line = text[span.start - 1 : span.start] == "\n" == text[span.end : span.end + 1]
    if ends_sentence(inner) and not announced and not on_own_line:
        return False
    if announced and words and capitalised * 2 >= len(words):
        return True
    small = any(word[0].islower() and len(word) > _MAX_SMALL for word in words)
    return 1 < len(words) <= _MAX_TITLE and capitalised >= 2 and not small


def _is_announced(span: QuotedSpan, text: str) -> bool:
    before = _LOWER_WORD.findall(text[max(0, span.start - _LOOK_BACK) : span.start].lower())[-_CUE_WORDS:]
    return any(word in _TITLE_CUES or word.rstrip("s") in _TITLE_CUES for word in before)


def count_quoted_words(text: str, content: Span, quoted_spans: Sequence[QuotedSpan]) -> tuple[int, int]:
    """How many words of a content stand inside quotation marks, and how many it has."""
    spans = overlapping(quoted_spans, *content)
    if not spans:
        return 0, len(_WORD.findall(text, *content))
    starts, ends = zip(*(match.span() for match in _WORD.finditer(text, *content)), strict=True) or ((), ())
    inside = (bisect_right(ends, span.end) - bisect_left(starts, span.start) for span in spans)
    return sum(max(0, n) for n in inside), len(starts)


def quote_type(text: str, content: Span, quoted_spans: Sequence[QuotedSpan]) -> str:
    """direct, mixed or indirect: all, some or none of the words stand inside quotation marks."""
    inside, words = count_quoted_words(text, content, quoted_spans)
    if not inside:
        return "indirect"
    return "direct" if inside == words else "mixed"
