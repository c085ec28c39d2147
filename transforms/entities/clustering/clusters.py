"""Who is who among some chains: all at once, or in parts that have no bearing on each other and can be done anywhere.

A chain has a bearing on those that share one of its blocks, as far as these lead: names that sound alike, a surname
where somebody has no more than that, surname and initial where somebody has no more than those. And the surname of an
article has one on the full name that stands further down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.transforms.entities.chain_frame import ChainFrame, Readings
from newsloom.transforms.entities.clustering.others import find_others
from newsloom.transforms.entities.clustering.people import find_people
from newsloom.transforms.entities.constraints import CannotLink, Constraints
from newsloom.transforms.names.blocking import ALIKE, KIND_BITS, bare_key, of_partial_names
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.disjoint_sets import root

_PART = 2_000  # chains of a part, at least, if there are more: a tenth of a second of work. By hand
_READ = (
    *("number", "article_id", "type", "key", "name", "forms", "likely", "gender", "born"),
    *("roles", "organisations", "countries", "together", "observed_date"),
)
"""Columns of CHAINS that say who is who."""

Clusters = list[list[int]]
"""Rows by entity."""


@dataclass(frozen=True)
class Part:
    """Some chains on which no others have a bearing, and what is known of them: see ChainFrame, `find_clusters`."""

    table: pa.Table
    crowded: frozenset[int]
    settled: frozenset[int]
    stands_for: Mapping[int, int]
    readings: Readings
    extra_co_mentions: Mapping[int, Sequence[int]]
    cannot_link: CannotLink

    def clusters(self, gazetteer: Gazetteer) -> Clusters:
        """Rows of the part by entity."""
        facts = self.crowded, self.settled, self.stands_for, self.readings, self.extra_co_mentions
        return _clusters(ChainFrame(self.table, gazetteer, *facts), self.cannot_link)


Spread = Callable[[Iterable[Part]], Iterable[Clusters]]
"""The clusters of each part, in order, wherever they are found."""


def find_clusters(chains: ChainFrame, constraints: Constraints, spread: Spread | None = None) -> Clusters:
    """Rows by entity, in order of the first row; with `spread`, many are found part by part."""
    if spread is None or len(chains) <= _PART:
        clusters = _clusters(chains, constraints.cannot_link)
    else:
        rows_of = list(_portions(_bearings(chains)))
        parts = _parts(chains, rows_of, constraints.cannot_link)
        pairs = zip(rows_of, spread(parts), strict=True)
        clusters = [rows[cluster].tolist() for rows, some in pairs for cluster in some]
    return sorted(_join_must_links(clusters, constraints.must_link))


def _clusters(chains: ChainFrame, cannot_link: CannotLink) -> Clusters:
    people = [row for row, kind in enumerate(chains.types) if kind == "PERSON"]
    others = [row for row, kind in enumerate(chains.types) if kind != "PERSON"]
    days = cast(list[int | None], chains.table["observed_date"].cast(pa.int32()).to_pylist())
    return find_people(chains, people, days, cannot_link) + find_others(chains, others, cannot_link)


def _join_must_links(clusters: Clusters, same: Sequence[Sequence[int]]) -> Clusters:
    """Clusters joined where a user said that some of their chains are one."""
    if not same:
        return clusters
    home = {row: number for number, cluster in enumerate(clusters) for row in cluster}
    for rows in same:
        numbers = {home[row] for row in rows}
        target = min(numbers)
        for number in numbers - {target}:
            clusters[target] = sorted(clusters[target] + clusters[number])
            home.update(dict.fromkeys(clusters[number], target))
            clusters[number] = []
    return [cluster for cluster in clusters if cluster]


# In parts


def _bearings(chains: ChainFrame) -> np.ndarray:
    """For each row the first of all that have a bearing on each other, directly or over others."""
    home, first_of = list(range(len(chains))), dict[int, int]()
    for row, block in zip(*(side.tolist() for side in _links(chains)), strict=True):
        a, b = root(home, row), root(home, first_of.setdefault(block, row))
        home[max(a, b)] = min(a, b)
    return np.array([root(home, row) for row in range(len(chains))], np.int64)


def _links(chains: ChainFrame) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of a row and of what it shares with others, as a number."""
    column = chains.table["blocks"].combine_chunks()
    owners, keys = pc.list_parent_indices(column).to_numpy(), column.flatten().to_numpy()
    distinct, blocks = np.unique(keys, return_inverse=True)
    names = [chains.person(row) if kind == "PERSON" else None for row, kind in enumerate(chains.types)]
    alone = np.array([name is not None and not name.given for name in names], bool)[owners]
    short = np.array([name is not None and not name.full for name in names], bool)[owners]
    meant = np.bincount(blocks, of_partial_names(keys, alone, short), len(distinct)) > 0
    leads = (keys & np.uint64(KIND_BITS) == ALIKE) | meant[blocks]
    pairs = [(row, chains.row_of.get(full or 0)) for row, full in enumerate(chains.likely)]
    likely = np.array([pair for pair in pairs if pair[1] is not None], np.int64).reshape(-1, 2)
    of_pairs = len(distinct) + np.arange(len(likely))
    return np.concatenate([owners[leads], *likely.T]), np.concatenate([blocks[leads], of_pairs, of_pairs])


def _portions(first: np.ndarray) -> Iterator[np.ndarray]:
    """Rows in order, those that have a bearing on each other in one portion, many such groups in each."""
    order = np.argsort(first, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(first[order])) + 1, len(order))
    start = 0
    for end in ends.tolist():
        if end - start >= _PART or end == len(order):
            yield np.sort(order[start:end])
            start = end


def _parts(chains: ChainFrame, rows_of: Iterable[np.ndarray], cannot_link: CannotLink) -> Iterator[Part]:
    table = chains.table.select(_READ).combine_chunks()
    readings: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for (name, kind), n_articles in chains.readings.items():
        readings[name][name, kind] = n_articles
    for rows in rows_of:
        numbers = [chains.numbers[row] for row in rows]
        names = {bare_key(chains.types[row], chains.keys[row]) for row in rows}
        row_in = {row: i for i, row in enumerate(rows.tolist())}
        yield Part(
            table=table.take(pa.array(rows)),
            crowded=chains.crowded,
            settled=chains.settled.intersection(numbers),
            stands_for={n: chains.stands_for[n] for n in numbers if n in chains.stands_for},
            readings={pair: n for name in names if name in readings for pair, n in readings[name].items()},
            extra_co_mentions={n: chains.extra_co_mentions[n] for n in numbers if n in chains.extra_co_mentions},
            cannot_link={
                row_in[row]: frozenset(row_in[other] for other in cannot_link[row] if other in row_in)
                for row in row_in.keys() & cannot_link.keys()
            },
        )
