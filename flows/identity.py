"""Which records the dataset holds already, and ids that are distinct among all equal records ever read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from flows.dataset import Dataset
from flows.worker import CleanedBatch
from transforms.cleaning.clean import Cleaned
from transforms.ids import article_id

if TYPE_CHECKING:
    from flows.stages import Run

Record = tuple[str, str | None]  # raw_sha256 and canonical_url: records that agree in both are equal


class _Known:
    """How many articles of each record there are, and how many of them each source has given."""

    def __init__(self, dataset: Dataset, hashes: pa.Array) -> None:
        columns = ["raw_sha256", "canonical_url", "source_uri"]
        rows = dataset.arrow("articles", columns, pc.field("raw_sha256").isin(hashes)).to_pylist()
        self.total: Counter[Record] = Counter((r["raw_sha256"], r["canonical_url"]) for r in rows)
        self.unmatched: dict[Record, Counter[str]] = defaultdict(Counter)
        for row in rows:
            self.unmatched[row["raw_sha256"], row["canonical_url"]][row["source_uri"]] += 1

    def take(self, record: Record, source_uri: str) -> str | None:
        """The id of a new article of this record; None if this source gave it to an earlier run."""
        if self.unmatched[record][source_uri]:
            self.unmatched[record][source_uri] -= 1
            return None
        self.total[record] += 1
        return article_id(*record, self.total[record] - 1)


def settle(run: Run, batches: Sequence[CleanedBatch]) -> dict[str, pa.Table]:
    """The text tables of all batches, without articles that the dataset holds, each article with its final id."""
    hashes = [batch.tables.articles["raw_sha256"] for batch in batches]
    known = _Known(run.writer.dataset, pc.unique(pa.chunked_array([c for h in hashes for c in h.chunks], pa.string())))
    parts = [_settled(batch.tables, known) for batch in batches]
    return {name: pa.concat_tables([getattr(part, name) for part in parts]) for name in Cleaned._fields}


def _settled(tables: Cleaned, known: _Known) -> Cleaned:
    rows = tables.articles.select(["article_id", "raw_sha256", "canonical_url", "source_uri"]).to_pylist()
    final = {r["article_id"]: known.take((r["raw_sha256"], r["canonical_url"]), r["source_uri"]) for r in rows}
    if all(old == new for old, new in final.items()):
        return tables
    return Cleaned(*(renumbered(rows, final) if "article_id" in rows.column_names else rows for rows in tables))


def renumbered(rows: pa.Table, final: dict[str, str | None]) -> pa.Table:
    """The rows with their final ids; those of articles without one are left out."""
    ids = pa.array([final[id_] for id_ in rows["article_id"].to_pylist()], pa.string())
    column = rows.column_names.index("article_id")
    return rows.set_column(column, rows.schema.field(column), ids).filter(pc.is_valid(ids))
