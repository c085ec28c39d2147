"""How likely it is that two people of like names are one: evidence for and against, added up.

The scale is that of log odds: 0 is even. Weights were set by hand and checked on the benchmark of names; the
decision record says what each one changes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from newsloom.transforms.entities.chain_columns import Chains
from newsloom.transforms.names.comparing import (
    CONFLICT,
    EQUAL,
    INITIAL,
    SIMILAR,
    UNKNOWN,
    VARIANT,
    given_names,
    surnames,
)
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import PersonName

NEVER = -99.0
"""Score of a pair that must stay apart."""

SAME_NAME = 2.5  # one full name, ordinary
COMMON_PART = 1.9  # off for a common given name together with a common surname, half for one of them
SPELLING = 1.2  # spellings of one name
SOUND = -0.4  # names that sound alike
INITIALS = 0.2  # an initial for a given name
OTHER_GENDER = -4.0  # not final: a pronoun may have been misread
SAME_ORGANISATION = 3.0
SAME_COUNTRY = 1.5
OTHER_COUNTRY = -2.2
SAME_ROLE = 1.5
SAME_FIELD = 0.5
PUBLIC_FIELDS = -2.7  # politics and law, business, media: people change between them, but then more is shared
OTHER_FIELD = -4.2
COMPANY = 0.9  # for each of the others named along with both, up to COMPANY_MOST
COMPANY_MOST = 3
YEARS_APART = 55
TOO_LONG_AGO = -4.0

BOARDS = -0.5  # the chair of something and any of those

_PUBLIC = frozenset(("politics", "law", "business", "media", "force", "science", "board"))


_NOTHING: frozenset[Any] = frozenset()


@dataclass
class Evidence:
    """What the articles say of one person: words of titles, gender, company, years. Sets of words."""

    names: frozenset[PersonName] = frozenset()
    roles: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    company: frozenset[int] = frozenset()
    first: int | None = None  # days since 1970
    last: int | None = None
    n: int = 0

    def add(self, other: Evidence) -> None:
        """Take in what is known of the same person elsewhere."""
        self.names |= other.names
        self.roles |= other.roles
        self.organisations |= other.organisations
        self.countries |= other.countries
        self.genders |= other.genders
        self.company |= other.company
        days = [day for day in (self.first, self.last, other.first, other.last) if day is not None]
        self.first, self.last = (min(days), max(days)) if days else (None, None)
        self.n += other.n

    @property
    def bare(self) -> bool:
        """Whether no title tells anything."""
        return not (self.roles or self.organisations or self.countries)


def evidence(chains: Chains, rows: Sequence[int], days: list[int | None]) -> Evidence:
    """The evidence of some chains together."""
    known = [day for day in (days[row] for row in rows) if day is not None]
    return Evidence(
        names=frozenset(chains.person(row) for row in rows),
        roles=_all(chains.roles.at(row) for row in rows),
        organisations=_all(chains.organisations.at(row) for row in rows),
        countries=_all(chains.countries.at(row) for row in rows),
        genders=_all([gender] for gender in (chains.genders[row] for row in rows) if gender),
        company=_all(chains.together(row) for row in rows),
        first=min(known, default=None),
        last=max(known, default=None),
        n=sum(chains.n_articles(row) for row in rows),
    )


def _all(some: Iterable[Iterable[Any]]) -> frozenset[Any]:
    """Everything in any of them; mostly nothing, which then is one object for all."""
    return frozenset(itertools.chain.from_iterable(some)) or _NOTHING


def context(a: Evidence, b: Evidence, gazetteer: Gazetteer) -> float:
    """Evidence of titles, company and dates that two people are one."""
    return sum(_context(a, b, gazetteer))


def _context(a: Evidence, b: Evidence, gazetteer: Gazetteer) -> Iterator[float]:
    if a.genders and b.genders and not a.genders & b.genders:
        yield OTHER_GENDER
    if a.organisations & b.organisations:
        yield SAME_ORGANISATION
    if a.countries and b.countries:
        yield SAME_COUNTRY if a.countries & b.countries else OTHER_COUNTRY
    if a.roles and b.roles:
        yield _roles(a.roles, b.roles, gazetteer)
    yield COMPANY * min(len(a.company & b.company), COMPANY_MOST)
    if _years_apart(a, b) > YEARS_APART:
        yield TOO_LONG_AGO


def _roles(a: frozenset[str], b: frozenset[str], gazetteer: Gazetteer) -> float:
    if a & b:
        return SAME_ROLE
    fields_a = {gazetteer.field_of[role] for role in a if role in gazetteer.field_of}
    fields_b = {gazetteer.field_of[role] for role in b if role in gazetteer.field_of}
    if not fields_a or not fields_b:
        return 0.0
    if fields_a & fields_b:
        return SAME_FIELD
    if not fields_a & _PUBLIC or not fields_b & _PUBLIC:
        return OTHER_FIELD
    return BOARDS if "board" in fields_a | fields_b else PUBLIC_FIELDS


def _years_apart(a: Evidence, b: Evidence) -> float:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return 0.0
    return max(a.first - b.last, b.first - a.last, 0) / 365.25


def name_score(a: PersonName, b: PersonName, gazetteer: Gazetteer) -> float:
    """Evidence of the names alone; NEVER where they contradict each other."""
    surname = surnames(a.core, b.core)
    given = given_names(a, b, gazetteer)
    if surname == CONFLICT or given == CONFLICT:
        return SPELLING if _same_words(a, b) else NEVER
    scores = {EQUAL: SAME_NAME, VARIANT: SPELLING, SIMILAR: SOUND, INITIAL: INITIALS, UNKNOWN: 0.0}
    return min(scores[given], scores[surname]) - max(commonness(a, gazetteer), commonness(b, gazetteer))


def _same_words(a: PersonName, b: PersonName) -> bool:
    """Whether only the order of the names differs."""
    return bool(a.given and b.given) and sorted((*a.given, a.surname)) == sorted((*b.given, b.surname))


def commonness(name: PersonName, gazetteer: Gazetteer) -> float:
    """What a name that many people have takes off."""
    given = bool(name.given) and name.given[0] in gazetteer.nicknames
    surname = name.core in gazetteer.common_surnames
    return COMMON_PART * (given + surname) if given and surname else COMMON_PART / 2 * (given + surname)
