"""Layers: rows that replace stored ones stand in files of their own, so that the stored ones need not be written anew.

A layer's files have its number in their names; those without a number are older than all of them. Of the rows of one
key, that of the latest layer counts, and the others are as if they were not there. Layers are folded into one where
there are many of like size, so that a row is written a few times only, and few files are searched; so are small files.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.files import (
    LAID_OUT,
    file_bytes,
    open_rows,
    prefix_of,
    read_file,
    rows_alike,
    sorted_values,
    threaded,
    write_files,
)
from newsloom.flows.dataset.searching import find_rows
from newsloom.schemas.table import Table

_NAME = re.compile(r"layer-(\d+)-")
_LAYER = "__layer"
LAYOUT_BYTES = 64_000_000  # of a table that is laid out anew, at most: it is in memory then. By hand
ADDED_SHARE = 1 / 3  # of a table that was added since it was laid out, from which on it is laid out anew. By hand
MANY_FILES = 8  # small files of like size, or layers, that are merged into one
MERGED_SHARE = 4  # bytes of a table's files that are merged, for each byte in memory of what is added. By hand
TOO_MANY = (1.5, 2)  # times as many files, from which on one group is merged whatever it takes, and any. By hand


def layer_of(file: Path) -> int:
    """The number of the layer that a file belongs to; 0 for one that is below all layers."""
    numbered = _NAME.match(file.name)
    return int(numbered[1]) if numbered else 0


def by_age(file: Path) -> tuple[int, str]:
    """Order of the files of a table: the latest layer last."""
    return layer_of(file), file.name


def next_layer(files: Sequence[Path]) -> str:
    """The beginning of the names of the files of a layer over these."""
    return f"layer-{1 + max(map(layer_of, files), default=0):08d}"


def find_newest(
    table: Table, files: Sequence[Path], find: Callable[[Path], pa.Table], by_key: bool = False
) -> pa.Table:
    """The rows that `find` gives of each file, the key among their columns, without those that a later layer replaces.

    A later layer is searched for their keys: the row there need not be one that `find` gives, unless `by_key` says
    that it finds rows by the whole key. The latest layer comes last.
    """
    parts, layers = list(threaded(find, files)), list(filter(layer_of, files))
    if not layers:
        return pa.concat_tables(parts)
    if by_key:
        return _last_of_each(table.key[0], pa.concat_tables(parts))
    rows = [
        part.append_column(_LAYER, pa.array(np.full(part.num_rows, layer_of(file))))
        for file, part in zip(files, parts, strict=True)
    ]
    return _uncovered(table, pa.concat_tables(rows), layers)


def _last_of_each(key: str, rows: pa.Table) -> pa.Table:
    """The last row of each value of the key, in their order."""
    codes = rows[key].combine_chunks().dictionary_encode().indices.to_numpy()
    last = len(codes) - 1 - np.unique(codes[::-1], return_index=True)[1]
    return rows if len(last) == len(codes) else rows.take(pa.array(np.sort(last)))


def _uncovered(table: Table, rows: pa.Table, layers: Sequence[Path]) -> pa.Table:
    keys = list(table.key)

    def find(file: Path) -> pa.Table:
        older = rows.filter(pc.less(rows[_LAYER], layer_of(file)))[keys[0]]
        parts = find_rows(file, table.schema, keys[0], sorted_values(older), keys) if len(older) else []
        covering = pa.concat_tables([table.empty().select(keys), *parts])
        return covering.append_column("__covers", pa.array(np.full(covering.num_rows, layer_of(file))))

    covering = pa.concat_tables(list(threaded(find, layers)))
    if covering.num_rows:
        pairs = rows_alike(rows.select([*keys, _LAYER]), covering, keys)
        hidden = pairs.filter(pc.less(pairs[_LAYER], pairs["__covers"]))["__row"].to_numpy()
        stays = np.ones(rows.num_rows, dtype=bool)
        stays[hidden] = False
        rows = rows.filter(pa.array(stays))
    return rows.drop_columns(_LAYER)


def read_newest(table: Table, files: Sequence[Path], columns: Sequence[str] | None = None) -> pa.Table:
    """All rows of the files but those that a later layer replaces; these columns at least."""
    names = columns and list(dict.fromkeys([*columns, *table.key]))
    return find_newest(table, files, lambda file: read_file(file, table.schema, names))


def crowded(files: Sequence[Path], most: int) -> list[list[Path]]:
    """Groups of files of one part and of like size, small against `most` bytes, where there are many of them.

    Like with like, so that a row is rewritten a few times only, however many runs there are.
    """
    groups: dict[tuple[str, int], list[Path]] = {}
    for file in files:
        size = file.stat().st_size
        if size < most // 3:  # a third: what is merged is cut into parts of three quarters at the least
            groups.setdefault((prefix_of(file), level_of(size)), []).append(file)
    return [group for group in groups.values() if len(group) >= MANY_FILES]


@dataclass
class Merging:
    """What one step of writing merges, so that no run pays for what very many have added.

    Of a table it is about what the step writes of it, and one group more of one table where many of its files wait.
    """

    is_taken: bool = False
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def chosen(self, groups: Iterable[list[Path]], written: int) -> list[list[Path]]:
        """Those of a table's crowded groups that are merged; `written`: bytes in memory of what the step adds to it.

        Tables ask at once, from threads."""
        with self._turn:
            return self._chosen(groups, written)

    def _chosen(self, groups: Iterable[list[Path]], written: int) -> list[list[Path]]:
        left, chosen = MERGED_SHARE * written, list[list[Path]]()
        for group in sorted(groups, key=len, reverse=True) if written else ():
            size, many = sum(file.stat().st_size for file in group), len(group) / MANY_FILES
            if size <= left:
                left -= size
            elif many >= TOO_MANY[1] or (many >= TOO_MANY[0] and not self.is_taken):
                self.is_taken = True
            else:
                continue
            chosen.append(group)
        return chosen


def is_scattered(table: Table, files: Sequence[Path]) -> bool:
    """Whether so much was added to a table since all of it was laid out that it is to be laid out anew.

    So rows that change together stand together, though a row is written a few times only, however many runs there are.
    """
    if table.mapped or table.part_by or table.layered:
        return False
    sizes = {file: file.stat().st_size for file in files}
    added = [size for file, size in sizes.items() if prefix_of(file) != LAID_OUT]
    whole, most = sum(sizes.values()), file_bytes(table, files)
    is_worth_it = whole > most or 2 * len(added) >= MANY_FILES
    return is_worth_it and len(files) > 1 and whole <= LAYOUT_BYTES and sum(added) >= ADDED_SHARE * whole


def level_of(size: int) -> int:
    """How often files of the smallest sort were merged to give one of this size, about."""
    return max(0, size.bit_length() - 15) // 3


def crowded_layers(files: Sequence[Path]) -> list[list[Path]]:
    """Files of layers that follow each other, to be folded into one: many of like size, with smaller ones between."""
    layers = [list(group) for _, group in groupby(sorted(filter(layer_of, files), key=by_age), layer_of)]
    sized = [(level_of(sum(file.stat().st_size for file in layer)), layer) for layer in layers]
    for most in sorted({level for level, _ in sized}):
        flagged = ((level <= most, level == most, layer) for level, layer in sized)
        for small, run in groupby(flagged, itemgetter(0)):
            _, alike, group = zip(*run, strict=True)
            if small and sum(alike) >= MANY_FILES:
                return [[file for layer in group for file in layer]]
    return []


def write_folded(table: Table, group: Sequence[Path], folder: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    """Write layers as one, in the place of the latest, `change` made to their rows; some megabytes at a time."""
    for rows in _folded(table, group):
        rows = change(rows)
        if rows.num_rows:
            write_files(table, rows, folder, prefix_of(group[-1]), file_bytes(table))


def _folded(table: Table, group: Sequence[Path]) -> Iterator[pa.Table]:
    key = table.key[0]
    whole = {file: open_rows(file, table.schema) for file in group}
    size, most = sum(file.stat().st_size for file in group), file_bytes(table)
    columns = [rows[key].cast(table.schema.field(key).type) for rows in whole.values()]
    keys = pa.chunked_array([chunk for column in columns for chunk in column.chunks]).sort()
    inner = [keys[len(keys) * part // (1 + size // most)].as_py() for part in range(1, 1 + size // most)]
    for low, high in pairwise([None, *dict.fromkeys(inner), None]):

        def part(file: Path, low: Any = low, high: Any = high) -> pa.Table:
            column = whole[file][key]
            first = 0 if low is None else bisect_left(column, low, key=lambda value: value.as_py())
            end = len(column) if high is None else bisect_left(column, high, key=lambda value: value.as_py())
            return whole[file].slice(first, end - first).cast(table.schema)

        yield find_newest(table, group, part)
