from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.state.names import CHAINS
from newsloom.transforms.entities.chain_frame import ChainFrame, group_rows, lists, shared
from newsloom.transforms.names.person_names import PersonName
from tests.marked_names import gazetteer, names

FRAME = ChainFrame(
    CHAINS.table(names("[PERSON Ida Holm] met [PERSON Per Lund]. [PERSON Holm] left [GPE Oslo].").chains), gazetteer()
)


def test_columns_by_row() -> None:
    assert len(FRAME) == 3
    assert (FRAME.types[0], FRAME.names[0], FRAME.keys[0]) == ("PERSON", "Ida Holm", "ida holm")
    assert list(FRAME.forms.at(0)) == ["Ida Holm", "Holm"]
    assert FRAME.count_forms([0, 1]) == {"Ida Holm": 1, "Holm": 1, "Per Lund": 1}
    assert FRAME.person(1) == PersonName(("per",), "lund", "lund")
    assert FRAME.n_mentions.tolist() == [2, 1, 1]


def test_a_row_that_stands_for_others() -> None:
    number = FRAME.numbers[0]
    frame = ChainFrame(FRAME.table, gazetteer(), stands_for={number: 7}, extra_co_mentions={number: [5]})
    assert frame.n_articles[:2] == [7, 1]
    assert frame.co_mentions(0) - FRAME.co_mentions(0) == {5}
    assert frame.co_mentions(1) == FRAME.co_mentions(1) != set()


def test_lists_count_null_as_empty() -> None:
    column = pa.chunked_array([pa.array([["a", "b"], None, ["b"]], pa.list_(pa.string()))])
    rows = lists(column)
    assert [list(rows.at(row)) for row in range(3)] == [["a", "b"], [], ["b"]]


def test_equal_values_are_one_object() -> None:
    values = shared(pa.chunked_array([["long value", None], ["long value"]]))
    assert values == ["long value", None, "long value"]
    assert values[0] is values[2]


def test_groups_are_in_order_of_value() -> None:
    assert list(group_rows(["b", "a", "b"]).items()) == [("a", [1]), ("b", [0, 2])]
