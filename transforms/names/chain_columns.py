"""A table of chains as columns that can be read row by row without making a million Python lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.names.gazetteer_names import Gazetteer
from transforms.names.name_words import PersonName, person_name

Value = TypeVar("Value", bound=Hashable)
_KEPT = ("entity_id", "added_at")


@dataclass(frozen=True)
class Lists:
    """A column of lists of words: `codes[offsets[row]:offsets[row + 1]]` index into `words`."""

    codes: np.ndarray
    offsets: np.ndarray
    words: Sequence[str]

    def at(self, row: int) -> list[int]:
        """The codes of one row."""
        return self.codes[self.offsets[row] : self.offsets[row + 1]].tolist()

    def named(self, row: int) -> list[str]:
        """The words of one row."""
        return [self.words[code] for code in self.at(row)]


def lists(column: pa.ChunkedArray) -> Lists:
    """The column with its words numbered; null counts as empty."""
    flat = pc.list_flatten(column).combine_chunks()
    lengths = pc.fill_null(pc.list_value_length(column), 0).to_numpy()
    coded = flat.dictionary_encode()
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    return Lists(coded.indices.to_numpy(zero_copy_only=False), offsets, coded.dictionary.to_pylist())


@dataclass(frozen=True)
class Chains:
    """Chains of known and new articles in one canonical order, with what is needed to tell them apart."""

    table: pa.Table
    gazetteer: Gazetteer

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def _strings(self, name: str) -> list[str]:
        return self.table[name].to_pylist()

    @cached_property
    def types(self) -> list[str]:
        """Type of each chain."""
        return self._strings("type")

    @cached_property
    def keys(self) -> list[str]:
        """Folded fullest form or gazetteer key."""
        return self._strings("key")

    @cached_property
    def names(self) -> list[str]:
        """Fullest form as written."""
        return self._strings("name")

    @cached_property
    def genders(self) -> list[str | None]:
        """Gender, where the article tells it."""
        return self._strings("gender")  # type: ignore[return-value]

    @cached_property
    def roles(self) -> Lists:
        """Heads of titles."""
        return lists(self.table["roles"])

    @cached_property
    def organisations(self) -> Lists:
        """Organisations of titles."""
        return lists(self.table["organisations"])

    @cached_property
    def countries(self) -> Lists:
        """Countries of titles."""
        return lists(self.table["countries"])

    @cached_property
    def together(self) -> Lists:
        """Others named in the same article."""
        return lists(self.table["together"])

    @cached_property
    def forms(self) -> Lists:
        """Spellings."""
        return lists(self.table["forms"])

    @cached_property
    def form_counts(self) -> np.ndarray:
        """Names with each spelling, at the places of `forms`."""
        return pc.list_flatten(self.table["form_counts"]).to_numpy()

    @cached_property
    def n_mentions(self) -> np.ndarray:
        """Mentions of each chain."""
        return self.table["n_mentions"].to_numpy()

    @cached_property
    def articles(self) -> np.ndarray:
        """Number of each chain's article."""
        return self.table["article_id"].combine_chunks().dictionary_encode().indices.to_numpy()

    def count_forms(self, rows: Iterable[int]) -> Counter[str]:
        """Names with each spelling over some chains."""
        total: Counter[str] = Counter()
        for row in rows:
            for place in range(self.forms.offsets[row], self.forms.offsets[row + 1]):
                total[self.forms.words[self.forms.codes[place]]] += int(self.form_counts[place])
        return total

    def person(self, row: int) -> PersonName:
        """The person's name in parts."""
        return person_name(self.names[row], self.gazetteer)


def together(new: pa.Table, known: pa.Table) -> pa.Table:
    """New and known chains in order of article and number; those of an article that was read again replace the old
    ones, but keep entity and age where their name is the same."""
    again = pc.is_in(known["article_id"], value_set=pc.unique(new["article_id"]))
    both = pa.concat_tables([known.filter(pc.invert(again)), _inherit(new, known.filter(again))])
    return both.sort_by([("article_id", "ascending"), ("chain", "ascending")])


def _inherit(new: pa.Table, old: pa.Table) -> pa.Table:
    new = new.select(old.column_names)
    if old.num_rows == 0:
        return new
    of = dict(zip(_identity(old), zip(*(old[c].to_pylist() for c in _KEPT), strict=True), strict=True))
    kept = [of.get(key, (None, None)) for key in _identity(new)]
    for place, name in enumerate(_KEPT):
        column = new.column_names.index(name)
        field = new.schema.field(name)
        new = new.set_column(column, field, pa.array([row[place] for row in kept], field.type))
    return new


def _identity(chains: pa.Table) -> Iterable[tuple[object, ...]]:
    return zip(*(chains[name].to_pylist() for name in ("article_id", "type", "key")), strict=True)


def grouped(values: Iterable[Value]) -> dict[Value, list[int]]:
    """Rows by value, values in order."""
    groups: dict[Value, list[int]] = {}
    for row, value in enumerate(values):
        groups.setdefault(value, []).append(row)
    return dict(sorted(groups.items()))
