"""The registry of entities in a dataset: new chains resolved against it, and what to write back.

What is read is bounded: of each name an entity keeps its first chains only, by which later ones are recognised; those
are but counted.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.state.names import CHAINS
from newsloom.transforms.entities.chain_columns import Chains
from newsloom.transforms.entities.entity_rows import describe
from newsloom.transforms.entities.kept import keep, stands_for
from newsloom.transforms.entities.knowledge import Knowledge
from newsloom.transforms.entities.near import Near, Reader, index_rows, related
from newsloom.transforms.entities.resolve import Clustered, in_order, resolve
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import person_name


@dataclass(frozen=True)
class Registered:
    """What a run changes.

    entities, aliases, void_aliases: see `entity_rows.Described`. chains: rows of the state for new chains that are kept
    and for earlier ones whose entity is another one now. name_blocks, company: see `kept`. moves, merges, assignment:
    see `resolve.Clustered`.
    """

    entities: pa.Table
    aliases: pa.Table
    void_aliases: pa.Table
    chains: pa.Table
    name_blocks: pa.Table
    company: pa.Table
    moves: pa.Table
    merges: Mapping[str, str]
    assignment: Mapping[tuple[str, int], str]


def register(
    new_chains: pa.Table, read: Reader, pins: pa.Table, knowledge: Knowledge, gazetteer: Gazetteer, now: dt.datetime
) -> Registered:
    """Resolve new chains against a dataset, reading only the earlier ones that they can have a bearing on.

    new_chains: rows of CHAINS, entity_id and added_at not set. now: when the run began, UTC.
    """
    near = related(new_chains, read, pins, gazetteer)
    stored = read("chains", "number", new_chains["number"])["number"]
    new = new_chains.filter(pc.invert(pc.is_in(new_chains["number"], stored)))
    entities = read("entities", "entity_id", near.chains["entity_id"])
    known = _unplaced_only(near, entities, gazetteer)
    chains = Chains(in_order(new, known, now), gazetteer, near.crowded, near.settled, company=_company(known, read))
    chains = replace(chains, stands_for=stands_for(chains, entities))

    def taken(ids: Sequence[str]) -> list[str]:
        return read("entities", "entity_id", pa.array(ids, pa.string()))["entity_id"].to_pylist()

    found = resolve(chains, entities, pins, taken)
    changed = pa.array(sorted({*found.touched, *found.merges}), pa.string())
    entities = entities.filter(pc.is_in(entities["entity_id"], changed))
    earlier = read("entities", "merged_into", pa.array(sorted(found.merges), pa.string()))
    aliases = read("aliases", "entity_id", changed)
    told = describe(found, pa.concat_tables([entities, earlier]), aliases, knowledge)
    kept = keep(found)
    return Registered(
        entities=told.entities,
        aliases=told.aliases,
        void_aliases=told.void,
        chains=_state(found, kept.rows),
        name_blocks=index_rows(chains.table.take(pa.array(kept.rows, pa.int64())), gazetteer),
        company=kept.company,
        moves=found.moves,
        merges=found.merges,
        assignment=found.assignment,
    )


def _unplaced_only(near: Near, entities: pa.Table, gazetteer: Gazetteer) -> pa.Table:
    """The earlier chains; of surnames on their own that are settled, those only that belong to nobody in particular."""
    pairs = zip(entities["entity_id"].to_pylist(), entities["name"].to_pylist(), strict=True)
    somebody = pa.array([id_ for id_, name in pairs if person_name(name, gazetteer).given], pa.string())
    settled = pc.is_in(near.chains["number"], pa.array(near.settled, pa.uint64()))
    return near.chains.filter(pc.invert(pc.and_(settled, pc.is_in(near.chains["entity_id"], somebody))))


def _company(known: pa.Table, read: Reader) -> dict[int, list[int]]:
    """Who is named along with people in articles for which one of these chains stands."""
    people = known.filter(pc.equal(known["type"].cast(pa.string()), "PERSON"))
    rows = read("company", "chain", people["number"])
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, other in zip(rows["chain"].to_pylist(), rows["together"].to_pylist(), strict=True):
        found[number].append(other)
    return found


def _state(found: Clustered, kept: Sequence[int]) -> pa.Table:
    """Rows of CHAINS for new chains that are kept and earlier ones whose entity is another one."""
    stored = found.chains.table["entity_id"].to_pylist()
    pairs = enumerate(zip(stored, found.entity_of, strict=True))
    rows = sorted({*kept, *(row for row, (before, now) in pairs if before not in (None, now))})
    ids = pa.array([found.entity_of[row] for row in rows], pa.string())
    return CHAINS.with_column(found.chains.table.take(pa.array(rows, pa.int64())), "entity_id", ids)
