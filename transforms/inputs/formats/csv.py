"""Tables as text: CSV and its kin, row by row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice

from newsloom.transforms.inputs.columns import drafts_of_row, missing_text, recognise
from newsloom.transforms.inputs.records import Bad, Outcome, decoded_or_bad, until_broken
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "tables of text", "one a row; the delimiter is found in the header line"
EXTENSIONS = ("csv", "tsv", "tab")
MEDIA: tuple[str, ...] = ("text/csv", "text/tab-separated-values")

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE = 2**20  # bytes that settle the encoding
_FIRST_LINES = 100  # that show whether a table with tabs quotes its cells
# A cell that is quoted in part: `"We will," she said`. In tables with tabs that is text, no quoting.
_SPEECH = re.compile(r'(?m)(?:^|\t)"(?:[^"\t\n]|"")*"(?![\t\r\n"]|$)')
csv.field_size_limit(2**26)  # characters; the default of 131,072 is shorter than some articles


def begins(head: bytes, named: str | None) -> bool:
    """Never: nothing that it begins with is proof of it."""
    return False


def parse(source: Source) -> Iterator[Outcome]:
    """The rows of a table of text with a header line; the delimiter is the one that yields known columns."""
    lines = _text_lines(source)
    start = list(islice(lines, _FIRST_LINES))
    header = start[0] if start else ""
    delimiter = max(_DELIMITERS, key=lambda sign: _promise(header, sign, source))
    bare = delimiter == "\t" and _SPEECH.search("".join(start))
    every = chain(start, lines)
    rows = (
        csv.reader(every, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        if bare
        else csv.reader(every, delimiter=delimiter)
    )
    try:
        columns = next(rows, [])
    except csv.Error as error:
        raise Bad("unparseable", f"broken header line: {error}") from error
    found = recognise(columns, source.options.columns)
    source.noticed.columns(columns, found)
    if not found.keys() & {"text", "html"}:
        raise missing_text(columns, _sample(rows, columns))
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Bad("unparseable", f"broken row at line {rows.line_num}: {error}")
            continue
        if row:
            yield from until_broken(_row(row, columns, found))


def _sample(rows: Iterator[list[str]], columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """The first rows, up to one that is broken."""
    with suppress(csv.Error):
        for row in islice(rows, _FIRST_LINES):
            yield dict(zip(columns, row, strict=False))


def _row(row: Sequence[str], columns: Sequence[str], found: dict[str, str]) -> Iterator[Outcome]:
    if len(row) > len(columns):
        yield Bad("unparseable", f"{len(row)} cells under {len(columns)} columns")
    else:
        yield from drafts_of_row(dict(zip(columns, row, strict=False)), found)


def _promise(header: str, delimiter: str, source: Source) -> tuple[int, int]:
    """How much a delimiter makes of the header: recognised columns, then columns."""
    columns = [cell.strip('" \r\n') for cell in header.split(delimiter)]
    return len(recognise(columns, source.options.columns)), len(columns)


def _text_lines(source: Source) -> Iterator[str]:
    """Decoded lines; a line that the file's encoding cannot read is read by its own."""
    sample = source.stream.peek(_SAMPLE)
    whole_lines = sample[: sample.rfind(b"\n") + 1] or sample
    encoding = source.decoded(whole_lines).encoding
    if encoding.startswith(("utf-16", "utf-32")) or b"\n" not in sample:
        text = decoded_or_bad(source.stream.all(source.options.max_bytes), encoding).text
        yield from (line + "\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        return
    for number, line in enumerate(source.stream.lines(source.options.max_bytes)):
        if isinstance(line, Bad):
            raise line
        yield _text_line(line, encoding, source).removeprefix("\ufeff" if number == 0 else "")


def _text_line(line: bytes, encoding: str, source: Source) -> str:
    try:
        return line.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return source.decoded(line).text
