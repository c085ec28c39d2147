"""Rows as they will be: what the dataset holds, with what the chunk has changed so far laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.changes import Changes, newest, updated
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.files import without
from newsloom.flows.dataset.tables import ALL_TABLES


class View:
    """The tables that a stage may read, as they will be; `reader` is what an error calls the stage."""

    def __init__(self, dataset: Dataset, changes: Changes, readable: Iterable[str], reader: str = "a stage") -> None:
        self._dataset, self._changes, self._readable, self._reader = dataset, changes, frozenset(readable), reader

    def over(self, changes: Changes) -> View:
        """The same tables with further changes laid over them."""
        return View(self._dataset, self._changes.then(changes), self._readable, self._reader)

    def arrow(self, table: str, columns: Sequence[str] | None = None, where: pc.Expression | None = None) -> pa.Table:
        """A table that no stage before has changed, or some columns of the rows where the expression holds."""
        self._require(table)
        if table in self._changes.tables():
            raise ValueError(f"{table} is changed in this chunk; look its rows up by key")
        return self._dataset.arrow(table, columns, where)

    def lookup(
        self,
        table: str,
        column: str,
        values: pa.Array,
        parts: Iterable[int] | None = None,
        columns: Sequence[str] | None = None,
        also: Mapping[str, pa.Array] | None = None,
    ) -> pa.Table:
        """The rows, or some columns of them, whose column has one of the values; rows that the chunk writes come from
        the chunk, and those that it takes out are gone. `parts` and `also` as in `Dataset.lookup`."""
        self._require(table)
        if table not in self._changes.tables():
            return self._dataset.lookup(table, column, values, parts, columns, also)
        deleted = (name for keys in self._changes.deletes.get(table, ()) for name in keys.column_names)
        needed = columns and list(dict.fromkeys((*columns, column, *(also or ()), *ALL_TABLES[table].key, *deleted)))
        stored = self._dataset.lookup(table, column, values, parts, needed, also)
        rows = _laid_over(stored, self._changes, table, column, values)
        for name, some in (also or {}).items():
            rows = rows.filter(pc.is_in(rows[name], some))
        return rows if columns is None else rows.select(list(columns))

    def _require(self, table: str) -> None:
        if table not in self._readable:
            raise ValueError(f"{self._reader}: reads the table {table} without declaring it")


def _laid_over(stored: pa.Table, changes: Changes, name: str, column: str, values: pa.Array) -> pa.Table:
    table = ALL_TABLES[name]
    news = (
        rows.select([c for c in rows.column_names if c in stored.column_names])
        for rows in changes.updates.get(name, [])
    )
    stored = updated(table, without(stored, changes.deletes.get(name, ())), news)
    pending = [rows.select(stored.column_names).cast(stored.schema) for rows in changes.pending(name)]
    if not pending:
        return stored
    written = pa.concat_tables(newest(table, pending))
    stored = without(stored, [written.select(list(table.key))])
    return pa.concat_tables([stored, written.filter(pc.is_in(written[column], values))])


def changed(view: View, name: str, rows: pa.Table) -> pa.Table:
    """The rows but those that are in a table already, whichever run wrote them there."""
    key = ALL_TABLES[name].key[0]
    stored = view.lookup(name, key, rows[key], columns=[column for column in rows.column_names if column != "run_id"])
    there = _by_key(name, stored)
    pairs = _by_key(name, rows.select(stored.column_names)).items()
    return rows.filter(pa.array([there.get(key) != row for key, row in pairs], pa.bool_()))


def _by_key(name: str, rows: pa.Table) -> dict[tuple[object, ...], dict[str, object]]:
    return {tuple(row[column] for column in ALL_TABLES[name].key): row for row in rows.to_pylist()}


def repointed(view: View, name: str, column: str, targets: Mapping[str, str]) -> pa.Table:
    """The rows of a table that point to something gone in this column, with what stands in its place."""
    rows = view.lookup(name, column, pa.array(sorted(targets), pa.string()))
    now = pa.array([targets[gone] for gone in rows[column].to_pylist()], pa.string())
    return ALL_TABLES[name].with_column(rows, column, now)


def distinct(*columns: pa.ChunkedArray) -> pa.Array:
    """The values of string columns, each once, without null."""
    return pc.unique(pa.chunked_array([c for column in columns for c in column.chunks], pa.string())).drop_null()
