"""Whole tables in the forms of other programs: a workbook, a folder of CSV, a database in one file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal, get_args

import duckdb
import pyarrow as pa

from newsloom.flows.dataset.connection import connect
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.disk import made_whole, written_whole
from newsloom.flows.view.results import BATCH, MOST_ROWS, SheetError, plain_cell, row_values, write_book, write_result
from newsloom.schemas.contract import TABLES
from newsloom.schemas.errors import UsageError
from newsloom.schemas.table import Table, plain_type, sql_text
from newsloom.schemas.views import VIEWS

Target = Literal["xlsx", "csv", "sqlite", "duckdb"]


def export_tables(dataset: Dataset, tables: Sequence[str], target: Target, out: Path) -> int:
    """Write tables of a snapshot to `out`: a folder for csv, a file for the others; returns how many texts were cut.

    Raises SheetError for a table with more rows than a sheet holds, and UsageError for an `out` of no use, before
    anything is written. What is there is replaced, and never half.
    """
    _refuse(dataset, target, out)
    dataset.place("articles")
    connection = connect(dataset)
    write: dict[str, Callable[..., int]] = {"xlsx": _xlsx, "csv": _csv, "sqlite": _sqlite, "duckdb": _duckdb}
    return write[target](connection, tables, out)


def default_out(folder: Path, target: Target) -> Path:
    """Where an export goes if nothing is said: a file named after the dataset in the working folder."""
    name = folder.resolve().name
    return Path(f"{name}-csv" if target == "csv" else f"{name}.{target}")


def target_of(out: Path | None, stated: Target | None) -> Target:
    """The form to write: the one stated, else what the file's name ends in."""
    if stated is not None:
        return stated
    ending = "" if out is None else out.suffix.lower().removeprefix(".")
    for target in get_args(Target):
        if ending == target:
            chosen: Target = target
            return chosen
    raise UsageError(f"in what form? add --to {'|'.join(get_args(Target))}")


def _refuse(dataset: Dataset, target: Target, out: Path) -> None:
    if dataset.folder.resolve() in (out.resolve(), *out.resolve().parents):
        raise UsageError(f"--out {out} is inside the dataset, which holds nothing else; give another place")
    if target == "csv" and out.exists() and not out.is_dir():
        raise UsageError(f"--out {out} is a file; csv goes into a folder, a file for each table")


def _read(connection: duckdb.DuckDBPyConnection, table: str) -> pa.RecordBatchReader:
    return connection.table(table).to_arrow_reader(BATCH)


def _csv(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], out: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    for name in tables:
        with written_whole(out / f"{name}.csv") as file:
            write_result(connection.table(name), "csv", file)
    return 0


def _xlsx(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], out: Path) -> int:
    for name in tables:
        ((n_rows,),) = connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()
        if n_rows > MOST_ROWS:
            raise SheetError(
                f"{name} has {n_rows:,} rows, and a sheet holds {MOST_ROWS:,}; "
                "export to csv, sqlite or duckdb, or name the tables that fit with --table"
            )
    with written_whole(out) as file:
        return write_book(((name, _read(connection, name)) for name in tables), file)


def _duckdb(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], out: Path) -> int:
    """Tables, with what they mean as comments, and the views for common questions where all tables are there."""
    with made_whole(out) as made:
        connection.execute(f"ATTACH {sql_text(made)} AS made")
        for name in tables:
            connection.execute(f'CREATE TABLE made."{name}" AS FROM "{name}"')
        connection.execute("DETACH made")
        with duckdb.connect(made) as database:
            for name in tables:
                database.execute(_comments(TABLES[name]))
            for view in VIEWS if set(tables) == set(TABLES) else ():
                database.execute(view.statement())
    return 0


def _comments(table: Table) -> str:
    lines = [f'COMMENT ON TABLE "{table.name}" IS {sql_text(table.description)};']
    for name, column in table.columns.items():
        lines.append(f'COMMENT ON COLUMN "{table.name}"."{name}" IS {sql_text(column.description)};')
    return "\n".join(lines)


def _sqlite(connection: duckdb.DuckDBPyConnection, tables: Sequence[str], out: Path) -> int:
    """Tables with their keys, and an index for each column that refers to another table; lists are JSON texts."""
    with made_whole(out) as made, closing(sqlite3.connect(made)) as database:
        for table in (TABLES[name] for name in tables):
            database.execute(_definition(table))
            marks = ", ".join("?" * len(table.columns))
            rows = row_values(_read(connection, table.name))
            database.executemany(
                f'INSERT INTO "{table.name}" VALUES ({marks})', (tuple(map(plain_cell, row)) for row in rows)
            )
            for column in (name for name, column in table.columns.items() if column.references):
                database.execute(f'CREATE INDEX "{table.name}_{column}" ON "{table.name}" ("{column}")')
        database.commit()
    return 0


def _definition(table: Table) -> str:
    parts = [f'"{name}" {_affinity(plain_type(column.type))}' for name, column in table.columns.items()]
    if table.key:
        parts.append("PRIMARY KEY (" + ", ".join(f'"{name}"' for name in table.key) + ")")
    return f'CREATE TABLE "{table.name}" ({", ".join(parts)})'


def _affinity(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) else "TEXT"
