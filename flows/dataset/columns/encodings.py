"""How the columns of a Parquet file are encoded: by what their values are like, in encodings that all readers know.

Parquet codes each column by a dictionary unless told otherwise, which only adds to values that hardly come again: ids
and texts. DuckDB, pandas, Polars and Spark from 3.3 on read all of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

LEVEL = 6  # of Zstandard. Measured: 5 % less than 3 on texts for twice its time, and 9 takes 1 % less for as much again
_AMOUNTS = (pa.uint16(), pa.uint32())  # only the state has them: upper bytes that are zero stand apart from the lower
DISTINCT = 0.5  # share of the values from which on a dictionary is of no use. By hand
SAMPLE = 2_000  # values that are counted for it. By hand
LONG = 400  # bytes of a text, on average, from which on the least and the greatest are left out: each would be there
# three times, and no reader skips a file by them. Measured on articles of 2.2 KB: 5 % of their files


def parquet_options(rows: pa.Table) -> dict[str, Any]:
    """What pyarrow's writer is told of these rows."""
    encodings = {field.name: code for field in rows.schema if (code := _encoding(rows[field.name], field.type))}
    leaves = [leaf for field in rows.schema if field.name not in encodings for leaf in _leaves(field, field.name)]
    encodings |= {path: "BYTE_STREAM_SPLIT" for path, kind in leaves if kind in _AMOUNTS}
    coded = [path for path, _ in leaves if path not in encodings]
    long = {field.name for field in rows.schema if _is_long(rows[field.name], field.type)}
    paths = [path for field in rows.schema if field.name not in long for path, _ in _leaves(field, field.name)]
    return {
        "compression": "zstd",
        "compression_level": LEVEL,
        "use_dictionary": coded or False,
        "column_encoding": encodings or None,
        "write_statistics": paths,
    }


def _encoding(column: pa.ChunkedArray, kind: pa.DataType) -> str | None:
    """The encoding of a column; None for a dictionary. Numbers of 64 bits are hashes, which do come again."""
    if pa.types.is_int32(kind):
        return "DELTA_BINARY_PACKED"
    some = column[:SAMPLE]
    if not pa.types.is_string(kind) or pc.count_distinct(some).as_py() < DISTINCT * len(some):
        return None
    return "DELTA_BYTE_ARRAY" if _is_sorted(column) else "PLAIN"


def _is_long(column: pa.ChunkedArray, kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) and column.nbytes > LONG * len(column))


def _is_sorted(column: pa.ChunkedArray) -> bool:
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
