"""Candidates for the columns of articles, wherever they come from, and which of them wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newsloom.transforms.cleaning.addresses import canonical_url, web_address
from newsloom.transforms.cleaning.dates import DATE_FIELDS, PLAIN, DateReading
from newsloom.transforms.cleaning.outlets import AGENCY_BY_FORM
from newsloom.transforms.text.bylines import is_person

__all__ = ["Found", "choose"]

# Best first: what a source states in a field of its own beats what stands in the text, an address comes last.
PREFERENCE = ("field", "html", "feed", "header", "byline", "dateline", "trailer", "url")


@dataclass(frozen=True)
class Found:
    """A candidate for a column of articles: its value, where it came from, and where in the text it stands.

    `reading` is what the column would have where that is not the value as it stands, "" for nothing.
    """

    field: str
    value: str
    origin: str
    start: int | None = None
    end: int | None = None
    reading: str | None = None

    @property
    def column_value(self) -> str:
        """What the column has if the candidate wins."""
        return self.value if self.reading is None else self.reading


def choose(found: Iterable[Found], dates: DateReading = PLAIN) -> tuple[dict[str, Found], set[str]]:
    """The winner of each field, and the fields whose candidates disagree once read the same way.

    A date that cannot be read is no candidate.
    """
    by_field: dict[str, list[Found]] = {}
    for item in found:
        if item.column_value and dates.readable(item.field, item.value):
            by_field.setdefault(item.field, []).append(item)
    winners = {field: min(items, key=_rank) for field, items in by_field.items()}
    conflicts = {field for field, items in by_field.items() if len({_comparable(i, dates) for i in items}) > 1}
    return winners, conflicts


def _rank(item: Found) -> tuple[bool, int]:
    no_address = item.field == "url" and web_address(item.value) is None
    nobody = item.field == "author" and not any(map(is_person, item.column_value.split(", ")))
    return no_address or nobody, PREFERENCE.index(item.origin) if item.origin in PREFERENCE else len(PREFERENCE)


def _comparable(item: Found, dates: DateReading) -> object:
    if item.field in DATE_FIELDS:
        moment = dates.moment(item.value)
        return moment.day if moment else item.value
    if item.field == "url":
        return canonical_url(item.value)
    if item.field == "wire_agency":
        return AGENCY_BY_FORM.get(item.value.strip(), item.value)
    return " ".join(item.column_value.casefold().split())
