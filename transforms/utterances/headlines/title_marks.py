"""Quotation marks in headlines that no cue and no colon introduces: speech, scare quotes, or titles of works."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsloom.transforms.quotes.noun_phrases import Word
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import QuotedSpan, count_words
from newsloom.transforms.utterances.headlines.title import Title, TitleQuote, is_clause
from newsloom.transforms.utterances.headlines.title_ascribed import ascribed_to, is_called

MIN_FREE_WORDS = 4
"""Words in marks from which a clause is speech though nobody is said to have said it, by hand."""
_WORKS = lexicon_words("cue_works")
_WORD = re.compile(r"[\w-]+(?:[’']\w+)*")
_LIKENING = ("as", "like")
_BEFORE = 2
"""Words before marks among which a work may be announced, by hand."""


def quotes_in_marks(title: Title) -> Iterator[TitleQuote]:
    """What stands in marks; certain where it is ascribed to somebody, a clause of some length, and before a colon."""
    for span in title.quoted:
        if span.start >= title.low and (is_called(title, span) or not _is_work(title, span)):
            speaker = ascribed_to(title, span)
            is_ascribed = speaker is not None or is_called(title, span)
            is_certain = is_ascribed or _leads(title, span) or _is_long_clause(title, span)
            yield TitleQuote((span.start, span.end), speaker, is_certain, in_passing=True)


def _is_work(title: Title, span: QuotedSpan) -> bool:
    """Whether a word before the marks says that they hold a name: "the film ‘…’"."""
    before = title.words(title.low, span.start)[-_BEFORE:]
    if before and before[-1].lower in _LIKENING:
        return False
    return any(word.lower in _WORKS or word.lower.removesuffix("s") in _WORKS for word in before)


def _leads(title: Title, span: QuotedSpan) -> bool:
    """Whether marks of several words open a headline before a colon, or ask or call out.

    "‘A stunt’: anger grows", "‘Where is she?’ Mayor is missing".
    """
    opens = title.trimmed(title.low, title.high)[0] == span.start
    calls = title.text[span.inner_end - 1] in "?!" and _is_clause(title, span) and span.end < title.high
    leads = title.text[span.end :].startswith(":") or calls
    return opens and leads and count_words(title.text[span.start : span.end]) > 1


def _is_long_clause(title: Title, span: QuotedSpan) -> bool:
    is_all = (span.start, span.end) == title.trimmed(title.low, title.high)
    is_long = is_all or count_words(title.text[span.inner_start : span.inner_end]) >= MIN_FREE_WORDS
    return is_long and _is_clause(title, span)


def _is_clause(title: Title, span: QuotedSpan) -> bool:
    inner = title.text[span.inner_start : span.inner_end]
    return is_clause(
        [Word(match[0], match[0].lower().replace("’", "'"), *match.span()) for match in _WORD.finditer(inner)]
    )
