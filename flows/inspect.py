"""Questions to a dataset as a whole: its checks, its totals, and a DuckDB connection over its tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from newsloom.flows.dataset import Dataset, DatasetError
from newsloom.schemas.contract import TABLES
from newsloom.transforms.check import all_checks, checks_of_rows, run_checks, schema_differences

TOTALS = {
    "articles": "SELECT count(*) FROM articles",
    "duplicates": "SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL",
    "stories": "SELECT count(*) FROM stories WHERE status = 'active'",
    "quotes": "SELECT count(*) FROM quotes",
    "people_quoted": """SELECT count(DISTINCT q.speaker_entity_id) FROM quotes q
        JOIN entities e ON e.entity_id = q.speaker_entity_id WHERE e.type = 'PERSON'""",
    "entities": "SELECT count(*) FROM entities WHERE status = 'active'",
    "utterances": "SELECT count(*) FROM utterances WHERE status = 'active'",
    "rejects": "SELECT count(*) FROM rejects",
}


def connect(dataset: Dataset) -> duckdb.DuckDBPyConnection:
    """A connection in which each table of the contract is a view on the snapshot's files."""
    connection = duckdb.connect()
    for name, table in TABLES.items():
        files = [str(f) for f in dataset.files(name)]
        if files:
            listed = ", ".join("'" + f.replace("'", "''") + "'" for f in files)
            connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet([{listed}])')
        else:
            connection.register("empty", table.empty())
            connection.execute(f'CREATE TABLE "{name}" AS FROM empty')  # which a second cursor sees as well
            connection.unregister("empty")
    return connection


def open_existing(folder: str | Path) -> Dataset:
    """The dataset in a folder; an error if nothing was published there."""
    dataset = Dataset(folder)
    if not dataset.exists:
        raise DatasetError(f"{folder} holds no dataset; make one with: newsloom run INPUT --dataset {folder}")
    return dataset


def check_dataset(folder: str | Path) -> list[dict[str, Any]]:
    """Every check of the contract on the current snapshot, as rows of the `checks` table."""
    return check_snapshot(open_existing(folder), "check")


def check_snapshot(dataset: Dataset, run_id: str) -> list[dict[str, Any]]:
    """Schema checks of every file, then, where the columns are right, every other check."""
    rows = [_schema_outcome(dataset, name, run_id) for name in TABLES]
    broken = {row["table"] for row in rows if not row["passed"]}
    sound = [check for check in all_checks() if not broken & check.tables]
    try:
        return rows + run_checks(connect(dataset), run_id, sound)
    except duckdb.Error as error:
        raise DatasetError(f"{dataset.folder}: a table cannot be read: {' '.join(str(error).split())[:300]}") from error


def check_rows(dataset: Dataset, run_id: str) -> list[dict[str, Any]]:
    """The checks of what one run wrote."""
    return run_checks(connect(dataset), run_id, checks_of_rows(), written_by=run_id)


def _schema_outcome(dataset: Dataset, name: str, run_id: str) -> dict[str, Any]:
    found: list[str] = []
    for file in dataset.files(name):
        try:
            found += [f"{file.name}: {d}" for d in schema_differences(TABLES[name], pq.read_schema(file))]
        except (OSError, ValueError) as error:
            found.append(f"{file.name}: {' '.join(str(error).split())[:200]}")
    if not dataset.files(name):
        found.append("no file")
    return {
        "run_id": run_id,
        "table": name,
        "check": "columns",
        "severity": "error",
        "passed": not found,
        "n_failing": len(found),
        "observed": f"{len(found)} differences" if found else "holds",
        "expected": "every file has the columns and types of the contract",
        "sample": "; ".join(found[:5]) or None,
    }


def totals(dataset: Dataset) -> dict[str, int]:
    """What the dataset holds, counted."""
    connection = connect(dataset)
    return {name: connection.execute(sql).fetchall()[0][0] for name, sql in TOTALS.items()}


def counts(dataset: Dataset, sql: str) -> dict[str, int]:
    """The two columns of a query as a dictionary."""
    return dict(connect(dataset).execute(sql).fetchall())
