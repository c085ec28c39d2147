"""The data dictionary: nothing of the contract is left out; tests/house/test_dictionary_doc.py has the page in docs."""

import pyarrow as pa
import pytest

from newsloom.schemas.contract import SCHEMA_VERSION, TABLES
from newsloom.schemas.dictionary import dictionary_data, dictionary_markdown, type_name


def test_data_has_every_table_column_unit_and_constraint():
    data = dictionary_data()
    assert data["schema_version"] == SCHEMA_VERSION
    assert [table["name"] for table in data["tables"]] == list(TABLES)
    for given in data["tables"]:
        table = TABLES[given["name"]]
        assert (given["description"], tuple(given["key"])) == (table.description, table.key)
        assert [column["name"] for column in given["columns"]] == list(table.columns)
        for column in given["columns"]:
            wanted = table.columns[column["name"]]
            assert column.get("unit") == wanted.unit
            assert column.get("constraint", "") == wanted.constraint()


def test_a_row_of_the_page_has_five_cells():
    rows = [line for line in dictionary_markdown().splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {6}


@pytest.mark.parametrize(
    ("kind", "name"),
    [(pa.dictionary(pa.int32(), pa.string()), "word"), (pa.string(), "string"), (pa.date32(), "date32[day]")],
)
def test_names_of_types(kind, name):
    assert type_name(kind) == name
