"""Who is meant by a title: the one person to whom the article gave it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

Row = Mapping[str, Any]

_BEFORE, _AFTER = 60, 80
"""Code points before and behind a name in which its title stands, by hand."""
_WORD = re.compile(r"[\w-]+")
MOST_TITLED = 128
"""People's names with the rarest word of a title beside them that are looked at, from the article's start.

By hand; it keeps the time linear.
"""


class Titles:
    """Titles beside the names of people; `people` are rows of their mentions, in order."""

    def __init__(self, text: str, people: Sequence[Row]) -> None:
        self._text, self._people = text, people
        self._bearers: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}

    def bearer(self, title: tuple[str, ...], before: int) -> int | None:
        """The chain of the one person who was given this title before a place.

        All words of the title must stand there, so that "the Democratic nominee" is not the Republican one.
        """
        if title not in self._bearers:
            self._bearers[title] = self._find_bearers(title)
        ends, chains = self._bearers[title]
        n_before = bisect_right(ends, before)
        return chains[0] if n_before > 0 and (n_before == 1 or chains[n_before - 1] == chains[0]) else None

    def _find_bearers(self, title: tuple[str, ...]) -> tuple[list[int], list[int]]:
        """Ends of the names that have a title, with their chains, up to the first one of somebody else."""
        ends: list[int] = []
        chains: list[int] = []
        rarest = min((self._beside.get(word, []) for word in title), key=len)
        for index in rarest[:MOST_TITLED]:
            mention = self._people[index]
            if _has_title(self._text, mention, title):
                ends.append(mention["end_char"])
                chains.append(mention["chain"])
                if chains[-1] != chains[0]:
                    break
        return ends, chains

    @cached_property
    def _beside(self) -> Mapping[str, list[int]]:
        """Word -> indices of the people whose names it stands beside."""
        beside: dict[str, list[int]] = defaultdict(list)
        for index, mention in enumerate(self._people):
            for word in {word for part in _sides(self._text, mention) for word in _WORD.findall(part)}:
                beside[word].append(index)
        return beside


def _sides(text: str, mention: Row) -> tuple[str, str]:
    """What stands before and after a name, in lower case."""
    before = text[max(0, mention["start_char"] - _BEFORE) : mention["start_char"]].lower()
    return before, text[mention["end_char"] : mention["end_char"] + _AFTER].lower()


def _has_title(text: str, mention: Row, title: Sequence[str]) -> bool:
    """Whether a title stands right before a name, in apposition before it, or in apposition after it."""
    before, after = _sides(text, mention)
    noun = re.escape(title[-1])
    matches = (
        re.search(rf"(?:[\w-]+\s+){{0,5}}\b{noun}\s+$", before),
        re.search(rf"(?:[\w-]+\s+){{0,5}}\b{noun}\b[^.,;:]*,\s+$", before),
        re.match(r",\s[^.,;–—]*", after),
    )
    return any(set(title) <= set(_WORD.findall(match.group())) for match in matches if match)
