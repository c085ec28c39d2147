"""Recognising the columns, keys and properties under which news data comes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from shlex import quote, split
from textwrap import shorten

from newsloom.transforms.inputs.cells import joined_text, plain
from newsloom.transforms.inputs.markup import html_text
from newsloom.transforms.inputs.records import FIELDS, Bad, Draft, Field, Outcome, ParseOptions
from newsloom.transforms.inputs.row_dates import date_columns, date_of_row, date_text, without_zone
from newsloom.transforms.text.calendar import parse_moment
from newsloom.transforms.text.folding import without_accents
from newsloom.transforms.text.lexicon import ordered_lexicon

# Ours, then what others call it, best first. Names are compared without case, spaces and punctuation.
NAMES: dict[str, tuple[str, ...]] = ordered_lexicon("columns")


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", without_accents(name).casefold())


_KNOWN = {_bare(name): (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names)}
_NUMBERED = re.compile(r"(.*?[^\W\d])[\W_]*([1-9]\d?)")  # paragraph_1, author2
_MAX_NAMES = 300  # characters of column names that a reject tells
_SENTENCE = 5  # words of a value from which it may be an article
DATE_FIELDS = ("published_at", "modified_at")
TEXTS = frozenset(("text", "html", "lead"))
"""The columns of which one is enough for an article."""


def recognise(columns: Iterable[str], mapped: Mapping[str, str]) -> dict[str, str]:
    """Our field → the column that holds it; `mapped` (ours → theirs) goes before every recognised name."""
    best: dict[str, tuple[int, str]] = {}
    present = list(columns)
    for column in present:
        field, rank = _known(column)
        if field and (field not in best or rank < best[field][0]):
            best[field] = (rank, column)
    fields = {field: column for field, (_, column) in best.items()}
    chosen = {field: column for field, column in mapped.items() if column in present}
    taken = set(chosen.values())
    return {field: column for field, column in fields.items() if column not in taken} | chosen


@dataclass(frozen=True)
class Columns:
    """The columns of a table or an object that are read: our field → the column that holds it, and those that the user
    asked to keep.

    `moments`: other columns that may say when, should the chosen one have the day alone. `numbered`: our field →
    columns that hold it in parts. `of_day`: those that hold year, month, day, time and zone.
    """

    fields: Mapping[str, str]
    kept: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    numbered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_day: Mapping[str, str] = field(default_factory=dict)

    @property
    def have_text(self) -> bool:
        """Whether there is enough for an article."""
        return bool((self.fields.keys() | self.numbered.keys()) & TEXTS)


def choose_columns(names: Iterable[str], options: ParseOptions) -> Columns:
    """What is read of a table with columns of these names."""
    names = list(names)
    fields = recognise(names, options.columns)
    moments = tuple(n for n in names if _known(n)[0] == "published_at" and n not in fields.values())
    carried = tuple(name for name in options.keep if name in names)
    return Columns(fields, carried, moments, _numbered(names, fields), date_columns(names))


def _known(column: str) -> tuple[str, int]:
    """Our field that a column of this name is, and how good a name of it; "" where it is none."""
    return _KNOWN.get(_bare(column)) or _KNOWN.get(_bare(without_zone(column)), ("", 0))


def _numbered(names: Iterable[str], fields: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Columns that hold a text or several authors in parts, in order, beside the one without a number."""
    parts: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        if (match := _NUMBERED.fullmatch(name)) and (of := _known(match[1])[0]) in ("text", "author"):
            parts.setdefault(of, []).append((int(match[2]), name))
    if "text" in fields or len(parts.get("text", ())) == 1:
        parts.pop("text", None)
    own = {"author": [(0, fields["author"])]} if "author" in fields else {}
    return {of: tuple(name for _, name in sorted([*own.get(of, ()), *columns])) for of, columns in parts.items()}


def _moment_of_day(row: Mapping[str, object], columns: Columns, chosen: str | None) -> Iterator[Field]:
    """The moment in another column, where it is of the day that the chosen one has without a time."""
    day = parse_moment(chosen or "")
    for name in columns.moments if day and day.at is None else ():
        value = date_of_row(row, name, {}) or ""
        if (other := parse_moment(value)) and other.at and day and other.day == day.day:
            yield Field("published_at", value, "field")


def drafts_of_row(row: Mapping[str, object], columns: Columns) -> Iterator[Outcome]:
    """The one record of a row of a table or of a flat JSON object."""
    by_field = columns.fields
    values = _values(row, columns)
    text, lead, html = (values.pop(name, None) for name in ("text", "lead", "html"))
    key = values.pop("key", None)
    if text is None and isinstance(row.get(by_field.get("text", "")), str):
        text = ""  # a blank text is an empty record, not a missing column
    if text is None and html is None and lead is None:
        yield missing_text(row, () if "text" in by_field else (row,))
        return
    fields = tuple(Field(field, value, "field") for field in FIELDS if (value := values.get(field)))
    fields += tuple(_moment_of_day(row, columns, values.get("published_at")))
    extra = tuple((name, value) for name in columns.kept if (value := _as_it_stands(row.get(name))) is not None)
    whole = _with_lead(lead, html_text(html or "") if not text and html else text or "")
    yield Draft(whole, fields, key, extra=extra)


def _values(row: Mapping[str, object], columns: Columns) -> dict[str, str | None]:
    """What a row has of each of our fields."""
    values: dict[str, str | None] = {}
    for name, column in columns.fields.items():
        if name in DATE_FIELDS:
            values[name] = date_text(row.get(column))
        else:
            values[name] = joined_text(row.get(column)) if name in TEXTS else plain(row.get(column))
    for name, parts in columns.numbered.items():
        cells = filter(None, (plain(row.get(part)) for part in parts))
        values[name] = ("; " if name == "author" else "\n\n").join(cells) or None
    if "published_at" in values or "year" in columns.of_day:
        values["published_at"] = date_of_row(row, columns.fields.get("published_at"), columns.of_day)
    return values


def _as_it_stands(value: object) -> str | None:
    """A value to keep; True and False are values there."""
    return str(value).lower() if isinstance(value, bool) else plain(value)


def _with_lead(lead: str | None, text: str) -> str:
    """The text behind the paragraph that some tables hold in a column of its own, unless it begins with it."""
    if not lead or _folded(text).startswith(_folded(lead)):
        return text
    return f"{lead}\n\n{text}" if text else lead


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


def missing_text(columns: Iterable[str], rows: Iterable[Mapping[str, object]] = ()) -> Bad:
    """No column is the text: say what there is, and how to name it; some rows show which column it may be."""
    names = [str(column) for column in columns]
    if not any(map(str.strip, names)):
        return Bad("missing_text", "no columns: there is nothing in the first line")
    shown = shorten(", ".join(names[:12]), _MAX_NAMES, placeholder=" ...") or "none"
    mapped = quote(f"text={longest_text(names, rows) or 'COLUMN'}")
    return Bad("missing_text", f"no text in the columns {shown}; name it with --map {mapped}")


def proposed_mapping(detail: str) -> str | None:
    """The mapping that a reject for want of a text column proposes.

    >>> proposed_mapping("no text in the columns Nr, Full Story; name it with --map 'text=Full Story'")
    'text=Full Story'
    >>> proposed_mapping("no text in the columns Nr; name it with --map text=COLUMN") is None
    True
    """
    _, proposal, mapped = detail.partition("; name it with --map ")
    return split(mapped)[0] if proposal and mapped != "text=COLUMN" else None


def longest_text(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> str | None:
    """Of the columns that are not recognised the one with the longest text; None where none has a sentence."""
    names = list(columns)
    recognised, lengths = set(recognise(names, {}).values()), dict.fromkeys(names, 0)
    for row in rows:
        for name in names:
            value = row.get(name)
            if isinstance(value, str) and name not in recognised and len(value.split()) >= _SENTENCE:
                lengths[name] += len(value)
    best = max(lengths, key=lengths.__getitem__, default=None)
    return best if best is not None and lengths[best] else None
