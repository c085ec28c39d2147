"""What the name stages know before they read: countries, organisations with acronyms, titles, parts of names.

Countries and organisations are in data/names; the flow reads them and hands over their bytes. Words are tables in
data/lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsloom.schemas.state.names import GENDERS
from newsloom.transforms.names.folding import fold
from newsloom.transforms.text.lexicon import lexicon, words


@dataclass(frozen=True)
class Country:
    """One country: ISO code, English name, other names, people and adjectives, id in Wikidata, seats of government."""

    iso: str
    name: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    kb_id: str | None = None
    seats: tuple[str, ...] = ()  # places that stand for its government


@dataclass(frozen=True, eq=False)  # compared and hashed as one object, for caches
class Gazetteer:
    """Look-ups by folded form (see `fold`); sets hold folded words."""

    countries: Mapping[str, Country]  # ISO code -> country
    country_of: Mapping[str, str]  # name, adjective or people -> ISO code
    people_of: Mapping[str, str]  # adjective or people -> ISO code
    seat_of: Mapping[str, str]  # place that stands for a government -> ISO code
    organisation_of: Mapping[str, str]  # name or acronym -> the name written out
    gender_of_honorific: Mapping[str, str | None]
    gender_of_word: Mapping[str, str]
    role_heads: frozenset[str]
    role_modifiers: frozenset[str]
    field_of: Mapping[str, str]  # head of a title -> walk of life
    particles: frozenset[str]
    surname_starts: frozenset[str]
    patronyms: frozenset[str]  # particles that are never left out
    suffixes: frozenset[str]  # degrees and honours behind a surname
    generations: frozenset[str]  # Jr. and its like
    family_first: frozenset[str]
    western_given: frozenset[str]  # family names that are English given names as well
    nicknames: Mapping[str, frozenset[int]]  # given name -> groups that it belongs to
    common_surnames: frozenset[str]
    company_endings: frozenset[str]
    common_words: frozenset[str]
    known_bodies: frozenset[str] = frozenset()  # of the shipped knowledge base

    def place_key(self, form: str) -> str | None:
        """ISO code of the country that a folded form names; an adjective or a people is not its country."""
        return None if form in self.people_of else self.country_of.get(form)


_FIELDS = ("politics", "sport", "arts", "science", "religion", "force", "business", "board", "law", "media")


def gazetteer_from_bytes(countries: bytes, organisations: bytes, bodies: Iterable[str] = ()) -> Gazetteer:
    """The gazetteer from data/names (countries.tsv and organisations.tsv, each as UTF-8 bytes) and data/lexicon.

    bodies: folded names of organisations that are known elsewhere.
    """
    nations = {country.iso: country for country in _countries(countries)}
    people = {fold(word): c.iso for c in nations.values() for word in c.people}
    names = {fold(word): c.iso for c in nations.values() for word in (c.name, *c.names)}
    honorifics = {"male": "male", "female": "female", "unknown": None}
    return Gazetteer(
        countries=nations,
        country_of={**people, **names},
        people_of=people,
        seat_of={fold(word): c.iso for c in nations.values() for word in c.seats},
        organisation_of=dict(_organisations(organisations)),
        gender_of_honorific={word: gender for kind, gender in honorifics.items() for word in words("honorifics", kind)},
        gender_of_word={word: gender for gender in GENDERS for word in words("person_nouns", gender)},
        role_heads=words("titles", "head"),
        role_modifiers=words("titles", "modifier"),
        field_of={head: field for field in _FIELDS for head in words("titles", field)},
        particles=words("name_particles", "particle"),
        surname_starts=words("name_particles", "surname start"),
        patronyms=words("name_particles", "patronym"),
        suffixes=words("name_particles", "suffix"),
        generations=words("name_particles", "generation"),
        family_first=words("name_particles", "family first"),
        western_given=words("name_particles", "western given"),
        nicknames=_nicknames(lexicon("name_nicknames").values()),
        common_surnames=words("name_particles", "common surname"),
        company_endings=words("name_bodies", "ending"),
        common_words=words("name_bodies", "common"),
        known_bodies=frozenset(bodies),
    )


def table_rows(blob: bytes, n_columns: int) -> Iterator[list[str]]:
    """The rows of a tab-separated list, comments and blank lines left out, short rows filled up."""
    for line in blob.decode("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            yield cells + [""] * (n_columns - len(cells))


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _countries(blob: bytes) -> Iterator[Country]:
    for iso, name, names, people, seats, kb_id, *_ in table_rows(blob, 6):
        yield Country(iso, name, _cell(names), _cell(people), kb_id or None, _cell(seats))


def _organisations(blob: bytes) -> Iterator[tuple[str, str]]:
    for name, others in table_rows(blob, 2):
        for form in (name, *_cell(others)):
            yield fold(form), name


def _nicknames(groups: Iterable[Iterable[str]]) -> dict[str, frozenset[int]]:
    groups_of: dict[str, set[int]] = {}
    for number, names in enumerate(groups):
        for name in names:
            groups_of.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups_of.items()}
