"""What a run writes, as rows: added, replaced, given new values, taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.files import without
from newsloom.schemas.table import Table


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
