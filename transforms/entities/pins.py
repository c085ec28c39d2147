"""Users' decisions about names: these two are one, those two are not. They outweigh every rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from newsloom.transforms.entities.chain_columns import Chains
from newsloom.transforms.names.person_names import fold


@dataclass(frozen=True)
class Pinned:
    """Pins as rows of chains: groups of rows that are one, and for a row those that are not the same."""

    same: Sequence[Sequence[int]]
    different: Mapping[int, frozenset[int]]


def pinned(pins: pa.Table, chains: Chains) -> Pinned:
    """The rows that each pin speaks of, found by name, article and type, or by entity_id."""
    if pins.num_rows == 0:
        return Pinned((), {})
    rows_of = _index(chains)
    same: list[list[int]] = []
    different: dict[int, set[int]] = defaultdict(set)
    for pin in pins.to_pylist():
        a = _rows(pin["a"], pin["a_article_id"], pin["type"], rows_of, chains)
        b = _rows(pin["b"], pin["b_article_id"], pin["type"], rows_of, chains)
        if not a or not b:
            continue
        if pin["decision"] == "same":
            same.append(sorted({*a, *b}))
            continue
        for x in a:
            different[x] |= set(b) - {x}
        for y in b:
            different[y] |= set(a) - {y}
    return Pinned(same, {row: frozenset(others) for row, others in different.items()})


def _index(chains: Chains) -> Mapping[str, list[int]]:
    """Rows by entity_id and by folded fullest form."""
    found: dict[str, list[int]] = defaultdict(list)
    for row, (name, entity_id) in enumerate(zip(chains.names, chains.table["entity_id"].to_pylist(), strict=True)):
        found[fold(name)].append(row)
        if entity_id:
            found[entity_id].append(row)
    return found


def _rows(
    name: str, article_id: str | None, kind: str | None, rows_of: Mapping[str, list[int]], chains: Chains
) -> list[int]:
    articles = chains.table["article_id"]
    return [
        row
        for row in rows_of.get(name, rows_of.get(fold(name), []))
        if kind in (None, chains.types[row]) and article_id in (None, articles[row].as_py())
    ]
