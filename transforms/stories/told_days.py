"""Of which days of the week an article tells where it begins, and whether of what is still to come.

A report of Monday's vote is not one of Tuesday's, however alike they are. What is compared is published within a week,
in which the name of a day is one day: no date has to be known for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from newsloom.transforms.text.calendar import MONTH, MONTHS
from newsloom.transforms.text.lexicon import alternatives, ordered_lexicon

AHEAD = 128
"""Flag of what tells of something to come; the days of the week are 1, 2, 4 to 64."""
DAYS = AHEAD - 1

_LEAD_WORDS = (
    50  # about a paragraph, which says when its news was; of 40, 50, 60 and 100 measured (docs/decisions/0032)
)
_WITHIN = 8  # days from its publication that a date without a year may lie, to be of the same year; by hand
_WEEKDAYS = ordered_lexicon("function_words")["day"]
_AWAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}  # days from that of publication
_DAY = re.compile(rf"\b(?:{'|'.join((*_WEEKDAYS, *_AWAY))})\b", re.IGNORECASE)
_DATE = re.compile(rf"\b(?P<month>{MONTH})\.? (?P<day>\d{{1,2}})\b(?!,? \d{{4}})", re.IGNORECASE)
_TO_COME = re.compile(rf"\b(?:{alternatives('roundups', 'ahead')})\b", re.IGNORECASE)


def told_days(title: str | None, text: str, published: date | None) -> int:
    """The days that title and first paragraph name, as flags, with AHEAD; 0 where they name none.

    >>> told_days("Council votes on Monday", "The quay stays shut, it said on Tuesday.", None)
    3
    >>> told_days("Skarholm readies itself ahead of the vote", "", None) == AHEAD
    True
    >>> told_days("Ferry sinks", "Nine were saved yesterday off Skarholm.", date(2025, 3, 4))
    1
    """
    opening = f"{title or ''}\n{' '.join(text.split(maxsplit=_LEAD_WORDS)[:_LEAD_WORDS])}"
    flags = AHEAD if _TO_COME.search(opening) else 0
    for day in chain(_named(opening, published), _dated(opening, published)):
        flags |= 1 << day % len(_WEEKDAYS)
    return flags


def _named(opening: str, published: date | None) -> Iterator[int]:
    """The days named by a word; "today" is one only where the day of publication is known."""
    for word in (match[0].lower() for match in _DAY.finditer(opening)):
        if word in _WEEKDAYS:
            yield _WEEKDAYS.index(word)
        elif published:
            yield published.weekday() + _AWAY[word]


def _dated(opening: str, published: date | None) -> Iterator[int]:
    """The days given by month and day near that of publication."""
    if not published:
        return
    for match in _DATE.finditer(opening):
        try:
            day = date(published.year, MONTHS[match["month"].lower()], int(match["day"]))
        except ValueError:
            continue
        if abs((day - published).days) <= _WITHIN:
            yield day.weekday()
