"""How the columns of a Parquet file are encoded: by what their values are like, in encodings that all readers know.

Parquet codes each column by a dictionary unless told otherwise, which only adds to values that hardly come again: ids
and texts. DuckDB, pandas, Polars and Spark from 3.3 on read all of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

LEVEL = 6  # of Zstandard. Measured: 5 % less than 3 on texts for twice its time, and 9 takes 1 % less for as much again
HASH_LEVEL = 1  # of hashes, in which more search only finds what is no gain. Measured: 3 to 15 % less than 6
_HASH = re.compile(r"(?:[a-z]_)?(?:[0-9a-f]{16})+")
_AMOUNTS = (pa.uint16(), pa.uint32())  # only the state has them: upper bytes that are zero stand apart from the lower
DISTINCT = 0.5  # share of the values from which on a dictionary is of no use to texts. By hand
FEW_NUMBERS = 0.1  # the same of numbers, which take little without one. Measured: counts take half by a dictionary
TOGETHER = 1.25  # runs of equal hashes for one that is distinct, at most, where equal ones stand together. By hand
FEW = 50_000  # bytes in memory up to which no column is looked at: it takes longer than it saves. By hand
SAMPLE = 2_000  # values that are counted for it. By hand
WIDE = 0.5  # share of all hashes that lie between the least and the greatest, from which on few files are skipped by
# them: each would be there four times. By hand


def parquet_options(rows: pa.Table) -> dict[str, Any]:
    """What pyarrow's writer is told of these rows."""
    leaves = [leaf for field in rows.schema for leaf in _leaves(field, field.name)]
    if rows.nbytes <= FEW:
        return {"compression": "zstd", "compression_level": LEVEL, "write_statistics": _numbers(leaves)}
    hashes = {name for name, column in zip(rows.column_names, rows.columns, strict=True) if _is_hash(column)}
    encodings = {name: code for name in rows.column_names if (code := _encoding(rows[name], name in hashes))}
    encodings |= {path: "BYTE_STREAM_SPLIT" for path, kind in leaves if kind in _AMOUNTS}
    return {
        "compression": "zstd",
        "compression_level": {path: HASH_LEVEL if path in hashes else LEVEL for path, _ in leaves},
        "use_dictionary": [path for path, _ in leaves if path not in encodings] or False,
        "column_encoding": encodings or None,
        "write_statistics": [path for path, _ in leaves if path not in rows.column_names or _is_ranged(rows[path])],
    }


def _numbers(leaves: Iterable[tuple[str, pa.DataType]]) -> list[str]:
    return [path for path, kind in leaves if not pa.types.is_string(kind)]


def _is_hash(column: pa.ChunkedArray) -> bool:
    if not pa.types.is_string(column.type):
        return False
    first = column[:SAMPLE].drop_null()[:1].to_pylist()
    return bool(first) and _HASH.fullmatch(first[0]) is not None


def _encoding(column: pa.ChunkedArray, is_hash: bool) -> str | None:
    """The encoding of a column; None for a dictionary. Numbers of 64 bits are hashes, which do come again."""
    some = column[:SAMPLE]
    if pa.types.is_int32(column.type):
        return None if _is_below(some, FEW_NUMBERS) else "DELTA_BINARY_PACKED"
    if pa.types.is_float32(column.type):
        return None if _is_below(some, FEW_NUMBERS) else "PLAIN"
    if not pa.types.is_string(column.type):
        return None
    if is_hash and _are_together(some):
        return "DELTA_LENGTH_BYTE_ARRAY"
    if _is_below(some, DISTINCT):
        return None
    return "DELTA_BYTE_ARRAY" if is_hash or _is_sorted(column) else "DELTA_LENGTH_BYTE_ARRAY"


def _is_below(some: pa.ChunkedArray, share: float) -> bool:
    return bool(pc.count_distinct(some).as_py() < share * len(some))


def _are_together(some: pa.ChunkedArray) -> bool:
    """Whether values come again, and mostly right behind themselves."""
    values = some.combine_chunks().drop_null()
    n_distinct = len(values.unique())
    n_runs = 1 + (pc.sum(pc.not_equal(values[:-1], values[1:])).as_py() or 0)
    return n_runs < len(values) and n_runs <= TOGETHER * n_distinct


def _is_ranged(column: pa.ChunkedArray) -> bool:
    """Whether a reader may skip rows by the least and the greatest of a column: not where texts stand in no order."""
    if not pa.types.is_string(column.type) or _is_sorted(column):
        return True
    if not _is_hash(column):
        return False
    ends = pc.min_max(column).as_py()
    least, most = (int(ends[end].rpartition("_")[2][:8], 16) for end in ("min", "max"))
    return most - least < WIDE * 2**32


def _is_sorted(column: pa.ChunkedArray) -> bool:
    return _rises(column[:9]) and _rises(column)


def _rises(column: pa.ChunkedArray) -> bool:
    values = column.combine_chunks()
    return values.null_count == 0 and bool(pc.all(pc.less_equal(values[:-1], values[1:])).as_py())


def _leaves(field: pa.Field, path: str) -> Iterator[tuple[str, pa.DataType]]:
    """The paths of a column's values, as Parquet names them, and their types."""
    kind = field.type
    if pa.types.is_list(kind):
        yield from _leaves(kind.value_field, f"{path}.list.element")
    elif pa.types.is_struct(kind):
        for inner in kind:
            yield from _leaves(inner, f"{path}.{inner.name}")
    else:
        yield path, kind
