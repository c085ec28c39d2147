"""Questions to a dataset as a whole: its checks and its totals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newsloom.flows.dataset.connection import connect, read_files
from newsloom.flows.dataset.dataset import Dataset, DatasetError, Writer
from newsloom.flows.dataset.files import count_rows
from newsloom.flows.dataset.manifest import damage
from newsloom.flows.dataset.snapshots import what_to_do
from newsloom.flows.dataset.tables import ALL_TABLES, STATE_FOLDER
from newsloom.schemas.checks import all_checks, checks_of_rows, run_checks, schema_differences
from newsloom.schemas.contract import SCHEMA_VERSION, TABLES
from newsloom.schemas.table import sql_text

_HELD_BYTES = 20_000_000  # of the files of a table whose rows are held in memory for the checks. By hand


def open_existing(folder: str | Path) -> Dataset:
    """The dataset in a folder; an error if nothing was published there, or where files of it are gone or cut."""
    dataset = Dataset(folder)
    dataset.place("articles")
    dataset.require_sound()
    return dataset


def check_dataset(folder: str | Path) -> list[dict[str, Any]]:
    """Every check of the contract on the current snapshot, as rows of the `checks` table."""
    dataset = Dataset(folder)
    dataset.place("articles")
    return check_snapshot(dataset, "check")


def check_snapshot(dataset: Dataset, run_id: str) -> list[dict[str, Any]]:
    """Every file against the manifest, the schema of every file, then, where these are right, every other check."""
    rows = [*_file_outcomes(dataset, run_id), _version_outcome(dataset, run_id)]
    damaged = {row["table_name"] for row in rows if not row["passed"] and row["severity"] == "error"}
    columns = [_schema_outcome(dataset, name, run_id) for name in TABLES]
    broken = {row["table_name"] for row in columns if not row["passed"]}
    rows += [row for row in columns if row["passed"] or row["table_name"] not in damaged]  # damage is told once
    try:
        return rows + _sound_checks(dataset, run_id, broken)
    except duckdb.Error as error:
        if damaged - broken:  # what was altered may be readable, and then its rows are checked too
            return rows + _sound_checks(dataset, run_id, broken | damaged)
        raise DatasetError(f"{dataset.folder}: a table cannot be read: {' '.join(str(error).split())[:300]}") from error


def _sound_checks(dataset: Dataset, run_id: str, broken: Collection[str]) -> list[dict[str, Any]]:
    """The checks that are queries, but for those that need one of the broken tables."""
    sound = [check for check in all_checks() if not set(broken) & check.tables]
    return run_checks(connect(dataset, broken), run_id, sound)


def _file_outcomes(dataset: Dataset, run_id: str) -> Iterator[dict[str, Any]]:
    """One outcome for each table, those of the state too: whether its files are as they were written."""
    expected = "every file is there, of the size and with the bytes that were written"
    if dataset.snapshot is None or dataset.manifest is None:
        what = ["the snapshot has no manifest, so files are not checked; the next run that finds something writes one"]
        yield _outcome(run_id, "runs", "manifest", what, "every snapshot has a manifest", "warning")
        return
    faults = dict[str, list[str]]((name, []) for name in ALL_TABLES)
    for file, difference in damage(dataset.snapshot, dataset.manifest, thorough=True):
        name = file.removeprefix(f"{STATE_FOLDER}/").partition("/")[0]
        faults.setdefault(name, []).append(f"current/{file} {difference}")
    advice = what_to_do(dataset.folder, dataset.snapshot) if any(faults.values()) else ""
    for name, lines in faults.items():
        shown = [*lines[:4], advice] if lines else []
        yield _outcome(run_id, name, "files", shown, expected, n_failing=len(lines))


def _version_outcome(dataset: Dataset, run_id: str) -> dict[str, Any]:
    others = [f"schema version {version}" for version in sorted(dataset.versions() - {SCHEMA_VERSION})]
    return _outcome(run_id, "runs", "schema_version", others, f"schema version {SCHEMA_VERSION}")


def check_rows(writer: Writer, run_id: str) -> list[dict[str, Any]]:
    """The checks of what a run has written; of the files of others, only what its rows refer to is read."""
    connection = connect(writer.dataset)
    return run_checks(connection, run_id, checks_of_rows(), dict(_rows_of(writer, connection, run_id)))


def _rows_of(writer: Writer, connection: duckdb.DuckDBPyConnection, run_id: str) -> Iterator[tuple[str, str]]:
    """The rows of a run as SQL relations, by table; where they are few, they are read once for all checks."""
    for name in TABLES:
        files = writer.new_files(name)
        if sum(map(count_rows, files)):
            kind = "TABLE" if sum(file.stat().st_size for file in files) <= _HELD_BYTES else "VIEW"
            own = f"FROM {read_files(files)} WHERE run_id = {sql_text(run_id)}"
            connection.execute(f'CREATE {kind} "{name} of the run" AS {own}')
            yield name, f'"{name} of the run"'


def _schema_outcome(dataset: Dataset, name: str, run_id: str) -> dict[str, Any]:
    faults: list[str] = []
    for file in dataset.files(name):
        try:
            faults += [f"{file.name}: {d}" for d in schema_differences(TABLES[name], pq.read_schema(file))]
        except (OSError, ValueError) as error:
            faults.append(f"{file.name}: {' '.join(str(error).split())[:200]}")
    if not dataset.files(name):
        faults.append("no file")
    return _outcome(run_id, name, "columns", faults, "every file has the columns and types of the contract")


def _outcome(
    run_id: str,
    table: str,
    check: str,
    faults: Sequence[str],
    expected: str,
    severity: str = "error",
    n_failing: int | None = None,
) -> dict[str, Any]:
    """A row of the `checks` table, of a check that is no query: it failed where something was found."""
    n_failing = len(faults) if n_failing is None else n_failing
    return {
        "run_id": run_id,
        "table_name": table,
        "check_name": check,
        "severity": severity,
        "passed": not faults,
        "n_failing": n_failing,
        "observed": f"{n_failing} differences" if faults else "holds",
        "expected": expected,
        "sample": "; ".join(faults[:5]) or None,
    }


def totals(dataset: Dataset) -> dict[str, int]:
    """What the dataset holds, counted; a few columns are read, as a run that finds nothing new asks for no more."""
    copies = dataset.arrow("articles", ["duplicate_of"])["duplicate_of"]
    speakers = pc.unique(dataset.arrow("quotes", ["speaker_entity_id"])["speaker_entity_id"])
    people = dataset.arrow("entities", ["entity_id"], pc.field("type") == "PERSON")["entity_id"]
    with_status = ("stories", "entities", "utterances")
    active = {name: count_values(dataset, name, "status").get("active", 0) for name in with_status}
    return {
        "articles": len(copies),
        "duplicates": len(copies) - copies.null_count,
        "stories": active["stories"],
        "quotes": dataset.n_rows("quotes"),
        "people_quoted": pc.sum(pc.is_in(speakers, people.drop_null())).as_py() or 0,
        "entities": active["entities"],
        "utterances": active["utterances"],
        "rejects": dataset.n_rows("rejects"),
    }


def count_values(dataset: Dataset, table: str, column: str) -> dict[str, int]:
    """Number of rows of a table by the value that they have in a column."""
    counts = pc.value_counts(dataset.arrow(table, [column])[column])
    return {row["values"]: row["counts"] for row in counts.to_pylist()}
