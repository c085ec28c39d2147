"""Parquet, a few hundred rows at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from newsloom.transforms.inputs.columns import TEXTS, Columns, choose_columns, drafts_of_row, missing_text
from newsloom.transforms.inputs.records import Bad, Outcome, until_broken
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "Parquet", "one a row"
EXTENSIONS = ("parquet", "pq")
MEDIA: tuple[str, ...] = ()
MUST_BEGIN = True  # a file of another beginning is none, whatever its name is

_BATCH = 256  # rows of a row group in memory at once
_PAGES = 2**20  # bytes of it read ahead; pyarrow's default holds the row group
_FIRST_LINES = 100  # rows that show what a table without a text holds


def begins(head: bytes, declared: str | None) -> bool:
    """Its magic number."""
    return head.startswith(b"PAR1")


def parse(source: Source) -> Iterator[Outcome]:
    """The rows of a Parquet file, a few hundred in memory at a time."""
    try:
        handle = pa.PythonFile(source.handle, mode="r") if source.handle else _buffered(source)
        file = pq.ParquetFile(handle, buffer_size=_PAGES, pre_buffer=False)
        chosen = choose_columns(file.schema_arrow.names, source.options)
        source.noticed.columns(file.schema_arrow.names, chosen.fields, chosen.kept)
        if not chosen.have_text:
            raise missing_text(file.schema_arrow.names, _first_texts(file))
        for batch in file.iter_batches(_BATCH, columns=list(dict.fromkeys((*chosen.fields.values(), *chosen.kept)))):
            for number in range(batch.num_rows):
                yield from until_broken(_parquet_row(batch, number, chosen))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Bad("unparseable", f"broken Parquet; write or fetch it again ({str(error).splitlines()[0]})") from error


def _first_texts(file: pq.ParquetFile) -> list[dict[str, str]]:
    """The columns of strings in the first rows."""
    kinds = (pa.types.is_string, pa.types.is_large_string)
    names = [field.name for field in file.schema_arrow if any(kind(field.type) for kind in kinds)]
    first = next(file.iter_batches(_FIRST_LINES, columns=names), None) if names else None
    return first.to_pylist() if first else []


def _parquet_row(batch: pa.RecordBatch, number: int, chosen: Columns) -> Iterator[Outcome]:
    """One row; a value beside the text that Python cannot hold, as a date of the year 20,000, is null."""
    row: dict[str, object] = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            row[name] = column[number].as_py()
        except (ValueError, OverflowError):
            if name in (chosen.fields.get(text) for text in TEXTS):
                raise
            row[name] = None
    yield from drafts_of_row(row, chosen)


def _buffered(source: Source) -> pa.BufferReader:
    """A packed or piped Parquet file is read whole: its directory stands at its end."""
    return pa.BufferReader(source.stream.all(source.options.max_bytes))
