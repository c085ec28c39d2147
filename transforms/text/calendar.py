"""Dates as news writes them: ISO 8601, RFC 2822, English prose, numbers with signs between, and counts of seconds.

A date that lacks its year, or whose day and month could be swapped, is no date here: it is never completed. Dots are
day first; of other numbers the caller may know the order (`day_first`), from a column that shows it or from an option.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsloom.transforms.text.clock import CLOCK, moment_of
from newsloom.transforms.text.lexicon import entries

__all__ = ["DATE", "MONTH", "MONTHS", "MONTH_NAMES", "MONTH_SHORT", "WEEKDAY", "Moment", "day_order", "parse_moment"]

MONTHS = {entry.word: int(entry.kind) for entry in entries("months")}
"""The number of each month by its name and its short forms, in lower case."""
MONTH_NAMES = tuple(entry.word.capitalize() for entry in entries("months") if entry.comment == "in full")
MONTH_SHORT = tuple(entry.word.capitalize() for entry in entries("months") if entry.comment == "short")
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
"""Pattern of the names of months, long ones first; use with re.IGNORECASE."""
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?"
"""Pattern of the name of a day of the week with the mark behind it; use with re.IGNORECASE."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_A_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})", re.IGNORECASE)
_ORDINAL = r"(?:st|nd|rd|th)?"
_ISO = r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P<t>[-/.])(?P<d>\d{1,2})"
_NAMED = (
    rf"(?:the\s)?(?P<d>\d{{1,2}}){_ORDINAL}(?:\sof)?[\s./-]{{0,2}}(?P<n>{MONTH})(?![^\W\d])\.?[\s,./-]{{0,2}}(?P<y>\d{{4}})"
    r"(?!\d(?!\d?:\d\d))",
    rf"(?P<n>{MONTH})\b\.?[\s/-]{{0,2}}(?:the\s)?(?P<d>\d{{1,2}}){_ORDINAL}(?:\s?[,./-]\s?|\s)(?P<y>\d{{4}})",
    rf"(?P<y>\d{{4}})[\s./-](?P<n>{MONTH})\b\.?[\s./-](?P<d>\d{{1,2}})",
)
_SHORT_YEAR = (  # the month is named, but the year has two digits
    rf"(?P<d>\d{{1,2}}){_ORDINAL}[\s./-](?P<n>{MONTH})\b\.?(?:[\s./-]|\s’|\s')(?P<y>\d{{2}})(?!\d|[:.h]\d)",
    rf"(?P<n>{MONTH})\b\.?[\s/-](?P<d>\d{{1,2}})(?:-|,?\s[’'])(?P<y>\d{{2}})(?!\d|[:.h]\d)",
)
_NUMERIC = r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P<t>[-/.])(?P<y>\d{4}|\d{2})(?!\d)"
_SPLIT = (  # as C's asctime writes it: the clock stands before the year
    rf"(?P<n>{MONTH})\b\.?\s+(?P<d>\d{{1,2}}),?\s+"
    r"(?P<clock>\d{2}:\d{2}(?::\d{2})?(?:\s(?:[A-Z]{2,4}|[+-]\d{4}))?)\s(?P<y>\d{4})"
)
_LEAD = r"(?:(?:first |last )?(?:published|posted|updated|modified|issued|date)?[\s:]*(?:on|at)?\s*)"
_FIRST = rf"(?:(?P<before>{CLOCK}),?\s+(?:on\s+)?)?"
_GLUED = r"(?<=\d{4})(?=\d{1,2}:\d{2}\s?[ap]\.?m)"  # "5 March 20247:15 AM", as pages give it whose boxes were joined
_TIME = rf"(?:(?:T|:|\s*[@|/–—-]\s*|,?\s+(?:(?:at|um)\s+)?|{_GLUED})(?P<after>{CLOCK}))?"


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


DATE = (
    rf"{_unnamed(_FIRST)}(?:(?:{WEEKDAY}\s+)?(?:{'|'.join(map(_unnamed, _NAMED))})"
    rf"|{_unnamed(_ISO)}|{_unnamed(_NUMERIC)})"
    rf"(?:,?\s{WEEKDAY})?{_unnamed(_TIME)}"
)
"""Pattern of a whole date with its year and, where given, its time; use with re.IGNORECASE, and ask `parse_moment`."""


def _whole(date: str, rest: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}{_FIRST}(?:{WEEKDAY}\s*)?{date}(?:,?\s{WEEKDAY})?{_TIME}{rest}", re.IGNORECASE)


_CTIME = re.compile(rf"(?:{WEEKDAY}\s+)?{_SPLIT}(?:\s\(.*\))?", re.IGNORECASE)
_BY_NAME = [_whole(date, r"(?:\W.*)?") for date in (*_NAMED, *_SHORT_YEAR)]
_BY_NUMBER = [_whole(_ISO, r"[\s.]*"), _whole(_NUMERIC, r"[\s.]*")]
_IN_BRACKETS = re.compile(rf"\s?\({WEEKDAY}\)", re.IGNORECASE)
_COMPACT = re.compile(
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:(?:T|\s)?(?P<after>(?<=[T\s\d])\d{2}:?\d{2}(?::?\d{2})?(?:Z|[+-]\d{2}:?\d{2})?))?"
)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])", re.IGNORECASE)  # of ISO 8601
_DAY_OF_YEAR = re.compile(r"(\d{4})-([0-3]\d\d)")  # of ISO 8601, too
_EAST_ASIAN = re.compile(
    r"\A(\d{4})(?:\s?[年년]\s?|\.\s)(\d{1,2})(?:\s?[月월]\s?|\.\s)(\d{1,2})(?:\s?[日일]\s?|\.(?:\s|\Z))"
)
_MAX_DATE = 1_000  # characters; what follows is no part of a date
_COUNT = re.compile(r"(\d{5,19})(?:\.(\d+))?")
_JSON_COUNT = re.compile(r"\\?/Date\((\d{10,19})(?:[+-]\d{4})?\)\\?/")  # as JSON of ASP.NET has it
_UNITS = {10: 1, 13: 10**3, 16: 10**6, 19: 10**9}  # digits of a count since 1970 → how many of them make a second
_EXCEL = dt.date(1899, 12, 30)  # day 0 of spreadsheets
_FIRST_SERIAL = 25_569  # 1970; a smaller number is hardly a day of publication
_EARLIEST, _LATEST = 1600, 2200  # years
# What stores put where no date is known, when written in numbers; west of Greenwich the count begins a day earlier. The
# last three are the first days of a spreadsheet, of SQL Server and of Windows.
_NO_DAYS = (
    dt.date(1970, 1, 1), dt.date(1969, 12, 31), dt.date(1900, 1, 1), dt.date(1899, 12, 30), dt.date(1753, 1, 1),
    dt.date(1601, 1, 1),
)  # fmt: skip
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_PIVOT = 69  # years of two digits from here on are of the 20th century, as POSIX reads them

# Dates as programs print them, and with the months of other languages.
_MAX_FORM = 120  # characters of a date in one of these forms
_MONTHS_ABROAD = {entry.word: int(entry.kind) for entry in entries("months_abroad")}
_ABROAD = re.compile(
    rf"\A(?:[^\d\n]{{0,20}}\s)?(?P<d>\d{{1,2}})(?:er|e|º|°)?\.?\s?(?:de\s)?(?P<n>{'|'.join(_MONTHS_ABROAD)})\b\.?,?\s?(?:del?\s)?"
    r"(?P<y>\d{4})\b(?P<rest>.*)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:\w{1,20}\.){0,3}(?:timestamp|date|datetime|datetime64|isodate)\((?P<inner>.*)\)", re.IGNORECASE
)
_QUOTED = re.compile(r"['\"]([^'\"]+)['\"]")
_EXPONENT = re.compile(r"(\d\.\d{7,9})E(?:9|12)", re.IGNORECASE)  # as Java prints a count
_CLOCK_ABROAD = re.compile(r"\D{1,12}(\d{1,2}[:.h]\d{2}.*)")
_UTC = re.compile(r"\b(?:utc|gmt)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """A day as it was written, and the moment in UTC where time and zone were written too."""

    day: dt.date
    at: dt.datetime | None = None


def parse_moment(value: str, day_first: bool | None = None) -> Moment | None:
    """The day and, if it is certain, the moment that `value` states; None rather than a guess.

    `day_first` is the order of day and month in numbers that leave it open, where it is known.

    >>> parse_moment("Feb. 13, 2025")
    Moment(day=datetime.date(2025, 2, 13), at=None)
    >>> parse_moment("2025-02-13T23:30:00-05:00").at
    datetime.datetime(2025, 2, 14, 4, 30, tzinfo=datetime.timezone.utc)
    >>> parse_moment("03/04/2025") is None and parse_moment("13 February") is None
    True
    >>> parse_moment("03/04/2025", day_first=True).day, parse_moment("03.04.2025").day
    (datetime.date(2025, 4, 3), datetime.date(2025, 4, 3))
    """
    value = _EAST_ASIAN.sub(r"\1-\2-\3 ", " ".join(value[:_MAX_DATE].split())).strip(" '\"`")
    try:
        moment = next(filter(_is_real, _readings(value, day_first)), None)
        other = None if moment else _plain_form(value)
        return next(filter(_is_real, _readings(other, day_first)), None) if other else moment
    except (ValueError, OverflowError):  # a day that its month does not have
        return None


def _is_real(moment: Moment) -> bool:
    return _EARLIEST <= moment.day.year <= _LATEST and moment.at != _EPOCH


def _readings(value: str, day_first: bool | None) -> Iterator[Moment]:
    """The first form that the value has, read."""
    if part := _CTIME.fullmatch(value):
        yield _moment(_date(part), part["clock"])
    elif part := next(filter(None, (form.fullmatch(value) for form in _BY_NAME)), None):
        yield _moment(_date(part), part["before"] or part["after"])
    elif part := _year_first(value) or _COMPACT.fullmatch(value):
        yield from _in_numbers(_date(part), _clock(part))
    elif part := _year_last(_IN_BRACKETS.sub("", value)):
        days = _on_weekday(set(_orders(part, day_first)), value)
        yield from _in_numbers(days.pop(), _clock(part)) if len(days) == 1 else ()
    elif part := _WEEK.fullmatch(value):
        yield Moment(dt.date.fromisocalendar(int(part[1]), int(part[2]), int(part[3])))
    elif part := _DAY_OF_YEAR.fullmatch(value):
        yield from _in_year(int(part[1]), int(part[2]))
    elif part := _COUNT.fullmatch(value) or _JSON_COUNT.fullmatch(value):
        yield from _counted(part[1])


def _year_first(value: str) -> re.Match[str] | None:
    part = _BY_NUMBER[0].fullmatch(value)
    return part if part and part["s"] == part["t"] else None


def _year_last(value: str) -> re.Match[str] | None:
    part = _BY_NUMBER[1].fullmatch(value)
    return part if part and part["s"] == part["t"] else None


def _clock(part: re.Match[str]) -> str | None:
    groups = part.groupdict()
    return groups.get("before") or groups.get("after")


def _date(part: re.Match[str]) -> dt.date:
    groups = part.groupdict()
    month = MONTHS[groups["n"].lower()] if groups.get("n") else int(groups["m"])
    return dt.date(_year(groups["y"]), month, int(groups["d"]))


def _year(digits: str) -> int:
    return int(digits) if len(digits) > 2 else int(digits) + (1900 if int(digits) >= _PIVOT else 2000)


def _moment(day: dt.date, clock: str | None) -> Moment:
    return Moment(day, moment_of(day, clock) if clock else None)


def _in_numbers(day: dt.date, clock: str | None) -> Iterator[Moment]:
    if day not in _NO_DAYS:
        yield _moment(day, clock)


def _orders(part: re.Match[str], day_first: bool | None) -> Iterator[dt.date]:
    """The days that two numbers and a year can be: those in the order that is known, else in every order."""
    a, b, year = int(part["a"]), int(part["b"]), _year(part["y"])
    dmy, mdy = [day for day in (_day(year, b, a),) if day], [day for day in (_day(year, a, b),) if day]
    first = True if part["s"] == "." else day_first
    if first is not None:
        yield from (dmy or mdy) if first else (mdy or dmy)
        return
    yield from dmy + mdy
    if day := _year_first_too(part):
        yield day


def _on_weekday(days: set[dt.date], value: str) -> set[dt.date]:
    """Of several days those that fall on the weekday which is written beside them."""
    weekday = _A_WEEKDAY.search(value) if len(days) > 1 else None
    return {day for day in days if _WEEKDAYS[day.weekday()] == weekday[0].lower()} if weekday else days


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def day_order(value: str) -> bool | None:
    """Whether a date in numbers shows that the day is first (True) or the month (False); None where it shows neither.

    >>> day_order("25/03/2025"), day_order("03/25/2025 10:00"), day_order("03/04/2025"), day_order("25 March 2025")
    (True, False, None, None)
    """
    part = _year_last(" ".join(value[:_MAX_DATE].split()))
    if not part or part["s"] == ".":
        return None
    a, b, year = int(part["a"]), int(part["b"]), _year(part["y"])
    dmy, mdy = _day(year, b, a), _day(year, a, b)
    return None if (dmy is None) == (mdy is None) or _year_first_too(part) else dmy is not None


def _year_first_too(part: re.Match[str]) -> dt.date | None:
    """The day if the first of three numbers of two digits is the year."""
    return _day(_year(part["a"].zfill(2)), int(part["b"]), int(part["y"])) if len(part["y"]) == 2 else None


def _in_year(year: int, number: int) -> Iterator[Moment]:
    """The day of a year with this number."""
    day = dt.date(year, 1, 1) + dt.timedelta(days=number - 1)
    yield from [Moment(day)] if day.year == year else ()


def _counted(digits: str) -> Iterator[Moment]:
    """Seconds since 1970, or thousandths and so on of them; days of a spreadsheet."""
    if len(digits) == 5 and int(digits) >= _FIRST_SERIAL:
        yield Moment(_EXCEL + dt.timedelta(days=int(digits)))
    elif unit := _UNITS.get(len(digits)):
        at = _EPOCH + dt.timedelta(seconds=int(digits) // unit)
        yield Moment(at.date(), at)


def _plain_form(value: str) -> str | None:
    """The same date in a form of its own; None where it is in none of these forms.

    >>> _plain_form("datetime.date(2024, 3, 5)"), _plain_form("Dienstag, 5. März 2024"), _plain_form("5 March 2024")
    ('2024-03-05', '2024-03-05', None)
    """
    if len(value) > _MAX_FORM:
        return None
    if called := _CALLED.fullmatch(value):
        return _of_call(called["inner"])
    if _EXPONENT.fullmatch(value):
        return str(round(float(value)))
    if abroad := _ABROAD.match(value):
        month = _MONTHS_ABROAD[abroad["n"].casefold()]
        clock = _CLOCK_ABROAD.match(abroad["rest"])
        return f"{abroad['y']}-{month:02}-{int(abroad['d']):02}{f' {clock[1]}' if clock else ''}"
    return None


def _of_call(inner: str) -> str | None:
    """What stands in the brackets of Timestamp('…') or datetime(2024, 3, 5, 10, 15)."""
    if quoted := _QUOTED.match(inner):
        return quoted[1]
    numbers = [int(part) for part in re.findall(r"(?<![\w.])\d{1,4}(?![\w.])", inner)][:6]
    if len(numbers) < 3:
        return None
    year, month, day, *clock = numbers
    zone = " UTC" if _UTC.search(inner) else ""
    hour = " " + ":".join(f"{part:02}" for part in (*clock, 0)[:3]) if clock else ""
    return f"{year:04}-{month:02}-{day:02}{hour}{zone if hour else ''}"
