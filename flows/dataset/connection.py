"""DuckDB over the tables of one snapshot, with the views for the common questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow.parquet as pq

from newsloom.flows.dataset.columns.version1 import columns_version_1
from newsloom.schemas.contract import TABLES
from newsloom.schemas.table import Table, sql_text
from newsloom.schemas.views import VIEWS


class StoredTables(Protocol):
    """What a connection needs of a dataset: the files of a table, and under which names their columns stand."""

    @property
    def is_version_1(self) -> bool:
        """Whether they have the names of schema version 1."""

    def files(self, table: str) -> list[Path]:
        """The files of a table."""


def connect(dataset: StoredTables, broken: Collection[str] = (), *, views: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection in which each table of the contract is a view on the snapshot's files; those broken are empty.

    `views` makes those for the common questions as well.
    """
    connection = duckdb.connect()
    for name, table in TABLES.items():
        files = dataset.files(name)
        if files and name not in broken:
            connection.execute(f'CREATE VIEW "{name}" AS {_selected(table, files, dataset.is_version_1)}')
        else:
            connection.register("empty", table.empty())
            connection.execute(f'CREATE TABLE "{name}" AS FROM empty')  # which a second cursor sees as well
            connection.unregister("empty")
    for view in VIEWS if views else ():
        connection.execute(view.statement())
    return connection


def _selected(table: Table, files: Collection[Path], is_version_1: bool) -> str:
    columns = columns_version_1(table, pq.read_schema(next(iter(files))).names) if is_version_1 else "*"
    return f"SELECT {columns} FROM {read_files(files)}"


def read_files(files: Iterable[Path]) -> str:
    """Parquet files as an SQL relation; names of folders are no columns."""
    return f"read_parquet([{', '.join(map(sql_text, files))}], hive_partitioning = false)"
