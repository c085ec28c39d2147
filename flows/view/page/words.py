"""What an outlet changed in a quote, word by word, ready to be set: kept, left out, put in."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_NO_LETTERS = re.compile(r"[^\w%$€£]+")
Mark = tuple[str, str]


def mark_words(reference: str, variant: str) -> list[Mark]:
    """The variant with its changes: ("kept" | "out" | "in", words). Case and marks around a word change nothing.

    >>> mark_words("It will never fail", "“it may never fail”")
    [('kept', '“it '), ('out', 'will '), ('in', 'may '), ('kept', 'never fail”')]
    """
    was, now = reference.split(), variant.split()
    matcher = SequenceMatcher(None, _folded(was), _folded(now), autojunk=False)
    marks: list[Mark] = []
    for op, a, b, c, d in matcher.get_opcodes():
        pieces = [("kept", now[c:d])] if op == "equal" else [("out", was[a:b]), ("in", now[c:d])]
        marks += [(kind, " ".join(words) + " ") for kind, words in pieces if words]
    return [*marks[:-1], *((kind, words.rstrip()) for kind, words in marks[-1:])]


def _folded(words: list[str]) -> list[str]:
    return [_NO_LETTERS.sub("", word).casefold() or word for word in words]
