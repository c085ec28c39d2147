"""The dataset on disk: read one snapshot, publish the next one, recover. The only writer of tables.

A snapshot is a folder that never changes. Publishing builds the next one beside it, links the files that stay,
writes those that change under new names, and then swaps the `current` link: one rename, all tables at once. A run
that is killed leaves a staging folder that the next run sweeps away.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pads

from newsloom.flows.files import (
    MAPPED,
    PARQUET,
    DatasetBusyError,
    DatasetError,
    by_part,
    count_rows,
    crowded,
    find_rows,
    has_any,
    in_order,
    part_prefix,
    prefix_of,
    read_file,
    threaded,
    without,
    write_files,
)
from newsloom.flows.tables import ALL_TABLES
from newsloom.schemas.contract import TABLES
from newsloom.schemas.table import Table

if TYPE_CHECKING:  # it takes a second to import, and a run has no use for it
    import pandas as pd

KEPT_SNAPSHOTS = 3
KEPT_SECONDS = 900  # younger snapshots stay for readers that have them open
STATE_FOLDER = ".state"


@dataclass
class Changes:
    """What a run writes: rows to add, rows to add or replace by key, new values of some columns of stored rows, and
    keys to take out, per table."""

    adds: dict[str, list[pa.Table]] = field(default_factory=dict)
    upserts: dict[str, list[pa.Table]] = field(default_factory=dict)
    updates: dict[str, list[pa.Table]] = field(default_factory=dict)
    deletes: dict[str, list[pa.Table]] = field(default_factory=dict)

    def add(self, table: str, rows: pa.Table) -> None:
        """Add rows whose keys are known to be new: what is stored need not be searched for them."""
        if rows.num_rows:
            self.adds.setdefault(table, []).append(rows)

    def upsert(self, table: str, rows: pa.Table) -> None:
        """Add rows; a row whose key is in the dataset already replaces that one."""
        if rows.num_rows:
            self.upserts.setdefault(table, []).append(rows)

    def update(self, table: str, values: pa.Table) -> None:
        """Give stored rows new values: the table's key, which must be one column, and the columns that change."""
        if values.num_rows:
            self.updates.setdefault(table, []).append(values)

    def delete(self, table: str, keys: pa.Table) -> None:
        """Take out the rows that agree with `keys` in all of its columns."""
        if keys.num_rows:
            self.deletes.setdefault(table, []).append(keys)

    def pending(self, table: str) -> list[pa.Table]:
        """The rows that are to be written, in order."""
        return self.adds.get(table, []) + self.upserts.get(table, [])

    def __bool__(self) -> bool:
        return bool(self.adds or self.upserts or self.updates or self.deletes)


class Dataset:
    """A dataset folder, seen through the snapshot that was current when the object was made."""

    def __init__(self, folder: str | Path, snapshot: Path | None = None) -> None:
        self.folder = Path(folder)
        self.snapshot = snapshot or _current(self.folder)
        self._listed: dict[str, list[Path]] = {}

    @property
    def exists(self) -> bool:
        """Whether anything was ever published here."""
        return self.snapshot is not None

    def files(self, table: str) -> list[Path]:
        """The files of a table, sorted by name: Parquet, or Arrow IPC where the table is mapped."""
        found = _table(table)
        if self.snapshot is None:
            return []
        if table not in self._listed:  # a snapshot never changes
            self._listed[table] = sorted(
                (self.snapshot / _place(found)).rglob(f"*{MAPPED if found.mapped else PARQUET}")
            )
        return self._listed[table]

    def _files(self, table: str, parts: Iterable[int] | None) -> list[Path]:
        if parts is None:
            return self.files(table)
        wanted = {part_prefix(value) for value in parts}
        return [file for file in self.files(table) if prefix_of(file) in wanted]

    def arrow(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        where: pc.Expression | None = None,
        parts: Iterable[int] | None = None,
    ) -> pa.Table:
        """A table, or some columns of the rows where the expression holds, as Arrow.

        `parts` reads only the files of these values of the table's `part_by` column.
        """
        schema = _table(table).schema
        files = self._files(table, parts)
        if not files:
            return _no_rows(schema, columns)
        try:
            kind = "ipc" if _table(table).mapped else "parquet"
            found = pads.dataset([str(f) for f in files], schema=schema, format=kind)
            return found.to_table(columns=None if columns is None else list(columns), filter=where)
        except (pa.ArrowInvalid, pa.ArrowTypeError, OSError) as error:
            raise DatasetError(f"{self.folder}: table {table} cannot be read: {_line(error)}") from error

    def lookup(
        self,
        table: str,
        column: str,
        values: pa.Array,
        parts: Iterable[int] | None = None,
        columns: Sequence[str] | None = None,
    ) -> pa.Table:
        """The rows, or some columns of them, whose column has one of the values; little more than those is read.

        `parts` looks only into the files of these values of the table's `part_by` column.
        """
        schema, wanted = _table(table).schema, in_order(values)
        none = _no_rows(schema, columns)

        def find(file: Path) -> pa.Table:
            return pa.concat_tables([none, *find_rows(file, schema, column, wanted, columns)])

        return pa.concat_tables([none, *threaded(find, self._files(table, parts))])

    def read(self, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """A table as a pandas DataFrame; unknown values are missing, never made up."""
        return self.arrow(table, columns).to_pandas()

    def n_rows(self, table: str) -> int:
        """Number of rows, from the files' footers."""
        return sum(map(count_rows, self.files(table)))


def _table(name: str) -> Table:
    if name not in ALL_TABLES:
        raise DatasetError(f"there is no table {name!r}; the tables are {', '.join(TABLES)}")
    return ALL_TABLES[name]


def _no_rows(schema: pa.Schema, columns: Sequence[str] | None) -> pa.Table:
    return schema.empty_table().select(schema.names if columns is None else list(columns))


def _place(table: Table) -> str:
    return f"{STATE_FOLDER}/{table.name}" if table.internal else table.name


def _current(folder: Path) -> Path | None:
    link = folder / "current"
    if link.is_symlink() or link.exists():
        resolved = link.resolve()
        if not resolved.is_dir():
            raise DatasetError(f"{folder}: its 'current' link points nowhere; restore {link} or choose another folder")
        return resolved
    if folder.exists() and not folder.is_dir():
        raise DatasetError(f"{folder} is a file, not a dataset folder")
    return None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


@contextlib.contextmanager
def writing(folder: str | Path) -> Iterator[Writer]:
    """The right to write a dataset: one run at a time; leftovers of killed runs are swept first."""
    folder = Path(folder)
    _current(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("a+")
    except OSError as error:
        raise DatasetError(f"{folder} cannot be written: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DatasetBusyError(
                f"{folder}: another run is writing; wait until it ends or choose another folder"
            ) from error
        _sweep(folder)
        staging = folder / f".staging-{uuid.uuid4().hex[:8]}"
        try:
            staging.mkdir()
            writer = Writer(folder, staging)
            _require_all_tables(writer.dataset)
            yield writer
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _require_all_tables(dataset: Dataset) -> None:
    """A run cannot go on from what another version of newsloom has kept for it in other tables or another format."""
    absent = [name for name in ALL_TABLES if dataset.exists and not dataset.files(name)]
    if absent:
        raise DatasetError(
            f"{dataset.folder} was made by another version of newsloom (it lacks {absent[0]}); "
            "read it as before, but run into another folder"
        )


class Writer:
    """A run's way to write: `apply` builds the next snapshot out of sight, `publish` makes the last one current."""

    def __init__(self, folder: Path, staging: Path) -> None:
        self.folder = folder
        self.staging = staging
        self.dataset = Dataset(folder)
        self._steps = 0

    @property
    def changed(self) -> bool:
        """Whether anything was applied."""
        return self._steps > 0

    def apply(self, changes: Changes) -> Dataset:
        """The dataset with the changes, still unseen by readers."""
        self._steps += 1
        target = self.staging / f"{self._steps:06d}"
        target.mkdir()
        for table in ALL_TABLES.values():
            _write_table(table, self.dataset.files(table.name), changes, target / _place(table))
        previous, self.dataset = self.dataset, Dataset(self.folder, target)
        if previous.snapshot is not None and self.staging in previous.snapshot.parents:
            shutil.rmtree(previous.snapshot)
        return self.dataset

    def publish(self, run_id: str) -> Dataset:
        """Make what was applied the current snapshot; nothing happens if nothing was applied."""
        if self.dataset.snapshot is None or self.staging not in self.dataset.snapshot.parents:
            return self.dataset
        _sync_tree(self.dataset.snapshot)
        final = self.folder / "snapshots" / run_id
        final.parent.mkdir(exist_ok=True)
        self.dataset.snapshot.rename(final)
        _sync(final.parent)
        link = self.folder / f".current-{run_id}"
        link.symlink_to(Path("snapshots") / run_id)
        link.replace(self.folder / "current")
        _sync(self.folder)
        _drop_old_snapshots(self.folder, final)
        self.dataset = Dataset(self.folder, final)
        return self.dataset


def _write_table(table: Table, files: Sequence[Path], changes: Changes, target: Path) -> None:
    """One table of the next snapshot: files without a changed row are linked, the others written anew."""
    target.mkdir(parents=True)
    new = newest(table, [table.conform(rows) for rows in changes.pending(table.name)])
    gone = list(changes.deletes.get(table.name, []))
    if table.key:
        gone += [rows.select(list(table.key)) for rows in changes.upserts.get(table.name, [])]
    updates = changes.updates.get(table.name, [])
    sought = [*gone, *(values.select(list(table.key)) for values in updates)]
    hit = list(threaded(lambda file: any(has_any(file, table, keys) for keys in sought), files))
    touched = {file for file, is_hit in zip(files, hit, strict=True) if is_hit}
    kept = [file for file in files if file not in touched]
    merged = crowded(kept) if new else []
    for file in set(kept).difference(*merged):
        os.link(file, target / file.name)

    def rewrite(group: Sequence[Path]) -> None:
        rows = pa.concat_tables(read_file(file, table.schema) for file in group)
        if group[0] in touched:
            rows = updated(table, without(rows, gone), updates)
        if rows.num_rows:
            write_files(table, rows, target, prefix_of(group[0]), group)

    for _ in threaded(rewrite, [*([file] for file in touched), *merged]):
        pass
    for prefix, rows in by_part(table, pa.concat_tables([table.empty(), *new])):
        if rows.num_rows:
            write_files(table, rows, target, prefix)
    if not any(target.iterdir()):
        write_files(table, table.empty(), target, part_prefix(None))


def updated(table: Table, rows: pa.Table, updates: Iterable[pa.Table]) -> pa.Table:
    """The rows with the new values; those that none is for keep theirs."""
    for values in updates:
        place = pc.index_in(rows[table.key[0]], values[table.key[0]])
        for name in values.column_names:
            if name not in table.key:
                new = values[name].take(place)
                rows = table.with_column(rows, name, pc.if_else(pc.is_valid(place), new, rows[name].cast(new.type)))
    return rows


def newest(table: Table, frames: Sequence[pa.Table]) -> list[pa.Table]:
    """Frames of one run where a later row replaces an earlier one of the same key."""
    if not table.key or len(frames) < 2:
        return list(frames)
    kept: list[pa.Table] = []
    for i, frame in enumerate(frames):
        kept.append(without(frame, [later.select(list(table.key)) for later in frames[i + 1 :]]))
    return kept


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_tree(root: Path) -> None:
    """Flush what this run wrote; linked files were flushed by the run that wrote them."""
    for folder, _, names in os.walk(root, topdown=False):
        for name in names:
            path = Path(folder) / name
            if path.stat().st_nlink == 1:
                _sync(path)
        _sync(Path(folder))


def _sweep(folder: Path) -> None:
    """Remove what killed runs left: staging folders, unused links, snapshots that never became current."""
    for leftover in (*folder.glob(".staging-*"), *folder.glob(".current-*")):
        if leftover.is_symlink():
            leftover.unlink()
        else:
            shutil.rmtree(leftover, ignore_errors=True)
    current = _current(folder)
    for snapshot in (folder / "snapshots").glob("*"):
        if current is None or snapshot.name > current.name:
            shutil.rmtree(snapshot, ignore_errors=True)


def _drop_old_snapshots(folder: Path, current: Path) -> None:
    snapshots = sorted((folder / "snapshots").iterdir(), key=lambda s: s.name)
    for snapshot in snapshots[:-KEPT_SNAPSHOTS]:
        if snapshot != current and time.time() - snapshot.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(snapshot, ignore_errors=True)
