"""The registry of entities in a dataset: what to read of it for new chains, and what to write back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from schemas.types import ENTITY_TYPES
from transforms.names.blocks import block_keys, blocks
from transforms.names.chains import thing_key
from transforms.names.gazetteer_names import Gazetteer
from transforms.names.knowledge import Knowledge
from transforms.names.name_words import fold
from transforms.names.resolve import Resolved, resolve

_ID = re.compile(r"e_[0-9a-f]{16}")
Reader = Callable[[str, str, pa.Array], pa.Table]
"""Rows of a table whose column has one of the values."""


def register(
    new_chains: pa.Table, read: Reader, pins: pa.Table, knowledge: Knowledge, gazetteer: Gazetteer, now: dt.datetime
) -> Resolved:
    """Resolve new chains against a dataset, reading only entities that share a block with them, directly or over
    others."""
    ids = related(new_chains, read, pins, gazetteer)
    return resolve(
        new_chains,
        read("chains", "entity_id", ids),
        read("entities", "entity_id", ids),
        pins,
        knowledge,
        gazetteer,
        now,
    )


def related(new_chains: pa.Table, read: Reader, pins: pa.Table, gazetteer: Gazetteer) -> pa.Array:
    """Ids of all entities that new chains can have a bearing on; some may be merged ones."""
    wanted = pa.array([*blocks(new_chains), *_pinned_blocks(pins, gazetteer)], pa.string())
    seen, ids = wanted, pa.array([name for name in _pinned_names(pins) if _ID.fullmatch(name)], pa.string())
    while len(wanted):
        fresh = _unseen(read("name_blocks", "block", wanted)["entity_id"], ids)
        ids = pa.concat_arrays([ids, fresh])
        wanted = _unseen(read("name_blocks", "entity_id", fresh)["block"], seen)
        seen = pa.concat_arrays([seen, wanted])
    return ids


def _unseen(found: pa.ChunkedArray, seen: pa.Array) -> pa.Array:
    new = pc.unique(found)
    return new.filter(pc.invert(pc.is_in(new, value_set=seen)))


def _pinned_names(pins: pa.Table) -> list[str]:
    return sorted({*pins["a"].to_pylist(), *pins["b"].to_pylist()})


def _pinned_blocks(pins: pa.Table, gazetteer: Gazetteer) -> set[str]:
    """Blocks of the names that users have decided about, whatever they may be names of."""
    return {
        block
        for name in _pinned_names(pins)
        for kind in ENTITY_TYPES
        for block in block_keys(kind, thing_key(fold(name), kind, gazetteer), [name], gazetteer)
    }
