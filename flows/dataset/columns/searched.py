"""What was read of Parquet files to find rows: files never change, and a run searches the same ones again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

BYTES = 32_000_000  # of columns that are held, at most. By hand
FOOTERS = 1_000  # files whose footers are held, at most. By hand


class SearchedColumns:
    """Footers and searched columns of files, those that were used last."""

    def __init__(self, most: int = BYTES, footers: int = FOOTERS) -> None:
        self._most, self._held, self._n_footers = most, 0, footers
        self._columns: OrderedDict[tuple[Any, ...], pa.ChunkedArray] = OrderedDict()
        self._footers: OrderedDict[tuple[Any, ...], pq.FileMetaData] = OrderedDict()
        self._lock = Lock()

    def footer(self, file: Path) -> pq.FileMetaData:
        """What the file says of its row groups."""
        key = _identity(file)
        with self._lock:
            if key in self._footers:
                self._footers.move_to_end(key)
                return self._footers[key]
        footer = pq.read_metadata(file, memory_map=True)
        with self._lock:
            self._footers[key] = footer
            while len(self._footers) > self._n_footers:
                self._footers.popitem(last=False)
        return footer

    def column(self, file: Path, group: int, name: str, read: Callable[[], pa.ChunkedArray]) -> pa.ChunkedArray:
        """A column of a row group, read if it is not held."""
        key = (*_identity(file), group, name)
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
