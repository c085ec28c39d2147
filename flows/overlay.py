"""Rows as they will be: what the dataset holds, with what the chunk has changed so far laid over it."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from flows.dataset import Changes, Dataset, newest, without
from flows.tables import ALL_TABLES
from schemas.table import Table


def latest(
    dataset: Dataset, changes: Changes, name: str, column: str, values: pa.Array, columns: Sequence[str] | None = None
) -> pa.Table:
    """The rows of a table, or some columns of them, the key among those, whose column has one of the values; rows that
    the chunk writes come from the chunk."""
    table = ALL_TABLES[name]
    stored = dataset.lookup(name, column, values, columns=columns)
    pending = [rows.select(stored.column_names).cast(stored.schema) for rows in changes.pending(name)]
    if not pending:
        return stored
    written = pa.concat_tables(newest(table, pending))
    stored = without(stored, [written.select(list(table.key))])
    return pa.concat_tables([stored, written.filter(pc.is_in(written[column], values))])


def distinct(*columns: pa.ChunkedArray) -> pa.Array:
    """The values of string columns, each once, without null."""
    return pc.unique(pa.chunked_array([c for column in columns for c in column.chunks], pa.string())).drop_null()


def with_values(table: Table, rows: pa.Table, values: pa.Table, key: str) -> pa.Table:
    """The rows with the columns of `values` put in where `key` agrees; other rows keep theirs."""
    place = pc.index_in(rows[key], values[key])
    for name in values.column_names:
        if name != key:
            new = values[name].take(place)
            rows = table.with_column(rows, name, pc.if_else(pc.is_valid(place), new, rows[name].cast(new.type)))
    return rows
