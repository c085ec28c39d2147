"""Repair from other articles: a name that lost letters is looked up in the chunk and in the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from transforms.cleaning.clean import CleanArticle, Cleaned, clean_record, cleaned, renamed
from transforms.cleaning.repair_spelling import Evidence, evidence_from_rows, lost_keys, spellings_of
from transforms.inputs.parse import RawRecord

if TYPE_CHECKING:
    from flows.stages import Run

Place = tuple[str, int]


def repair_from_others(run: Run, text: dict[str, pa.Table], damaged: list[RawRecord]) -> None:
    """Clean the damaged records again with the spellings of other articles; their rows in `text` are replaced."""
    if not damaged:
        return
    evidence = _evidence(run, text["articles"], sorted({key for record in damaged for key in lost_keys(record.text)}))
    if not evidence.spellings:
        return
    ids = _ids_by_place(text["articles"])
    outcomes = (clean_record(record, run.settings.clean, evidence, run.started_at) for record in damaged)
    again = cleaned(
        renamed(outcome, ids[place])
        for outcome, place in ((o, place_of(r)) for o, r in zip(outcomes, damaged, strict=True))
        if isinstance(outcome, CleanArticle) and place in ids
    )
    for name in Cleaned._fields:
        rows = text[name]
        if "article_id" in rows.column_names:
            rows = rows.filter(pc.invert(pc.is_in(rows["article_id"], again.articles["article_id"])))
        text[name] = pa.concat_tables([rows, getattr(again, name)])


def place_of(record: RawRecord) -> Place:
    """Where a record was read."""
    return record.source_uri, record.source_row


def _ids_by_place(articles: pa.Table) -> dict[Place, str]:
    rows = articles.select(["source_uri", "source_row", "article_id"]).to_pylist()
    return {(row["source_uri"], row["source_row"]): row["article_id"] for row in rows}


def _evidence(run: Run, articles: pa.Table, keys: list[str]) -> Evidence:
    """What the chunk and the dataset know of words with these keys; the chunk's own spellings come first."""
    wanted = pa.array(keys, pa.string())
    here = spellings_of(articles)
    here = here.filter(pc.is_in(here["key"], wanted))
    return evidence_from_rows([*here.to_pylist(), *run.writer.dataset.lookup("spellings", "key", wanted).to_pylist()])


def new_spellings(run: Run, articles: pa.Table) -> pa.Table:
    """Spellings of the articles that the dataset has not seen before."""
    rows = spellings_of(articles)
    known = run.writer.dataset.lookup("spellings", "word", rows["word"].combine_chunks())["word"]
    return rows.filter(pc.invert(pc.is_in(rows["word"], known)))
