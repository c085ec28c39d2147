"""Which records the dataset holds already, and ids that are distinct among all equal records ever read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.view import View
from newsloom.flows.inputs.places import FilePlaces
from newsloom.flows.work.jobs import CleanedBatch
from newsloom.schemas.contract.articles import EXTRA_FIELDS
from newsloom.schemas.state.inputs import RECORDS
from newsloom.transforms.cleaning.clean import Cleaned
from newsloom.transforms.text.ids import article_id, content_number, id_number, numbered_id

_COLUMNS = ("article_id", "raw_sha256", "canonical_url", "source_uri", "source_row")


class Record(NamedTuple):
    """What tells a record from others, of an article that was made of it."""

    article_id: str
    raw_sha256: str
    canonical_url: str | None
    source_uri: str
    source_row: int

    @property
    def itself(self) -> int:
        """Records that agree in this are equal."""
        return content_number("record", self.raw_sha256, self.canonical_url or "")

    @property
    def in_source(self) -> int:
        """The record, as one of those that a source gives."""
        return content_number("in source", self.source_uri, self.raw_sha256, self.canonical_url or "")

    @property
    def address(self) -> int | None:
        """Where it stands in its source, by its address."""
        return content_number("address", self.source_uri, self.canonical_url) if self.canonical_url else None

    @property
    def row(self) -> int:
        """Where it stands in its source, by its number."""
        return content_number("row", self.source_uri, self.source_row)

    @property
    def hashes(self) -> list[int]:
        """All by which it can be found."""
        return [hash_ for hash_ in (self.itself, self.in_source, self.address, self.row) if hash_ is not None]


def article_records(articles: pa.Table, places: FilePlaces) -> list[Record]:
    """The records that the articles were made of, each as of the file that it was found in first."""
    rows = zip(*(articles[name].to_pylist() for name in _COLUMNS), strict=True)
    return [record._replace(source_uri=places.first_uri(record.source_uri)) for record in map(Record._make, rows)]


def settle(batches: Sequence[CleanedBatch], ids: Sequence[str | None]) -> dict[str, pa.Table]:
    """The text tables of all batches, without articles that the dataset holds, each article with its final id."""
    final = iter(ids)
    parts = [_settled(batch.tables, final) for batch in batches]
    return {name: pa.concat_tables([getattr(part, name) for part in parts]) for name in Cleaned._fields}


def final_ids(records: Sequence[Record], met: Mapping[int, int], stored: View) -> list[str | None]:
    """For each record the id of the article that it becomes; None if its source gave it to an earlier run.

    `met`: how often the source that the chunk before broke off in has given each record in this run.
    """
    counts = _counts((hash_ for record in records for hash_ in (record.itself, record.in_source)), stored)
    for hash_, times in met.items():
        counts[hash_] -= times
    return [_final_id(record, counts) for record in records]


def met_in_last_source(records: Sequence[Record], met: Mapping[int, int]) -> Counter[int]:
    """How often the source of the last record has given each record, in this chunk and those before."""
    if not records:
        return Counter(met)
    last = records[-1].source_uri
    here = Counter(record.in_source for record in records if record.source_uri == last)
    return here + Counter(met) if all(record.source_uri == last for record in records) else here


def _counts(hashes: Iterable[int], stored: View) -> Counter[int]:
    """How many articles the dataset has by each of the hashes."""
    stored_rows = stored.lookup("records", "hash", pa.array(set(hashes), pa.uint64()), columns=["hash"])
    return Counter(stored_rows["hash"].to_pylist())


def _final_id(record: Record, counts: Counter[int]) -> str | None:
    if counts[record.in_source] > 0:
        counts[record.in_source] -= 1
        return None
    counts[record.itself] += 1
    return article_id(record.raw_sha256, record.canonical_url, counts[record.itself] - 1)


def _settled(tables: Cleaned, final_ids: Iterator[str | None]) -> Cleaned:
    """The tables with the next of the final ids, one for each article."""
    before = tables.articles["article_id"].to_pylist()
    final = dict(zip(before, islice(final_ids, len(before)), strict=True))
    if all(old == new for old, new in final.items()):
        return tables
    return Cleaned(*(renumbered(rows, final) if "article_id" in rows.column_names else rows for rows in tables))


def extra_of_known(
    batches: Sequence[CleanedBatch], records: Sequence[Record], ids: Sequence[str | None], stored: View
) -> pa.Table:
    """The columns to keep of records that the dataset held already, under the ids that their articles have there.

    Of equal records in one source each is taken for the next of their articles.
    """
    rows = pa.concat_tables([batch.tables.extra_fields for batch in batches] or [EXTRA_FIELDS.empty()])
    if not rows.num_rows or None not in ids:
        return rows.slice(0, 0)
    record_of = {record.article_id: record.in_source for record, id_ in zip(records, ids, strict=True) if id_ is None}
    stored_rows = stored.lookup(
        "records", "hash", pa.array(set(record_of.values()), pa.uint64()), columns=["hash", "article"]
    )
    articles: dict[int, list[int]] = {}
    for row in stored_rows.sort_by([("article", "ascending")]).to_pylist():
        articles.setdefault(row["hash"], []).append(row["article"])
    final: dict[str, str | None] = dict.fromkeys(pc.unique(rows["article_id"]).to_pylist())
    for id_, hash_ in record_of.items():
        if articles.get(hash_):
            final[id_] = numbered_id("a_", articles[hash_].pop(0))
    return renumbered(rows, final)


def renumbered(rows: pa.Table, final: dict[str, str | None]) -> pa.Table:
    """The rows with their final ids; those of articles without one are left out."""
    ids = pa.array([final[id_] for id_ in rows["article_id"].to_pylist()], pa.string())
    column = rows.column_names.index("article_id")
    return rows.set_column(column, rows.schema.field(column), ids).filter(pc.is_valid(ids))


def count_changed(new: Sequence[Record], stored: View) -> int:
    """How many new articles stand where an earlier run read another text: same source and address, or same row."""
    positions = [record.row if record.address is None else record.address for record in new]
    counts = _counts(positions, stored)
    return sum(counts[position] > 0 for position in positions)


def records_table(records: Sequence[Record]) -> pa.Table:
    """Rows of RECORDS for new articles."""
    rows = [(hash_, id_number(record.article_id)) for record in records for hash_ in record.hashes]
    return pa.table([pa.array(column, pa.uint64()) for column in zip(*rows, strict=True)] or [[], []], RECORDS.schema)
