"""Which chains are kept for comparison with later ones, so that what a run reads of a name stays bounded.

An entity keeps the first chains of each of its names, and later ones only if they tell something new. The others are
counted; who is named along with them is remembered with the first chain of that name, which stands for them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from newsloom.schemas.state.names import COMPANY
from newsloom.transforms.entities.chain_columns import Chains
from newsloom.transforms.entities.resolve import Clustered
from newsloom.transforms.names.blocking import family, surname_blocks

FULL, SHORT, THINGS = 64, 64, 4
"""Chains that an entity keeps of a person's full name, of a surname, and of a thing's name, which tells enough."""
MOST = 120  # the same with those that tell something new
MOST_COMPANY = 300  # others who are remembered with one chain

Name = tuple[str, ...]
"""Entity, and what chains of one name have in common."""


@dataclass(frozen=True)
class Kept:
    """Rows of new chains that are kept, and rows of COMPANY for those that are not."""

    rows: list[int]
    company: pa.Table


def keep(found: Clustered) -> Kept:
    """What to keep of the new chains."""
    chains = found.chains
    counts: Counter[Name] = Counter()
    told: defaultdict[Name, set[str]] = defaultdict(set)
    first: dict[Name, int] = {}
    company: defaultdict[int, set[int]] = defaultdict(set)
    named = {found.entity_of[row] for row in range(len(chains)) if _full(chains, row)}
    names = [(entity_id, *_name(chains, row)) for row, entity_id in enumerate(found.entity_of)]
    asked = {name for name, former in zip(names, found.former, strict=True) if former is None}
    kept = []
    for row in sorted(range(len(chains)), key=lambda row: found.former[row] is None):
        name = names[row]
        if name not in asked:
            continue
        says = _says(chains, row)
        if found.former[row] is None:
            most = _room(chains, row, found.entity_of[row] in named)
            if counts[name] >= most[0] and (counts[name] >= most[1] or told[name].issuperset(says)):
                if name in first and _full(chains, row):
                    company[first[name]] |= chains.together(row)
                continue
            kept.append(row)
        first.setdefault(name, row)
        counts[name] += 1
        told[name].update(says)
    return Kept(kept, COMPANY.table(_company_rows(chains, company)))


def _company_rows(chains: Chains, company: Mapping[int, set[int]]) -> Iterator[dict[str, object]]:
    for row, others in company.items():
        known = chains.together(row)
        for other in sorted(others - known)[: MOST_COMPANY - len(known)] if len(known) < MOST_COMPANY else ():
            yield {"chain": chains.numbers[row], "together": other}


def _full(chains: Chains, row: int) -> bool:
    return chains.types[row] == "PERSON" and bool(chains.person(row).given)


def _name(chains: Chains, row: int) -> Name:
    if chains.types[row] != "PERSON":
        return family(chains.types[row]), chains.keys[row]
    person = chains.person(row)
    return (*person.given, person.surname)


def _says(chains: Chains, row: int) -> set[str]:
    """What a chain tells beside its name: the words of a person's titles, the forms of a thing's name."""
    if chains.types[row] != "PERSON":
        return set(chains.forms.at(row))
    return set().union(*(column.at(row) for column in (chains.roles, chains.organisations, chains.countries)))


def _room(chains: Chains, row: int, placed: bool) -> tuple[int, int]:
    """How many chains an entity keeps of the name that a chain has, and how many with those that tell something new.
    `placed`: whether the entity has a full name."""
    if chains.types[row] != "PERSON":
        return THINGS, MOST
    if _full(chains, row):
        return FULL, MOST
    settled = placed and not chains.crowded.isdisjoint(surname_blocks(chains.person(row)))
    return (0, 0) if settled else (SHORT, SHORT)


def stands_for(chains: Chains, entities: pa.Table) -> dict[int, int]:
    """Articles for which the first chain of a person's name stands, by its number, where more came than are kept."""
    counts: Counter[Name] = Counter()
    rows: Counter[str] = Counter()
    first: dict[Name, int] = {}
    for row, entity_id in enumerate(chains.table["entity_id"].to_pylist()):
        if entity_id and chains.types[row] == "PERSON":
            rows[entity_id] += 1
            name = (entity_id, *_name(chains, row))
            if _full(chains, row):
                counts[name] += 1
                first.setdefault(name, row)
    n_articles = dict(zip(entities["entity_id"].to_pylist(), entities["n_articles"].to_pylist(), strict=True))
    found: dict[int, int] = {}
    for name, number in counts.most_common():
        more = n_articles.pop(name[0], 0) - rows[name[0]]
        if number >= FULL and more > 0:
            found[chains.numbers[first[name]]] = 1 + more
    return found
