"""Repair from other articles: a name that lost letters is looked up in the chunk and in the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.transforms.cleaning.clean import clean_again
from newsloom.transforms.cleaning.outcomes import Cleaned, cleaned
from newsloom.transforms.cleaning.repair_spelling import (
    EMPTY_EVIDENCE,
    Evidence,
    evidence_from_rows,
    lost_keys,
    spellings_of,
)
from newsloom.transforms.inputs.parse import RawRecord

if TYPE_CHECKING:
    from newsloom.flows.stages import Run

Place = tuple[str, int]


def repair_from_others(run: Run, text: dict[str, pa.Table], damaged: list[RawRecord]) -> None:
    """Clean records again that lost letters which other articles have; their rows in `text` are replaced."""
    articles = _by_place(text["articles"], damaged)
    keys = {key for article in articles.values() for key in lost_keys(article["text"])}
    evidence = _evidence(run, text["articles"], sorted(keys))
    if not evidence.spellings:
        return
    options, now = run.settings.clean, run.started_at
    found = ((record, articles.get(_place(record))) for record in damaged)
    outcomes = (clean_again(record, article, evidence, options, now) for record, article in found if article)
    again = cleaned(outcome for outcome in outcomes if outcome)
    for name in Cleaned._fields:
        rows = text[name]
        if "article_id" in rows.column_names:
            rows = rows.filter(pc.invert(pc.is_in(rows["article_id"], again.articles["article_id"])))
        text[name] = pa.concat_tables([rows, getattr(again, name)])


def _place(record: RawRecord) -> Place:
    """Where a record was read."""
    return record.source_uri, record.source_row


def _by_place(articles: pa.Table, records: list[RawRecord]) -> dict[Place, dict[str, Any]]:
    """Id and text of the articles that the records became."""
    wanted = set(map(_place, records))
    rows = articles.select(["source_uri", "source_row", "article_id"])
    numbers = [n for n, row in enumerate(rows.to_pylist()) if (row["source_uri"], row["source_row"]) in wanted]
    taken = articles.select(["source_uri", "source_row", "article_id", "text"]).take(pa.array(numbers, pa.int64()))
    return {(row["source_uri"], row["source_row"]): row for row in taken.to_pylist()}


def _evidence(run: Run, articles: pa.Table, keys: list[str]) -> Evidence:
    """What the chunk and the dataset know of words with these keys; the chunk's own spellings come first."""
    if not keys:
        return EMPTY_EVIDENCE
    wanted = pa.array(keys, pa.string())
    here = spellings_of(articles)
    here = here.filter(pc.is_in(here["key"], wanted))
    return evidence_from_rows([*here.to_pylist(), *run.writer.dataset.lookup("spellings", "key", wanted).to_pylist()])


def new_spellings(run: Run, articles: pa.Table) -> pa.Table:
    """Spellings of the articles that the dataset has not seen before."""
    rows = spellings_of(articles)
    known = run.writer.dataset.lookup("spellings", "word", rows["word"].combine_chunks())["word"]
    return rows.filter(pc.invert(pc.is_in(rows["word"], known)))
