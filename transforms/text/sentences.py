"""Where sentences end: stops, the marks that may close behind them, and breaks inside a stretch of text.

The one home of that knowledge. A pipeline's sentences come first where there is one; these rules serve where only the
text is at hand, and they are of the plain kind: an abbreviation's stop counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsloom.transforms.text.lexicon import alternatives
from newsloom.transforms.text.spans import Span

STOPS = ".!?"
"""Characters that end a sentence."""
ELLIPSIS = "…"
"""Ends a sentence, but may stand inside one as well."""
CLOSERS = "”\"’'"
"""Marks that may follow a stop within its sentence."""

_END = re.compile(rf"[{STOPS}{ELLIPSIS}][{CLOSERS}]*$")
_BREAK = re.compile(rf"[{STOPS}]\s")
_CLAUSE_BREAK = re.compile(rf"[{STOPS}{ELLIPSIS};][”\"]?\s|\n")
SHORT_FORMS = alternatives("abbreviations")
"""Words whose stop ends no sentence, as a pattern."""
_BOUNDARY = re.compile(  # beginning with characters that are searched for fast: the line's end, or the stop itself
    rf"[\n{STOPS}{ELLIPSIS}](?:(?<=\n)|(?<!\n)(?!\n)[{CLOSERS}]*(?P<blanks>\s+)(?=[“\"‘'(\[]*[A-Z0-9À-Þ]))"
)
_SHORT_STOP = re.compile(rf"(?:^|[^\w.])(?:[A-Z]|{SHORT_FORMS})\.$")
_LONGEST_SHORT_FORM = 8
"""Code points before a stop in which an abbreviation is looked for, more than the longest has."""


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a stop or an ellipsis, closing marks behind it left aside.

    >>> ends_sentence("It is late.”"), ends_sentence("The Late Hour")
    (True, False)
    """
    return _END.search(text) is not None


def has_sentence_break(text: str) -> bool:
    """Whether a stop with a blank behind it stands in a text.

    >>> has_sentence_break("late. He left"), has_sentence_break("at 9.30 sharp")
    (True, False)
    """
    return _BREAK.search(text) is not None


def has_clause_break(text: str) -> bool:
    """Whether a sentence or a part of one that a semicolon closes ends inside a text, or a line does."""
    return _CLAUSE_BREAK.search(text) is not None


def sentence_breaks(text: str, low: int = 0, high: int | None = None) -> Iterator[Span]:
    """The blanks between sentences that begin in text[low:high]; the stop of a title or an initial ends none.

    >>> text = "Gov. Orla J. Wick left. “It is late.” Rain fell at 9.30 sharp."
    >>> [text[end : end + 5] for _, end in sentence_breaks(text)]
    ['“It i', 'Rain ']
    """
    for match in _BOUNDARY.finditer(text, max(0, low - 1)):
        start = match.start() + (match.lastgroup is not None)  # behind the stop
        if high is not None and start >= high:
            return
        before = text[max(0, start - _LONGEST_SHORT_FORM) : start]
        if start >= low and not _SHORT_STOP.search(before):
            yield match.span(match.lastgroup or 0)


def split_sentences(text: str, low: int = 0, high: int | None = None) -> list[Span]:
    """The sentences of text[low:high], in order, without the blanks between them.

    >>> text = "A vote. No vote.\\n\\nMuch"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['A vote.', 'No vote.', 'Much']
    """
    high = len(text) if high is None else high
    ends = [*sentence_breaks(text, low, high), (high, high)]
    starts = [low, *(end for _, end in ends)]
    return [span for start, (end, _) in zip(starts, ends, strict=False) if (span := _stripped(text, start, end))]


def _stripped(text: str, start: int, end: int) -> Span | None:
    """A span without the blanks at its ends; None where nothing is left."""
    part = text[start:end]
    if not part.strip():
        return None
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
