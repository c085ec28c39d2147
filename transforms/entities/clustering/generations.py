"""A person named with a generation's suffix in some articles and without one in others: "Robert S. Holm III".

Sons keep their fathers' company, so a suffix parts two people unless everything speaks for one: the same title, no
article that names both, and nobody else of that name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.clustering.match_weights import (
    NEVER,
    WEIGHTS,
    PersonCluster,
    context_score,
    name_score,
)
from newsloom.transforms.entities.constraints import CannotLink, must_differ
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import PersonName

_MOST_WITH_TITLE = 0.5  # share of the titled articles of the suffix that must have the other's title; by hand


def join_generations(people: list[PersonCluster], chains: ChainFrame, cannot_link: CannotLink) -> list[PersonCluster]:
    """The people, each who is named with and without a suffix as one, called without it."""
    bearers: dict[tuple[str, str], dict[int, PersonCluster]] = defaultdict(dict)
    for number, person in enumerate(people):
        for key in _keys(person.name, chains.gazetteer):
            bearers[key][number] = person
    joined: set[int] = set()
    for person in people:
        keys = _keys(person.name, chains.gazetteer) if person.name.suffix else ()
        alike = {number: other for key in keys for number, other in bearers[key].items()}
        other = _same_person(person, list(alike.values()), chains)
        if other is not None and not must_differ(other.rows, person.rows, cannot_link):
            other.rows = sorted(other.rows + person.rows)
            other.profile.add(person.profile)
            joined.add(id(person))
    return [person for person in people if id(person) not in joined]


def _keys(name: PersonName, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """Surname with initial, and with the names that the given name is short for."""
    first = name.given[0] if name.given else ""
    return [(name.core, first[:1]), *((name.core, str(group)) for group in gazetteer.nicknames.get(first, ()))]


def _same_person(person: PersonCluster, some: Sequence[PersonCluster], chains: ChainFrame) -> PersonCluster | None:
    """The one without a suffix who is the same; None where two would do, or where another generation is named."""
    alike = [other for other in some if other is not person and _may_be_named(other, person, chains.gazetteer)]
    if len(alike) != 1 or alike[0].name.suffix:
        return None
    return (
        alike[0] if _share_title(person, alike[0], chains) and not _named_together(person, alike[0], chains) else None
    )


def _may_be_named(other: PersonCluster, person: PersonCluster, gazetteer: Gazetteer) -> bool:
    """Whether two names agree but for the suffix."""
    a, b = (replace(who.name, suffix=None) for who in (other, person))
    return name_score(a, b, gazetteer) > NEVER


def _share_title(person: PersonCluster, other: PersonCluster, chains: ChainFrame) -> bool:
    """Whether most articles that give a title to the one with the suffix give him one of the other's."""
    titled = [row for row in person.rows if chains.roles.at(row)]
    same = [row for row in titled if not other.profile.roles.isdisjoint(chains.roles.at(row))]
    if not same or len(same) < _MOST_WITH_TITLE * len(titled):
        return False
    return context_score(person.profile, other.profile, chains.gazetteer) >= WEIGHTS["same role"]


def _named_together(person: PersonCluster, other: PersonCluster, chains: ChainFrame) -> bool:
    return not {chains.articles[row] for row in person.rows}.isdisjoint(chains.articles[row] for row in other.rows)
