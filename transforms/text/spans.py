"""Look-ups among spans that stand in order and do not overlap, so that none is compared with all others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import Protocol, TypeVar

Span = tuple[int, int]
"""[start, end) in code points."""


class HasSpan(Protocol):
    """Something that stands at a span of the article."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=HasSpan)
_START, _END = attrgetter("start"), attrgetter("end")


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def contains(outer: Span, inner: Span) -> bool:
    """Whether one span lies wholly in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def overlapping(spans: Sequence[T], start: int, end: int) -> Sequence[T]:
    """Those that share a character with [start, end)."""
    low, high = bisect_right(spans, start, key=_END), bisect_left(spans, end, key=_START)
    return spans[low:high] if low < high else ()


def touching(spans: Sequence[T], start: int, end: int) -> Sequence[T]:
    """Those that overlap [start, end) or stand right beside it."""
    low, high = bisect_left(spans, start, key=_END), bisect_right(spans, end, key=_START)
    return spans[low:high] if low < high else ()


def first_overlapping(spans: Sequence[T], start: int, end: int) -> T | None:
    """The first that shares a character with [start, end)."""
    index = bisect_right(spans, start, key=_END)
    return spans[index] if index < len(spans) and spans[index].start < end else None


def is_within_one(spans: Sequence[T], start: int, end: int) -> bool:
    """Whether one of them holds all of [start, end)."""
    span = first_overlapping(spans, start, end)
    return span is not None and span.start <= start and end <= span.end


class DisjointSpans:
    """Spans of which none overlaps another."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans)

    def overlaps(self, span: Span) -> bool:
        """Whether a span shares a character with one of these."""
        index = bisect_left(self._spans, span[1], key=itemgetter(0))
        return index > 0 and span[0] < self._spans[index - 1][1]

    def add(self, span: Span) -> None:
        """Take one more, which overlaps none."""
        insort(self._spans, span)
