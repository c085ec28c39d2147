"""Which chains are retained for comparison with later ones, so that what a run reads of a name stays bounded.

An entity retains the first chains of each of its names, and later ones only if they tell something new. The others are
counted; their co-mentions are noted with the first chain of that name, which stands for them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress

import pyarrow as pa

from newsloom.schemas.state.names import CO_MENTIONS
from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.resolve import Clustered
from newsloom.transforms.names.blocking import family, surname_blocks

FULL, SHORT, OTHERS = 64, 64, 4
"""Chains that an entity retains of a person's full name, of a surname, and of another name, which tells enough; by
hand."""
MOST = 120  # the same with those that tell something new; by hand
MOST_CO_MENTIONS = 300  # noted with one chain; by hand

Name = tuple[str, ...]
"""Entity, and what chains of one name have in common."""


@dataclass(frozen=True)
class Retained:
    """Rows of new chains that are retained, and rows of CO_MENTIONS for those that are not."""

    rows: list[int]
    co_mentions: pa.Table


@dataclass
class _Tally:
    """What is retained of one name so far; what it tells is looked at where there is no room for any more."""

    rows: list[int] = field(default_factory=list)  # the first stands for those that are not retained
    _content: set[str] = field(default_factory=set)
    _n_read: int = 0

    def has_room(self, chains: ChainFrame, row: int, room: int, most: int) -> bool:
        """Whether there is room for one more chain: `room` for any, `most` for those that tell news."""
        n = len(self.rows)
        return n < room or (n < most and not self._content_so_far(chains).issuperset(_content(chains, row)))

    def _content_so_far(self, chains: ChainFrame) -> set[str]:
        self._content.update(*(_content(chains, row) for row in self.rows[self._n_read :]))
        self._n_read = len(self.rows)
        return self._content


def retain(clustered: Clustered) -> Retained:
    """What to retain of the new chains."""
    chains = clustered.chains
    new = [former is None for former in clustered.former]
    gained = set(compress(clustered.entity_of, new))
    some = {row: entity_id for row, entity_id in enumerate(clustered.entity_of) if entity_id in gained}
    names = {row: (entity_id, *_name(chains, row)) for row, entity_id in some.items()}
    with_full_name = {entity_id for row, entity_id in some.items() if _full(chains, row)}
    asked = {name for row, name in names.items() if new[row]}
    tallies: defaultdict[Name, _Tally] = defaultdict(_Tally)
    co_mentions: defaultdict[int, set[int]] = defaultdict(set)
    rows = []
    for row in sorted((row for row, name in names.items() if name in asked), key=new.__getitem__):
        tally = tallies[names[row]]
        if not new[row] or tally.has_room(chains, row, *_room(chains, row, some[row] in with_full_name)):
            tally.rows.append(row)
            rows += [row] * new[row]
        elif tally.rows and _full(chains, row):
            co_mentions[tally.rows[0]] |= chains.co_mentions(row)
    return Retained(rows, CO_MENTIONS.table(_co_mention_rows(chains, co_mentions)))


def _co_mention_rows(chains: ChainFrame, co_mentions: Mapping[int, set[int]]) -> Iterator[dict[str, object]]:
    for row, others in co_mentions.items():
        noted = chains.co_mentions(row)
        for other in sorted(others - noted)[: max(0, MOST_CO_MENTIONS - len(noted))]:
            yield {"chain": chains.numbers[row], "together": other}


def _full(chains: ChainFrame, row: int) -> bool:
    return chains.types[row] == "PERSON" and bool(chains.person(row).given)


def _name(chains: ChainFrame, row: int) -> Name:
    if chains.types[row] != "PERSON":
        return family(chains.types[row]), chains.keys[row]
    person = chains.person(row)
    return (*person.given, person.surname, *filter(None, [person.suffix]))


def _content(chains: ChainFrame, row: int) -> set[str]:
    """What a chain tells beside its name: the words of a person's titles, the forms of a thing's name."""
    if chains.types[row] != "PERSON":
        return set(chains.forms.at(row))
    some = chains.particulars[row]
    age = {f"born {some.born}"} if some.born else set()
    return age.union(some.roles, some.organisations, some.countries)


def _room(chains: ChainFrame, row: int, with_full_name: bool) -> tuple[int, int]:
    """How many chains an entity retains of the name that a chain has, and how many with those that tell something new.
    `with_full_name`: whether the entity has a full name."""
    if chains.types[row] != "PERSON":
        return OTHERS, MOST
    if _full(chains, row):
        return FULL, MOST
    settled = with_full_name and not chains.crowded.isdisjoint(surname_blocks(chains.person(row)))
    return (0, 0) if settled else (SHORT, SHORT)


def stands_for(chains: ChainFrame, entities: pa.Table) -> dict[int, int]:
    """Articles for which the first chain of a person's name stands, by its number, where not all were retained."""
    ids = chains.table["entity_id"].to_pylist()
    people = [row for row, kind in enumerate(chains.types) if kind == "PERSON" and ids[row]]
    rows = Counter(ids[row] for row in people)
    counts: Counter[Name] = Counter()
    first: dict[Name, int] = {}
    for row in people:
        if rows[ids[row]] >= FULL and _full(chains, row):
            name = (ids[row], *_name(chains, row))
            counts[name] += 1
            first.setdefault(name, row)
    n_articles = dict(zip(entities["entity_id"].to_pylist(), entities["n_articles"].to_pylist(), strict=True))
    n_stood_for: dict[int, int] = {}
    for name, number in counts.most_common():
        more = n_articles.pop(name[0], 0) - rows[name[0]]
        if number >= FULL and more > 0:
            n_stood_for[chains.numbers[first[name]]] = 1 + more
    return n_stood_for
