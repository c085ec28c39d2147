"""The registry of entities in a dataset: new chains resolved against it, and what to write back.

What is read is bounded: of each name an entity retains its first chains only, by which later ones are recognised;
those are but counted.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.state.names import CHAINS
from newsloom.transforms.entities.candidates import BLOCKED, Candidates, Reader, find_candidates, name_block_rows
from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.clustering.clusters import Spread
from newsloom.transforms.entities.entity_rows import describe_entities
from newsloom.transforms.entities.name_types import add_readings
from newsloom.transforms.entities.naming.knowledge import Knowledge
from newsloom.transforms.entities.resolve import Clustered, order_chains, resolve
from newsloom.transforms.entities.retained_chains import retain, stands_for
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import person_name


@dataclass(frozen=True)
class Registered:
    """What a run changes.

    entities, aliases, void_aliases: see `entity_rows.Described`. chains: rows of the state for new chains that are
    retained and for earlier ones whose entity is another one now. name_blocks, co_mentions: rows of the state for
    retained chains. name_types: those for the names of all new chains. moves, merges, assignment: see
    `resolve.Clustered`.
    """

    entities: pa.Table
    aliases: pa.Table
    void_aliases: pa.Table
    chains: pa.Table
    name_blocks: pa.Table
    co_mentions: pa.Table
    name_types: pa.Table
    moves: pa.Table
    merges: Mapping[str, str]
    assignment: Mapping[tuple[str, int], str]


def register(
    new_chains: pa.Table,
    read: Reader,
    pins: pa.Table,
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    now: dt.datetime,
    spread: Spread | None = None,
) -> Registered:
    """Resolve new chains against a dataset, reading only the earlier ones that they can have a bearing on.

    new_chains: rows of CHAINS, entity_id and added_at not set. now: when the run began, UTC.
    spread: see `find_clusters`.
    """
    candidates = find_candidates(new_chains, read, pins, gazetteer)
    stored = read("chains", "number", new_chains["number"])["number"]
    # to filter nothing out would be a copy of them all
    new = new_chains.filter(pc.invert(pc.is_in(new_chains["number"], stored))) if len(stored) else new_chains
    entities = read("entities", "entity_id", candidates.chains["entity_id"])
    earlier = _unplaced_only(candidates, entities, gazetteer)
    extra = _extra_co_mentions(earlier, read)
    table = order_chains(new, earlier, now)
    chains = ChainFrame(table, gazetteer, candidates.crowded, candidates.settled, extra_co_mentions=extra)
    readings, name_types = add_readings(new, table, read)
    chains = replace(chains, stands_for=stands_for(chains, entities), readings=readings)

    def taken(ids: Sequence[str]) -> list[str]:
        return cast(list[str], read("entities", "entity_id", pa.array(ids, pa.string()))["entity_id"].to_pylist())

    return _registered(resolve(chains, entities, pins, taken, spread), entities, read, knowledge, name_types)


def _registered(
    clustered: Clustered, entities: pa.Table, read: Reader, knowledge: Knowledge, name_types: pa.Table
) -> Registered:
    """What to write of the clusters; `entities` are the stored ones of the earlier chains."""
    changed = pa.array(sorted({*clustered.touched, *clustered.merges}), pa.string())
    entities = entities.filter(pc.is_in(entities["entity_id"], changed))
    merged = read("entities", "merged_into", pa.array(sorted(clustered.merges), pa.string()))
    described = describe_entities(
        clustered, pa.concat_tables([entities, merged]), read("aliases", "entity_id", changed), knowledge
    )
    retained = retain(clustered)
    rows = clustered.chains.table.select(BLOCKED).take(pa.array(retained.rows, pa.int64()))
    return Registered(
        entities=described.entities,
        aliases=described.aliases,
        void_aliases=described.void,
        chains=_state(clustered, retained.rows),
        name_blocks=name_block_rows(rows, clustered.chains.gazetteer),
        co_mentions=retained.co_mentions,
        name_types=name_types,
        moves=clustered.moves,
        merges=clustered.merges,
        assignment=clustered.assignment,
    )


def _unplaced_only(candidates: Candidates, entities: pa.Table, gazetteer: Gazetteer) -> pa.Table:
    """The earlier chains; of surnames on their own that are settled, those only that belong to nobody in particular."""
    pairs = zip(entities["entity_id"].to_pylist(), entities["name"].to_pylist(), strict=True)
    somebody = pa.array([id_ for id_, name in pairs if person_name(name, gazetteer).given], pa.string())
    settled = pc.is_in(candidates.chains["number"], pa.array(candidates.settled, pa.uint64()))
    return candidates.chains.filter(pc.invert(pc.and_(settled, pc.is_in(candidates.chains["entity_id"], somebody))))


def _extra_co_mentions(earlier: pa.Table, read: Reader) -> dict[int, list[int]]:
    """Who is named along with people in articles for which one of these chains stands."""
    people = earlier.filter(pc.equal(earlier["type"].cast(pa.string()), "PERSON"))
    rows = read("co_mentions", "chain", people["number"])
    extra: defaultdict[int, list[int]] = defaultdict(list)
    for number, other in zip(rows["chain"].to_pylist(), rows["together"].to_pylist(), strict=True):
        extra[number].append(other)
    return extra


def _state(clustered: Clustered, retained: Sequence[int]) -> pa.Table:
    """Rows of CHAINS for new chains that are retained and earlier ones whose entity is another one."""
    stored = clustered.chains.table["entity_id"].to_pylist()
    pairs = enumerate(zip(stored, clustered.entity_of, strict=True))
    rows = sorted({*retained, *(row for row, (before, now) in pairs if before not in (None, now))})
    ids = pa.array([clustered.entity_of[row] for row in rows], pa.string())
    return CHAINS.with_column(clustered.chains.table.take(pa.array(rows, pa.int64())), "entity_id", ids)
