"""Users' decisions about names: these two are one, those two are not. They outweigh every rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.names.folding import fold

CannotLink = Mapping[int, frozenset[int]]
"""Row of a chain -> rows that a user has said to be somebody else."""


@dataclass(frozen=True)
class Constraints:
    """Pins as rows of chains: groups of rows that must be linked, and for a row those that must not be linked to it."""

    must_link: Sequence[Sequence[int]] = ()
    cannot_link: CannotLink = field(default_factory=dict)


def constraints_from_pins(pins: pa.Table, chains: ChainFrame) -> Constraints:
    """The rows that each pin (a row of PINS) speaks of, rows by name, article and type, or by entity_id.

    A pin of which one side has no row is passed over.
    """
    if pins.num_rows == 0:
        return Constraints()
    rows_of = _index(chains)
    must: list[list[int]] = []
    cannot: dict[int, set[int]] = defaultdict(set)
    for pin in pins.to_pylist():
        a, b = (_rows(pin[side], pin[f"{side}_article_id"], pin["type"], rows_of, chains) for side in ("a", "b"))
        if not a or not b:
            continue
        if pin["decision"] == "same":
            must.append(sorted({*a, *b}))
            continue
        for x in a:
            cannot[x] |= set(b) - {x}
        for y in b:
            cannot[y] |= set(a) - {y}
    return Constraints(must, {row: frozenset(others) for row, others in cannot.items()})


def must_differ(a: Sequence[int], b: Sequence[int], cannot_link: CannotLink) -> bool:
    """Whether some row of one cluster cannot be linked to one of the other."""
    return bool(cannot_link) and any(not cannot_link[row].isdisjoint(b) for row in a if row in cannot_link)


def parted(rows: list[int], cannot_link: CannotLink) -> list[list[int]]:
    """Rows in parts that hold no two that must not be linked."""
    if not cannot_link:
        return [rows]
    parts: list[list[int]] = []
    for row in rows:
        for part in parts:
            if cannot_link.get(row, frozenset()).isdisjoint(part):
                part.append(row)
                break
        else:
            parts.append([row])
    return parts


def _index(chains: ChainFrame) -> Mapping[str, list[int]]:
    """Rows by entity_id and by folded fullest form."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, (name, entity_id) in enumerate(zip(chains.names, chains.table["entity_id"].to_pylist(), strict=True)):
        rows[fold(name)].append(row)
        if entity_id:
            rows[entity_id].append(row)
    return rows


def _rows(
    name: str, article_id: str | None, kind: str | None, rows_of: Mapping[str, list[int]], chains: ChainFrame
) -> list[int]:
    articles = chains.table["article_id"]
    return [
        row
        for row in rows_of.get(name, rows_of.get(fold(name), []))
        if kind in (None, chains.types[row]) and article_id in (None, articles[row].as_py())
    ]
