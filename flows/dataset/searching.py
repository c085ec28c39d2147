"""Rows of a table's files by value, without reading all of them: a column of all files is searched at once.

Of Parquet files the columns that are looked into are read where the wanted values can be, and other columns only of
row groups that have one. Mapped files are searched in place, and the rows that are there are copied.
"""

from __future__ import annotations

import contextlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newsloom.flows.dataset.columns.packed import packed_key
from newsloom.flows.dataset.columns.searched import Footer, SearchedColumns
from newsloom.flows.dataset.columns.writing import is_sorted_by, plain_values
from newsloom.flows.dataset.files import (
    MAPPED,
    map_rows,
    naming,
    plain_rows,
    rows_alike,
    sorted_values,
    threaded,
    with_numbers,
)
from newsloom.schemas.table import Table, plain_type
from newsloom.transforms.text.word_hashes import ranges

_ROWS = 500_000  # whose values are searched at once: ids of so many take some ten megabytes. By hand
_SEARCHED = SearchedColumns()


@dataclass(frozen=True)
class Sought:
    """What is looked for: rows with one of the values, which are sorted, in a column, and in each other one of `also`
    one of the values there; and the columns of them that are wanted."""

    schema: pa.Schema
    column: str
    values: pa.Array
    names: Sequence[str]
    also: Mapping[str, pa.Array] = field(default_factory=dict)

    @property
    def tests(self) -> dict[str, pa.Array]:
        """The columns that are looked into, and the values of which each has one."""
        both = self.also.get(self.column)
        values = self.values if both is None else self.values.filter(pc.is_in(self.values, both))
        return {**self.also, self.column: values}

    def places(self, name: str, stored: pa.ChunkedArray) -> pa.Array:
        """The places of the values in one of the columns."""
        search = _places_in_sequence if is_sorted_by(self.schema, name) else _places
        return search(stored, self.tests[name].cast(stored.type))


@dataclass(frozen=True)
class _Group:
    """A row group of a Parquet file."""

    file: Path
    footer: Footer
    number: int

    def column(self, name: str, opened: Callable[[], pq.ParquetFile] | None = None) -> pa.ChunkedArray:
        """One of its columns, read if it is not held."""

        def read() -> pa.ChunkedArray:
            with naming(self.file), contextlib.ExitStack() as stack:
                file = opened() if opened else stack.enter_context(_opened(self.file, self.footer))
                return plain_rows(file.read_row_group(self.number, columns=[name], use_threads=False))[name]

        return _SEARCHED.column(self.footer, self.number, name, read)

    def holds(self, name: str) -> bool:
        """Whether one of its columns need not be read."""
        return _SEARCHED.holds(self.footer, self.number, name)

    def may_have(self, name: str, values: pa.Array) -> bool:
        """Whether one of the values, which are sorted, is between the least and the greatest of a column."""
        ends = self.footer.range(self.number, name)
        if ends is None:
            return len(values) > 0
        first = bisect_left(values, ends[0], key=_value)
        return bisect_right(values, ends[1], lo=first, key=_value) > first


class RowSearch:
    """What some files of a table have of what is sought."""

    def __init__(self, files: Sequence[Path], sought: Sought) -> None:
        self._sought = sought
        self._wanted = pa.schema([sought.schema.field(n) for n in sought.names], metadata=sought.schema.metadata)
        self._mapped = {file for file in files if file.suffix == MAPPED}
        self._hits: dict[Path, list[tuple[_Group, pa.Array]]] = defaultdict(list)
        for group, hits in self._groups([file for file in files if file not in self._mapped]):
            if len(hits):
                self._hits[group.file].append((group, hits))

    def may_have(self, file: Path) -> bool:
        """Whether a file may have a row; of Parquet files it is known."""
        return file in self._mapped or file in self._hits

    def rows(self, file: Path) -> Iterator[pa.Table]:
        """The rows of a file."""
        with naming(file):
            for rows in (_find_mapped if file in self._mapped else self._read)(file, self._sought):
                yield rows.cast(self._wanted)

    def _groups(self, files: Sequence[Path]) -> Iterator[tuple[_Group, pa.Array]]:
        """Row groups that may have a row, and the places of the rows in them."""
        tests = self._sought.tests
        groups = [
            group
            for file in files
            for group in _groups_of(file)
            if all(group.may_have(name, values) for name, values in tests.items())
        ]
        first, *others = sorted(
            tests, key=lambda name: (-sum(group.holds(name) for group in groups), name != self._sought.column)
        )
        for some in _portions(groups):
            missing = [group for group in some if not group.holds(first)]
            read = dict(zip(missing, threaded(lambda group: group.column(first), missing), strict=True))
            stored = [read[group] if group in read else group.column(first) for group in some]
            for group, hits in zip(some, self._places(first, stored), strict=True):
                for name in others:
                    hits = _agreeing(hits, group.column(name), tests[name]) if len(hits) else hits
                yield group, hits

    def _places(self, name: str, columns: Sequence[pa.ChunkedArray]) -> Iterator[pa.Array]:
        """The places of the values in a column of several row groups; strings are searched as one."""
        sought = self._sought
        if len(columns) < 2 or is_sorted_by(sought.schema, name):
            yield from (sought.places(name, stored) for stored in columns)
            return
        whole = pa.chunked_array([chunk for stored in columns for chunk in stored.chunks], columns[0].type)
        hits = sought.places(name, whole).to_numpy().astype(np.int64)
        ends = np.cumsum([len(stored) for stored in columns])
        parts = np.split(hits, np.searchsorted(hits, ends[:-1]))
        yield from (pa.array(part - first) for part, first in zip(parts, [0, *ends], strict=False))

    def _read(self, file: Path, sought: Sought) -> Iterator[pa.Table]:
        groups = self._hits.get(file, [])
        with contextlib.ExitStack() as stack:

            @cache
            def reader() -> pq.ParquetFile:  # which is not needed where all columns are held
                return stack.enter_context(_opened(file, groups[0][0].footer))

            for group, hits in groups:
                held = {n: group.column(n, reader) for n in (sought.column, *sought.also) if n in sought.names}
                others = [name for name in sought.names if name not in held]
                if others:
                    rest = reader().read_row_group(group.number, columns=others, use_threads=False)
                    held |= zip(others, rest.select(others).columns, strict=True)
                yield pa.table({name: held[name] for name in sought.names}).take(hits)


def _portions(groups: Sequence[_Group]) -> Iterator[list[_Group]]:
    """Row groups of so many rows together that a column of theirs takes little room."""
    some, rows = list[_Group](), 0
    for group in groups:
        some.append(group)
        rows += group.footer.facts.row_group(group.number).num_rows
        if rows >= _ROWS:
            yield some
            some, rows = [], 0
    if some:
        yield some


def _groups_of(file: Path) -> Iterator[_Group]:
    with naming(file):
        footer = _SEARCHED.footer(file)
    return (_Group(file, footer, number) for number in range(footer.facts.num_row_groups))


@contextlib.contextmanager
def _opened(file: Path, footer: Footer) -> Iterator[pq.ParquetFile]:
    with pa.memory_map(str(file)) as mapped:  # not by its path, which would be looked up in all file systems
        yield pq.ParquetFile(mapped, metadata=footer.facts, page_checksum_verification=True)


def find_rows(
    file: Path, schema: pa.Schema, column: str, values: pa.Array, columns: Sequence[str] | None = None
) -> list[pa.Table]:
    """The rows of a file, or some columns of them, whose column has one of the values, which are sorted."""
    return list(RowSearch([file], Sought(schema, column, values, columns or schema.names)).rows(file))


def files_having(files: Sequence[Path], table: Table, keys: pa.Table) -> set[Path]:
    """The files that have a row which agrees with `keys` in all of its columns."""
    names = keys.column_names
    search = RowSearch(files, Sought(table.schema, names[0], sorted_values(keys[names[0]]), names))
    likely = list(filter(search.may_have, files))

    def has(file: Path) -> bool:
        return any(len(names) == 1 or rows_alike(rows, keys, names).num_rows for rows in search.rows(file))

    return {file for file, is_there in zip(likely, threaded(has, likely), strict=True) if is_there}


def _find_mapped(file: Path, sought: Sought) -> Iterator[pa.Table]:
    rows, names, values = map_rows(file), sought.names, sought.values
    key, packed = packed_key(rows)
    if packed and sought.column == key:
        hits = pa.array(packed.find(values.to_numpy()))
    elif pa.types.is_dictionary((stored := rows[sought.column]).type):
        hits = _places_of_codes(stored, values.cast(plain_type(stored.type)))
    else:
        hits = sought.places(sought.column, stored)
    for name, some in sought.also.items():
        hits = _agreeing(hits, rows[name], some)
    if len(hits):
        numbers = packed.at(hits.to_numpy()) if packed and key in names else None
        taken = plain_rows(rows.select(names).take(hits))  # dictionaries would keep the file mapped
        yield with_numbers(taken, key, numbers)


def _agreeing(hits: pa.Array, column: pa.ChunkedArray, values: pa.Array) -> pa.Array:
    """Those of some places of a column that have one of the values."""
    return hits.filter(pc.is_in(plain_values(column.take(hits)), values).combine_chunks())


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


def _value(scalar: pa.Scalar) -> object:
    return scalar.as_py()
