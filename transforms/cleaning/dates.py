"""Which candidates for a date can be read, in what order of day and month, and up to which day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from newsloom.transforms.text.calendar import MONTH_NAMES, MONTH_SHORT, Moment, parse_moment

__all__ = ["DATE_FIELDS", "PLAIN", "DateReading", "date_in_address", "is_date"]

DATE_FIELDS = ("published_at", "modified_at")
_AHEAD = dt.timedelta(days=366)  # by hand: magazines and embargoed reports are dated ahead, but never by years


_MONTH = "|".join(name.lower() for name in (*MONTH_NAMES, *MONTH_SHORT))
_IN_ADDRESS = (
    re.compile(rf"/((?:20|19)\d\d)[/-](\d{{1,2}}|{_MONTH})[/-](\d{{1,2}})(?![\d])"),
    re.compile(r"[/_-]((?:20|19)\d\d)(\d\d)(\d\d)(?=[/._-]|\Z)"),
)


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
