"""The snapshots that a dataset keeps, and what changed from one to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from newsloom.flows.dataset.connection import read_files
from newsloom.flows.dataset.dataset import Dataset, DatasetError
from newsloom.flows.dataset.snapshots import current_snapshot, in_order, why_empty
from newsloom.schemas.contract import TABLES
from newsloom.schemas.table import Table

_BEFORE, _AFTER = "before", "after"
_BATCH = 10_000  # rows that are in memory at once
_NO_CHANGE = ("run_id",)  # every row of a file that is written anew has the run's


@dataclass(frozen=True)
class Snapshot:
    """A snapshot as a person picks one: the run that published it, and how many rows its tables have."""

    run_id: str
    is_current: bool
    started_at: dt.datetime | None
    n_new: int | None
    n_changed: int | None
    rows: dict[str, int]


@dataclass(frozen=True)
class TableDiff:
    """How a table differs between two snapshots: rows by their key, and in which columns those in both differ."""

    table: str
    n_added: int = 0
    n_removed: int = 0
    n_changed: int = 0
    columns: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.n_added or self.n_removed or self.n_changed)


def list_snapshots(folder: str | Path) -> list[Snapshot]:
    """The snapshots that are kept, in the order in which they were published."""
    current = current_snapshot(Path(folder))
    snapshots = in_order(Path(folder))
    if not snapshots:
        raise DatasetError(why_empty(Path(folder)))
    return [_described(Path(folder), snapshot, snapshot.resolve() == current) for snapshot in snapshots]


def _described(folder: Path, snapshot: Path, is_current: bool) -> Snapshot:
    dataset = Dataset(folder, snapshot)
    rows = dataset.arrow("runs", ["run_id", "started_at", "n_new", "n_changed"]).to_pylist()
    run: dict[str, Any] = next((row for row in rows if row["run_id"] == snapshot.name), {})
    counts = {name: dataset.n_rows(name) for name in TABLES if dataset.place(name).is_dir()}
    figures = (run.get("started_at"), run.get("n_new"), run.get("n_changed"))
    return Snapshot(snapshot.name, is_current, *figures, counts)


def two_snapshots(folder: str | Path, run_a: str | None = None, run_b: str | None = None) -> tuple[Dataset, Dataset]:
    """The two to compare: those named; with one named, it and the current one; with none, the last two."""
    folder = Path(folder)
    if run_a is not None:
        return Dataset(folder, run=run_a), Dataset(folder, run=run_b)
    snapshots = in_order(folder)
    if not snapshots:
        raise DatasetError(why_empty(folder))
    if len(snapshots) < 2:
        raise DatasetError(f"{folder} keeps one snapshot, {snapshots[0].name}: there is nothing to compare it with yet")
    return Dataset(folder, snapshots[-2]), Dataset(folder, snapshots[-1])


def compare_snapshots(before: Dataset, after: Dataset, tables: Sequence[str] = ()) -> list[TableDiff]:
    """How the tables differ, those that do not included; all tables, or those named."""
    return [_compared(before, after, TABLES[name]) for name in tables or TABLES]


def changed_rows(before: Dataset, after: Dataset, table: str) -> Iterator[dict[str, Any]]:
    """Every row that differs: what happened to it, its key, and the columns that differ as (before, after)."""
    schema = TABLES[table]
    connection = _connected(before, after, schema)
    if connection is None:
        return
    for what, sql in (("removed", _only(schema, _BEFORE, _AFTER)), ("added", _only(schema, _AFTER, _BEFORE))):
        for row in _rows(connection, f"SELECT * FROM ({sql}) ORDER BY ALL"):
            yield {"what": what, "key": _key(schema, row), "row": row}
    if schema.key:
        keys, values = ", ".join(f'b."{name}"' for name in schema.key), _values(schema)
        sides = ", ".join(f'b."{name}" AS "b_{name}", a."{name}" AS "a_{name}"' for name in values)
        for row in _rows(
            connection, f"SELECT {keys}, {sides} {_both(schema)} WHERE {_differs(schema)} ORDER BY {keys}"
        ):
            pairs = {name: (row[f"b_{name}"], row[f"a_{name}"]) for name in values}
            differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
            yield {"what": "changed", "key": _key(schema, row), "columns": differing}


def _compared(before: Dataset, after: Dataset, table: Table) -> TableDiff:
    connection = _connected(before, after, table)
    if connection is None:
        return TableDiff(table.name)
    added = _count(connection, f"SELECT count(*) FROM ({_only(table, _AFTER, _BEFORE)})")
    removed = _count(connection, f"SELECT count(*) FROM ({_only(table, _BEFORE, _AFTER)})")
    if not table.key:
        return TableDiff(table.name, added, removed)
    values = _values(table)
    counts = ", ".join(f'count(*) FILTER (b."{name}" IS DISTINCT FROM a."{name}")' for name in values)
    n_changed, *each = connection.execute(
        f"SELECT count(*){', ' if counts else ''}{counts} {_both(table)} WHERE {_differs(table)}"
    ).fetchall()[0]
    columns = {name: n for name, n in zip(values, each, strict=True) if n}
    return TableDiff(table.name, added, removed, n_changed, columns)


def _connected(before: Dataset, after: Dataset, table: Table) -> duckdb.DuckDBPyConnection | None:
    """The rows of files that only one of the snapshots has, as `before` and `after`; None where all are shared.

    A file is written once and never changed, so that rows in shared files are the same in both.
    """
    for dataset in (before, after):
        if dataset.is_version_1:
            raise DatasetError(f"{dataset.snapshot} is of schema version 1, which cannot be compared with today's")
    ours, theirs = (
        {file.relative_to(d.place(table.name)): file for file in d.files(table.name)} for d in (before, after)
    )
    if ours.keys() == theirs.keys():
        return None
    connection = duckdb.connect()
    for name, files in ((_BEFORE, ours.keys() - theirs.keys()), (_AFTER, theirs.keys() - ours.keys())):
        paths = [(ours if name == _BEFORE else theirs)[file] for file in sorted(files)]
        if paths:
            connection.execute(f"CREATE VIEW {name} AS FROM {read_files(paths)}")
        else:
            connection.register(f"no_{name}", table.empty())
            connection.execute(f"CREATE VIEW {name} AS FROM no_{name}")
    return connection


def _values(table: Table) -> list[str]:
    return [name for name in table.columns if name not in (*table.key, *_NO_CHANGE)]


def _only(table: Table, one: str, other: str) -> str:
    """The rows of one side alone, by their key, or as they are where there is none."""
    columns = ", ".join(f'"{name}"' for name in table.columns if table.key or name not in _NO_CHANGE)
    if not table.key:
        return f"SELECT {columns} FROM {one} EXCEPT ALL SELECT {columns} FROM {other}"
    same = " AND ".join(f'x."{name}" IS NOT DISTINCT FROM y."{name}"' for name in table.key)
    return f"SELECT {columns} FROM {one} x WHERE NOT EXISTS (SELECT 1 FROM {other} y WHERE {same})"


def _both(table: Table) -> str:
    same = " AND ".join(f'b."{name}" IS NOT DISTINCT FROM a."{name}"' for name in table.key)
    return f"FROM {_BEFORE} b JOIN {_AFTER} a ON {same}"


def _differs(table: Table) -> str:
    return " OR ".join(f'b."{name}" IS DISTINCT FROM a."{name}"' for name in _values(table)) or "false"


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[dict[str, Any]]:
    batch: pa.RecordBatch
    for batch in connection.sql(sql).to_arrow_reader(_BATCH):
        yield from batch.to_pylist()


def _key(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in table.key}
