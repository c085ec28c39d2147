"""Entities over all articles and runs: clusters of chains, and which mentions move with them.

The clusters are a function of the set of chains. What earlier runs decided has no say in who is who, only in which
id an entity keeps: see `entity_ids`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.clustering.clusters import Spread, find_clusters
from newsloom.transforms.entities.constraints import constraints_from_pins
from newsloom.transforms.entities.entity_ids import identify, living_ids


@dataclass(frozen=True)
class Clustered:
    """Who is who among some chains: rows by entity, and for each cluster the id of its entity.

    former: for each row the living entity that it belonged to, None for new ones. merges: id of an entity that was
    merged -> id of the one that stays.
    """

    chains: ChainFrame
    clusters: Sequence[list[int]]
    ids: Sequence[str]
    former: Sequence[str | None] = field(repr=False)
    merges: Mapping[str, str]

    @cached_property
    def entity_of(self) -> list[str]:
        """The entity of each row."""
        entities = [""] * len(self.chains)
        for cluster, entity_id in zip(self.clusters, self.ids, strict=True):
            for row in cluster:
                entities[row] = entity_id
        return entities

    def fate(self, row: int) -> str | None:
        """Where the entity is now that a row belonged to, whatever became of the row."""
        former = self.former[row]
        return self.merges.get(former, former) if former else None

    @cached_property
    def touched(self) -> set[str]:
        """Living entities that have other chains than before."""
        rows = ((self.fate(row), now) for row, now in enumerate(self.entity_of))
        return {id_ for pair in rows if pair[0] != pair[1] for id_ in pair if id_} | set(self.merges.values())

    @property
    def assignment(self) -> dict[tuple[str, int], str]:
        """(article_id, chain) -> entity_id for new chains."""
        new = [row for row, former in enumerate(self.former) if former is None]
        table = self.chains.table.select(["article_id", "chain"]).take(pa.array(new, pa.int64()))
        places = zip(table["article_id"].to_pylist(), table["chain"].to_pylist(), strict=True)
        return {pair: self.entity_of[row] for pair, row in zip(places, new, strict=True)}

    @property
    def moves(self) -> pa.Table:
        """article_id, entity_id, now, starts: mentions of earlier articles (by where they begin) whose entity_id is
        another one now; see `moved`."""
        pairs = enumerate(zip(self.former, self.entity_of, strict=True))
        rows = [row for row, (former, now) in pairs if former not in (None, now)]
        table = self.chains.table.take(pa.array(rows, pa.int64()))
        return pa.table(
            {
                "article_id": table["article_id"],
                "entity_id": pa.array([self.former[row] for row in rows], pa.string()),
                "now": pa.array([self.entity_of[row] for row in rows], pa.string()),
                "starts": table["starts"],
            }
        )


def resolve(
    chains: ChainFrame,
    entities: pa.Table,
    pins: pa.Table,
    taken: Callable[[Sequence[str]], Collection[str]] = lambda _: (),
    spread: Spread | None = None,
) -> Clustered:
    """Resolve new chains, whose entity_id is null, together with the earlier ones that have a bearing on them.

    chains: in order, see `order_chains`. entities: rows of the contract, at least those of the earlier chains. pins:
    rows of PINS. taken: those of some ids that were given out before. spread: see `find_clusters`.
    """
    clusters = find_clusters(chains, constraints_from_pins(pins, chains), spread)
    former = living_ids(chains.table["entity_id"].to_pylist(), entities)
    ids, merges = identify(chains, clusters, former, taken)
    return Clustered(chains, clusters, ids, former, merges)


def order_chains(new: pa.Table, stored: pa.Table, now: dt.datetime) -> pa.Table:
    """New and known rows of CHAINS in the order that decides where nothing else does; new ones came in now, UTC."""
    table = pa.concat_tables([new.select(stored.column_names), stored])
    column = table.column_names.index("added_at")
    added = pc.fill_null(table["added_at"], pa.scalar(now, table["added_at"].type))
    return table.set_column(column, "added_at", added).sort_by([("article_id", "ascending"), ("chain", "ascending")])


def moved(rows: pa.Table, moves: pa.Table, columns: Sequence[str], merges: Mapping[str, str] | None = None) -> pa.Table:
    """Rows of mentions, roles or quotes of which an entity in `columns` moved or was merged, with the new one.

    `rows` has article_id and, for mentions, start; where one entity of an article moved to two, a mention goes by
    its place, and other rows go where the first mention went.
    """
    exact: dict[tuple[str, int], str] = {}
    first: dict[tuple[str, str], str] = {}
    for move in moves.to_pylist():
        first.setdefault((move["article_id"], move["entity_id"]), move["now"])
        exact.update({(move["article_id"], start): move["now"] for start in move["starts"]})
    articles = rows["article_id"].to_pylist()
    starts = rows["start_char"].to_pylist() if "mention_id" in rows.column_names else [None] * rows.num_rows
    changed, differs = rows, np.zeros(rows.num_rows, bool)
    for column in columns:
        now = [
            exact.get((article, start), first[article, entity])
            if (article, entity) in first
            else (merges or {}).get(entity, entity)
            for article, entity, start in zip(articles, rows[column].to_pylist(), starts, strict=True)
        ]
        field = rows.schema.field(column)
        changed = changed.set_column(rows.column_names.index(column), field, pa.array(now, pa.string()))
        differs |= pc.fill_null(pc.not_equal(rows[column], changed[column]), False).to_numpy(zero_copy_only=False)
    return changed.filter(pa.array(differs))
