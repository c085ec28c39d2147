"""How likely it is that two people of like names are one: pieces of evidence for and against, added up.

The scale is that of log odds: 0 is even (Fellegi and Sunter 1969). `weigh_context` and `weigh_names` say which evidence
there is and what each piece weighs, so that every merge can be explained.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.names.comparing import (
    CONFLICT,
    EQUAL,
    INITIAL,
    SIMILAR,
    UNKNOWN,
    VARIANT,
    compare_given_names,
    compare_surnames,
)
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import PersonName, gender_of_given
from newsloom.transforms.text.caching import remembered

NEVER = -99.0
"""Weight of a pair that must stay apart: no sum of the others reaches it."""

WEIGHTS: Mapping[str, float] = {
    "same name": 2.5,  # one full name, ordinary
    "common name": -3.8,  # a common given name together with a common surname
    "common part": -0.95,  # one of the two is common
    "spelling": 1.2,  # spellings of one name, or its words in another order
    "sound": -0.4,  # names that sound alike
    "initial": 0.2,  # an initial for a given name
    "no given name": 0.0,
    "other gender": -4.0,  # not final: a pronoun may have been misread
    "same age": 1.5,
    "other age": -5.0,
    "same organisation": 3.0,
    "same country": 1.5,
    "other country": -2.2,
    "same role": 1.5,
    "same field": 0.5,
    "public fields": -2.4,  # politics and law, business, media: people change between them, but then more is shared
    "board": -0.5,  # the chair of something and any of those
    "other field": -4.2,
    "co-mention": 0.9,  # for each of the others named along with both, up to `CO_MENTIONS_MOST`
    "too long ago": -4.0,
}
"""Match weights, set by hand. `benchmarks.entities.names --ablate` measures each at 0 and with its sign turned: there
"sound", the ages, "same organisation", "same field", "board" and "too long ago" change nothing, all others do."""
CO_MENTIONS_MOST = 3  # shared ones that count; by hand
YEARS_APART = 55  # a career; by hand
AGES_APART = 2  # years of birth by which two ages may differ: birthdays, and ages taken from older articles; by hand
PUBLIC = frozenset(("politics", "law", "business", "media", "force", "science", "board"))
"""Fields between which people move, by hand."""
DAYS_A_YEAR = 365.25
_NOTHING: frozenset[Any] = frozenset()


class Evidence(NamedTuple):
    """One piece of evidence that two people are one (weight above 0) or two (below)."""

    name: str  # a key of WEIGHTS
    weight: float


@dataclass
class Profile:
    """What the articles say of one person: words of titles, gender, co-mentions, days. Sets of words."""

    names: frozenset[PersonName] = frozenset()
    roles: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    born: frozenset[int] = frozenset()  # years
    co_mentions: frozenset[int] = frozenset()
    first: int | None = None  # days since 1970
    last: int | None = None
    n: int = 0  # articles

    def add(self, other: Profile) -> None:
        """Take in what is known of the same person elsewhere."""
        self.names |= other.names
        self.roles |= other.roles
        self.organisations |= other.organisations
        self.countries |= other.countries
        self.genders |= other.genders
        self.born |= other.born
        self.co_mentions |= other.co_mentions
        days = [day for day in (self.first, self.last, other.first, other.last) if day is not None]
        self.first, self.last = (min(days), max(days)) if days else (None, None)
        self.n += other.n

    @property
    def bare(self) -> bool:
        """Whether no title and no age tells anything."""
        return not (self.roles or self.organisations or self.countries or self.born)


@dataclass
class PersonCluster:
    """One cluster of chains while it is being made: the rows and what they say."""

    rows: list[int]
    profile: Profile = field(default_factory=Profile)
    name: PersonName = field(default_factory=lambda: PersonName((), "", ""))

    @property
    def order(self) -> tuple[str, tuple[str, ...], int]:
        """Canonical place among others."""
        return (self.name.surname, self.name.given, self.rows[0])

    @property
    def genders(self) -> frozenset[str]:
        """What articles tell, else what the given name suggests."""
        suggested = gender_of_given(self.name.given)
        return self.profile.genders or frozenset(filter(None, [suggested]))


def profile(chains: ChainFrame, rows: Sequence[int], days: Sequence[int | None], alike: bool = False) -> Profile:
    """The profile of some chains together; `days` has the day of each row of the frame, since 1970. `alike`: that they
    agree in what titles, genders and ages tell."""
    dated = [day for day in (days[row] for row in rows) if day is not None]
    distinct = {chains.particulars[row] for row in (rows[:1] if alike else rows)}
    return Profile(
        names=chains.people(rows),
        roles=_union(some.roles for some in distinct),
        organisations=_union(some.organisations for some in distinct),
        countries=_union(some.countries for some in distinct),
        genders=frozenset(some.gender for some in distinct if some.gender) or _NOTHING,
        born=frozenset(some.born for some in distinct if some.born) or _NOTHING,
        co_mentions=frozenset(chains.co_mentions(*rows)) or _NOTHING,
        first=min(dated, default=None),
        last=max(dated, default=None),
        n=sum(chains.n_articles[row] for row in rows),
    )


def _union(sets: Iterable[Iterable[Any]]) -> frozenset[Any]:
    """Everything in any of them; mostly nothing, which then is one object for all."""
    return frozenset(itertools.chain.from_iterable(sets)) or _NOTHING


def context_score(a: Profile, b: Profile, gazetteer: Gazetteer) -> float:
    """The sum of `weigh_context`."""
    return sum(evidence.weight for evidence in weigh_context(a, b, gazetteer))


def weigh_context(a: Profile, b: Profile, gazetteer: Gazetteer) -> Iterator[Evidence]:
    """Evidence of titles, co-mentions and dates that two people are one."""
    if a.genders and b.genders and a.genders.isdisjoint(b.genders):
        yield _evidence("other gender")
    if a.born and b.born:
        apart = min(abs(x - y) for x in a.born for y in b.born)
        yield _evidence("same age" if apart <= AGES_APART else "other age")
    if not a.organisations.isdisjoint(b.organisations):
        yield _evidence("same organisation")
    if a.countries and b.countries:
        yield _evidence("other country" if a.countries.isdisjoint(b.countries) else "same country")
    role = compare_roles(a.roles, b.roles, gazetteer)
    if role is not None:
        yield _evidence(role)
    shared = min(len(a.co_mentions & b.co_mentions), CO_MENTIONS_MOST)
    if shared:
        yield Evidence("co-mention", WEIGHTS["co-mention"] * shared)
    if _years_apart(a, b) > YEARS_APART:
        yield _evidence("too long ago")


def _evidence(name: str) -> Evidence:
    return Evidence(name, WEIGHTS[name])


def compare_roles(a: frozenset[str], b: frozenset[str], gazetteer: Gazetteer) -> str | None:
    """What the heads of two people's titles are evidence of; None where one has none, or none of a known field."""
    if not a.isdisjoint(b):
        return "same role"
    fields_a, fields_b = _fields(a, gazetteer), _fields(b, gazetteer)
    if not fields_a or not fields_b:
        return None
    if fields_a & fields_b:
        return "same field"
    if not fields_a & PUBLIC or not fields_b & PUBLIC:
        return "other field"
    return "board" if "board" in fields_a | fields_b else "public fields"


@remembered
def _fields(roles: frozenset[str], gazetteer: Gazetteer) -> frozenset[str]:
    return frozenset(gazetteer.field_of[role] for role in roles if role in gazetteer.field_of)


def _years_apart(a: Profile, b: Profile) -> float:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return 0.0
    return max(a.first - b.last, b.first - a.last, 0) / DAYS_A_YEAR


_OF_DEGREE = {EQUAL: "same name", VARIANT: "spelling", SIMILAR: "sound", INITIAL: "initial", UNKNOWN: "no given name"}


def name_score(a: PersonName, b: PersonName, gazetteer: Gazetteer) -> float:
    """The sum of `weigh_names`; NEVER where the names contradict each other."""
    evidence = weigh_names(a, b, gazetteer)
    return NEVER if evidence is None else sum(piece.weight for piece in evidence)


def weigh_names(a: PersonName, b: PersonName, gazetteer: Gazetteer) -> list[Evidence] | None:
    """Evidence of the names alone: the weaker one of given names and surnames, and how common they are.

    None where they contradict each other.
    """
    degrees = compare_given_names(a, b, gazetteer), compare_surnames(a.core, b.core)
    if CONFLICT in degrees:
        return [_evidence("spelling")] if _same_words(a, b) else None
    weakest = min((_OF_DEGREE[degree] for degree in degrees), key=_weight)
    common = min((commonness(name, gazetteer) for name in (a, b)), key=_weight)
    if common and degrees == (SIMILAR, SIMILAR):
        return None  # Dan Holmer is no slip for Dean Holmar
    return [_evidence(weakest), *([_evidence(common)] if common else [])]


def _weight(name: str | None) -> float:
    return WEIGHTS[name] if name else 0.0


def _same_words(a: PersonName, b: PersonName) -> bool:
    """Whether only the order of the names differs."""
    return (
        bool(a.given and b.given)
        and a.suffix == b.suffix
        and sorted((*a.given, a.surname)) == sorted((*b.given, b.surname))
    )


def common_name_score(name: PersonName, gazetteer: Gazetteer) -> float:
    """What it weighs that many people have a name: 0 for an uncommon one, else below 0."""
    return _weight(commonness(name, gazetteer))


def commonness(name: PersonName, gazetteer: Gazetteer) -> str | None:
    """What of a name many people have, as a key of WEIGHTS: all, one part, or nothing (None)."""
    given = bool(name.given) and name.given[0] in gazetteer.nicknames
    surname = name.core in gazetteer.common_surnames
    if given and surname and len(name.given) == 1 and not name.suffix:  # a middle name parts most namesakes
        return "common name"
    return "common part" if given or surname else None
