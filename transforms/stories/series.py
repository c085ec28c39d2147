"""Which series of its outlet an article belongs to, by the form of its title: columns, newsletters, numbered parts."""

from __future__ import annotations

import re

from newsloom.transforms.text.calendar import MONTHS
from newsloom.transforms.text.ids import content_id
from newsloom.transforms.text.lexicon import words

_MARK = re.compile(r"\s*[:|]\s|\s[–—-]\s")  # parts a standing title from what is new
_MONTH = "|".join(MONTHS)
_DAY = "|".join(words("function_words", "day"))
_PART = "no|number|issue|part|vol|volume|chapter|episode|week|day"
_COUNTED = re.compile(
    rf"\b(?:(?:{_MONTH})\.?\s+\d+(?:,\s+\d{{4}})?|\d+\s+(?:{_MONTH})(?:\s+\d{{4}})?|(?:{_DAY})|(?:{_PART})\.?\s+\d+)\b|#\s?\d+"
)
_MIN_WORDS = 2  # of a standing title; one word is a topic or a kind of text; by hand


def sources_of(outlet: str | None, title: str | None) -> list[str]:
    """The outlet of an article and, where its title has the form of one, the series; none without an outlet.

    >>> sources_of("calder.example", "Mayor opens the new bridge")
    ['calder.example']
    >>> len(sources_of("calder.example", "The Harbour Letter: a quiet week"))
    2
    """
    if not outlet:
        return []
    form = series_form(title or "")
    return [outlet, content_id("", outlet, form)] if form else [outlet]


def series_form(title: str) -> str | None:
    """What the titles of a series have in common: its name before a colon, a bar or a dash, or all but day and number.

    >>> series_form("The Harbour Letter: a quiet week")
    'the harbour letter'
    >>> series_form("Tide tables for Friday, March 3") == series_form("Tide tables for Monday, April 16")
    True
    >>> series_form("Harbour flood: mayor opens the gate")
    """
    lower = " ".join(title.lower().split())
    standing, *rest = _MARK.split(lower, maxsplit=1)
    standing = _COUNTED.sub("#", standing)
    title_words = [word for word in standing.split() if word != "#"]
    if rest and len(title_words) >= _MIN_WORDS and title_words[-1] in words("roundups", "series"):
        return standing
    masked = _COUNTED.sub("#", lower)
    return masked if masked != lower else None
