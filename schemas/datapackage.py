"""The contract as a Frictionless data package: `datapackage.json`, which catalogues and other tools read.

Source: specs.frictionlessdata.io, Data Package and Table Schema version 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from newsloom.schemas.contract import SCHEMA_VERSION, TABLES
from newsloom.schemas.table import Column, Table, plain_type

PACKAGE_FILE = "datapackage.json"


def datapackage(files: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """The package descriptor as JSON-ready data.

    files: table -> paths of its files relative to the snapshot; without them, each table has the pattern of its paths.
    """
    resources = [_resource(table, (files or {}).get(table.name)) for table in TABLES.values()]
    return {
        "name": "newsloom",
        "profile": "data-package",
        "title": "Tables of newsloom",
        "description": "Who said what, about whom, in which story, how each outlet put it, and what is a copy.",
        "schema_version": SCHEMA_VERSION,
        "resources": resources,
    }


def _resource(table: Table, files: Sequence[str] | None) -> dict[str, Any]:
    return {
        "name": table.name,
        "description": table.description,
        "path": list(files) if files else f"{table.name}/*.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(name, column) for name, column in table.columns.items()]}
    if table.key and all(table.columns[name].required for name in table.key):  # a primary key forbids null there
        schema["primaryKey"] = list(table.key)
    foreign = [_foreign_key(table, name, c.references) for name, c in table.columns.items() if c.references]
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _field(name: str, column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {"name": name, "type": field_type(column.type), "description": column.description}
    more = {"unit": column.unit, "constraints": _constraints(column)}
    return described | {name: value for name, value in more.items() if value}


def _constraints(column: Column) -> dict[str, Any]:
    stated = {
        "required": column.required or None,
        "enum": list(column.words) if column.words else None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": column.pattern,
    }
    return {name: value for name, value in stated.items() if value is not None}


def _foreign_key(table: Table, name: str, target: str) -> dict[str, Any]:
    other, key = target.split(".")
    return {"fields": name, "reference": {"resource": "" if other == table.name else other, "fields": key}}


def field_type(kind: pa.DataType) -> str:
    """The Table Schema type of an Arrow type.

    >>> field_type(pa.timestamp("us", tz="UTC")), field_type(pa.list_(pa.string()))
    ('datetime', 'array')
    """
    plain = plain_type(kind)
    return next(name for name, holds in _TYPES if holds(plain))


_TYPES = (
    ("string", pa.types.is_string),
    ("boolean", pa.types.is_boolean),
    ("integer", pa.types.is_integer),
    ("number", pa.types.is_floating),
    ("date", pa.types.is_date),
    ("datetime", pa.types.is_timestamp),
    ("array", pa.types.is_list),
    ("object", pa.types.is_struct),
)
"""Names of Table Schema, each with the Arrow types that it stands for."""
