"""Earlier versions of the contract: under which names their tables and columns are, so that they can be read."""

from __future__ import annotations

from newsloom.schemas.contract import TABLES

VERSION_1_TABLES = {"article_pairs": "overlaps", "shared_passages": "overlap_passages"}
"""What a table was called in version 1, where it was called otherwise."""

_SPANS = {"start_char": "start", "end_char": "end"}
VERSION_1_COLUMNS: dict[str, dict[str, str]] = {
    "segments": _SPANS,
    "roles": _SPANS,
    "mentions": _SPANS,
    "quotes": _SPANS,
    "quote_segments": _SPANS,
    "checks": {"table_name": "table", "check_name": "check"},
}
"""What columns were called in version 1, by table as it is called now."""


def former_table(table: str) -> str:
    """The name of a table in version 1."""
    return VERSION_1_TABLES.get(table, table)


def former_columns(table: str) -> dict[str, str]:
    """Column as it is called now -> its name in version 1, in the order of the table of the contract."""
    renamed = VERSION_1_COLUMNS.get(table, {})
    return {name: renamed.get(name, name) for name in TABLES[table].columns}
