"""Rows as compact JSON that is safe inside a script element."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

Columns = Mapping[str, Sequence[Any]]


def encode(tables: Mapping[str, Columns]) -> str:
    """Tables of columns as JSON: ids once, words of short lists once, columns without a value left out.

    A table is {"n": rows, "columns": {name: values | {"words": […], "codes": […]} | {"ids": […]}}}; the numbers of
    `ids` point into the list `ids` of the whole. No "<" is left, so nothing in a text ends the script element.
    """
    ids: dict[str, int] = {}
    encoded = {name: _table(columns, ids) for name, columns in tables.items()}
    text = json.dumps({"ids": list(ids), "tables": encoded}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _table(columns: Columns, ids: dict[str, int]) -> dict[str, Any]:
    n = max((len(values) for values in columns.values()), default=0)
    encoded = {name: _column(name, values, ids) for name, values in columns.items()}
    return {"n": n, "columns": {name: values for name, values in encoded.items() if values is not None}}


def _column(name: str, values: Sequence[Any], ids: dict[str, int]) -> Any:
    plain = [_plain(value) for value in values]
    if all(value is None for value in plain):
        return None
    if name.endswith("_id"):
        return {"ids": [None if value is None else ids.setdefault(value, len(ids)) for value in plain]}
    all_words = all(isinstance(value, str | None) for value in plain)
    words = {value: i for i, value in enumerate(dict.fromkeys(plain))} if all_words else {}
    if words and 2 * len(words) < len(plain):
        return {"words": list(words), "codes": [words[value] for value in plain]}
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
