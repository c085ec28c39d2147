"""Tables as text: CSV and its kin, row by row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice

from newsloom.transforms.inputs.columns import TEXTS, Columns, choose_columns, drafts_of_row, missing_text, recognise
from newsloom.transforms.inputs.encoding import is_wide
from newsloom.transforms.inputs.records import Bad, Outcome, until_broken
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "tables of text", "one a row; the delimiter is found in the header line"
EXTENSIONS = ("csv", "tsv", "tab")
MEDIA: tuple[str, ...] = ("text/csv", "text/tab-separated-values")

_OPEN = "is a quotation mark above it not closed, or a text with delimiters not in quotation marks?"
_DELIMITERS = (",", "\t", ";", "|")
_HEADER = 4_096  # bytes in which the header line ends
_SAMPLE = 2**20  # bytes that settle the encoding
_SEPARATOR = re.compile(r'\ufeff?"?sep=(.)"?', re.IGNORECASE)
_MAX_ABOVE = 20  # lines that may stand above the header: a title, a date of export, notes
_FIRST_LINES = 100  # that show whether a table with tabs quotes its cells
# A cell that is quoted in part: `"We will," she said`. In tables with tabs that is text, no quoting.
_SPEECH = re.compile(r'(?m)(?:^|\t)"(?:[^"\t\n]|"")*"(?![\t\r\n"]|$)')
_ESCAPED = re.compile(r'(?<=[\w\s.,!?])\\"(?=\w)')
csv.field_size_limit(2**26)  # characters; the default of 131,072 is shorter than some articles


def begins(head: bytes, declared: str | None) -> bool:
    """In a file whose name leaves it open, a first line that names a text and another column between tabs or bars."""
    if declared not in (None, "text"):
        return False
    first, _, rest = head[:_HEADER].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").partition("\n")
    names = next((frozenset(recognise(_split(first, sign), {})) for sign in "\t|" if sign in first), frozenset[str]())
    return bool(rest and names & TEXTS and len(names) > 1)


def parse(source: Source) -> Iterator[Outcome]:
    """The rows of a table of text with a header line; the delimiter is the one that yields known columns."""
    lines = _text_lines(source)
    start = list(islice(lines, _FIRST_LINES))
    skipped, delimiter = _header_line(start, source)
    table = _Lines(chain(start[skipped:], lines), skipped, _ESCAPED.search("".join(start)) is not None)
    bare = delimiter == "\t" and _SPEECH.search("".join(start))
    rows = csv.reader(table, delimiter=delimiter, quoting=csv.QUOTE_NONE if bare else csv.QUOTE_MINIMAL)
    try:
        columns = next(rows, [])
    except csv.Error as error:
        raise Bad("unparseable", f"broken header line: {error}") from error
    chosen = choose_columns(columns, source.options)
    source.noticed.columns(columns, chosen.fields, chosen.kept)
    if not chosen.have_text:
        raise missing_text(columns, _sample(rows, columns))
    yield from _outcomes(rows, table, columns, chosen)


def _outcomes(rows: Iterator[list[str]], table: _Lines, columns: Sequence[str], chosen: Columns) -> Iterator[Outcome]:
    while True:
        table.begin_row()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Bad("unparseable", f"broken row at line {table.number}: {error}; {_OPEN}")
            continue
        if row and table.ends_open():
            yield from _after_open_mark(table, rows, columns, chosen)
        elif row:
            yield from until_broken(_row(row, columns, chosen))


class _Lines(Iterator[str]):
    """The lines of a table, with those of the row that is being read: a mark that is never closed takes all of them."""

    def __init__(self, lines: Iterator[str], number: int, escaped: bool = False) -> None:
        self._lines, self.number, self.row, self.ended = lines, number, list[str](), False
        self._escaped = escaped  # marks stand behind a backslash, as databases write them, and are not doubled

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        line = line.replace('\\"', '""') if self._escaped else line
        self.number += 1
        self.row.append(line)
        return line

    def begin_row(self) -> None:
        """Forget the lines of the row before."""
        self.row = []

    def ends_open(self) -> bool:
        """Whether the row ran over several lines to the end of the table because a quotation mark was not closed."""
        return self.ended and len(self.row) > 1 and sum(line.count('"') for line in self.row) % 2 == 1


def _after_open_mark(
    table: _Lines, rows: Iterator[list[str]], columns: Sequence[str], chosen: Columns
) -> Iterator[Outcome]:
    """The row whose mark is not closed as Bad; those that it took are read if they are rows to the last one."""
    held, first = table.row, table.number - len(table.row) + 1
    taken = len(held) - 1
    yield Bad("unparseable", f"the quotation mark opened at line {first} is never closed; {taken} lines follow it")
    again = csv.reader(held[1:], rows.dialect)  # type: ignore[attr-defined]
    with suppress(csv.Error):
        complete = [row for row in again if row]
        if all(len(row) == len(columns) for row in complete):
            for row in complete:
                yield from until_broken(_row(row, columns, chosen))


def _sample(rows: Iterator[list[str]], columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """The first rows, up to one that is broken."""
    with suppress(csv.Error):
        for row in islice(rows, _FIRST_LINES):
            yield _cells(row, columns)


def _row(row: Sequence[str], columns: Sequence[str], chosen: Columns) -> Iterator[Outcome]:
    if len(row) > len(columns):
        yield Bad("unparseable", f"{len(row)} cells under {len(columns)} columns; {_OPEN}")
    else:
        yield from drafts_of_row(_cells(row, columns), chosen)


def _cells(row: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """The cells by their columns; of columns with one name the first that is not blank."""
    cells: dict[str, str] = {}
    for name, cell in zip(columns, row, strict=False):
        if not cells.get(name, "").strip():
            cells[name] = cell
    return cells


def _header_line(lines: Sequence[str], source: Source) -> tuple[int, str]:
    """How many lines stand above the header, and the delimiter.

    The first line is the header but where it is a spreadsheet's "sep=;", or where no delimiter makes a text column of
    it and one of the next lines has one and another column that is known.
    """
    stated = _SEPARATOR.fullmatch(lines[0].strip()) if lines else None
    first = 1 if stated else 0
    signs = (stated[1],) if stated else _DELIMITERS
    for number, line in enumerate(lines[first : first + _MAX_ABOVE], start=first):
        sign = max(signs, key=lambda sign: _promise(line, sign, source))
        names = _names(line, sign, source)
        if names & TEXTS and (number == first or len(names) > 1):
            return number, sign
    header = lines[first] if len(lines) > first else ""
    return first, max(signs, key=lambda sign: _promise(header, sign, source))


def _names(line: str, delimiter: str, source: Source) -> frozenset[str]:
    """Which of our columns a line names."""
    return frozenset(recognise(_split(line, delimiter), source.options.columns))


def _split(line: str, delimiter: str) -> list[str]:
    return [cell.strip('"\ufeff \r\n') for cell in line.split(delimiter)]


def _promise(header: str, delimiter: str, source: Source) -> tuple[int, int]:
    """How much a delimiter makes of the header: recognised columns, then columns."""
    columns = _split(header, delimiter)
    return len(recognise(columns, source.options.columns)), len(columns)


def _text_lines(source: Source) -> Iterator[str]:
    """Decoded lines; a line that the file's encoding cannot read is read by its own."""
    sample = source.stream.peek(_SAMPLE)
    whole_lines = sample[: sample.rfind(b"\n") + 1] or sample
    encoding = None if is_wide(sample) else source.decoded(whole_lines).encoding
    if encoding is None or b"\n" not in sample:
        text = source.decoded(source.stream.all(source.options.max_bytes)).text
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
