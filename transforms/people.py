"""People over all articles: chains of one full name split where titles contradict, spellings joined, surnames placed.

Everything here is a function of the set of chains, never of their order: groups are sorted, ties are broken by
name, and a name that could mean two people is placed only after all full names are settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from transforms.chain_columns import Chains, grouped
from transforms.likeness import NEVER, SAME_NAME, Evidence, commonness, context, evidence, name_score
from transforms.name_words import PersonName, skeleton, transliterated

Forbidden = Mapping[int, frozenset[int]]
"""Row of a chain -> rows that a user has said to be somebody else."""

_MARGIN = 1.2  # by how much the best of several candidates must lead
_ALONE = 1.0  # evidence that a surname on its own needs to be a certain person
_MONONYM = 0.6  # what one surname or single name without any full name counts
_MOST_PROFILES = 120  # distinct sets of titles under one name that are compared pair by pair
_DOMINANT = 0.9  # share of a name's articles that lets a namesake without evidence be the well-known one
_DOMINANT_ARTICLES = 10


@dataclass
class Person:
    """One cluster of chains: the rows and what they say."""

    rows: list[int]
    evidence: Evidence = field(default_factory=Evidence)
    name: PersonName = field(default_factory=lambda: PersonName((), "", ""))

    @property
    def order(self) -> tuple[str, tuple[str, ...], int]:
        """Canonical place among others."""
        return (self.name.surname, self.name.given, self.rows[0])


def find_people(chains: Chains, rows: Sequence[int], days: list[int | None], forbidden: Forbidden) -> list[list[int]]:
    """Clusters of the given rows (chains of type PERSON), each cluster one person."""
    full = [row for row in rows if chains.person(row).given]
    single = [row for row in rows if not chains.person(row).given]
    names = grouped((chains.person(row).given, chains.person(row).surname) for row in full)
    people = [
        person
        for places in names.values()
        for person in _namesakes(chains, [full[i] for i in places], days, SAME_NAME, forbidden)
    ]
    people = _join_spellings(people, chains, forbidden)
    return [sorted(person.rows) for person in _place_singles(people, single, chains, days, forbidden)]


# One name


def _namesakes(
    chains: Chains, rows: list[int], days: list[int | None], prior: float, forbidden: Forbidden
) -> list[Person]:
    """People who share one full name: those with titles compared with each other, those without placed after."""
    name = chains.person(rows[0])
    prior -= commonness(name, chains.gazetteer)
    profiles = grouped(_profile(chains, row) for row in rows)
    groups = [[rows[i] for i in places] for places in profiles.values()]
    parts = [Person(group, evidence(chains, group, days), name) for group in groups]
    if prior < 0:  # a name that many have: every article for itself, unless something joins it
        parts = [Person([row], evidence(chains, [row], days), name) for group in groups for row in group]
    told = sorted((p for p in parts if not p.evidence.bare), key=lambda p: (-p.evidence.n, p.order))
    bare = sorted((p for p in parts if p.evidence.bare), key=lambda p: p.order)
    people = _agglomerate(told, prior, chains, forbidden)
    return _place_bare(people, bare, prior, chains, days, forbidden)


def _profile(chains: Chains, row: int) -> tuple[object, ...]:
    return (
        tuple(chains.roles.at(row)),
        tuple(chains.organisations.at(row)),
        tuple(chains.countries.at(row)),
        chains.genders[row] or "",
    )


def _agglomerate(parts: list[Person], prior: float, chains: Chains, forbidden: Forbidden) -> list[Person]:
    """Join the best pair until none is likelier one than two; beyond `_MOST_PROFILES` each joins the best so far."""
    people, rest = parts[:_MOST_PROFILES], parts[_MOST_PROFILES:]

    def score(a: Person, b: Person) -> float:
        if _apart(a, b, forbidden):
            return NEVER
        return prior + context(a.evidence, b.evidence, chains.gazetteer)

    while len(people) > 1:
        best, a, b = max(
            ((score(x, y), i, j) for i, x in enumerate(people) for j, y in enumerate(people[:i])),
            key=lambda found: (found[0], -found[1], -found[2]),
        )
        if best < 0:
            break
        _absorb(people[b], people.pop(a))
    for part in rest:
        scores = [score(person, part) for person in people]
        best = max(scores)
        if best >= 0:
            _absorb(people[scores.index(best)], part)
        else:
            people.append(part)
    return people


def _absorb(into: Person, other: Person) -> None:
    into.rows = sorted(into.rows + other.rows)
    into.evidence.add(other.evidence)
    if (len(" ".join(other.name.given)), other.name.given) > (len(" ".join(into.name.given)), into.name.given):
        into.name = other.name


def _apart(a: Person, b: Person, forbidden: Forbidden) -> bool:
    return bool(forbidden) and any(not forbidden[row].isdisjoint(b.rows) for row in a.rows if row in forbidden)


def _place_bare(
    people: list[Person],
    bare: list[Person],
    prior: float,
    chains: Chains,
    days: list[int | None],
    forbidden: Forbidden,
) -> list[Person]:
    """Chains without titles: to the only person of that name, or to the one whose company they keep."""
    if len(people) <= 1:
        return _agglomerate(people + bare, prior, chains, forbidden)
    left: list[Person] = []
    for part in bare:
        for row in part.rows:
            alone = Person([row], evidence(chains, [row], days), part.name)
            home = _best([p for p in people if not _apart(p, alone, forbidden)], alone, chains)
            if home is None:
                left.append(alone)
            else:
                home.rows = sorted([*home.rows, row])  # its company is not evidence for the next one
    return people + left


def _best(people: Sequence[Person], alone: Person, chains: Chains) -> Person | None:
    scored = sorted(
        ((context(p.evidence, alone.evidence, chains.gazetteer), p) for p in people),
        key=lambda found: (-found[0], found[1].order),
    )
    if scored and scored[0][0] > 0 and (len(scored) == 1 or scored[0][0] - scored[1][0] >= 0.5):
        return scored[0][1]
    total = sum(p.evidence.n for p in people)
    top = max(people, key=lambda p: (p.evidence.n, p.order), default=None)
    if top and top.evidence.n >= max(_DOMINANT_ARTICLES, _DOMINANT * total):
        return top if context(top.evidence, alone.evidence, chains.gazetteer) >= 0 else None
    return None


# Many spellings


def _join_spellings(people: list[Person], chains: Chains, forbidden: Forbidden) -> list[Person]:
    """Join people whose names are spellings, orders or short forms of each other, best pair first."""
    gazetteer = chains.gazetteer
    pairs = []
    for a, b in _pairs(people, chains):
        score = name_score(people[a].name, people[b].name, gazetteer)
        if score > NEVER:
            score += context(people[a].evidence, people[b].evidence, gazetteer)
        if score >= 0 and not _apart(people[a], people[b], forbidden):
            pairs.append((score, a, b))
    pairs.sort(key=lambda pair: (-pair[0], people[pair[1]].order, people[pair[2]].order))
    rivals = defaultdict(list)
    for score, a, b in pairs:
        rivals[a].append((score, b))
        rivals[b].append((score, a))
    home = list(range(len(people)))
    for score, a, b in pairs:
        x, y = _root(home, a), _root(home, b)
        if x != y and not _contested(a, b, score, rivals, home, people, chains):
            if _contradict(people[x], people[y], chains) or _apart(people[x], people[y], forbidden):
                continue
            low, high = sorted((x, y))
            _absorb(people[low], people[high])
            home[high] = low
    return [person for number, person in enumerate(people) if home[number] == number]


def _root(home: list[int], place: int) -> int:
    while home[place] != place:
        place = home[place]
    return place


def _contradict(a: Person, b: Person, chains: Chains) -> bool:
    """Whether some name of one cannot be a name of the other, or the titles contradict."""
    gazetteer = chains.gazetteer
    if any(name_score(x, y, gazetteer) == NEVER for x in a.evidence.names for y in b.evidence.names):
        return True
    return SAME_NAME + context(a.evidence, b.evidence, gazetteer) < 0


def _contested(
    a: int,
    b: int,
    score: float,
    rivals: dict[int, list[tuple[float, int]]],
    home: list[int],
    people: list[Person],
    chains: Chains,
) -> bool:
    """Whether one side would go as well with somebody who cannot be the other side: "G. Bush" and two Bushes."""
    for one, other in ((a, b), (b, a)):
        for rival_score, rival in rivals[one]:
            same = _root(home, rival) in (_root(home, one), _root(home, other))
            if not same and rival_score > score - _MARGIN and _contradict(people[rival], people[other], chains):
                return True
    return False


def _pairs(people: Sequence[Person], chains: Chains) -> Iterable[tuple[int, int]]:
    """Pairs worth comparing: surnames that sound alike and given names that sound alike, are short, or initials."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        for key in _pair_keys(person.name, chains):
            groups[key].append(number)
    seen = set()
    for key, numbers in groups.items():
        initial = key[0] == "initial"
        for i, a in enumerate(numbers):
            for b in numbers[:i]:
                if initial and people[a].name.full and people[b].name.full:
                    continue
                if (b, a) not in seen:
                    seen.add((b, a))
                    yield b, a


def _pair_keys(name: PersonName, chains: Chains) -> Iterable[tuple[str, ...]]:
    surname, first = skeleton(name.core.split()[-1]), name.given[0]
    yield "initial", surname, first[0]
    if len(first) == 1:
        return
    yield "sound", *sorted((surname, skeleton(first)))
    yield "sound", *sorted((surname, skeleton("".join(name.given).replace("-", ""))))
    for group in chains.gazetteer.nicknames.get(first, ()):
        yield "short", surname, str(group)


# Surnames on their own


def _place_singles(
    people: list[Person], rows: Sequence[int], chains: Chains, days: list[int | None], forbidden: Forbidden
) -> list[Person]:
    """Put chains without a given name to the person that they are sure to mean; the rest keep to themselves."""
    by_surname: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for name in person.evidence.names:
            for key in sorted({name.core, name.surname, transliterated(name.core)}):
                if person not in by_surname[key][-1:]:
                    by_surname[key].append(person)
    homeless: list[int] = []
    found: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        name = chains.person(row)
        alone = Person([row], evidence(chains, [row], days), name)
        keys = (name.surname, name.core, transliterated(name.core))
        candidates = next((by_surname[key] for key in keys if key in by_surname), [])
        home = _meant(alone, candidates, chains, forbidden)
        if home is None:
            homeless.append(row)
        else:
            found[id(home)].append(row)
    for person in people:
        person.rows = sorted(person.rows + found[id(person)])
    groups = grouped(chains.person(row).surname for row in homeless)
    for places in groups.values():
        people += _namesakes(chains, [homeless[i] for i in places], days, _MONONYM, forbidden)
    return people


def _meant(alone: Person, candidates: Sequence[Person], chains: Chains, forbidden: Forbidden) -> Person | None:
    """The candidate that titles, company and fame speak for, with a clear lead over the next."""
    base = 0.5 if len(candidates) == 1 else 0.0
    scored = []
    for person in candidates:
        if _apart(person, alone, forbidden):
            continue
        fame = min(person.evidence.n, 20) / 20
        score = base + fame + context(person.evidence, alone.evidence, chains.gazetteer)
        scored.append((score - commonness(alone.name, chains.gazetteer), person))
    scored.sort(key=lambda found: (-found[0], found[1].order))
    if not scored or scored[0][0] < _ALONE:
        return None
    return scored[0][1] if len(scored) == 1 or scored[0][0] - scored[1][0] >= _MARGIN else None
