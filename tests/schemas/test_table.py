"""The table definitions: what a frame may hold, and how an error speaks."""

import pyarrow as pa
import pytest

from newsloom.schemas.contract import TABLES
from newsloom.schemas.table import Column, SchemaError, Table

SAMPLE = Table(
    "sample",
    "A table for tests.",
    key=("id",),
    columns={
        "id": Column(pa.string(), "An id.", required=True, pattern="^x[0-9]$"),
        "kind": Column(pa.dictionary(pa.int32(), pa.string()), "A word.", words=("a", "b")),
        "share": Column(pa.float32(), "A share.", unit="0 to 1", minimum=0, maximum=1),
    },
)

BROKEN = [
    ("null", [{"id": None}], "column id: null"),
    ("pattern", [{"id": "y1"}], "does not match"),
    ("word list", [{"id": "x1", "kind": "c"}], "column kind: not one of a, b"),
    ("range below", [{"id": "x1", "share": -0.5}], "column share: below 0"),
    ("range above", [{"id": "x1", "share": 1.5}], "column share: above 1"),
    ("empty string", [{"id": "x1", "kind": ""}], "column kind: empty string"),
    ("repeated key", [{"id": "x1"}, {"id": "x1"}], "key (id) repeated"),
]


@pytest.mark.parametrize(("rows", "message"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_frame_names_table_and_column(rows, message):
    with pytest.raises(SchemaError, match="table sample") as error:
        SAMPLE.conform(SAMPLE.table(rows))
    assert message in str(error.value)


def test_unknown_and_missing_columns_are_named():
    with pytest.raises(SchemaError, match="unknown column colour"):
        SAMPLE.table([{"id": "x1", "colour": "red"}])
    with pytest.raises(SchemaError, match="missing column kind, share; unknown column colour"):
        SAMPLE.conform(pa.table({"id": ["x1"], "colour": ["red"]}))


def test_wrong_types_are_refused():
    with pytest.raises(SchemaError, match="column share"):
        SAMPLE.table([{"id": "x1", "share": "half"}])
    with pytest.raises(SchemaError, match="column share: expected float"):
        SAMPLE.conform(pa.table({"id": ["x1"], "kind": ["a"], "share": ["half"]}))


def test_conform_keeps_rows_and_gives_the_schema():
    frame = SAMPLE.conform(pa.table({"share": [0.5, None], "kind": ["a", None], "id": ["x1", "x2"]}))
    assert frame.schema.equals(SAMPLE.schema, check_metadata=True)
    assert frame.to_pylist() == [{"id": "x1", "kind": "a", "share": 0.5}, {"id": "x2", "kind": None, "share": None}]


def test_field_metadata_carries_description_unit_and_constraint():
    metadata = SAMPLE.schema.field("share").metadata
    assert metadata == {b"description": b"A share.", b"unit": b"0 to 1", b"constraint": "0 ≤ value ≤ 1".encode()}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_the_contract_is_whole(table):
    assert table.conform(table.empty()).num_rows == 0
    assert set(table.key) <= set(table.columns)
    for name, column in table.columns.items():
        assert column.description.endswith((".", "?")) or ":" in column.description, name
        if column.references:
            other, target = column.references.split(".")
            assert target in TABLES[other].columns
    assert "run_id" in table.columns
