"""The dataset on disk: read one snapshot, publish the next one, recover. The only writer of tables.

A snapshot is a folder that never changes. Publishing builds the next one beside it, links the files that stay,
writes those that change under new names, and then swaps the `current` link: one rename, all tables at once. A run
that is killed leaves a staging folder that the next run sweeps away.
"""

from __future__ import annotations

import contextlib
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from operator import and_
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pads

from newsloom.flows.dataset.changes import Changes, lay_out, newest, stays, updated, write_table
from newsloom.flows.dataset.columns.version1 import is_version_1, read_version_1
from newsloom.flows.dataset.disk import locked, require_symlinks, sync_tree
from newsloom.flows.dataset.documents import write_documents
from newsloom.flows.dataset.files import (
    MAPPED,
    PARQUET,
    DatasetError,
    count_rows,
    part_prefix,
    prefix_of,
    sorted_values,
    threaded,
    without,
)
from newsloom.flows.dataset.layers import Merging, by_age, find_newest, is_scattered, layer_of, read_newest
from newsloom.flows.dataset.manifest import Manifest, damage, manifest_or_none, read_manifest, write_manifest
from newsloom.flows.dataset.searching import RowSearch, Sought
from newsloom.flows.dataset.snapshots import (
    KEPT_SNAPSHOTS,
    admit,
    current_snapshot,
    drop_old,
    make_ready,
    mark,
    put_in_place,
    refuse_address,
    require_this_version,
    snapshot_of,
    staging,
    what_to_do,
    why_empty,
)
from newsloom.flows.dataset.tables import ALL_TABLES, place_of
from newsloom.schemas.contract import TABLES
from newsloom.schemas.table import Table
from newsloom.schemas.versions import former_table

if TYPE_CHECKING:  # they take a second to import, and not every reader has a use for them
    import duckdb
    import pandas as pd

__all__ = ["Changes", "Dataset", "DatasetError", "Writer", "newest", "updated", "without", "writing"]


class Dataset:
    """A dataset folder, seen through the snapshot that was current when the object was made, or that a `run` published.

    Reading raises DatasetError where nothing was ever published; one made `to_write` has empty tables then. A snapshot
    of schema version 1 is read under the names of today.
    """

    def __init__(
        self, folder: str | Path, snapshot: Path | None = None, *, run: str | None = None, to_write: bool = False
    ) -> None:
        refuse_address(folder)
        self.folder = Path(folder)
        asked = snapshot if run is None else snapshot_of(self.folder, run)
        self.snapshot = asked or current_snapshot(self.folder)
        self._to_write = to_write
        self._listed: dict[str, list[Path]] = {}

    def __repr__(self) -> str:
        if self.snapshot is None:
            return f"Dataset({str(self.folder)!r}: nothing published)"
        manifest = manifest_or_none(self.snapshot)
        n_rows = Counter({name.partition("/")[0]: 0 for name in manifest.files} if manifest else ())
        for name, stored in manifest.files.items() if manifest else ():
            n_rows[name.partition("/")[0]] += stored.rows
        held = "".join(f", {n_rows[name]} {name}" for name in ("articles", "quotes") if name in n_rows)
        return f"Dataset({str(self.folder)!r}: snapshot {self.snapshot.name}{held})"

    @property
    def exists(self) -> bool:
        """Whether anything was ever published here."""
        return self.snapshot is not None

    @cached_property
    def manifest(self) -> Manifest | None:
        """What was written into the snapshot; None for one of the first version."""
        return None if self.snapshot is None else read_manifest(self.snapshot)

    @cached_property
    def is_version_1(self) -> bool:
        """Whether the snapshot has the table and column names of schema version 1."""
        return self.snapshot is not None and is_version_1(self.snapshot)

    def versions(self) -> set[int]:
        """The schema versions that the snapshot and its runs state."""
        stated = {self.manifest.schema_version} if self.manifest else set()
        with contextlib.suppress(DatasetError):  # damage is told with the file's name, by `require_sound`
            stated |= set(self.arrow("runs", ["schema_version"])["schema_version"].to_pylist())
        return stated - {None}

    def require_sound(self) -> None:
        """Raise DatasetError for a snapshot with a file that is missing or of another size; no file is read."""
        manifest = self.manifest
        if self.snapshot is None or manifest is None:
            return
        fault = next(damage(self.snapshot, manifest), None)
        if fault:
            raise DatasetError(
                f"{self.folder} is damaged: {self.snapshot / fault.file} {fault.what}; "
                f"{what_to_do(self.folder, self.snapshot)}"
            )

    def place(self, table: str) -> Path:
        """The folder of a table."""
        if self.snapshot is None:
            raise DatasetError(why_empty(self.folder))
        if self.is_version_1 and table in TABLES:
            return self.snapshot / former_table(table)
        return self.snapshot / place_of(_table(table))

    def files(self, table: str) -> list[Path]:
        """The files of a table, the latest layer last: Parquet, or Arrow IPC where the table is mapped."""
        schema = _table(table)
        if self.snapshot is None and self._to_write:
            return []
        if table not in self._listed:  # a snapshot never changes
            files = self.place(table).rglob(f"*{MAPPED if schema.mapped else PARQUET}")
            self._listed[table] = sorted(files, key=by_age)
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
            if self.is_version_1 and table in TABLES:
                return read_version_1(_table(table), files, columns, where)
            if _table(table).mapped or any(map(layer_of, files)):
                rows = read_newest(_table(table), files, columns if where is None else None)
                return (rows if where is None else rows.filter(where)).select(columns or schema.names)
            kind = pads.ParquetFileFormat(page_checksum_verification=True)
            stored = pads.dataset([str(f) for f in files], schema=schema, format=kind)
            return stored.to_table(columns=None if columns is None else list(columns), filter=where)
        except (pa.ArrowException, OSError) as error:
            said = " ".join(str(error).split())[:300]
            raise DatasetError(
                f"{self.folder}: table {table} cannot be read: {said}; "
                f"newsloom check {self.folder} names the file that is damaged"
            ) from error

    def lookup(
        self,
        table: str,
        column: str,
        values: pa.Array,
        parts: Iterable[int] | None = None,
        columns: Sequence[str] | None = None,
        also: Mapping[str, pa.Array] | None = None,
    ) -> pa.Table:
        """The rows, or some columns of them, whose column has one of the values; little more than those is read.

        `parts` looks only into the files of these values of the table's `part_by` column. `also`: other columns of
        theirs, and values of which each has one.
        """
        schema, wanted, files = _table(table).schema, sorted_values(values), self._files(table, parts)
        if not files or not len(wanted):
            return _no_rows(schema, columns)
        others = {name: sorted_values(some) for name, some in (also or {}).items()}
        if self.is_version_1 and table in TABLES:
            having = [pc.field(name).isin(some) for name, some in {column: wanted, **others}.items()]
            return self.arrow(table, columns, reduce(and_, having))
        key = _table(table).key if any(map(layer_of, files)) else ()
        names = list(dict.fromkeys([*(columns or schema.names), *key]))
        none, search = _no_rows(schema, names), RowSearch(files, Sought(schema, column, wanted, names, others))

        def find(file: Path) -> pa.Table:
            return pa.concat_tables([none, *search.rows(file)])

        searched = [file for file in files if search.may_have(file) or layer_of(file)] or files[:1]
        rows = find_newest(_table(table), searched, find, by_key=key == (column,) and not others)
        return rows.select(columns or schema.names)

    def read(self, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """A table as a pandas DataFrame; unknown values are missing, never made up."""
        return self.arrow(table, columns).to_pandas()

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """A query as a DuckDB relation, over the tables of the snapshot and the views of `schemas/views.py`.

        >>> Dataset("news").sql("SELECT speaker_name, text, outlet FROM quotes_in_context").df()  # doctest: +SKIP
        """
        return self._connection.sql(query)

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        from newsloom.flows.dataset.connection import connect

        self.place("articles")
        return connect(self, views=True)

    def n_rows(self, table: str) -> int:
        """Number of rows, from the manifest or the files' footers; where there are layers, those that count."""
        if any(map(layer_of, self.files(table))):
            return int(self.arrow(table, _table(table).key).num_rows)
        listed = self.manifest.files if self.manifest and not self.is_version_1 else {}
        names = {file: f"{place_of(_table(table))}/{file.name}" for file in self.files(table)}
        return sum(listed[name].rows if name in listed else count_rows(file) for file, name in names.items())


def _table(name: str) -> Table:
    if name not in ALL_TABLES:
        raise DatasetError(f"there is no table {name!r}; the tables are {', '.join(TABLES)}")
    return ALL_TABLES[name]


def _no_rows(schema: pa.Schema, columns: Sequence[str] | None) -> pa.Table:
    return schema.empty_table().select(schema.names if columns is None else list(columns))


@contextlib.contextmanager
def writing(folder: str | Path, keep: int = KEPT_SNAPSHOTS) -> Iterator[Writer]:
    """The right to write a dataset: one run at a time; leftovers of killed runs are swept first, and of the snapshots
    the newest `keep` stay.

    Raises DatasetError, before anything is read, for a folder that is no dataset of ours, that is damaged, that another
    version has made, that another run is writing, or whose file system is of no use.
    """
    refuse_address(folder)
    folder = Path(folder)
    admit(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatasetError(f"{folder} cannot be written: {error.strerror}") from error
    with locked(folder):
        mark(folder)
        make_ready(folder)
        with staging(folder) as staged:
            require_symlinks(folder, staged)
            writer = Writer(folder, staged, keep)
            require_this_version(writer.dataset, ALL_TABLES)
            writer.dataset.require_sound()
            drop_old(folder, keep)
            yield writer


class Writer:
    """A run's way to write: `apply` builds the next snapshot out of sight, `publish` makes the last one current."""

    def __init__(self, folder: Path, staging: Path, keep: int) -> None:
        self.folder = folder
        self._keep = keep
        self.staging = staging
        self.dataset = Dataset(folder, to_write=True)
        self._published = self.dataset.snapshot
        self._steps = 0

    @property
    def changed(self) -> bool:
        """Whether anything was applied."""
        return self._steps > 0

    def new_files(self, table: str) -> list[Path]:
        """The files of a table that the published snapshot does not have."""
        if self._published is None:
            return self.dataset.files(table)
        stored = {file.name for file in Dataset(self.folder, self._published).files(table)}
        return [file for file in self.dataset.files(table) if file.name not in stored]

    def apply(self, changes: Changes, settled: bool = False, folded: bool = False, anew: Sequence[str] = ()) -> Dataset:
        """The dataset with the changes, still unseen by readers.

        Rows that replace stored ones stand in layers at first; `settled` puts them in their places, and `folded` makes
        the layers one that stay for later runs. Tables written `anew` are laid out anew.
        """
        own = self._own_layers() if folded else {}
        self._steps += 1
        target = self.staging / f"{self._steps:06d}"
        for folder in sorted({target, *((target / place_of(table)).parent for table in ALL_TABLES.values())}):
            folder.mkdir()
        step, merging = self._step, Merging()

        def write(table: Table) -> None:
            place = place_of(table)
            if table.name in anew:
                lay_out(table, self.dataset, target / place)
            elif step and stays(table, self.dataset.files(table.name), changes):
                (step / place).rename(target / place)
            else:
                write_table(table, self.dataset, changes, target / place, merging, settled, own.get(table.name, ()))

        for _ in threaded(write, ALL_TABLES.values()):
            pass
        self.dataset = Dataset(self.folder, target)
        if step:
            shutil.rmtree(step)
        return self.dataset

    @property
    def _step(self) -> Path | None:
        """The folder of the step before, which nobody else reads; none before the first."""
        snapshot = self.dataset.snapshot
        return snapshot if snapshot is not None and self.staging in snapshot.parents else None

    def _own_layers(self) -> dict[str, list[Path]]:
        """The layers of each table that this run has written, where they are several: chunks replace each other's."""
        names = (name for name, table in ALL_TABLES.items() if table.layered)
        own = {name: list(filter(layer_of, self.new_files(name))) for name in names}
        return {name: files for name, files in own.items() if len(set(map(layer_of, files))) > 1}

    def publish(self, run_id: str) -> Dataset:
        """Make what was applied the current snapshot; nothing happens if nothing was applied."""
        if self._step is None or self.dataset.snapshot is None:
            return self.dataset
        files = {name: self.dataset.files(name) for name in ALL_TABLES}
        layers = any(layer_of(file) for name in files if not _table(name).layered for file in files[name])
        scattered = [name for name in files if is_scattered(_table(name), files[name])]
        if scattered or layers or self._own_layers():
            self.apply(Changes(), settled=True, folded=True, anew=scattered)
        write_documents(self.dataset.snapshot)
        write_manifest(self.dataset.snapshot, run_id, self._published)
        sync_tree(self.dataset.snapshot)
        self._published = put_in_place(self.folder, self.dataset.snapshot, run_id)
        drop_old(self.folder, self._keep)
        self.dataset = Dataset(self.folder, self._published)
        return self.dataset
