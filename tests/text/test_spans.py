"""Look-ups among spans give what a comparison with each of them gives."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.text.spans import (
    DisjointSpans,
    contains,
    first_overlapping,
    is_within_one,
    overlapping,
    overlaps,
    touching,
)


@dataclass(frozen=True)
class Piece:
    start: int
    end: int


_EDGES = st.lists(st.integers(0, 30), min_size=2, max_size=12, unique=True).map(sorted)
_PIECES = _EDGES.map(lambda edges: [Piece(*edges[i : i + 2]) for i in range(0, len(edges) - 1, 2)])
_SPAN = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(_PIECES, _SPAN)
def test_look_ups(pieces: list[Piece], span: tuple[int, int]) -> None:
    start, end = span
    sharing = [p for p in pieces if p.start < end and start < p.end]
    assert list(overlapping(pieces, start, end)) == sharing
    assert list(touching(pieces, start, end)) == [p for p in pieces if p.start <= end and start <= p.end]
    assert first_overlapping(pieces, start, end) == (sharing[0] if sharing else None)
    assert is_within_one(pieces, start, end) == any(p.start <= start and end <= p.end for p in pieces)
    assert DisjointSpans((p.start, p.end) for p in pieces).overlaps(span) == bool(sharing)


def test_two_spans() -> None:
    assert overlaps((0, 5), (4, 6)) and not overlaps((0, 5), (5, 6))
    assert contains((0, 5), (0, 5)) and contains((0, 5), (2, 3)) and not contains((0, 5), (4, 6))


def test_what_is_added_counts() -> None:
    spans = DisjointSpans([(4, 6)])
    spans.add((0, 2))
    assert spans.overlaps((1, 3)) and not spans.overlaps((2, 4))
