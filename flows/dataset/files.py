"""The files of a table: read, written, merged while they are small; `searching` finds rows in them by value.

Files never change, so their size and their statistics are all there is to know about them. Rows of a file are sorted
by the table's key. In Parquet, they stand in row groups of a few megabytes. Files of mapped tables are Arrow IPC files,
uncompressed. Where the values of a column come again in such a file, each is there once, and small numbers stand for
it; the hashes that it is sorted by are packed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import cache
from itertools import chain, islice, starmap
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newsloom.flows.dataset.columns.packed import packed_key
from newsloom.flows.dataset.columns.writing import PART, plain_values, write_mapped, write_parquet
from newsloom.schemas.errors import NewsloomError, UsageError
from newsloom.schemas.table import Table

PARQUET, MAPPED = ".parquet", ".arrow"
ADDED, LAID_OUT = "part", "whole"  # beginnings of the names of files: of rows as they came, of all of a table at once
FILE_BYTES = {PARQUET: 2_000_000, MAPPED: 24_000_000}  # a row that changes has its file written anew
PART_BYTES = 56_000  # of a Parquet file whose rows change a few at a time, at least. Measured: docs/performance.md
FILES = 128  # of such a table, about, before they are as large as others. By hand
COMPRESSION = {PARQUET: 3, MAPPED: 1}  # bytes in memory for one on disk, about
_THREAD = "newsloom-files"  # beginning of the names of threads
MOST_THREADS = 4  # that read and write files; more would hold more of them in memory
THREADS = min(MOST_THREADS, os.cpu_count() or 1)
Result = TypeVar("Result")


class DatasetError(NewsloomError):
    """The dataset cannot be read or written; the message is one line that says what to do."""


class DatasetBusyError(DatasetError):
    """Another run is writing the dataset."""


class UnknownRunError(DatasetError, UsageError):
    """A snapshot was asked for that the dataset does not keep."""


def threaded(function: Callable[..., Result], *columns: Iterable[Any]) -> Iterator[Result]:
    """As `map`, a few at a time in threads: files are read and written, and numbers compared, outside of Python.

    What is done in one of these threads is not divided again.
    """
    items = zip(*columns, strict=True)
    few = list(islice(items, 2))
    if len(few) < 2 or threading.current_thread().name.startswith(_THREAD):  # another would only be waited for
        yield from starmap(function, chain(few, items))
        return
    waiting: deque[Future[Result]] = deque()
    try:
        for arguments in chain(few, items):
            waiting.append(_pool().submit(function, *arguments))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:  # where one failed or nobody asks for more, nothing goes on behind
        wait([future for future in waiting if not future.cancel()])


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, _THREAD)


@contextlib.contextmanager
def naming(file: Path) -> Iterator[None]:
    """Name the file in what is said when it cannot be read."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        said = " ".join(str(error).split())[:200]
        raise DatasetError(f"{file} cannot be read: {said}; newsloom check says what else is damaged") from error


def with_numbers(rows: pa.Table, key: str | None, numbers: np.ndarray | None) -> pa.Table:
    """The rows with the numbers of a packed column in its place."""
    return rows if numbers is None else rows.set_column(rows.column_names.index(key), key, pa.array(numbers))


def read_file(file: Path, schema: pa.Schema, columns: Sequence[str] | None = None) -> pa.Table:
    """All rows of a file, or some columns of them."""
    names = schema.names if columns is None else list(columns)
    wanted = pa.schema([schema.field(name) for name in names], metadata=schema.metadata)
    return open_rows(file, schema, names).cast(wanted)


def open_rows(file: Path, schema: pa.Schema, columns: Sequence[str] | None = None) -> pa.Table:
    """The same in the types of the file; of a mapped one, nothing is read before it is used.

    Damage is found here, so that it is never written on as if it were right.
    """
    with naming(file):
        if file.suffix == MAPPED:
            rows = map_rows(file)
            key, packed = packed_key(rows)
            rows = rows.select(schema.names if columns is None else list(columns))
            return with_numbers(rows, key, packed.all() if packed and key in rows.column_names else None)
        return pq.read_table(file, schema=schema, columns=columns, partitioning=None, page_checksum_verification=True)


def map_rows(file: Path) -> pa.Table:
    """The rows of an Arrow file, none of which is read before it is used."""
    with pa.ipc.open_file(pa.memory_map(str(file))) as opened:
        if not opened.num_record_batches:
            return opened.read_all()
        rows, facts = opened.get_batch_with_custom_metadata(0)  # `write_mapped` writes no more than one
        whole = pa.Table.from_batches([rows])
        if facts and PART in facts:
            name, value = facts[PART].decode().split("=")
            whole = whole.append_column(name, pa.repeat(pa.scalar(int(value), pa.int32()), whole.num_rows))
        return whole.replace_schema_metadata({**(opened.schema.metadata or {}), **dict(facts or {})})


def count_rows(file: Path) -> int:
    """Number of rows of a file, without reading them."""
    with naming(file):
        return int(map_rows(file).num_rows if file.suffix == MAPPED else pq.read_metadata(file).num_rows)


def column_names(file: Path) -> list[str]:
    """Names of the columns of a file, without reading rows."""
    with naming(file):
        return list((map_rows(file).schema if file.suffix == MAPPED else pq.read_schema(file)).names)


def sorted_values(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The values, each once, sorted, without null: as they are searched for."""
    return pc.unique(plain_values(values)).drop_null().sort()


def rows_alike(rows: pa.Table, others: pa.Table, names: Sequence[str]) -> pa.Table:
    """Pairs of rows that agree in these columns: the columns of both, and as `__row` the place of the first."""
    wanted = sorted_values(others[names[0]])
    places = pc.indices_nonzero(pc.is_in(plain_values(rows[names[0]]), wanted))  # the rest cannot agree
    alike = plain_rows(rows.take(places)).append_column("__row", places)
    return alike.join(plain_rows(others), list(names), join_type="inner")


def without(rows: pa.Table, gone: Sequence[pa.Table]) -> pa.Table:
    """The rows that agree with none of the keys, in their order."""
    for keys in gone:
        names = keys.column_names
        if len(names) == 1:
            values = plain_values(rows[names[0]])
            is_gone = pc.is_in(values, sorted_values(keys[names[0]]).cast(values.type))
            rows = rows.filter(pc.invert(is_gone)) if pc.any(is_gone).as_py() else rows
            continue
        gone_rows = rows_alike(rows.select(names), keys, names)["__row"].to_numpy()
        if len(gone_rows):
            stays = np.ones(rows.num_rows, dtype=bool)
            stays[gone_rows] = False
            rows = rows.filter(pa.array(stays))
    return rows


def plain_rows(rows: pa.Table) -> pa.Table:
    """Dictionary columns as plain strings: Arrow joins no dictionaries that differ."""
    for i, column in enumerate(rows.schema):
        if pa.types.is_dictionary(column.type):
            rows = rows.set_column(i, column.name, plain_values(rows.column(i)))
    return rows


def prefix_of(file: Path) -> str:
    """The beginning of a file's name, which says its part."""
    return file.name.rpartition("-")[0]


def part_prefix(value: int | None) -> str:
    """The beginning of the names of the files of a part; None for tables without parts."""
    return ADDED if value is None else f"{ADDED}-{value}"


def by_part(table: Table, rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Rows by the value of the table's `part_by` column, with the beginning of their file's name."""
    if table.part_by is None:
        yield part_prefix(None), rows
        return
    for value in pc.unique(rows[table.part_by]).to_pylist():
        yield part_prefix(value), rows.filter(pc.equal(rows[table.part_by], value))


def file_bytes(table: Table, stored: Iterable[Path] = ()) -> int:
    """Bytes that a new file of a table is to have, about; `stored` are the files that the table has."""
    most = FILE_BYTES[MAPPED if table.mapped else PARQUET]
    if table.mapped or not _together(table):
        return most
    return min(most, max(PART_BYTES, sum(file.stat().st_size for file in stored) // FILES))


def _together(table: Table) -> list[str]:
    """Columns in whose order the rows of a table are divided into files, so that those that change stand together."""
    return [name for name in (table.divide_by, "article_id") if name and name in table.columns]


def write_files(
    table: Table, rows: pa.Table, folder: Path, prefix: str, most: int, stored: Sequence[Path] = ()
) -> None:
    """Write rows under new names, sorted by the table's key, in files of `most` bytes, about.

    `stored`: files that the rows come from; what is merged never makes small files again.
    """
    rows, suffix = rows.unify_dictionaries(), MAPPED if table.mapped else PARQUET
    expected = sum(file.stat().st_size for file in stored) or rows.nbytes // COMPRESSION[suffix]
    for part in _cut(table, rows, max(1, round(expected / most))):
        _write(table, _sorted(part, table.key), folder / f"{prefix}-{uuid.uuid4().hex[:12]}{suffix}")


def _cut(table: Table, rows: pa.Table, n_files: int) -> Iterator[pa.Table]:
    """Rows in portions of like size, those that change together in one."""
    size = -(-rows.num_rows // n_files) or 1
    if size < rows.num_rows:
        rows = _sorted(rows, _together(table) or table.key)
    for first in range(0, rows.num_rows or 1, size):
        yield rows.slice(first, size)


def _sorted(rows: pa.Table, key: Sequence[str]) -> pa.Table:
    if not key or not rows.num_rows:
        return rows
    return rows.take(pc.sort_indices(plain_rows(rows.select(list(key))), [(name, "ascending") for name in key]))


def _write(table: Table, rows: pa.Table, file: Path) -> None:
    write = write_mapped if table.mapped else write_parquet
    try:
        write(table, rows, file)
    except OSError as error:
        if error.errno == errno.ENOSPC or "No space left" in str(error):
            raise DatasetError(f"no space left on the disk of {file.parent.parent}; free some and run again") from error
        raise
