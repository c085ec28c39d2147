"""A table of chains as columns that can be read row by row without making a million Python lists."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import PersonName, person_name

Value = TypeVar("Value", bound=Hashable)
Readings = Mapping[tuple[str, str], int]
"""Articles by the key of a name and the type that it was read as."""


class Particulars(NamedTuple):
    """What an article tells of a person beside the name, see the columns of CHAINS; "" and 0 are not known."""

    roles: tuple[str, ...]
    organisations: tuple[str, ...]
    countries: tuple[str, ...]
    gender: str
    born: int


@dataclass(frozen=True)
class Lists:
    """A column of lists: `words[offsets[row]:offsets[row + 1]]`."""

    words: Sequence[Any]
    offsets: Sequence[int]

    def at(self, row: int) -> Sequence[Any]:
        """The words of one row."""
        return self.words[self.offsets[row] : self.offsets[row + 1]]

    def tuples(self) -> list[tuple[Any, ...]]:
        """The words of each row; mostly nothing, which takes no time."""
        return [tuple(self.words[first:end]) if first < end else () for first, end in pairwise(self.offsets)]


def lists(column: pa.ChunkedArray) -> Lists:
    """The column with each word once in memory; null counts as empty."""
    lengths = pc.fill_null(pc.list_value_length(column), 0).to_numpy()
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    offsets = array("q", ends.tobytes())  # a list of numbers takes five times as much
    return Lists(shared(pc.list_flatten(column)), offsets)


def shared(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column, equal ones as one object."""
    coded = column.combine_chunks().dictionary_encode()
    values = [*coded.dictionary.to_pylist(), None]
    return [values[code] for code in pc.fill_null(coded.indices, -1).to_pylist()]


@dataclass(frozen=True)
class ChainFrame:
    """ChainFrame of known and new articles in one canonical order, with what is needed to tell them apart.

    crowded: keys (see `blocks`) that so many have that they tell nothing. settled: numbers of chains that
    were found to be nobody in particular, and are not placed again. stands_for: articles for which a row stands
    that is retained in the place of others, by number of the chain; extra_co_mentions: who is named along
    with it in those. readings: how often names that are no people's were read as what, over all articles.
    """

    table: pa.Table
    gazetteer: Gazetteer
    crowded: frozenset[int] = frozenset()
    settled: frozenset[int] = frozenset()
    stands_for: Mapping[int, int] = field(default_factory=dict)
    readings: Readings = field(default_factory=dict)
    extra_co_mentions: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def _strings(self, name: str) -> list[str]:
        return shared(self.table[name])

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
    def articles(self) -> list[str]:
        """Article of each chain."""
        return self._strings("article_id")

    @cached_property
    def genders(self) -> list[str | None]:
        """Gender, where the article tells it."""
        return self._strings("gender")  # type: ignore[return-value]

    @cached_property
    def born(self) -> list[int | None]:
        """Year of birth, give or take one, where the article tells the age."""
        return cast(list[int | None], self.table["born"].to_pylist())

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
    def particulars(self) -> list[Particulars]:
        """What each chain tells of a person beside the name."""
        words = (column.tuples() for column in (self.roles, self.organisations, self.countries))
        others = ([gender or "" for gender in self.genders], [year or 0 for year in self.born])
        return list(map(Particulars._make, zip(*words, *others, strict=True)))

    @cached_property
    def _together(self) -> Lists:
        return lists(self.table["together"])

    def co_mentions(self, *rows: int) -> set[int]:
        """Others named in the same articles, or in those that the rows stand for."""
        extra, numbers = self.extra_co_mentions, self.numbers
        others = (extra[numbers[row]] for row in rows if numbers[row] in extra)
        return set().union(*map(self._together.at, rows), *others)

    @cached_property
    def numbers(self) -> list[int]:
        """Number of each chain."""
        return cast(list[int], self.table["number"].to_pylist())

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Row by number of the chain."""
        return {number: row for row, number in enumerate(self.numbers)}

    @cached_property
    def likely(self) -> list[int | None]:
        """Of a surname on its own: number of the chain of the full name that its article has further down."""
        return cast(list[int | None], self.table["likely"].to_pylist())

    @cached_property
    def n_articles(self) -> list[int]:
        """Articles that each row stands for."""
        return [self.stands_for.get(number, 1) for number in self.numbers]

    @cached_property
    def forms(self) -> Lists:
        """Spellings."""
        return lists(self.table["forms"])

    @cached_property
    def form_counts(self) -> Lists:
        """Names with each spelling of `forms`."""
        return lists(self.table["form_counts"])

    @cached_property
    def n_mentions(self) -> np.ndarray:
        """Mentions of each chain."""
        return np.asarray(self.table["n_mentions"].to_numpy())

    @cached_property
    def all_forms(self) -> Counter[str]:
        """Names with each spelling over all chains."""
        total: Counter[str] = Counter()
        for form, number in zip(self.forms.words, self.form_counts.words, strict=True):
            total[form] += number
        return total

    def count_forms(self, rows: Iterable[int]) -> dict[str, int]:
        """Names with each spelling over some chains."""
        total: dict[str, int] = {}
        for row in rows:
            for form, number in zip(self.forms.at(row), self.form_counts.at(row), strict=True):
                total[form] = total.get(form, 0) + number
        return total

    @cached_property
    def _people(self) -> dict[str, PersonName]:
        people = {name for name, kind in zip(self.names, self.types, strict=True) if kind == "PERSON"}
        return {name: person_name(name, self.gazetteer) for name in people}

    def people(self, rows: Iterable[int]) -> frozenset[PersonName]:
        """The names of some people in parts."""
        return frozenset(self._people[name] for name in {self.names[row] for row in rows})

    def person(self, row: int) -> PersonName:
        """The person's name in parts."""
        return self._people[self.names[row]]


def group_rows(values: Iterable[Value]) -> dict[Value, list[int]]:
    """Rows by value, values in order."""
    groups: dict[Value, list[int]] = {}
    for row, value in enumerate(values):
        groups.setdefault(value, []).append(row)
    return dict(sorted(groups.items()))
