"""Which earlier chains new ones can have a bearing on: what a run reads of the names that a dataset knows.

A key that names which sound alike share is followed wherever it leads. A surname, or a surname with an initial, leads
on only where there is a name without given name, or with that initial, to be placed; and where very many share it, to
the best known of them only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.state.names import CHAINS, NAME_BLOCKS
from newsloom.schemas.types import ENTITY_TYPES
from newsloom.transforms.entities.clustering.surnames import BEST_KNOWN
from newsloom.transforms.mentions.chains import group_key
from newsloom.transforms.names.blocking import ALIKE, KIND_BITS, SURNAME, block_keys, of_partial_names
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import person_name
from newsloom.transforms.text.ids import content_number

Reader = Callable[[str, str, pa.Array], pa.Table]
"""Rows of a table whose column has one of the values."""
MOST = 250  # chains that share a surname, or surname and initial, and are all compared; by hand
BLOCKED = ("number", "type", "name", "blocks")
"""Columns of CHAINS that the index of names is made of."""
_ID = re.compile(r"e_[0-9a-f]{16}")


@dataclass(frozen=True)
class Candidates:
    """Earlier chains, keys that too many share, and numbers of chains that are but a surname with such a key."""

    chains: pa.Table
    crowded: frozenset[int]
    settled: frozenset[int]


def find_candidates(new: pa.Table, read: Reader, pins: pa.Table, gazetteer: Gazetteer) -> Candidates:
    """The earlier chains that new ones are to be clustered with, found over shared keys, directly or over others."""
    index = name_block_rows(new, gazetteer)
    to_place = np.unique(index.filter(index["partial"])["block"].to_numpy())
    asked = wanted = np.union1d(index["block"].to_numpy(), _pinned_blocks(pins, gazetteer))
    chains = [CHAINS.empty(), read("chains", "entity_id", _pinned_ids(pins))]
    crowded = settled = np.empty(0, np.uint64)
    seen = chains[-1]["number"].to_numpy()
    while len(wanted):
        rows = read("name_blocks", "block", pa.array(wanted))
        leads, full, single = _leads(rows, to_place)
        crowded, settled = np.union1d(crowded, full), np.union1d(settled, single)
        related = read("chains", "number", pa.array(np.setdiff1d(leads, seen)))
        seen = np.union1d(seen, leads)
        chains.append(related)
        wanted = np.setdiff1d(_blocks(related), asked)
        asked = np.union1d(asked, wanted)
    return Candidates(pa.concat_tables(chains), frozenset(crowded.tolist()), frozenset(settled.tolist()))


def _blocks(chains: pa.Table) -> np.ndarray:
    return np.asarray(pc.list_flatten(chains["blocks"]).to_numpy())


def _leads(rows: pa.Table, to_place: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of the index as: the chains to read, the crowded blocks, and the surnames on their own in crowded blocks.
    `to_place`: blocks of partial names that are new."""
    partial = rows["partial"].to_numpy()
    blocks, block, size = np.unique(rows["block"].to_numpy(), return_inverse=True, return_counts=True)
    kind, asked = blocks & KIND_BITS, np.isin(blocks, to_place)
    crowded = (kind != ALIKE) & (size > MOST)
    meant = asked | (np.bincount(block, partial, len(blocks)) > 0)
    whole = (kind == ALIKE) | (meant & ~crowded)
    alone = partial & (crowded & (kind == SURNAME))[block]
    best = _best_known(rows.filter(pa.array((crowded & asked & (kind == SURNAME))[block] & ~partial)))
    chains = rows["chain"].to_numpy()
    unplaced = chains[alone & asked[block]]
    return np.concatenate([chains[whole[block]], best, unplaced]), blocks[crowded], chains[alone]


def _best_known(rows: pa.Table) -> np.ndarray:
    """ChainFrame of the names that most chains of their surname have."""
    names: dict[int, Counter[int]] = defaultdict(Counter)
    for block, name in zip(rows["block"].to_pylist(), rows["name"].to_pylist(), strict=True):
        names[block][name] += 1
    best = {name for counts in names.values() for name in sorted(counts, key=lambda n: (-counts[n], n))[:BEST_KNOWN]}
    return np.asarray(rows.filter(pc.is_in(rows["name"], pa.array(best, pa.uint64())))["chain"].to_numpy())


def name_block_rows(chains: pa.Table, gazetteer: Gazetteer) -> pa.Table:
    """Rows of NAME_BLOCKS for chains, of which the columns BLOCKED are read."""
    owners = pc.list_parent_indices(chains["blocks"].combine_chunks()).to_numpy()
    blocks = _blocks(chains)
    pairs = zip(chains["type"].to_pylist(), chains["name"].to_pylist(), strict=True)
    parts = [_parts_of_name(kind, name, gazetteer) for kind, name in pairs]
    names, alone, short = (
        np.array([row[i] for row in parts], dtype) for i, dtype in enumerate((np.uint64, bool, bool))
    )
    partial = of_partial_names(blocks, alone[owners], short[owners])
    columns = blocks, chains["number"].to_numpy()[owners], names[owners], partial
    return pa.table([pa.array(column) for column in columns], schema=NAME_BLOCKS.schema)


def _parts_of_name(kind: str, name: str, gazetteer: Gazetteer) -> tuple[int, bool, bool]:
    """Hash of a person's name, whether it has no given name, and whether it has no more than initials."""
    if kind != "PERSON":
        return 0, False, False
    person = person_name(name, gazetteer)
    return (
        content_number(*person.given, person.surname, *filter(None, [person.suffix])),
        not person.given,
        not person.full,
    )


def _pinned_names(pins: pa.Table) -> list[str]:
    return sorted({*pins["a"].to_pylist(), *pins["b"].to_pylist()})


def _pinned_ids(pins: pa.Table) -> pa.Array:
    return pa.array([name for name in _pinned_names(pins) if _ID.fullmatch(name)], pa.string())


def _pinned_blocks(pins: pa.Table, gazetteer: Gazetteer) -> np.ndarray:
    """Blocks of the names that users have decided about, whatever they may be names of."""
    blocks = {
        block
        for name in _pinned_names(pins)
        for kind in ENTITY_TYPES
        for block in block_keys(kind, group_key(fold(name), kind, gazetteer), name, [name], gazetteer)
    }
    return np.array(sorted(blocks), np.uint64)
