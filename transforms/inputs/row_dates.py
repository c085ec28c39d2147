"""When an article was published, as a row says it: in one cell, in an object of numbers, or in several columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from newsloom.transforms.inputs.cells import plain
from newsloom.transforms.text.calendar import parse_moment
from newsloom.transforms.text.lexicon import entries

__all__ = ["date_columns", "date_of_row", "date_text", "without_zone"]

_PARTS = {re.sub(r"[\W_]+", "", entry.word): entry.kind for entry in entries("date_columns")}
_ZONE = re.compile(r"[\W_]+((?i:utc|gmt))\W*\Z|(?<=[a-z])(UTC|GMT)\Z")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\b.*|\d{1,2}\s?[ap]\.?m\.?", re.IGNORECASE)
_NAMED_ZONE = re.compile(r"[+-]\d{2}:?\d{2}|[A-Z]{1,5}", re.IGNORECASE)
_YEARS = range(1600, 2201)


def without_zone(column: str) -> str:
    """A column's name without the zone that ends it, as published_utc and "Date (GMT)"."""
    return _ZONE.sub("", column.strip())


def date_columns(names: Iterable[str]) -> dict[str, str]:
    """The columns that hold a part of the moment of publication: the part → the first column of it.

    >>> date_columns(["Year", "Month", "Day", "Time (GMT)"])
    {'year': 'Year', 'month': 'Month', 'day': 'Day', 'time': 'Time (GMT)'}
    """
    parts: dict[str, str] = {}
    for name in names:
        if part := _PARTS.get(re.sub(r"[\W_]+", "", without_zone(name).casefold())):
            parts.setdefault(part, name)
    return parts


def date_of_row(row: Mapping[str, object], column: str | None, parts: Mapping[str, str]) -> str | None:
    """The date of publication of a row, with its time of day and zone where other columns have them."""
    value = date_text(row.get(column)) if column else None
    if value is None:
        numbers = [_number(row.get(parts.get(part, ""))) for part in ("year", "month", "day")]
        value = None if None in numbers else _day(numbers)  # type: ignore[arg-type]
    elif column and (zone := _ZONE.search(column)):
        zoned = f"{value} {(zone[1] or zone[2]).upper()}"
        value = zoned if _is_moment(zoned) and not _is_moment(value) else value
    return _with_time(value, row, parts) if value else None


def date_text(value: object) -> str | None:
    """A date in a cell or a JSON value, of whatever shape, as a string.

    >>> date_text({"date-parts": [[2024, 3, 5]]}), date_text([2024, 3, 5, 10, 15]), date_text("5 March 2024")
    ('2024-03-05', '2024-03-05 10:15', '5 March 2024')
    """
    if isinstance(value, Mapping):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts:
            return date_text(parts[0])
        if {"year", "month", "day"} <= value.keys():
            return date_text([value["year"], value["month"], value["day"]])
        if isinstance(date := value.get("date") or value.get("dateTime"), str):
            zoned = f"{date.partition('.')[0]} {value.get('timezone') or ''}"
            return zoned if _is_moment(zoned) else date
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)) and len(value) >= 3:
        numbers = list(map(_number, value))
        if None not in numbers and numbers[0] in _YEARS:
            return _day(numbers)  # type: ignore[arg-type]
    return plain(value)


def _day(numbers: Sequence[int]) -> str:
    day = f"{numbers[0]:04}-{numbers[1]:02}-{numbers[2]:02}"
    return f"{day} {numbers[3]:02}:{numbers[4]:02}" if len(numbers) > 4 else day


def _number(value: object) -> int | None:
    """A cell with a whole number, also where a table has made a decimal of it."""
    text = (plain(value) or "").removesuffix(".0")
    return int(text) if text.isdigit() and len(text) <= 4 else None


def _with_time(value: str, row: Mapping[str, object], parts: Mapping[str, str]) -> str:
    """A day with the time and the zone of other columns, if it has none itself and is one with them."""
    day, column = parse_moment(value), parts.get("time", "")
    zone = plain(row.get(parts.get("zone", ""))) or ((match := _ZONE.search(column)) and (match[1] or match[2])) or ""
    if not day or day.at or not (_NAMED_ZONE.fullmatch(zone) or not zone):
        return value
    clock = _CLOCK.fullmatch((plain(row.get(column)) or "").strip())
    dated = f"{value} {clock[0] if clock else ''} {zone.upper()}"
    other = parse_moment(" ".join(dated.split()))
    return " ".join(dated.split()) if other and other.at and other.day == day.day else value


def _is_moment(value: str) -> bool:
    moment = parse_moment(value)
    return moment is not None and moment.at is not None
