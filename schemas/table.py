"""`Table` and `Column`: the one description of a column that everything else is made from.

From it come the Arrow schema with its field metadata, the check of a frame when it leaves a stage, the data
dictionary, and the checks of a dataset on disk. Frames between stages are Arrow tables: one type system from
the first stage to the Parquet file, nulls that stay nulls, no silent casts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.errors import NewsloomError

Row = dict[str, object]
_SHOWN_ROWS = 5  # how many offending rows an error quotes


class SchemaError(NewsloomError, ValueError):
    """A frame breaks the contract; the message names the table, the column and the first offending rows."""


@dataclass(frozen=True)
class Column:
    """One column: its Arrow type, one line of description, and what its values must keep to.

    `required` forbids null. `words` closes the list of values, `references` names `table.column`, `minimum` and
    `maximum` bound numbers, `pattern` is an RE2 regular expression that every value matches.
    """

    type: pa.DataType
    description: str
    unit: str | None = None
    required: bool = False
    words: tuple[str, ...] | None = None
    references: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None

    def constraint(self) -> str:
        """The constraint in words, for field metadata and the data dictionary; '' when there is none."""
        parts = ["required"] if self.required else []
        if self.words:
            parts.append("one of " + ", ".join(self.words))
        if self.minimum is not None or self.maximum is not None:
            low = "" if self.minimum is None else f"{self.minimum:g} ≤ "
            high = "" if self.maximum is None else f" ≤ {self.maximum:g}"
            parts.append(f"{low}value{high}")
        if self.references:
            parts.append(f"refers to {self.references}")
        if self.pattern:
            parts.append(f"matches {self.pattern}")
        return "; ".join(parts)

    def metadata(self) -> dict[str, str]:
        """Description, unit and constraint as Arrow field metadata."""
        notes = {"description": self.description, "unit": self.unit or "", "constraint": self.constraint()}
        return {name: value for name, value in notes.items() if value}


@dataclass(frozen=True)
class Table:
    """One table of the dataset: columns in order and the key, by which the rows of a file are sorted.

    `divide_by` names a column: rows of one value of it change together, and are stored in few files therefore; without
    it, the rows of an article are, where the table has articles.

    Internal tables only: `part_by` names an integer column whose values are stored in files of their own, so that a
    reader can take some of them; `grows_only` promises that no key is ever written twice, so that
    writing need not look at what is there; `mapped` stores rows as they are in memory, so that a lookup of some rows
    among very many reads hardly more than those; `layered` leaves a stored row that is replaced where it is, under a
    later file that has the one in its place, so that what a run writes is no more than its own rows.
    """

    name: str
    description: str
    columns: Mapping[str, Column]
    key: tuple[str, ...] = ()
    divide_by: str | None = field(default=None, kw_only=True)
    internal: bool = field(default=False, kw_only=True)
    part_by: str | None = field(default=None, kw_only=True)
    grows_only: bool = field(default=False, kw_only=True)
    mapped: bool = field(default=False, kw_only=True)
    layered: bool = field(default=False, kw_only=True)

    @cached_property
    def schema(self) -> pa.Schema:
        """The Parquet schema with field metadata; the table's description is the schema's metadata.

        Arrow neither checks nor keeps a field's nullability when frames are joined, so `required` is a check only.
        """
        fields = [pa.field(name, column.type, metadata=column.metadata()) for name, column in self.columns.items()]
        return pa.schema(fields, metadata={"description": self.description, "key": ",".join(self.key)})

    def table(self, rows: Iterable[Mapping[str, object]]) -> pa.Table:
        """Rows as an Arrow table of this schema; absent columns are null, unknown ones a SchemaError."""
        rows = list(rows)
        unknown = sorted(set().union(*rows) - set(self.columns)) if rows else []
        if unknown:
            raise SchemaError(f"table {self.name}: unknown column {', '.join(unknown)}")
        arrays = [self._array(name, [row.get(name) for row in rows]) for name in self.columns]
        return pa.Table.from_arrays(arrays, schema=self.schema)

    def empty(self) -> pa.Table:
        """The table with no rows."""
        return self._empty

    @cached_property
    def _empty(self) -> pa.Table:
        return self.schema.empty_table()

    def conform(self, frame: pa.Table) -> pa.Table:
        """The frame, checked: columns, types, nulls, word lists, ranges, patterns and key; else SchemaError."""
        missing = [name for name in self.columns if name not in frame.column_names]
        unknown = [name for name in frame.column_names if name not in self.columns]
        if missing or unknown:
            raise SchemaError(
                f"table {self.name}: "
                + "; ".join(
                    f"{what} column {', '.join(names)}"
                    for what, names in (("missing", missing), ("unknown", unknown))
                    if names
                )
            )
        arrays = [self._cast(name, frame.column(name)) for name in self.columns]
        frame = pa.Table.from_arrays(arrays, schema=self.schema)
        for problem in self.problems(frame):
            raise SchemaError(problem)
        return frame

    def with_column(self, frame: pa.Table, name: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
        """The frame with a column's values replaced, in the type of the column."""
        encoded = _encode(values.cast(plain_type(self.columns[name].type)), self.columns[name].type)
        return frame.set_column(frame.column_names.index(name), self.schema.field(name), encoded)

    def problems(self, frame: pa.Table) -> Iterable[str]:
        """Every breach of this table's own rules, one line each, naming column and rows."""
        for name, column in self.columns.items():
            for rule, bad in _breaches(column, frame.column(name)):
                if pc.any(bad).as_py():
                    yield f"table {self.name}, column {name}: {rule}: {_sample(frame, bad, (*self.key, name))}"
        repeated = self.repeated_keys(frame)
        if repeated:
            yield f"table {self.name}: key ({', '.join(self.key)}) repeated: {repeated[:_SHOWN_ROWS]}"

    def repeated_keys(self, frame: pa.Table) -> list[Row]:
        """Key values that occur more than once."""
        if not self.key or frame.num_rows < 2:
            return []
        counts = frame.select(list(self.key)).group_by(list(self.key)).aggregate([([], "count_all")])
        repeated: list[Row] = counts.filter(pc.greater(counts["count_all"], 1)).drop_columns("count_all").to_pylist()
        return repeated

    def _array(self, name: str, values: Sequence[object]) -> pa.Array:
        try:
            return _encode(pa.array(values, type=plain_type(self.columns[name].type)), self.columns[name].type)
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, UnicodeEncodeError) as error:
            raise SchemaError(f"table {self.name}, column {name}: {error}") from error

    def _cast(self, name: str, values: pa.ChunkedArray) -> pa.ChunkedArray:
        wanted = self.columns[name].type
        if values.type == wanted:
            return values
        try:
            return _encode(values.cast(plain_type(wanted)), wanted)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise SchemaError(f"table {self.name}, column {name}: expected {wanted}, got {values.type}") from error


def plain_type(wanted: pa.DataType) -> pa.DataType:
    """The type of the values: of a dictionary, that of its entries."""
    return wanted.value_type if pa.types.is_dictionary(wanted) else wanted


def _encode(values: pa.Array, wanted: pa.DataType) -> pa.Array:
    return values.dictionary_encode().cast(wanted) if pa.types.is_dictionary(wanted) else values


def _breaches(column: Column, values: pa.ChunkedArray) -> Iterable[tuple[str, pa.ChunkedArray]]:
    """(rule, mask of rows that break it) for one column; nulls break nothing but `required`."""
    if column.required:
        yield "null in a required column", pc.is_null(values)
    plain = values.cast(plain_type(column.type)) if pa.types.is_dictionary(values.type) else values
    if pa.types.is_string(plain.type):
        yield "empty string (unknown is null)", _true(pc.equal(plain, ""))
    if column.words:
        outside = pc.invert(pc.is_in(plain, value_set=pa.array(column.words)))
        yield f"not one of {', '.join(column.words)}", pc.and_(outside, pc.is_valid(plain))
    if column.minimum is not None:
        yield f"below {column.minimum:g}", _true(pc.less(plain, column.minimum))
    if column.maximum is not None:
        yield f"above {column.maximum:g}", _true(pc.greater(plain, column.maximum))
    if column.pattern:
        yield (
            f"does not match {column.pattern}",
            _true(pc.invert(pc.match_substring_regex(plain, column.pattern))),
        )


def _true(mask: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(mask, False)


def _sample(frame: pa.Table, mask: pa.ChunkedArray, columns: Sequence[str]) -> list[Row]:
    rows: list[Row] = frame.select(list(dict.fromkeys(columns))).filter(mask).slice(0, _SHOWN_ROWS).to_pylist()
    return rows


def sql_text(value: object) -> str:
    """A value as a text in SQL.

    >>> sql_text("it's")
    "'it''s'"
    """
    return "'" + str(value).replace("'", "''") + "'"
