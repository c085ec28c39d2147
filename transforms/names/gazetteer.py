"""What the name stages know before they read: countries, organisations with acronyms, titles, parts of names.

The lists are in data/names; the flow reads them and hands over their bytes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsloom.transforms.names.folding import fold


@dataclass(frozen=True)
class Country:
    """One country: ISO code, English name, other names, people and adjectives, places that stand for its government."""

    iso: str
    name: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    seats: tuple[str, ...]


@dataclass(frozen=True, eq=False)  # compared and hashed as one object, for caches
class Gazetteer:
    """Look-ups by folded form (see `fold`); sets hold folded words."""

    countries: Mapping[str, Country]  # ISO code -> country
    country_of: Mapping[str, str]  # name, adjective or people -> ISO code
    people_of: Mapping[str, str]  # adjective or people -> ISO code
    seat_of: Mapping[str, str]  # capital or palace -> ISO code
    organisation_of: Mapping[str, str]  # name or acronym -> the name written out
    gender_of_honorific: Mapping[str, str | None]
    gender_of_word: Mapping[str, str]
    role_heads: frozenset[str]
    role_modifiers: frozenset[str]
    relations: frozenset[str]
    field_of: Mapping[str, str]  # head of a title -> walk of life
    particles: frozenset[str]
    suffixes: frozenset[str]
    family_first: frozenset[str]
    nicknames: Mapping[str, frozenset[int]]  # given name -> groups that it belongs to
    common_surnames: frozenset[str]
    company_endings: frozenset[str]
    common_words: frozenset[str]

    def place_key(self, form: str) -> str | None:
        """ISO code of the country that a folded form names; an adjective or a people is not its country."""
        return None if form in self.people_of else self.country_of.get(form)


def gazetteer_from_bytes(countries: bytes, organisations: bytes, words: bytes) -> Gazetteer:
    """The gazetteer from data/names: countries.tsv, organisations.tsv and words.toml, each as UTF-8 bytes."""
    nations = {country.iso: country for country in _countries(countries)}
    people = {fold(word): c.iso for c in nations.values() for word in c.people}
    names = {fold(word): c.iso for c in nations.values() for word in (c.name, *c.names)}
    lists = tomllib.loads(words.decode("utf-8"))
    honorifics = {"male": "male", "female": "female", "unknown": None}
    return Gazetteer(
        countries=nations,
        country_of={**people, **names},
        people_of=people,
        seat_of={fold(word): c.iso for c in nations.values() for word in c.seats},
        organisation_of=dict(_organisations(organisations)),
        gender_of_honorific={word: honorifics[gender] for gender, some in lists["honorifics"].items() for word in some},
        gender_of_word={word: gender for gender, some in lists["gendered"].items() for word in some},
        role_heads=frozenset(lists["roles"]["heads"]),
        role_modifiers=frozenset(lists["roles"]["modifiers"]),
        relations=frozenset(lists["roles"]["relations"]),
        field_of={head: field for field, heads in lists["fields"].items() for head in heads},
        particles=frozenset(lists["names"]["particles"]),
        suffixes=frozenset(lists["names"]["suffixes"]),
        family_first=frozenset(lists["names"]["family_first"]),
        nicknames=_nicknames(lists["names"]["nicknames"]),
        common_surnames=frozenset(lists["names"]["common_surnames"]),
        company_endings=frozenset(lists["organisations"]["endings"]),
        common_words=frozenset(lists["organisations"]["common"]),
    )


def _rows(blob: bytes, n_columns: int) -> Iterator[list[str]]:
    """The rows of a tab-separated list, comments and blank lines left out, short rows filled up."""
    for line in blob.decode("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            yield cells + [""] * (n_columns - len(cells))


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _countries(blob: bytes) -> Iterator[Country]:
    for iso, name, names, people, seats in _rows(blob, 5):
        yield Country(iso, name, _cell(names), _cell(people), _cell(seats))


def _organisations(blob: bytes) -> Iterator[tuple[str, str]]:
    for name, others in _rows(blob, 2):
        for form in (name, *_cell(others)):
            yield fold(form), name


def _nicknames(groups: list[list[str]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, names in enumerate(groups):
        for name in names:
            found.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
