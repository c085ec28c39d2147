"""Whether 03/04/2025 is in April or in March: what the other records of a source show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsloom.transforms.inputs.records import Draft, Outcome
from newsloom.transforms.text.calendar import day_order, parse_moment

_AHEAD = 1_000  # records that are held back until one shows the order; by hand
_MAX_HELD = 2**23  # characters of text that are held back
_DATES = ("published_at", "modified_at")


def with_day_order(outcomes: Iterable[Outcome], stated: bool | None = None) -> Iterator[Outcome]:
    """The outcomes, each with the order of day and month that an option states or that some date of the source shows.

    A record whose date leaves the order open is held back until a later one shows it, up to a thousand. Where two
    dates show different orders, none is known from there on.

    >>> from newsloom.transforms.inputs.records import Field
    >>> dates = ("03/04/2025", "25/03/2025")
    >>> drafts = [Draft("A text.", (Field("published_at", date, "field"),)) for date in dates]
    >>> [draft.day_first for draft in with_day_order(drafts)]
    [True, True]
    """
    held: list[Outcome] = []
    size, shown = 0, set[bool]()
    for outcome in outcomes:
        dates = _dates(outcome)
        shown |= {order for date in dates if (order := day_order(date)) is not None}
        held.append(outcome)
        size += len(outcome.text) if isinstance(outcome, Draft) else 0
        waits = stated is None and not shown and (len(held) > 1 or any(map(_is_open, dates)))
        if not waits or len(held) > _AHEAD or size > _MAX_HELD:
            yield from _ordered(held, stated, shown)
            held, size = [], 0
    yield from _ordered(held, stated, shown)


def _ordered(held: Iterable[Outcome], stated: bool | None, shown: set[bool]) -> Iterator[Outcome]:
    order = next(iter(shown)) if stated is None and len(shown) == 1 else stated
    for outcome in held:
        yield replace(outcome, day_first=order) if isinstance(outcome, Draft) and order is not None else outcome


def _dates(outcome: Outcome) -> list[str]:
    return [f.value for f in outcome.fields if f.field in _DATES] if isinstance(outcome, Draft) else []


def _is_open(date: str) -> bool:
    return parse_moment(date) is None and parse_moment(date, day_first=True) is not None
