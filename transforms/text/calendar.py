"""Dates as news writes them: ISO 8601, RFC 2822, and English prose with day, month and year.

A date that lacks its year, or whose day and month could be swapped, is no date here: it is never completed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from newsloom.transforms.text.lexicon import entries

__all__ = ["DATE", "MONTHS", "MONTH_NAMES", "MONTH_SHORT", "Moment", "parse_moment"]

MONTHS = {entry.word: int(entry.kind) for entry in entries("months")}
"""The number of each month by its name and its short forms, in lower case."""
MONTH_NAMES = tuple(entry.word.capitalize() for entry in entries("months") if entry.comment == "in full")
MONTH_SHORT = tuple(entry.word.capitalize() for entry in entries("months") if entry.comment == "short")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_ISO = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
_ZONE = r"(?:\s?(?:UTC|GMT|[A-Z]{2,4}T|[+-]\d{2}:?\d{2})\b)?"
_CLOCK = rf"(?:,?\s+(?:at\s+)?\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?:\s?[ap]\.?m\.?)?{_ZONE})?"
_DAY_FIRST = rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\.?,?\s+\d{{4}}"
_MONTH_FIRST = rf"(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
DATE = rf"(?:{_ISO}|{_WEEKDAY}(?:{_DAY_FIRST}|{_MONTH_FIRST}){_CLOCK}|\d{{1,2}}/\d{{1,2}}/\d{{4}})"
"""Pattern of a whole date with its year and, where given, its time; use with re.IGNORECASE."""

_PROSE = re.compile(
    rf"{_WEEKDAY}(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})\.?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}}))"
    r"(?:,?\s+(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?\s?(?P<half>[ap]\.?m\.?)?\s?(?P<zone>UTC|GMT|Z)?)?.*",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?Z?)?")
_MAX_DATE = 1_000  # characters; what follows is no part of a date
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?")


@dataclass(frozen=True)
class Moment:
    """A day as it was written, and the moment in UTC where time and zone were written too."""

    day: dt.date
    at: dt.datetime | None = None


def parse_moment(value: str) -> Moment | None:
    """The day and, if it is certain, the moment that `value` states; None rather than a guess.

    >>> parse_moment("Feb. 13, 2025")
    Moment(day=datetime.date(2025, 2, 13), at=None)
    >>> parse_moment("2025-02-13T23:30:00-05:00").at
    datetime.datetime(2025, 2, 14, 4, 30, tzinfo=datetime.timezone.utc)
    >>> parse_moment("03/04/2025") is None and parse_moment("13 February") is None
    True
    """
    value = " ".join(value[:_MAX_DATE].split())
    for parse in (_iso, _prose, _numeric, _rfc2822, _epoch):
        try:
            moment = parse(value)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if moment and 1600 <= moment.day.year <= 2200:
            return moment
    return None


def _moment(stamp: dt.datetime) -> Moment:
    return Moment(stamp.date(), stamp.astimezone(dt.UTC) if stamp.tzinfo else None)


def _iso(value: str) -> Moment | None:
    value = re.sub(r"\s?(?:UTC|GMT)\Z", "Z", value)
    compact = _COMPACT.fullmatch(value)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) or (compact and len(value) == 8):
        return Moment(dt.date.fromisoformat(value))
    if not re.match(r"\d{4}-?\d{2}-?\d{2}", value):
        return None
    return _moment(dt.datetime.fromisoformat(re.sub(r"\s(?=[+-]\d{2}:?\d{2}\Z)", "", value)))


def _prose(value: str) -> Moment | None:
    found = _PROSE.fullmatch(value)
    if not found:
        return None
    part = found.groupdict()
    month = MONTHS[(part["m1"] or part["m2"]).lower()]
    day = dt.date(int(part["y1"] or part["y2"]), month, int(part["d1"] or part["d2"]))
    if not part["hour"] or not part["zone"]:
        return Moment(day)
    hour = int(part["hour"])
    if part["half"]:
        hour = hour % 12 + (12 if part["half"].lower().startswith("p") else 0)
    return Moment(day, dt.datetime.combine(day, dt.time(hour, int(part["minute"])), dt.UTC))


def _numeric(value: str) -> Moment | None:
    """Slashes: only where one of the two numbers cannot be a month, or both are the same."""
    found = _NUMERIC.fullmatch(value)
    if not found:
        return None
    first, second, year = map(int, found.groups())
    if first > 12 or first == second:
        return Moment(dt.date(year, second, first))
    return Moment(dt.date(year, first, second)) if second > 12 else None


def _rfc2822(value: str) -> Moment | None:
    if not re.match(r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3,9} \d{4} \d{2}:\d{2}", value):
        return None
    return _moment(parsedate_to_datetime(value))


def _epoch(value: str) -> Moment | None:
    found = _EPOCH.fullmatch(value)
    return _moment(dt.datetime.fromtimestamp(int(found[1]), dt.UTC)) if found else None
