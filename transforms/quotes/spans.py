"""Look-ups among spans that stand in order of place and do not overlap, so that none is held against all others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import Protocol, TypeVar

Span = tuple[int, int]


class Placed(Protocol):
    """Something with a place in the article."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Run = TypeVar("Run", bound=Placed)
_START, _END = attrgetter("start"), attrgetter("end")


def overlapping(runs: Sequence[Run], start: int, end: int) -> Sequence[Run]:
    """The runs that share a character with a span."""
    low, high = bisect_right(runs, start, key=_END), bisect_left(runs, end, key=_START)
    return runs[low:high] if low < high else ()


def touching(runs: Sequence[Run], start: int, end: int) -> Sequence[Run]:
    """The runs that overlap a span or stand right beside it."""
    low, high = bisect_left(runs, start, key=_END), bisect_right(runs, end, key=_START)
    return runs[low:high] if low < high else ()


def first_overlapping(runs: Sequence[Run], start: int, end: int) -> Run | None:
    """The first of the runs that share a character with a span."""
    at = bisect_right(runs, start, key=_END)
    return runs[at] if at < len(runs) and runs[at].start < end else None


def held(runs: Sequence[Run], start: int, end: int) -> bool:
    """Whether one of the runs holds all of a span."""
    run = first_overlapping(runs, start, end)
    return run is not None and run.start <= start and end <= run.end


class Taken:
    """Spans of which none overlaps another."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans)

    def meets(self, span: Span) -> bool:
        """Whether a span shares a character with one of these."""
        at = bisect_left(self._spans, span[1], key=itemgetter(0))
        return at > 0 and span[0] < self._spans[at - 1][1]

    def add(self, span: Span) -> None:
        """Take one more, which meets none."""
        insort(self._spans, span)
