"""People over all articles: chains of one full name split where titles contradict, spellings joined, surnames placed.

Everything here is a function of the set of chains, never of their order: groups are sorted, ties are broken by
name, and a name that could mean two people is placed only after all full names are settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from newsloom.transforms.entities.chain_frame import ChainFrame, group_rows
from newsloom.transforms.entities.clustering.agreeing import plainly_one
from newsloom.transforms.entities.clustering.generations import join_generations
from newsloom.transforms.entities.clustering.match_weights import (
    NEVER,
    WEIGHTS,
    PersonCluster,
    common_name_score,
    context_score,
    name_score,
    profile,
)
from newsloom.transforms.entities.clustering.surnames import place_surnames
from newsloom.transforms.entities.constraints import CannotLink, must_differ, parted
from newsloom.transforms.names.blocking import alike_keys, initial_block, initial_key
from newsloom.transforms.names.person_names import PersonName
from newsloom.transforms.text.disjoint_sets import root

# All by hand, on the scale of match weights.
_MARGIN = 1.2  # by how much the best of several candidates must lead
_BARE_MARGIN = 0.5  # by how much the best namesake must lead for an article without titles
_MONONYM = 0.6  # what one surname or single name without any full name weighs
_MOST_PROFILES = 120  # distinct sets of titles under one name that are compared pair by pair
_MOST_ALIKE = 200  # people whose names sound the same that are compared pair by pair
_DOMINANT = 0.9  # share of a name's articles that lets a namesake without evidence be the well-known one
_DOMINANT_ARTICLES = 10


def find_people(
    chains: ChainFrame, rows: Sequence[int], days: list[int | None], cannot_link: CannotLink
) -> list[list[int]]:
    """Clusters of the given rows (chains of type PERSON), each cluster one person."""
    full = [row for row in rows if chains.person(row).given]
    single = [row for row in rows if not chains.person(row).given]
    names = group_rows(_whole(chains.person(row)) for row in full)
    people = [
        person
        for places in names.values()
        for person in _namesakes(chains, [full[i] for i in places], days, WEIGHTS["same name"], cannot_link)
    ]
    people = join_generations(_join_spellings(people, chains, cannot_link), chains, cannot_link)
    homeless = place_surnames(people, single, chains, days, cannot_link)
    groups = group_rows(_whole(chains.person(row)) for row in homeless)
    for places in groups.values():
        people += _namesakes(chains, [homeless[i] for i in places], days, _MONONYM, cannot_link)
    return [sorted(person.rows) for person in people]


def _whole(name: PersonName) -> tuple[tuple[str, ...], str, str]:
    return name.given, name.surname, name.suffix or ""


# One name


def _namesakes(
    chains: ChainFrame, rows: list[int], days: list[int | None], prior: float, cannot_link: CannotLink
) -> list[PersonCluster]:
    """People who share one full name: those with titles compared with each other, those without placed after."""
    name = chains.person(rows[0])
    if len(rows) == 1:
        return [PersonCluster(rows, profile(chains, rows, days), name)]
    prior += common_name_score(name, chains.gazetteer)
    if len(rows) <= _MOST_PROFILES and not cannot_link and plainly_one(chains, rows, days, prior):
        return [PersonCluster(sorted(rows), profile(chains, rows, days), name)]
    alike = group_rows(chains.particulars[row] for row in rows)
    groups = [group for places in alike.values() for group in parted([rows[i] for i in places], cannot_link)]
    parts = [PersonCluster(group, profile(chains, group, days, alike=True), name) for group in groups]
    if prior < 0:  # a name that many have: every article for itself, unless something joins it
        parts = [PersonCluster([row], profile(chains, [row], days), name) for group in groups for row in group]
    titled = sorted((p for p in parts if not p.profile.bare), key=lambda p: (-p.profile.n, p.order))
    bare = sorted((p for p in parts if p.profile.bare), key=lambda p: p.order)
    people = _agglomerate(titled, prior, chains, cannot_link)
    return _place_bare(people, bare, prior, chains, days, cannot_link)


def _agglomerate(
    parts: list[PersonCluster], prior: float, chains: ChainFrame, cannot_link: CannotLink
) -> list[PersonCluster]:
    """Join the best pair until none is likelier one than two; beyond `_MOST_PROFILES` only like titles are joined."""
    people, rest = parts[:_MOST_PROFILES], parts[_MOST_PROFILES:]

    def score(a: int, b: int) -> float:
        if _must_differ(people[a], people[b], cannot_link):
            return NEVER
        return prior + context_score(people[a].profile, people[b].profile, chains.gazetteer)

    scores = np.full((len(people), len(people)), NEVER)
    for b in range(len(people)):
        scores[:b, b] = [score(a, b) for a in range(b)]
    alive = set(range(len(people)))
    while len(alive) > 1:
        a, b = divmod(int(scores.argmax()), len(people))
        if scores[a, b] < 0:
            break
        _absorb(people[a], people[b])
        alive.remove(b)
        scores[b, :] = scores[:, b] = NEVER
        for other in alive - {a}:
            low, high = min(a, other), max(a, other)
            scores[low, high] = score(low, high)
    return _join_like([people[number] for number in sorted(alive)], rest, cannot_link)


def _join_like(
    people: list[PersonCluster], rest: Sequence[PersonCluster], cannot_link: CannotLink
) -> list[PersonCluster]:
    """The rest put to the first one with exactly their titles; without titles, or with others, they stay alone."""
    like: dict[tuple[frozenset[str], ...], PersonCluster] = {}
    for person in people:
        like.setdefault(_titles(person), person)
    for person in rest:
        first = like.setdefault(_titles(person), person)
        if first is person or person.profile.bare or _must_differ(first, person, cannot_link):
            people.append(person)
        else:
            _absorb(first, person)
    return people


def _titles(person: PersonCluster) -> tuple[frozenset[str], ...]:
    profile = person.profile
    return frozenset(profile.roles), frozenset(profile.organisations), frozenset(profile.countries)


def _absorb(into: PersonCluster, other: PersonCluster) -> None:
    into.rows = sorted(into.rows + other.rows)
    into.profile.add(other.profile)
    if (len(" ".join(other.name.given)), other.name.given) > (len(" ".join(into.name.given)), into.name.given):
        into.name = other.name


def _must_differ(a: PersonCluster, b: PersonCluster, cannot_link: CannotLink) -> bool:
    return must_differ(a.rows, b.rows, cannot_link)


def _place_bare(
    people: list[PersonCluster],
    bare: list[PersonCluster],
    prior: float,
    chains: ChainFrame,
    days: list[int | None],
    cannot_link: CannotLink,
) -> list[PersonCluster]:
    """ChainFrame without titles: to the only person of that name, or to the one whose company they keep."""
    if not people or (len(people) == 1 and not (prior < 0 and _is_well_known(people[0], people))):
        return _agglomerate(people + bare, prior, chains, cannot_link)
    left: list[PersonCluster] = []
    gained: list[tuple[PersonCluster, int]] = []
    for part in bare:
        for row in part.rows:
            alone = PersonCluster([row], profile(chains, [row], days), part.name)
            home = _best([p for p in people if not _must_differ(p, alone, cannot_link)], alone, chains)
            if home is None:
                left.append(alone)
            else:
                home.rows = sorted([*home.rows, row])  # its company is not evidence for the next one
                gained.append((home, alone.profile.n))
    for home, n in gained:
        home.profile.n += n
    return people + left


def _best(people: Sequence[PersonCluster], alone: PersonCluster, chains: ChainFrame) -> PersonCluster | None:
    scored = sorted(
        ((context_score(p.profile, alone.profile, chains.gazetteer), p) for p in people),
        key=lambda item: (-item[0], item[1].order),
    )
    if scored and scored[0][0] > 0 and (len(scored) == 1 or scored[0][0] - scored[1][0] >= _BARE_MARGIN):
        return scored[0][1]
    top = max(people, key=lambda p: (p.profile.n, p.order), default=None)
    if top and _is_well_known(top, people):
        return top if context_score(top.profile, alone.profile, chains.gazetteer) >= 0 else None
    return None


def _is_well_known(person: PersonCluster, people: Sequence[PersonCluster]) -> bool:
    """Whether nearly all articles that tell of somebody of a name tell of one person."""
    return person.profile.n >= max(_DOMINANT_ARTICLES, _DOMINANT * sum(p.profile.n for p in people))


# Many spellings


def _join_spellings(people: list[PersonCluster], chains: ChainFrame, cannot_link: CannotLink) -> list[PersonCluster]:
    """Join people whose names are spellings, orders or short forms of each other, best pair first."""
    gazetteer = chains.gazetteer
    pairs = []
    for a, b in _pairs(people, chains):
        score = name_score(people[a].name, people[b].name, gazetteer)
        if score > NEVER:
            score += context_score(people[a].profile, people[b].profile, gazetteer)
        if _are_man_and_woman(people[a], people[b]):
            continue  # Chris and Christine
        if score >= 0 and not _must_differ(people[a], people[b], cannot_link):
            pairs.append((score, a, b))
    pairs.sort(key=lambda pair: (-pair[0], people[pair[1]].order, people[pair[2]].order))
    rivals = defaultdict(list)
    for score, a, b in pairs:
        rivals[a].append((score, b))
        rivals[b].append((score, a))
    home = list(range(len(people)))
    for score, a, b in pairs:
        x, y = root(home, a), root(home, b)
        if x != y and not _contested(a, b, score, rivals, home, people, chains):
            if _contradict(people[x], people[y], chains) or _must_differ(people[x], people[y], cannot_link):
                continue
            low, high = sorted((x, y))
            _absorb(people[low], people[high])
            home[high] = low
    return [person for number, person in enumerate(people) if home[number] == number]


def _are_man_and_woman(a: PersonCluster, b: PersonCluster) -> bool:
    """Whether the genders of two people named in full, by articles or given names, have nothing in common."""
    both_full = a.name.full and b.name.full
    return both_full and bool(a.genders and b.genders) and a.genders.isdisjoint(b.genders)


def _contradict(a: PersonCluster, b: PersonCluster, chains: ChainFrame) -> bool:
    """Whether some name of one cannot be a name of the other, or the titles contradict."""
    gazetteer = chains.gazetteer
    if any(name_score(x, y, gazetteer) == NEVER for x in a.profile.names for y in b.profile.names):
        return True
    return WEIGHTS["same name"] + context_score(a.profile, b.profile, gazetteer) < 0


def _contested(
    a: int,
    b: int,
    score: float,
    rivals: dict[int, list[tuple[float, int]]],
    home: list[int],
    people: list[PersonCluster],
    chains: ChainFrame,
) -> bool:
    """Whether one side would go as well with somebody who cannot be the other side: "G. Bush" and two Bushes."""
    for one, other in ((a, b), (b, a)):
        for rival_score, rival in rivals[one]:
            same = root(home, rival) in (root(home, one), root(home, other))
            if not same and rival_score > score - _MARGIN and _contradict(people[rival], people[other], chains):
                return True
    return False


def _pairs(people: Sequence[PersonCluster], chains: ChainFrame) -> Iterable[tuple[int, int]]:
    """Pairs worth comparing: names that sound alike, short given names and initials with what they can stand for."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    initials: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        for key in alike_keys(person.name, chains.gazetteer):
            groups[key].append(number)
        if not person.name.full and initial_block(person.name) not in chains.crowded:
            initials[initial_key(person.name)].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in groups.values():
        seen.update((b, a) for i, a in enumerate(numbers[:_MOST_ALIKE]) for b in numbers[:i])
    for number, person in enumerate(people):
        seen.update(
            (min(number, short), max(number, short))
            for short in initials.get(initial_key(person.name), ())[:_MOST_ALIKE]
            if short != number
        )
    return sorted(seen)
