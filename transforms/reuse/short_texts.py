"""Two short texts side by side: one form filled with other people and places, or one notice under two items.

Set words make most of a short report, and so does a notice of forty words below an item of twenty: measures of overlap
take both for copies. Who copies a text may put other words for some, but leaves its names, and what stands above a
notice tells of the same, whatever its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from newsloom.transforms.text.calendar import MONTHS
from newsloom.transforms.text.lexicon import words

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SENTENCE_END = frozenset('.!?:"“”\n')


# By hand, on cases of our own (tests/cases/relations.json, docs/decisions/0031).
@dataclass(frozen=True)
class ShortTextOptions:
    """What of two short texts says that neither was made of the other.

    most_words: of the longer one; a longer text has more than set words.
    filled: words on either side that stand in one place of a form, at most.
    others, name_share: of places that are filled otherwise so many, and of those that are names this share.
    alike: names as alike in spelling as this are one name, spelled in two ways.
    own_words, own_share: each of two items over a notice has so many words of its own, and has less than this share of
        those of five letters and more in common with the other.
    """

    most_words: int = 150
    filled: int = 4
    others: int = 2
    name_share: float = 0.4
    alike: float = 0.6
    own_words: int = 12
    own_share: float = 0.15


@dataclass(frozen=True)
class SideBySide:
    """The words of two texts, aligned."""

    one: str
    other: str
    options: ShortTextOptions

    @cached_property
    def sides(self) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
        """The words of either."""
        return list(_WORD.finditer(self.one)), list(_WORD.finditer(self.other))

    @property
    def are_short(self) -> bool:
        """Whether both are."""
        return max(map(len, self.sides)) <= self.options.most_words

    @cached_property
    def steps(self) -> Sequence[tuple[str, int, int, int, int]]:
        """How one becomes the other, as `difflib` says it."""
        a, b = ([word[0].lower() for word in side] for side in self.sides)
        return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()

    def fill_one_form(self) -> bool:
        """Whether the same words tell of other people or places."""
        filled = list(self._fillings())
        names = sum(filled)
        agree = sum(self._names_alike())
        return len(filled) >= self.options.others and names > 0 and names >= self.options.name_share * (names + agree)

    def share_a_notice(self) -> bool:
        """Whether all they share is one block at either end, below or above which each has an item of its own."""
        blocks = [(size, a, b) for kind, a, end, b, _ in self.steps if kind == "equal" for size in [end - a]]
        size, begins, starts = max(blocks, default=(0, 0, 0))
        ends = [len(side) - first - size for side, first in zip(self.sides, (begins, starts), strict=True)]
        at_one_end = max(ends) == 0 or max(begins, starts) == 0
        if not at_one_end or min(map(len, self.sides)) - size < self.options.own_words:
            return False
        mine, theirs = (
            {w[0].lower() for w in (*side[:first], *side[first + size :]) if len(w[0]) >= _TELLING}
            for side, first in zip(self.sides, (begins, starts), strict=True)
        )
        return len(mine & theirs) < self.options.own_share * min(len(mine), len(theirs))

    def _fillings(self) -> Iterator[bool]:
        """Of each place that is filled otherwise, whether both sides are names."""
        texts = [{word[0].lower() for word in side} for side in self.sides]
        for kind, a, a_end, b, b_end in self.steps:
            if kind != "replace" or max(a_end - a, b_end - b) > self.options.filled:
                continue
            new = [
                [word for word in side[first:last] if word[0].lower() not in texts[1 - which]]
                for which, (side, first, last) in enumerate(zip(self.sides, (a, b), (a_end, b_end), strict=True))
            ]
            if all(any(len(word[0]) >= _CONTENT for word in side) for side in new):
                yield self._are_names(new)

    def _are_names(self, sides: Sequence[Sequence[re.Match[str]]]) -> bool:
        one, other = (
            " ".join(word[0] for word in side if _is_name(word, text))
            for side, text in zip(sides, (self.one, self.other), strict=True)
        )
        return bool(one and other) and SequenceMatcher(None, one, other).ratio() < self.options.alike

    def _names_alike(self) -> Iterator[bool]:
        """The names of several words or one that stand in one place of both."""
        for kind, a, a_end, _, _ in self.steps:
            before = False
            for word in self.sides[0][a:a_end] if kind == "equal" else ():
                name = _is_name(word, self.one)
                yield name and not before
                before = name


_CONTENT = 4  # letters of a word that fills a place; by hand
_TELLING = 5  # letters of a word that tells of something; by hand


def _is_name(word: re.Match[str], text: str) -> bool:
    """Whether a word has a capital, and does not begin a sentence; days and months are no names."""
    before = text[: word.start()].rstrip(" ")
    begins = not before or before[-1] in _SENTENCE_END
    return word[0][0].isupper() and not begins and not _is_of_calendar(word[0].lower())


def _is_of_calendar(word: str) -> bool:
    return word in MONTHS or word in words("function_words", "day")
