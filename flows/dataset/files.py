"""The files of a table: rows found by key without reading all of them, written, merged while they are small.

Files never change, so their size and their statistics are all there is to know about them. Rows of a file are sorted
by the table's key. In Parquet, they stand in row groups of a few megabytes: a lookup reads the looked-up column where
the wanted values can be, and whole rows only where they are. Files of mapped tables are Arrow IPC files, uncompressed:
a lookup maps them into memory, searches the column in place and copies the rows that it finds. Where the values of a
column come again in such a file, each is there once, and small numbers stand for it; the hashes that it is sorted by
are packed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import uuid
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, starmap
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newsloom.flows.dataset.columns.packed import packed_key
from newsloom.flows.dataset.columns.searched import SearchedColumns
from newsloom.flows.dataset.columns.writing import PART, is_sorted_by, plain_values, write_mapped, write_parquet
from newsloom.schemas.errors import NewsloomError, UsageError
from newsloom.schemas.table import Table, plain_type
from newsloom.transforms.text.word_hashes import ranges

PARQUET, MAPPED = ".parquet", ".arrow"
ADDED, LAID_OUT = "part", "whole"  # beginnings of the names of files: of rows as they came, of all of a table at once
FILE_BYTES = {PARQUET: 2_000_000, MAPPED: 24_000_000}  # a row that changes has its file written anew
PART_BYTES = 80_000  # of a Parquet file whose rows change a few at a time, at least. Measured: docs/performance.md
FILES = 128  # of such a table, about, before they are as large as others. By hand
COMPRESSION = {PARQUET: 3, MAPPED: 1}  # bytes in memory for one on disk, about
THREADS = min(4, os.cpu_count() or 1)  # that read and write files; more would hold more of them in memory
Result = TypeVar("Result")
_SEARCHED = SearchedColumns()


class DatasetError(NewsloomError):
    """The dataset cannot be read or written; the message is one line that says what to do."""


class DatasetBusyError(DatasetError):
    """Another run is writing the dataset."""


class UnknownRunError(DatasetError, UsageError):
    """A snapshot was asked for that the dataset does not keep."""


def threaded(function: Callable[..., Result], *columns: Iterable[Any]) -> Iterator[Result]:
    """As `map`, a few at a time in threads: files are read and written, and numbers compared, outside of Python."""
    items = zip(*columns, strict=True)
    few = list(islice(items, 2))
    if len(few) < 2:  # a thread would only be waited for
        yield from starmap(function, few)
        return
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[Result]] = deque()
        for arguments in chain(few, items):
            waiting.append(pool.submit(function, *arguments))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@dataclass(frozen=True)
class _Sought:
    """What `find_rows` looks for: rows with one of the values in a column and in each of `also`, and the columns of
    them that are wanted."""

    schema: pa.Schema
    column: str
    values: pa.Array
    names: Sequence[str]
    also: Mapping[str, pa.Array]

    def places(self, stored: pa.ChunkedArray, values: pa.Array) -> pa.Array:
        """The places of the values in the column."""
        search = _places_in_sequence if is_sorted_by(self.schema, self.column) else _places
        return search(stored, values.cast(stored.type))


def find_rows(
    file: Path,
    schema: pa.Schema,
    column: str,
    values: pa.Array,
    columns: Sequence[str] | None = None,
    also: Mapping[str, pa.Array] | None = None,
) -> Iterator[pa.Table]:
    """The rows of a file, or some columns of them, whose column has one of the values, which are sorted.

    `also`: other columns of theirs, and values of which each has one, sorted likewise.
    """
    find = _find_mapped if file.suffix == MAPPED else _find_in_groups
    names = schema.names if columns is None else list(columns)
    wanted = pa.schema([schema.field(name) for name in names], metadata=schema.metadata)
    with _reading(file):
        for rows in find(file, _Sought(schema, column, values, names, also or {})):
            yield rows.cast(wanted)


@contextlib.contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Name the file in what is said when it cannot be read."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        said = " ".join(str(error).split())[:200]
        raise DatasetError(f"{file} cannot be read: {said}; newsloom check says what else is damaged") from error


def _find_mapped(file: Path, sought: _Sought) -> Iterator[pa.Table]:
    rows, names, values = _mapped(file), sought.names, sought.values
    key, packed = packed_key(rows)
    if packed and sought.column == key:
        hits = pa.array(packed.find(values.to_numpy()))
    elif pa.types.is_dictionary((stored := rows[sought.column]).type):
        hits = _places_of_codes(stored, values.cast(plain_type(stored.type)))
    else:
        hits = sought.places(stored, values)
    for name, some in sought.also.items():
        hits = _agreeing(hits, rows[name], some)
    if len(hits):
        numbers = packed.at(hits.to_numpy()) if packed and key in names else None
        taken = _plain(rows.select(names).take(hits))  # dictionaries would keep the file mapped
        yield _with_numbers(taken, key, numbers)


def _with_numbers(rows: pa.Table, key: str | None, numbers: np.ndarray | None) -> pa.Table:
    """The rows with the numbers of a packed column in its place."""
    return rows if numbers is None else rows.set_column(rows.column_names.index(key), key, pa.array(numbers))


def _agreeing(hits: pa.Array, column: pa.ChunkedArray, values: pa.Array) -> pa.Array:
    """Those of some places of a column that have one of the values."""
    return hits.filter(pc.is_in(plain_values(column.take(hits)), values).combine_chunks())


def _find_in_groups(file: Path, sought: _Sought) -> Iterator[pa.Table]:
    column, also = sought.column, sought.also
    others = [name for name in sought.names if name != column]
    footer = _SEARCHED.footer(file)
    with contextlib.ExitStack() as stack:

        @cache
        def opened() -> pq.ParquetFile:  # which is not needed where nothing is in a column that was read before
            return stack.enter_context(
                pq.ParquetFile(file, metadata=footer, memory_map=True, page_checksum_verification=True)
            )

        for group in range(footer.num_row_groups):

            def column_of(name: str, group: int = group) -> pa.ChunkedArray:
                def read() -> pa.ChunkedArray:
                    return _plain(opened().read_row_group(group, columns=[name], use_threads=False))[name]

                return _SEARCHED.column(file, group, name, read)

            def possible(name: str, some: pa.Array, group: int = group) -> pa.Array:
                return _possible(footer.row_group(group).column(sought.schema.get_field_index(name)).statistics, some)

            wanted = possible(column, sought.values)
            if not len(wanted) or not all(len(possible(name, some)) for name, some in also.items()):
                continue
            stored = column_of(column)
            hits = sought.places(stored, wanted)
            for name, some in also.items():
                hits = _agreeing(hits, column_of(name), some) if len(hits) else hits
            if len(hits):
                rest = opened().read_row_group(group, columns=others, use_threads=False) if others else None
                rows = pa.table({column: stored}) if rest is None else rest.append_column(column, stored)
                yield rows.select(sought.names).take(hits)


def read_file(file: Path, schema: pa.Schema, columns: Sequence[str] | None = None) -> pa.Table:
    """All rows of a file, or some columns of them."""
    names = schema.names if columns is None else list(columns)
    wanted = pa.schema([schema.field(name) for name in names], metadata=schema.metadata)
    return open_rows(file, schema, names).cast(wanted)


def open_rows(file: Path, schema: pa.Schema, columns: Sequence[str] | None = None) -> pa.Table:
    """The same in the types of the file; of a mapped one, nothing is read before it is used.

    Damage is found here, so that it is never written on as if it were right.
    """
    with _reading(file):
        if file.suffix == MAPPED:
            rows = _mapped(file)
            key, packed = packed_key(rows)
            rows = rows.select(schema.names if columns is None else list(columns))
            return _with_numbers(rows, key, packed.all() if packed and key in rows.column_names else None)
        return pq.read_table(file, schema=schema, columns=columns, partitioning=None, page_checksum_verification=True)


def _mapped(file: Path) -> pa.Table:
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
    with _reading(file):
        return int(_mapped(file).num_rows if file.suffix == MAPPED else pq.read_metadata(file).num_rows)


def column_names(file: Path) -> list[str]:
    """Names of the columns of a file, without reading rows."""
    with _reading(file):
        return list((_mapped(file).schema if file.suffix == MAPPED else pq.read_schema(file)).names)


def _places(values: pa.ChunkedArray, wanted: pa.Array) -> pa.Array:
    """Which rows have one of the wanted values."""
    return pc.indices_nonzero(pc.is_in(values, wanted))


def _places_of_codes(values: pa.ChunkedArray, wanted: pa.Array) -> pa.Array:
    """Which rows have one of the wanted values; each distinct value is looked at once."""
    masks = [pc.is_in(chunk.dictionary, wanted).take(chunk.indices) for chunk in values.chunks]
    return pc.indices_nonzero(pa.chunked_array(masks, pa.bool_()).fill_null(False))


def _places_in_sequence(stored: pa.ChunkedArray, wanted: pa.Array) -> pa.Array:
    """The same where both are sorted: the few are searched for in the many, which need not be gone through."""
    values, few = stored.to_numpy(), wanted.to_numpy()
    first = np.searchsorted(values, few)
    hit = values.take(first, mode="clip") == few if len(values) else np.zeros(len(few), dtype=bool)
    first, few = first[hit], few[hit]
    counts = np.searchsorted(values, few, side="right") - first
    return pa.array(ranges(first, counts)[0])


def _possible(statistics: pq.Statistics | None, values: pa.Array) -> pa.Array:
    """The values between the least and the greatest of a row group."""
    if statistics is None or not statistics.has_min_max:
        return values
    first = bisect_left(values, statistics.min, key=_value)
    return values[first : bisect_right(values, statistics.max, key=_value)]


def _value(scalar: pa.Scalar) -> object:
    return scalar.as_py()


def sorted_values(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The values, each once, sorted, without null: as `find_rows` takes them."""
    return pc.unique(plain_values(values)).drop_null().sort()


def has_any(file: Path, table: Table, keys: pa.Table) -> bool:
    """Whether a row of the file agrees with `keys` in all of its columns."""
    names = keys.column_names
    matches = find_rows(file, table.schema, names[0], sorted_values(keys[names[0]]), names)
    return any(len(names) == 1 or rows_alike(rows, keys, names).num_rows for rows in matches if rows.num_rows)


def rows_alike(rows: pa.Table, others: pa.Table, names: Sequence[str]) -> pa.Table:
    """Pairs of rows that agree in these columns: the columns of both, and as `__row` the place of the first."""
    places = _places(plain_values(rows[names[0]]), sorted_values(others[names[0]]))  # the rest cannot agree
    alike = _plain(rows.take(places)).append_column("__row", places)
    return alike.join(_plain(others), list(names), join_type="inner")


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


def _plain(rows: pa.Table) -> pa.Table:
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
    return rows.take(pc.sort_indices(_plain(rows.select(list(key))), [(name, "ascending") for name in key]))


def _write(table: Table, rows: pa.Table, file: Path) -> None:
    write = write_mapped if table.mapped else write_parquet
    try:
        write(table, rows, file)
    except OSError as error:
        if error.errno == errno.ENOSPC or "No space left" in str(error):
            raise DatasetError(f"no space left on the disk of {file.parent.parent}; free some and run again") from error
        raise
