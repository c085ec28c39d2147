"""The data package: every table, column, type and description, in the words of Frictionless."""

import json

import pyarrow as pa
import pytest

from newsloom.schemas.contract import TABLES
from newsloom.schemas.datapackage import datapackage, field_type

RESOURCES = {resource["name"]: resource for resource in datapackage()["resources"]}
TYPES = [
    (pa.string(), "string"),
    (pa.dictionary(pa.int32(), pa.string()), "string"),
    (pa.int32(), "integer"),
    (pa.int64(), "integer"),
    (pa.float32(), "number"),
    (pa.bool_(), "boolean"),
    (pa.date32(), "date"),
    (pa.timestamp("us", tz="UTC"), "datetime"),
    (pa.list_(pa.string()), "array"),
    (pa.struct([("a", pa.string())]), "object"),
]


@pytest.mark.parametrize(("kind", "name"), TYPES, ids=str)
def test_types(kind, name):
    assert field_type(kind) == name


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_table_is_a_resource(table):
    resource = RESOURCES[table.name]
    assert resource["description"] == table.description
    assert resource["path"] == f"{table.name}/*.parquet"
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert list(fields) == list(table.columns)
    for name, column in table.columns.items():
        constraints = fields[name].get("constraints", {})
        assert fields[name]["description"] == column.description
        assert fields[name].get("unit") == column.unit
        assert constraints.get("required", False) == column.required
        assert tuple(constraints.get("enum", ())) == (column.words or ())
        assert (constraints.get("minimum"), constraints.get("maximum")) == (column.minimum, column.maximum)
        assert constraints.get("pattern") == column.pattern
    named = {key["fields"]: key["reference"] for key in resource["schema"].get("foreignKeys", [])}
    assert set(named) == {name for name, column in table.columns.items() if column.references}
    for reference in named.values():
        target = TABLES[reference["resource"] or table.name]
        assert reference["fields"] in target.columns


def test_a_primary_key_forbids_null():
    assert RESOURCES["articles"]["schema"]["primaryKey"] == ["article_id"]
    assert "primaryKey" not in RESOURCES["story_events"]["schema"]  # whose key has columns that may be null
    assert "primaryKey" not in RESOURCES["metadata"]["schema"]  # which has no key


def test_files_take_the_place_of_the_pattern():
    package = datapackage({"articles": ["articles/part-1.parquet"]})
    assert package["resources"][0]["path"] == ["articles/part-1.parquet"]


def test_describe_prints_it(newsloom):
    assert json.loads(newsloom("describe", "--format", "datapackage").stdout) == datapackage()


def test_a_table_that_refers_to_itself_says_so_by_no_name():
    keys = {key["fields"]: key["reference"]["resource"] for key in RESOURCES["entities"]["schema"]["foreignKeys"]}
    assert keys == {"merged_into": "", "run_id": "runs"}
