"""Which candidates for a date can be read, in what order of day and month, and up to which day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from newsloom.transforms.text.calendar import DATE, MONTH_NAMES, MONTH_SHORT, Moment, parse_moment
from newsloom.transforms.text.lexicon import words

__all__ = [
    "DATE_FIELDS",
    "PLAIN",
    "DateReading",
    "date_field",
    "date_in_address",
    "is_date",
    "name_and_day",
    "place_and_day",
]

DATE_FIELDS = ("published_at", "modified_at")
_AHEAD = dt.timedelta(days=366)  # by hand: magazines and embargoed reports are dated ahead, but never by years


_MONTH = "|".join(name.lower() for name in (*MONTH_NAMES, *MONTH_SHORT))
_IN_ADDRESS = (
    re.compile(rf"/((?:20|19)\d\d)[/-](\d{{1,2}}|{_MONTH})[/-](\d{{1,2}})(?![\d])"),
    re.compile(r"[/_-]((?:20|19)\d\d)(\d\d)(\d\d)(?=[/._-]|\Z)"),
)
_CAPITALISED = r"[A-Z\u00c0-\u00de][\w’'.-]*"
_OF_PLACE = rf"{_CAPITALISED}(?: (?:(?:de|del|la|le|of|on|upon|sur|am) )?{_CAPITALISED}){{0,3}}"
_NAME_AND_DAY = re.compile(rf"[ \t]*({_OF_PLACE}(?:, {_OF_PLACE})?),? ((?i:{DATE}))[ \t]*")


@dataclass(frozen=True)
class DateReading:
    """How the dates of one record are read.

    `day_first` is the order of day and month in numbers that leave it open, None where it is not known. `now` is the
    time of the run: what is dated long after it is no date.
    """

    day_first: bool | None = None
    now: dt.datetime | None = None

    def moment(self, value: str) -> Moment | None:
        """The day and moment of a value; None where it has none that is real.

        >>> run = DateReading(now=dt.datetime(2025, 3, 4, tzinfo=dt.UTC))
        >>> run.moment("2025-03-01").day, run.moment("2094-03-01")
        (datetime.date(2025, 3, 1), None)
        """
        moment = parse_moment(value, self.day_first)
        return None if moment and self.now and moment.day > (self.now + _AHEAD).date() else moment

    def readable(self, field: str, value: str) -> bool:
        """Whether a candidate may fill its column: dates must be read, everything else may."""
        return field not in DATE_FIELDS or self.moment(value) is not None


PLAIN = DateReading()
"""For dates of which nothing else is known."""


def is_date(value: str) -> bool:
    """Whether a line's value is a date, in whichever order of day and month."""
    return parse_moment(value, day_first=True) is not None


def date_in_address(url: str) -> str | None:
    """The day in the path of an article's address, as /2025/02/13/ or /2025/feb/13/; None where there is none.

    >>> date_in_address("https://example.org/world/2025/feb/13/ferry"), date_in_address("https://example.org/2025/02/ferry")
    ('2025-feb-13', None)
    """
    path = url.partition("?")[0].lower()
    day = next(("-".join(match.groups()) for form in _IN_ADDRESS if (match := form.search(path))), None)
    return day if day and is_date(day) else None


def date_field(label: str | None) -> str:
    """The column that a date belongs to which stands behind this label."""
    return "modified_at" if re.search("updated|modified|last", label or "", re.IGNORECASE) else "published_at"


def name_and_day(line: str) -> re.Match[str] | None:
    """A line that is nothing but the name of a place, of an outlet or of who writes, and a day, in groups 1 and 2."""
    match = _NAME_AND_DAY.fullmatch(line)
    return match if match and is_date(match[2]) else None


def place_and_day(line: str) -> re.Match[str] | None:
    """A line that is nothing but a place and a day, in groups 1 and 2: a dateline without an agency.

    What may be an outlet and the day of its issue, or a person and the day of writing, is none.

    >>> place_and_day("Lindmouth, 10 March 2024").groups(), place_and_day("The Lindmouth Times, 10 March 2024")
    (('Lindmouth', '10 March 2024'), None)
    """
    match = name_and_day(line)
    if not match:
        return None
    first, *others = match[1].partition(",")[0].casefold().split()
    of_outlet = not words("media", "part", "name").isdisjoint((first, *others))
    is_label = first.upper() in words("credits", "label") or first in ("the", "by")
    return None if of_outlet or is_label or (others and first in words("given_names")) else match
