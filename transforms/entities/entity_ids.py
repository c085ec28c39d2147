"""Ids of entities that last: what two entities that turn out to be one are called, and what a new one is.

An entity keeps the oldest of the ids that its chains had; the others are merged into it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.text.ids import content_id

__all__ = ["identify", "living_ids"]

_LAST = 2**63 - 1
Age = tuple[int, int]
"""When a chain came in, and its row, to settle ties: rows are in the order of articles and their chains."""


def living_ids(ids: Sequence[str | None], entities: pa.Table) -> list[str | None]:
    """The ids with merged ones replaced by those that they were merged into."""
    into = {
        old: new
        for old, new in zip(entities["entity_id"].to_pylist(), entities["merged_into"].to_pylist(), strict=True)
        if new
    }

    def living(entity_id: str | None) -> str | None:
        while entity_id in into:
            entity_id = into[entity_id]
        return entity_id

    return [living(entity_id) for entity_id in ids]


def identify(
    chains: ChainFrame,
    clusters: Sequence[Sequence[int]],
    former: Sequence[str | None],
    taken: Callable[[Sequence[str]], Collection[str]],
) -> tuple[list[str], dict[str, str]]:
    """An id for each cluster, and which former ids are merged into which.

    A former id stays with the oldest chain that had it; a cluster that inherits several keeps the oldest.
    """
    added = _integers(chains, "added_at")
    heir: dict[str, tuple[Age, int]] = {}
    for number, cluster in enumerate(clusters):
        for row in cluster:
            entity_id, claim = former[row], ((added[row], row), number)
            if entity_id and (entity_id not in heir or claim < heir[entity_id]):
                heir[entity_id] = claim
    inherited: dict[int, list[tuple[Age, str]]] = defaultdict(list)
    for entity_id, (age, number) in heir.items():
        inherited[number].append((age, entity_id))
    founded = [cluster for number, cluster in enumerate(clusters) if number not in inherited]
    fresh = iter(_new_ids(chains, founded, former, taken))
    ids, merges = [], {}
    for number in range(len(clusters)):
        olds = [entity_id for _, entity_id in sorted(inherited.get(number, []))] or [next(fresh)]
        ids.append(olds[0])
        merges.update(dict.fromkeys(olds[1:], olds[0]))
    return ids, merges


def _new_ids(
    chains: ChainFrame,
    clusters: Sequence[Sequence[int]],
    former: Sequence[str | None],
    taken: Callable[[Sequence[str]], Collection[str]],
) -> list[str]:
    """Ids of entities from their first members; others if those were given out before."""
    days, numbers = _integers(chains, "observed_date"), _integers(chains, "chain")
    articles = chains.articles
    first = [min(c, key=lambda row: (days[row], articles[row], numbers[row])) for c in clusters]
    ids = [content_id("e_", articles[row], numbers[row], 0) for row in first]
    doubtful = [index for index, row in enumerate(first) if former[row]]  # the others' articles are new
    occurrence = 0
    while doubtful:
        given = set(taken([ids[index] for index in doubtful]))
        doubtful = [index for index in doubtful if ids[index] in given]
        occurrence += 1
        for index in doubtful:
            ids[index] = content_id("e_", articles[first[index]], numbers[first[index]], occurrence)
    return ids


def _integers(chains: ChainFrame, name: str) -> list[int]:
    """A column of numbers, days or times as whole numbers, which are compared fast; what is not known comes last."""
    column = chains.table[name]
    whole = column.cast(pa.int32()) if pa.types.is_date32(column.type) else column
    return cast(list[int], pc.fill_null(whole.cast(pa.int64()), _LAST).to_pylist())
