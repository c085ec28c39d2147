"""What was read of Parquet files to find rows: files never change, and a run searches the same ones again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

BYTES = 32_000_000  # of columns that are held, at most. By hand
FOOTERS = 1_000  # files whose footers are held, at most. By hand


@dataclass(frozen=True, eq=False)
class Footer:
    """What a file says of its row groups; `identity` tells it from all others, under whatever name it is linked."""

    identity: tuple[int, ...]
    facts: pq.FileMetaData
    _places: dict[str, int]
    _ranges: dict[tuple[int, str], tuple[Any, Any] | None] = field(default_factory=dict)

    def range(self, group: int, name: str) -> tuple[Any, Any] | None:
        """The least and the greatest value of a column in a row group; None where it is not said."""
        if (group, name) not in self._ranges:
            said = self.facts.row_group(group).column(self._places[name]).statistics
            self._ranges[group, name] = (said.min, said.max) if said is not None and said.has_min_max else None
        return self._ranges[group, name]


class SearchedColumns:
    """Footers and searched columns of files, those that were used last."""

    def __init__(self, most: int = BYTES, footers: int = FOOTERS) -> None:
        self._most, self._held, self._n_footers = most, 0, footers
        self._columns: OrderedDict[tuple[Any, ...], pa.ChunkedArray] = OrderedDict()
        self._footers: OrderedDict[tuple[Any, ...], Footer] = OrderedDict()
        self._lock = Lock()

    def footer(self, file: Path) -> Footer:
        """What the file says of its row groups."""
        key = _identity(file)
        with self._lock:
            if key in self._footers:
                self._footers.move_to_end(key)
                return self._footers[key]
        facts = pq.read_metadata(file, memory_map=True)
        columns = facts.schema
        footer = Footer(key, facts, {columns.column(i).path: i for i in range(len(columns))})
        with self._lock:
            self._footers[key] = footer
            while len(self._footers) > self._n_footers:
                self._footers.popitem(last=False)
        return footer

    def holds(self, footer: Footer, group: int, name: str) -> bool:
        """Whether a column of a row group is held."""
        return (*footer.identity, group, name) in self._columns

    def column(self, footer: Footer, group: int, name: str, read: Callable[[], pa.ChunkedArray]) -> pa.ChunkedArray:
        """A column of a row group, read if it is not held."""
        key = (*footer.identity, group, name)
        with self._lock:
            if key in self._columns:
                self._columns.move_to_end(key)
                return self._columns[key]
        column = read()
        with self._lock:
            if key not in self._columns:
                self._columns[key] = column
                self._held += column.nbytes
            while self._held > self._most and self._columns:
                self._held -= self._columns.popitem(last=False)[1].nbytes
        return column


def _identity(file: Path) -> tuple[int, ...]:
    """What tells a file from all others, under whatever name it is linked."""
    stat = file.stat()
    return stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size
