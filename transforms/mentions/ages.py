"""Ages beside names and titles, and the year of birth that they tell."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from newsloom.transforms.annotation.parses.tokens import Doc
from newsloom.transforms.mentions.name_spans import NameSpan

_BEHIND = re.compile(r",\s(?:now\s|aged?\s)?(?P<age>\d{1,3})(?=[,.;]|\s(?:and|of|from|said|who)\b)")
_BEFORE = re.compile(r"\b(?P<age>\d{1,3})-year-old\s(?:[\w’'-]+\s){0,4}$")
_NEAR = 60  # code points before a name in which its age may stand; by hand
_LONGEST_AGE = 5  # tokens of "34-year-old"
_YOUNGEST, _OLDEST = 5, 110  # other numbers are no ages of people in the news; by hand


def birth_year(text: str, spans: Sequence[NameSpan], places: Iterable[int], published: dt.date | None) -> int | None:
    """The year in which most ages beside some names of one person say that it was born, give or take one; None where
    there is no age, or the article has no date."""
    ages = Counter(age for index in places if (age := _age(text, spans[index])) is not None)
    if not ages or published is None:
        return None
    return published.year - min(ages, key=lambda age: (-ages[age], age))


def _age(text: str, name: NameSpan) -> int | None:
    """The age that stands beside a name: "Holm, 19," or "the 19-year-old singer Holm"."""
    match = _BEHIND.match(text, name.end) or _BEFORE.search(text[max(0, name.start - _NEAR) : name.start])
    age = int(match["age"]) if match else 0
    return age if _YOUNGEST <= age <= _OLDEST else None


def is_of_age(doc: Doc, at: int) -> bool:
    """Whether a token is of an age in front of a title: "a 34-year-old professor"."""
    old = next((token.i for token in doc[at : at + _LONGEST_AGE] if token.lower_ in ("old", "year-old")), at - 1)
    return old >= at and all(
        t.text == "-" or t.lower_ in ("year", "old") or t.text[0].isdigit() for t in doc[at : old + 1]
    )
