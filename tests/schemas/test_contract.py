"""The contract as a whole: which tables, in which order, and what holds for each."""

import pyarrow as pa
import pytest

from newsloom.schemas.contract import SCHEMA_VERSION, TABLES

TIME, DAY = pa.timestamp("us", tz="UTC"), pa.date32()
COLUMNS = [(table.name, name, column) for table in TABLES.values() for name, column in table.columns.items()]


def test_tables_stand_in_the_order_of_the_path():
    assert SCHEMA_VERSION == 2
    path = ("articles", "article_pairs", "entities", "quotes", "runs")
    assert sorted(path, key=list(TABLES).index) == list(path)


@pytest.mark.parametrize(("table", "name", "column"), COLUMNS, ids=[f"{t}.{n}" for t, n, _ in COLUMNS])
def test_what_holds_for_every_column(table, name, column):
    assert name not in ("start", "end", "table", "check", "overlaps"), "a word of SQL"
    assert column.description
    assert "\n" not in column.description
    if name.endswith("_at"):
        assert column.type == TIME
    if name.endswith("_date"):
        assert column.type == DAY
    if pa.types.is_floating(column.type) and column.unit == "0 to 1":
        assert (column.type, column.minimum, column.maximum) == (pa.float32(), 0, 1)
    if name.endswith(("_start", "_end", "_char")):
        assert (column.type, column.minimum, column.unit) == (pa.int32(), 0, "code points")
    assert bool(column.words) == pa.types.is_dictionary(column.type)


def test_every_table_says_which_run_wrote_it():
    assert all("run_id" in table.columns for table in TABLES.values())


def test_no_public_table_is_internal():
    assert not [name for name, table in TABLES.items() if table.internal or table.mapped or table.part_by]
