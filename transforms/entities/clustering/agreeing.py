"""Chains of one name that are plainly one person: nothing that any of them tells can outweigh their name.

So they need not be compared with each other, which takes the square of what articles say of somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.clustering.match_weights import (
    AGES_APART,
    CO_MENTIONS_MOST,
    DAYS_A_YEAR,
    PUBLIC,
    WEIGHTS,
    YEARS_APART,
)

_ALWAYS = (
    "same age",
    "same organisation",
    "same country",
    "same role",
    "same field",
    *["co-mention"] * CO_MENTIONS_MOST,
)
"""Evidence that may be there whatever the chains tell; it speaks against nobody unless its weight is turned."""


def plainly_one(chains: ChainFrame, rows: Sequence[int], days: Sequence[int | None], prior: float) -> bool:
    """Whether these chains weigh more than even against each other, however they are taken together.

    prior: what their name weighs. days: the day of each row of the frame, since 1970. What two chains have in common,
    all that hold one of them have in common; so nothing comes up against a union that no two of its parts bring.
    """
    possible = (*_ALWAYS, *_contradictions(chains, rows, days))
    return prior + sum(min(0.0, WEIGHTS[name]) for name in possible) > 0


def _contradictions(chains: ChainFrame, rows: Sequence[int], days: Sequence[int | None]) -> list[str]:
    """What some of the chains may have against others, as keys of WEIGHTS."""
    distinct, field_of = {chains.particulars[row] for row in rows}, chains.gazetteer.field_of
    against = {
        "other gender": len({some.gender for some in distinct} - {""}) > 1,
        "other age": _span(some.born or None for some in distinct) > AGES_APART,
        "other country": not _agree({some.countries for some in distinct}),
        "too long ago": _span(days[row] for row in rows) > YEARS_APART * DAYS_A_YEAR,
    }
    fields = [{field_of.get(role) for role in roles} - {None} for roles in {some.roles for some in distinct}]
    if not _agree(fields):
        public = all(some & PUBLIC for some in fields if some)
        against[min("public fields", "board", key=WEIGHTS.__getitem__) if public else "other field"] = True
    return [name for name, may_be in against.items() if may_be]


def _agree(sets: Iterable[Iterable[Any]]) -> bool:
    """Whether some word is in all of the sets that are not empty."""
    some = [frozenset(words) for words in sets if words]
    return not some or bool(frozenset.intersection(*some))


def _span(numbers: Iterable[int | None]) -> int:
    """How far the known ones of some numbers lie apart."""
    some = [number for number in numbers if number is not None]
    return max(some, default=0) - min(some, default=0)
