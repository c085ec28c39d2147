"""What a run writes, as rows: added, replaced, given new values, taken out; and how the files of a table take them in.

A row that replaces a stored one is written into a layer over it (`layers`). Readers of other make know nothing of
layers: those of the contract's tables are put in their places before anything is published, so that each of their files
is written anew once a run, however many chunks have changed rows in it. Layers of the state may stay.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.disk import link_or_copy
from newsloom.flows.dataset.files import (
    LAID_OUT,
    by_part,
    file_bytes,
    part_prefix,
    prefix_of,
    read_file,
    rows_alike,
    threaded,
    without,
    write_files,
)
from newsloom.flows.dataset.layers import (
    Merging,
    crowded,
    crowded_layers,
    is_scattered,
    layer_of,
    next_layer,
    read_newest,
    write_folded,
)
from newsloom.flows.dataset.searching import files_having
from newsloom.schemas.table import Table

LAYERS_BYTES = 24_000_000  # of a table; when they are put in their places, they are in memory. By hand
_whole = threading.Lock()  # held while all rows of a table are in memory: tables are written side by side


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

    def tables(self) -> set[str]:
        """Names of the tables that change."""
        return {*self.adds, *self.upserts, *self.updates, *self.deletes}

    def then(self, later: Changes) -> Changes:
        """These changes and later ones."""
        both = Changes()
        for kind in ("adds", "upserts", "updates", "deletes"):
            for changes in (self, later):
                for table, frames in getattr(changes, kind).items():
                    getattr(both, kind).setdefault(table, []).extend(frames)
        return both

    def __bool__(self) -> bool:
        return bool(self.adds or self.upserts or self.updates or self.deletes)


def updated(table: Table, rows: pa.Table, updates: Iterable[pa.Table]) -> pa.Table:
    """The rows with the new values; those that none is for keep theirs."""
    for values in updates:
        row = pc.index_in(rows[table.key[0]], values[table.key[0]])
        for name in values.column_names:
            if name not in table.key:
                new = values[name].take(row)
                rows = table.with_column(rows, name, pc.if_else(pc.is_valid(row), new, rows[name].cast(new.type)))
    return rows


def newest(table: Table, frames: Sequence[pa.Table]) -> list[pa.Table]:
    """Frames of one run where a later row replaces an earlier one of the same key."""
    if not table.key or len(frames) < 2:
        return list(frames)
    latest: list[pa.Table] = []
    for i, frame in enumerate(frames):
        latest.append(without(frame, [later.select(list(table.key)) for later in frames[i + 1 :]]))
    return latest


class SnapshotBefore(Protocol):
    """What writing needs of the snapshot before."""

    def files(self, table: str) -> list[Path]:
        """The files of a table, the latest layer last."""

    def arrow(self, table: str) -> pa.Table:
        """All rows of a table."""

    def lookup(self, table: str, column: str, values: pa.Array, *, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows, or some columns of them, whose column has one of the values."""


def stays(table: Table, files: Sequence[Path], changes: Changes) -> bool:
    """Whether the files of a table are those of the next snapshot as well."""
    return bool(files) and not any(map(layer_of, files)) and table.name not in changes.tables()


def write_table(
    table: Table,
    stored: SnapshotBefore,
    changes: Changes,
    target: Path,
    merging: Merging,
    settled: bool = False,
    folded: Sequence[Path] = (),
) -> None:
    """One table of the next snapshot: files without a changed row are linked, the others written anew.

    `merging`: what the step has merged. `settled`: rows that replace stored ones are put in their places, unless the
    table is `layered`. `folded`: layers that are made one.
    """
    target.mkdir(parents=True)
    files = stored.files(table.name)
    layers = list(filter(layer_of, files))
    if stays(table, files, changes):
        for file in files:
            link_or_copy(file, target / file.name)
        return
    most = file_bytes(table, files)
    gone = [_keys(table, stored, keys, layers) for keys in changes.deletes.get(table.name, [])]
    new, replacing = _pending(table, stored, changes, gone)
    if settled and is_scattered(table, files):  # all of it is written once then
        rest = [*new, *replacing]
        _write_whole(table, lambda: newest(table, [without(read_newest(table, files), gone), *rest]), target, files)
        return
    size = sum(file.stat().st_size for file in layers)
    if not table.layered and (settled or not table.key or table.part_by or size > LAYERS_BYTES):
        settling = without(read_newest(table, layers), gone) if layers else table.empty()
        replacing = newest(table, [settling, *replacing])
        gone += [rows.select(list(table.key)) for rows in replacing if table.key and rows.num_rows]
        new, replacing = [*new, *replacing], []
        files = [file for file in files if not layer_of(file)]
    folding = [folded] if folded else crowded_layers(files) if new or replacing else []
    choose = partial(merging.chosen, written=sum(rows.nbytes for rows in (*new, *replacing)))
    _write_stored(table, files, gone, target, folding, most, choose)
    for prefix, rows in by_part(table, pa.concat_tables([table.empty(), *new])):
        if rows.num_rows:
            write_files(table, rows, target, prefix if files or table.part_by else LAID_OUT, most)
    if replacing:
        write_files(table, pa.concat_tables(replacing), target, next_layer(files), most)
    if not any(target.iterdir()):
        write_files(table, table.empty(), target, part_prefix(None), most)


def lay_out(table: Table, stored: SnapshotBefore, target: Path) -> None:
    """All rows of a table of the next snapshot in new files, those that change together in one."""
    target.mkdir(parents=True)
    _write_whole(table, lambda: [stored.arrow(table.name)], target, stored.files(table.name))


def _write_whole(table: Table, read: Callable[[], Sequence[pa.Table]], target: Path, files: Sequence[Path]) -> None:
    with _whole:
        write_files(table, pa.concat_tables(read()), target, LAID_OUT, file_bytes(table, files), files)


def _keys(table: Table, stored: SnapshotBefore, keys: pa.Table, layers: Sequence[Path]) -> pa.Table:
    """What is to be taken out; by the whole key where there are layers, lest the row below comes back."""
    names = keys.column_names
    if not layers or set(names) == set(table.key):
        return keys
    rows = stored.lookup(table.name, names[0], keys[names[0]], columns=list(dict.fromkeys([*names, *table.key])))
    return rows_alike(rows, keys, names).select(list(table.key))


def _pending(
    table: Table, stored: SnapshotBefore, changes: Changes, gone: Sequence[pa.Table]
) -> tuple[list[pa.Table], list[pa.Table]]:
    """The rows to be written: those whose keys are new, and those that replace stored ones or may do so."""
    updates, adds = changes.updates.get(table.name, []), changes.adds.get(table.name, [])
    frames = [*adds, *changes.upserts.get(table.name, [])]
    if updates:
        keys = pa.chunked_array([chunk for values in updates for chunk in values[table.key[0]].chunks])
        rows = without(stored.lookup(table.name, table.key[0], keys), gone)
        frames = [updated(table, rows, updates), *frames]
    frames = newest(table, [table.conform(rows) for rows in frames])
    before, after = (1 if updates else 0), (1 if updates else 0) + len(adds)
    return frames[before:after], [rows for rows in frames[:before] + frames[after:] if rows.num_rows]


def _write_stored(
    table: Table,
    files: Sequence[Path],
    gone: Sequence[pa.Table],
    target: Path,
    folded: Sequence[Sequence[Path]],
    most: int,
    choose: Callable[[list[list[Path]]], list[list[Path]]],
) -> None:
    """The rows that stay, in the files that have them; small files are merged where others are written, as chosen."""
    touched = set[Path]().union(*(files_having(files, table, keys) for keys in gone))
    lasting = [file for file in files if file not in touched and not layer_of(file)]
    merged = choose(crowded(lasting, most))
    alone = touched.difference(*folded)
    for file in set(files).difference(alone, *folded, *merged):
        link_or_copy(file, target / file.name)
    change = partial(without, gone=gone)

    def rewrite(group: Sequence[Path]) -> None:
        rows = change(pa.concat_tables(read_file(file, table.schema) for file in group))
        if rows.num_rows:
            write_files(table, rows, target, prefix_of(group[0]), most, group)

    for _ in threaded(rewrite, [*([file] for file in alone), *merged]):
        pass
    for group in folded:
        write_folded(table, group, target, change)
