"""How rows are written as a file: Parquet, or an Arrow file that is mapped into memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newsloom.flows.dataset.columns.encodings import parquet_options
from newsloom.flows.dataset.columns.packed import pack_sorted
from newsloom.schemas.table import Table, plain_type

ROW_GROUP_BYTES = 4_000_000  # in memory; a lookup that finds a row reads so much
PAGE_BYTES = 1_000_000  # of a column: of fewer there is one page, and no use for an index of them
ROW_GROUP = (100, 128_000)  # rows, at least and at most
CODED_SHARE = 0.75  # of its bytes, at most, that a mapped column takes by numbers in the places of its values. By hand
PART = b"part"  # among what is said of the rows of a mapped file: the column of its part, and its value
_CODES = (pa.uint8(), pa.uint16(), pa.int32())


def is_sorted_by(schema: pa.Schema, column: str) -> bool:
    """Whether the rows of a file stand in the order of a column of numbers."""
    key = (schema.metadata or {}).get(b"key", b"").decode().split(",")[0]
    return key == column and bool(pa.types.is_integer(schema.field(column).type))


def plain_values(values: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """The values as they are, not by numbers in the places of them."""
    return values.cast(plain_type(values.type))


def write_mapped(table: Table, rows: pa.Table, file: Path) -> None:
    """Write rows as one batch of an Arrow file: values that come again once, hashes that are sorted packed."""
    columns: dict[str, pa.Array] = {}
    facts: dict[bytes, bytes] = {}  # with the rows, as what is said of the schema is there twice
    for field, column in zip(table.schema, rows.cast(table.schema).columns, strict=True):
        values = column.combine_chunks()
        if field.name == table.part_by and len(values):
            facts |= {PART: f"{field.name}={values[0].as_py()}".encode()}
        elif not is_sorted_by(table.schema, field.name):
            columns[field.name] = _coded(values)
        elif packed := pack_sorted(values.to_numpy()):
            columns |= {field.name + ending: part for ending, part in packed[0].items()}
            facts |= packed[1]
        else:
            columns[field.name] = values
    coded = pa.table(columns).replace_schema_metadata(table.schema.metadata)
    with pa.OSFile(str(file), "wb") as opened, pa.ipc.new_file(opened, coded.schema) as writer:
        for batch in coded.combine_chunks().to_batches():
            writer.write_batch(batch, custom_metadata=facts)


def _coded(values: pa.Array) -> pa.Array:
    """The values, or those in the lists, each once and numbers in their places, if that takes clearly less."""
    if pa.types.is_list(values.type):
        ends = np.cumsum(pc.list_value_length(values).fill_null(0).to_numpy())
        absent = values.is_null().to_numpy(zero_copy_only=False)
        offsets = pa.array(np.append(0, ends), pa.int32(), mask=np.append(absent, False))
        return pa.ListArray.from_arrays(offsets, _coded(values.flatten()))
    plain = plain_values(values)
    if not (pa.types.is_primitive(plain.type) or pa.types.is_string(plain.type)) or pa.types.is_boolean(plain.type):
        return values
    coded = plain.dictionary_encode()
    numbers = next(kind for kind in _CODES if len(coded.dictionary) <= np.iinfo(kind.to_pandas_dtype()).max)
    small = pa.DictionaryArray.from_arrays(coded.indices.cast(numbers), coded.dictionary)
    return small if small.nbytes <= CODED_SHARE * values.nbytes else values


def write_parquet(table: Table, rows: pa.Table, file: Path) -> None:
    """Write rows, which stand in the order of the table's key, as a Parquet file."""
    order = pq.SortingColumn.from_ordering(table.schema, [(k, "ascending") for k in table.key]) if table.key else None
    pq.write_table(
        rows,
        file,
        **parquet_options(rows),
        row_group_size=_row_group(rows),
        write_page_index=rows.nbytes > PAGE_BYTES,
        write_page_checksum=True,
        sorting_columns=order,
    )


def _row_group(rows: pa.Table) -> int:
    least, most = ROW_GROUP
    return min(most, max(least, ROW_GROUP_BYTES * int(rows.num_rows) // max(1, int(rows.nbytes))))
