"""Repair from other articles: a name that lost letters is looked up in the chunk and in the dataset."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.dataset.view import View
from newsloom.flows.stages.stage import Context
from newsloom.transforms.cleaning.clean import clean_again
from newsloom.transforms.cleaning.outcomes import Cleaned, cleaned
from newsloom.transforms.inputs.parse import RawRecord
from newsloom.transforms.repair.spelling import (
    EMPTY_EVIDENCE,
    Evidence,
    evidence_from_rows,
    lost_keys,
    spellings_of,
)

Place = tuple[str, int]


def repair_from_others(
    text: dict[str, pa.Table], damaged: list[RawRecord], stored: View, context: Context
) -> dict[str, pa.Table]:
    """The tables after records that lost letters which other articles have were cleaned again."""
    articles = _by_place(text["articles"], damaged)
    keys = {key for article in articles.values() for key in lost_keys(article["text"])}
    evidence = _evidence(text["articles"], sorted(keys), stored)
    if not evidence.spellings:
        return text
    options, model, now = context.settings.clean, load_assets().char_model, context.started_at
    pairs = ((record, articles.get(_place(record))) for record in damaged)
    outcomes = (clean_again(record, article, evidence, options, model, now) for record, article in pairs if article)
    again = cleaned(outcome for outcome in outcomes if outcome)
    return {name: _replaced(text[name], getattr(again, name), again.articles["article_id"]) for name in Cleaned._fields}


def _replaced(rows: pa.Table, again: pa.Table, ids: pa.ChunkedArray) -> pa.Table:
    """The rows with those of some articles replaced."""
    if "article_id" in rows.column_names:
        rows = rows.filter(pc.invert(pc.is_in(rows["article_id"], ids)))
    return pa.concat_tables([rows, again])


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


def _evidence(articles: pa.Table, keys: list[str], stored: View) -> Evidence:
    """What the dataset and the chunk know of words with these keys.

    Those of the dataset come first, so that the article that was read first is named whatever the chunks.
    """
    if not keys:
        return EMPTY_EVIDENCE
    wanted = pa.array(keys, pa.string())
    here = spellings_of(articles)
    here = here.filter(pc.is_in(here["key"], wanted))
    return evidence_from_rows([*stored.lookup("spellings", "key", wanted).to_pylist(), *here.to_pylist()])


def new_spellings(articles: pa.Table, stored: View) -> pa.Table:
    """Spellings of the articles that the dataset has not seen before."""
    rows = spellings_of(articles)
    on_record = stored.lookup("spellings", "word", rows["word"].combine_chunks())["word"]
    return rows.filter(pc.invert(pc.is_in(rows["word"], on_record)))
