"""The result of a query for a person or for another program: a table in the terminal, or a file of a known form."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Literal, get_args

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from newsloom.flows.view.console import counted
from newsloom.schemas.errors import UsageError

Form = Literal["table", "csv", "json", "parquet", "xlsx"]
BINARY = ("parquet", "xlsx")
BATCH = 10_000  # rows that are in memory at once
_ROWS_SHOWN = 40  # of a table in the terminal
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet take a text for a formula
MOST_ROWS, MOST_CHARACTERS = 1_048_575, 32_767  # of a sheet below its header, and of a cell: Excel's limits


class SheetError(UsageError):
    """A result that does not fit into a sheet."""


def form_of(out: Path | None, stated: Form | None) -> Form:
    """The form to write: the one stated, else what the file's name ends in, else a table for the terminal."""
    if stated is not None or out is None:
        return stated or "table"
    forms = {f".{form}": form for form in get_args(Form) if form != "table"}
    if out.suffix.lower() not in forms:
        raise UsageError(f"--out {out}: in what form? add --format, or give a name that ends in {', '.join(forms)}")
    form: Form = forms[out.suffix.lower()]
    return form


def write_result(result: duckdb.DuckDBPyRelation, form: Form, out: IO[bytes]) -> int:
    """Write a result in one of the forms, some rows at a time; returns how many texts had to be cut for it.

    Raises SheetError for a result with more rows than a sheet can hold.
    """
    if form == "table":
        out.write((shown(result) + "\n").encode())
        return 0
    rows = result.to_arrow_reader(BATCH)
    if form == "xlsx":
        return write_book([("result", rows)], out)
    {"csv": _csv, "json": _json, "parquet": _parquet}[form](rows, out)
    return 0


def says_cut(n_cut: int) -> str:
    """What to say of texts that were cut."""
    return f"{counted(n_cut, 'text')} cut at {MOST_CHARACTERS:,} characters, all that a cell holds"


def shown(result: duckdb.DuckDBPyRelation) -> str:
    """The first rows and the last as a table as wide as the terminal."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        result.show(max_width=shutil.get_terminal_size((120, 24)).columns, max_rows=_ROWS_SHOWN)
    return text.getvalue().rstrip("\n")


def _csv(rows: pa.RecordBatchReader, out: IO[bytes]) -> None:
    text = io.TextIOWrapper(out, "utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.schema.names)
    for row in row_values(rows):
        writer.writerow([_safe(plain_cell(value)) for value in row])
    text.detach()  # flushes, and leaves the file open for its owner


def _json(rows: pa.RecordBatchReader, out: IO[bytes]) -> None:
    """An array of objects, one a line."""
    out.write(b"[")
    for number, row in enumerate(row_values(rows)):
        line = json.dumps(dict(zip(rows.schema.names, row, strict=True)), ensure_ascii=False, default=_iso)
        out.write(f"{',' if number else ''}\n{line}".encode())
    out.write(b"\n]\n")


def _parquet(rows: pa.RecordBatchReader, out: IO[bytes]) -> None:
    with pq.ParquetWriter(out, rows.schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)


def write_book(sheets: Iterable[tuple[str, pa.RecordBatchReader]], out: IO[bytes]) -> int:
    """An Excel file with a sheet for each name and rows; returns how many texts were cut."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(out, options) as book:
        return sum(_fill_sheet(book, name, rows) for name, rows in sheets)


def _fill_sheet(book: Any, name: str, rows: pa.RecordBatchReader) -> int:
    """A sheet with a header row; returns how many texts were cut. Times lose their zone, UTC: sheets know none."""
    sheet = book.add_worksheet(name)
    formats: dict[type, Any] = {
        kind: book.add_format({"num_format": number})
        for kind, number in ((dt.datetime, "yyyy-mm-dd hh:mm:ss"), (dt.date, "yyyy-mm-dd"))
    }
    sheet.write_row(0, 0, rows.schema.names, book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    n_cut = 0
    for number, row in enumerate(row_values(rows), 1):
        if number > MOST_ROWS:
            raise SheetError(
                f"a sheet holds {MOST_ROWS:,} rows, and there are more; write csv or parquet, or add LIMIT"
            )
        for column, value in enumerate(row):
            cell = value if type(value) in formats else plain_cell(value)
            if isinstance(cell, str):
                n_cut += len(cell) > MOST_CHARACTERS
                sheet.write_string(number, column, cell[:MOST_CHARACTERS])
            elif cell is not None:
                sheet.write(number, column, cell, formats.get(type(cell)))
    return n_cut


def row_values(rows: pa.RecordBatchReader) -> Iterator[tuple[Any, ...]]:
    """The rows as tuples, a batch of them in memory at once."""
    for batch in rows:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def plain_cell(value: Any) -> Any:
    """A value of one cell: lists and structs as JSON, days and times by ISO 8601."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_iso)
    return _iso(value) if isinstance(value, dt.date | dt.time) else value


def _iso(value: Any) -> str:
    return value.isoformat().replace("+00:00", "Z") if hasattr(value, "isoformat") else str(value)


def _safe(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
