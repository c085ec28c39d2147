"""The data dictionary: the table definitions as Markdown or as plain data."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from newsloom.schemas.contract import SCHEMA_VERSION, TABLES
from newsloom.schemas.table import Table


def dictionary_data() -> dict[str, Any]:
    """The contract as JSON-ready data."""
    return {"schema_version": SCHEMA_VERSION, "tables": [_table_data(table) for table in TABLES.values()]}


def _table_data(table: Table) -> dict[str, Any]:
    columns = [
        {"name": name, "type": type_name(column.type), **column.metadata()} for name, column in table.columns.items()
    ]
    return {"name": table.name, "description": table.description, "key": list(table.key), "columns": columns}


def dictionary_markdown() -> str:
    """The contract as a Markdown page."""
    parts = [
        "# Data dictionary",
        "",
        f"Schema version {SCHEMA_VERSION}. Each table is a folder of Parquet files under `DIR/current/`.",
        "This page is made by `newsloom describe`; it is not written by hand.",
    ]
    for table in TABLES.values():
        parts += ["", *_table_lines(table)]
    return "\n".join(parts) + "\n"


def _table_lines(table: Table) -> list[str]:
    key = f" Key: {', '.join(table.key)}." if table.key else ""
    rows = [
        f"| {name} | {type_name(column.type)} | {_cell(column.description)} | {column.unit or ''} "
        f"| {_cell(column.constraint())} |"
        for name, column in table.columns.items()
    ]
    head = ["| column | type | description | unit | constraint |", "|---|---|---|---|---|"]
    return [f"## {table.name}", "", table.description + key, "", *head, *rows]


def type_name(kind: pa.DataType) -> str:
    """Arrow's name of the type; a dictionary-encoded string is a `word`.

    >>> type_name(pa.dictionary(pa.int32(), pa.string()))
    'word'
    """
    return "word" if pa.types.is_dictionary(kind) else str(kind)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
