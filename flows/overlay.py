"""Rows as they will be: what the dataset holds, with what the chunk has changed so far laid over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset import Changes, Dataset, newest, updated, without
from newsloom.flows.tables import ALL_TABLES


def latest(
    dataset: Dataset, changes: Changes, name: str, column: str, values: pa.Array, columns: Sequence[str] | None = None
) -> pa.Table:
    """The rows of a table, or some columns of them, the key among those, whose column has one of the values; rows that
    the chunk writes come from the chunk."""
    table = ALL_TABLES[name]
    stored = dataset.lookup(name, column, values, columns=columns)
    news = (
        rows.select([c for c in rows.column_names if c in stored.column_names])
        for rows in changes.updates.get(name, [])
    )
    stored = updated(table, stored, news)
    pending = [rows.select(stored.column_names).cast(stored.schema) for rows in changes.pending(name)]
    if not pending:
        return stored
    written = pa.concat_tables(newest(table, pending))
    stored = without(stored, [written.select(list(table.key))])
    return pa.concat_tables([stored, written.filter(pc.is_in(written[column], values))])


def repointed(dataset: Dataset, changes: Changes, name: str, column: str, targets: Mapping[str, str]) -> pa.Table:
    """The rows of a table that point to something gone in this column, with what stands in its place."""
    rows = latest(dataset, changes, name, column, pa.array(sorted(targets), pa.string()))
    now = pa.array([targets[gone] for gone in rows[column].to_pylist()], pa.string())
    return ALL_TABLES[name].with_column(rows, column, now)


def distinct(*columns: pa.ChunkedArray) -> pa.Array:
    """The values of string columns, each once, without null."""
    return pc.unique(pa.chunked_array([c for column in columns for c in column.chunks], pa.string())).drop_null()
