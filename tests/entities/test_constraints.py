from __future__ import annotations

import pytest

from newsloom.schemas.state.names import CHAINS, PINS
from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.constraints import constraints_from_pins, must_differ, parted
from tests.marked_names import gazetteer, names

FIRST, SECOND = (names("[PERSON Ida Holm] met [PERSON Per Lund] in [GPE Holm].", number=n) for n in (1, 2))
FRAME = ChainFrame(CHAINS.table([*FIRST.chains, *SECOND.chains]), gazetteer())  # rows 0-2 and 3-5
CASES = [
    ("same", {"decision": "same", "a": "Ida Holm", "b": "Per Lund"}, [[0, 1, 3, 4]], {}),
    (
        "same in one article",
        {"decision": "same", "a": "ida holm", "a_article_id": FIRST.article_id, "b": "Per Lund"},
        [[0, 1, 4]],
        {},
    ),
    (
        "different",
        {
            "decision": "different",
            "a": "Ida Holm",
            "a_article_id": FIRST.article_id,
            "b": "Ida Holm",
            "b_article_id": SECOND.article_id,
        },
        [],
        {0: {3}, 3: {0}},
    ),
    ("of a type", {"decision": "same", "type": "GPE", "a": "Holm", "b": "Holm"}, [[2, 5]], {}),
    ("of another type", {"decision": "same", "type": "ORG", "a": "Holm", "b": "Holm"}, [], {}),
    ("a name that nobody has", {"decision": "different", "a": "Ida Holm", "b": "Xenia Kor"}, [], {}),
]


@pytest.mark.parametrize(("label", "pin", "must", "cannot"), CASES, ids=[case[0] for case in CASES])
def test_rows_of_pins(label: str, pin: dict, must: list[list[int]], cannot: dict[int, set[int]]) -> None:
    constraints = constraints_from_pins(PINS.table([pin]), FRAME)
    assert (list(constraints.must_link), dict(constraints.cannot_link)) == (must, cannot)


def test_clusters_that_must_differ() -> None:
    cannot = {0: frozenset({3}), 3: frozenset({0})}
    assert must_differ([0, 1], [2, 3], cannot)
    assert not must_differ([0, 1], [2, 4], cannot)
    assert not must_differ([0], [3], {})


def test_rows_that_must_not_be_linked_are_parted() -> None:
    assert parted([0, 1, 2], {}) == [[0, 1, 2]]
    assert parted([0, 1, 2], {0: frozenset({1}), 1: frozenset({0})}) == [[0, 2], [1]]
