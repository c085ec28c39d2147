"""Where sentences end: stops, the marks that may close behind them, and breaks inside a stretch of text.

The one home of that knowledge. A pipeline's sentences come first where there is one; these rules serve where only the
text is at hand, and they are of the plain kind: an abbreviation's stop counts as one.
"""

from __future__ import annotations

import re

STOPS = ".!?"
"""Characters that end a sentence."""
ELLIPSIS = "…"
"""Ends a sentence, but may stand inside one as well."""
CLOSERS = "”\"’'"
"""Marks that may follow a stop within its sentence."""

_END = re.compile(rf"[{STOPS}{ELLIPSIS}][{CLOSERS}]*$")
_BREAK = re.compile(rf"[{STOPS}]\s")
_CLAUSE_BREAK = re.compile(rf"[{STOPS}{ELLIPSIS};][”\"]?\s|\n")
_SUBJECTS = ("he", "she")


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


def starts_sentence(word: str, last: str, last_but_one: str = "") -> bool:
    """Whether a word starts a sentence after the two before it: a capital or a mark after a stop.

    After a closing mark "He" and "She" start none: they are the subject of "“It is late!” He said".
    `last_but_one` is "" where there is no such word.

    >>> starts_sentence("Lee", "."), starts_sentence("He", "”", "!"), starts_sentence("Lee", ",")
    (True, False, False)
    """
    if last in CLOSERS and last_but_one:
        return last_but_one in STOPS and word[0].isupper() and word.lower() not in _SUBJECTS
    return last in tuple(STOPS) and (word[0].isupper() or word[0] in "“\"‘'")
