"""What sameness reads of earlier runs, and pairs of articles as sets and frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.schemas.contract.article_pairs import ARTICLE_PAIRS

Pair = tuple[str, str]

_VERIFIED = ("near", "contained", "revision", "template", "shared_passage")
_PAIR = pa.schema([("article_id_a", pa.string()), ("article_id_b", pa.string())])


class Read(Protocol):
    """The stored rows of a table, or some columns of them, whose column has one of the values; all without a column."""

    def __call__(
        self, table: str, column: str | None, values: Sequence[object] | pa.Array, columns: Sequence[str] | None = None
    ) -> pa.Table:
        """No rows where the table does not exist yet."""


def ordered_pair(a: str, b: str) -> Pair:
    """A pair as it is stored: the smaller id first."""
    return (a, b) if a < b else (b, a)


def pairs_table(pairs: Sequence[Pair]) -> pa.Table:
    """Pairs of article ids as a frame."""
    return pa.table({"article_id_a": [a for a, _ in pairs], "article_id_b": [b for _, b in pairs]}, _PAIR)


def pairs_of(table: pa.Table) -> Iterator[Pair]:
    """The pairs of a frame."""
    return zip(table["article_id_a"].to_pylist(), table["article_id_b"].to_pylist(), strict=True)


def stored_pairs(names: Sequence[str], read: Read) -> pa.Table:
    """Stored article_pairs that any of the articles is in; a row may come twice."""
    wanted = pa.array(sorted(set(names)), pa.string())
    if not len(wanted):
        return ARTICLE_PAIRS.empty()
    sides = ("article_id_a", "article_id_b")
    return pa.concat_tables(read("article_pairs", side, wanted).select(ARTICLE_PAIRS.schema.names) for side in sides)


def measured_pairs(article_pairs: pa.Table) -> set[Pair]:
    """The pairs among these that were measured on their texts."""
    mask = pc.is_in(article_pairs["relation"].cast(pa.string()), pa.array(_VERIFIED))
    return set(pairs_of(article_pairs.filter(mask)))
