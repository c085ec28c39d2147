"""Words with holes where letters were: what may have stood there, and which words stand beside each other.

All of it takes time linear in a text's length: tokens of more than `MAX_TOKEN` characters are no words, and pairs of
neighbours are looked up, not searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from newsloom.transforms.inputs.records import Bad

__all__ = [
    "BEYOND",
    "HOLES",
    "MAX_COMPARISONS",
    "MAX_TOKEN",
    "Neighbours",
    "fitting",
    "spelling_key",
    "too_many_comparisons",
]

HOLES = re.compile("[?\ufffd]+")
BEYOND = r"(?:(?![A-Za-z])[^\W\d_])"
MAX_TOKEN = 130  # characters; the longest word has 40 letters, of three bytes each
MAX_COMPARISONS = 200_000  # of damaged words with spellings, in one text
_BEYOND_RUN = re.compile(f"{BEYOND}*")
_RUN = re.compile(r"[\w’]+")
_MAX_INSIDE = 3  # apostrophes inside a word, at each of which another word may begin or end


def spelling_key(word: str) -> str:
    """What a word and its damaged forms have in common: its ASCII letters, one mark for each run of others.

    >>> spelling_key("Dovilė"), spelling_key("Dovil?"), spelling_key("Dovil\ufffd\ufffd")
    ('Dovil?', 'Dovil?', 'Dovil?')
    """
    return re.sub(r"(?:[^\x00-\x7f]|\?)+", "?", word)


def too_many_comparisons() -> Bad:
    """What to raise for a text in which damaged words may be too many others."""
    return Bad("too_large", f"repair of lost letters: more than {MAX_COMPARISONS:,} comparisons of words")


def fitting(token: str, word: str) -> tuple[str, ...] | None:
    """The letters of `word` that stand in the holes of `token`, if it may be this word; None if it cannot.

    Each run of holes may have been as many letters as it has holes, or fewer of two or three bytes each. Inside a
    word it may have been an apostrophe too.

    >>> fitting("Dovil??", "Dovilė"), fitting("O?Brien", "O’Brien"), fitting("Dovil?", "Dovile")
    (('ė',), ('’',), None)
    """
    if len(token) > MAX_TOKEN or len(word) > MAX_TOKEN:
        return None
    parts = re.split(f"({HOLES.pattern})", token)
    if not word.startswith(parts[0]) or not word.endswith(parts[-1]):
        return None
    fits = _Fits(parts, word)
    return fits.letters() if fits.from_place(0, 0) else None


class _Fits:
    """Ways to read a word as the parts of a token, in turn letters and holes, each looked at once."""

    def __init__(self, parts: list[str], word: str) -> None:
        self.parts, self.word = parts, word
        self._known: dict[tuple[int, int], bool] = {}

    def from_place(self, part: int, at: int) -> bool:
        """Whether the parts from here on can be the rest of the word."""
        if part == len(self.parts):
            return at == len(self.word)
        fits = self._known.get((part, at))
        if fits is None:
            fits = any(self.from_place(part + 1, end) for end in self._ends(part, at))
            self._known[part, at] = fits
        return fits

    def _ends(self, part: int, at: int) -> Iterator[int]:
        """Where this part may end, the longest first."""
        given = self.parts[part]
        if part % 2 == 0:
            if self.word.startswith(given, at):
                yield at + len(given)
            return
        run = _BEYOND_RUN.match(self.word, at)
        most = min(len(given), run.end() - at if run else 0)
        yield from range(at + most, at - (-len(given) // 3) - 1, -1)
        if self.parts[part - 1] and self.parts[part + 1] and self.word.startswith("’", at):
            yield at + 1

    def letters(self) -> tuple[str, ...]:
        """What stands in each hole, by the first way that leads to the end."""
        letters, at = [], 0
        for part in range(len(self.parts)):
            end = next(end for end in self._ends(part, at) if self.from_place(part + 1, end))
            if part % 2:
                letters.append(self.word[at:end])
            at = end
        return tuple(letters)


class Neighbours:
    """Pairs of words of a text with a blank between them, by what is left of them when letters are lost."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._n_compared = 0

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], dict[tuple[str, str], None]]:
        pairs: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
        left = None
        for right in _RUN.finditer(self.text):
            damaged = left and not (left[0].isascii() and right[0].isascii())
            if left and damaged and left.end() + 1 == right.start() and self.text[left.end()] == " ":
                for pair in _readings(left[0], right[0]):
                    pairs.setdefault((spelling_key(pair[0]), spelling_key(pair[1])), {})[pair] = None
            left = right
        return pairs

    def beside(self, left: str, right: str) -> Iterator[tuple[str, str]]:
        """The distinct pairs of words that two tokens, of which either may have holes, may have been."""
        pairs = self._pairs.get((spelling_key(left), spelling_key(right)), {})
        self._n_compared += len(pairs)
        if self._n_compared > MAX_COMPARISONS:
            raise too_many_comparisons()
        for pair in pairs:
            if fitting(left, pair[0]) is not None and fitting(right, pair[1]) is not None:
                yield pair


def _readings(left: str, right: str) -> Iterator[tuple[str, str]]:
    """The two as they are, and without what an apostrophe parts from them; not where both are ASCII throughout."""
    lefts, rights = [left], [right]
    for _ in range(_MAX_INSIDE):
        lefts += [lefts[-1].partition("’")[2]] if "’" in lefts[-1] else []
        rights += [rights[-1].rpartition("’")[0]] if "’" in rights[-1] else []
    for first in lefts:
        for second in rights:
            if first and second and len(first) + len(second) <= MAX_TOKEN and not (first + second).isascii():
                yield first, second
