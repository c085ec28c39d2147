"""The time of day and its zone behind a date: 10:15:30 +0100, 2.30 p.m. ET, T101530Z."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsloom.transforms.text.lexicon import entries

__all__ = ["CLOCK", "moment_of"]

_ZONES = {entry.word: entry.kind for entry in entries("zones")}
_NAMES = "|".join(sorted(_ZONES, key=len, reverse=True))
_OFFSET = r"[+\u2212-]\d{1,2}(?::?\d{2})?"
_OF_NAME = (
    rf"\(?(?-i:{_NAMES}|utc|gmt|(?<=\d)z|[A-Z][a-z]{{2,9}}/[A-Z][A-Za-z_]{{2,20}}|Eastern|Central|Pacific)\b\)?(?!\s?[+-]\d)"
    r"(?:\s(?:Daylight |Standard )?Time\b)?"
)
ZONE = (
    rf"(?:\(?(?:UTC|GMT)\s?{_OFFSET}(?!\d)\)?|[+\u2212-]\d{{2}}(?::?\d{{2}})?Z?(?!\d)|{_OF_NAME}|(?-i:[A-Z]{{2,4}}T)\b)"
    r"(?:\s?[(\[][^()\[\]]{1,60}[)\]])?"
)
_OF_DAY = r"(?:\s?(?:Uhr|hrs)\b\.?)?"  # what some write behind the figures
CLOCK = (
    rf"(?:\d{{1,2}}(?:[:.h]|:\s)\d{{2}}(?:[:.]\d{{2}}(?:[.,]\d{{1,9}})?)?(?:\s?[ap](?:\.?\s?m)?\b\.?)?|\d{{1,2}}\s?[ap]\.?\s?m\b\.?"
    rf"|(?<=T)\d{{4}}(?:\d{{2}})?|(?<=T)\d{{2}}(?=Z|[+-]|\Z)){_OF_DAY}(?:\s?{ZONE})?"
)
"""Pattern of a time of day with its zone, where one is written; use with re.IGNORECASE."""
_PARTS = re.compile(
    rf"(?P<hour>\d{{1,2}})(?:[:.h]?\s?(?P<minute>\d{{2}})(?:[:.]?(?P<second>\d{{2}})(?:[.,](?P<fraction>\d+))?)?)?"
    rf"\s?(?:(?P<half>[ap])(?:\.?\s?m)?\b)?\.?{_OF_DAY}\s?(?P<zone>{ZONE})?",
    re.IGNORECASE,
)
_FIXED = re.compile(r"(?:UTC|GMT)?\s?([+\u2212-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)


def moment_of(day: dt.date, clock: str) -> dt.datetime | None:
    """The moment in UTC of a time on a day as `CLOCK` matches it; None where the zone is not written or not certain.

    >>> moment_of(dt.date(2024, 3, 5), "9:15 p.m. ET")
    datetime.datetime(2024, 3, 6, 2, 15, tzinfo=datetime.timezone.utc)
    >>> moment_of(dt.date(2024, 3, 5), "09:15") is None
    True
    """
    part = _PARTS.fullmatch(clock.strip())
    zone = _zone(part["zone"]) if part and part["zone"] else None
    time = _time(part) if part and zone else None
    return dt.datetime.combine(day, time, zone).astimezone(dt.UTC) if time else None


def _time(part: re.Match[str]) -> dt.time | None:
    hour, half = int(part["hour"]), part["half"]
    if half and not 1 <= hour <= 12:
        half = None  # "14:30 PM" is half past two
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    micro = int((part["fraction"] or "0")[:6].ljust(6, "0"))
    try:
        return dt.time(hour, int(part["minute"] or 0), int(part["second"] or 0), micro)
    except ValueError:
        return None


def _zone(written: str) -> dt.tzinfo | None:
    written = re.sub(r"(?<=.)\s?[(\[][^()\[\]]*[)\]]\Z", "", written).strip("()")
    if "/" in written:
        return _named(written)
    if fixed := _FIXED.fullmatch(written.removesuffix("Z") or written):
        return _offset(*fixed.groups())
    name = re.sub(r"\W+(?:daylight |standard )?time\Z", "", written, flags=re.IGNORECASE).strip("() ").upper()
    return _named(_ZONES.get(name, ""))


def _offset(sign: str, hours: str, minutes: str | None) -> dt.tzinfo | None:
    size = dt.timedelta(hours=int(hours), minutes=int(minutes or 0))
    return dt.timezone(size if sign == "+" else -size) if size <= dt.timedelta(hours=14) else None


@cache
def _named(stands_for: str) -> dt.tzinfo | None:
    if fixed := _FIXED.fullmatch(stands_for):
        return _offset(*fixed.groups())
    try:
        return ZoneInfo(stands_for) if stands_for else None
    except ZoneInfoNotFoundError:  # a machine without the database
        return None
