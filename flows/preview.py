"""A dry run: the inputs are read and cleaned as a run does it, and nothing is written."""

from __future__ import annotations

import datetime as dt
from typing import Any

from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.view import View
from newsloom.flows.settings import Settings
from newsloom.flows.stages.chunks import InputReader
from newsloom.flows.stages.clean import clean_records
from newsloom.flows.stages.stage import Context
from newsloom.flows.view.summary import what_was_read
from newsloom.flows.work.engine import open_engine
from newsloom.flows.work.progress import Report, silent

_SHOWN = 5  # records
_BEGINNING = 80  # characters of a text
_COLUMNS = ("title", "published_date", "outlet", "outlet_domain", "text", "source_uri", "source_row")


def preview(settings: Settings, report: Report = silent) -> dict[str, Any]:
    """What a run would take: formats, columns, the first new records, rejects. No folder is made, no model loaded."""
    dataset, now = Dataset(settings.dataset, to_write=True), dt.datetime.now(dt.UTC)
    reader = InputReader(settings, dataset, now, report)
    shown: list[dict[str, Any]] = []
    with open_engine(settings.engine) as run_batches:
        context = Context(settings, now, run_batches, report)
        for chunk in reader.chunks():
            outcome = clean_records.function({"chunk": chunk}, View(dataset, Changes(), clean_records.reads), context)
            reader.books.close_chunk(outcome.frames["cleaned"])
            first = outcome.frames["articles"].slice(0, _SHOWN - len(shown))
            shown += map(_shown, first.select(list(_COLUMNS)).to_pylist())
    return what_was_read(settings, reader.books, dataset) | {"dry_run": True, "first_records": shown}


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    text = " ".join(row["text"].split())
    beginning = text if len(text) <= _BEGINNING else text[:_BEGINNING].rstrip() + "…"
    return {
        "source_uri": row["source_uri"],
        "source_row": row["source_row"],
        "title": row["title"],
        "published_date": row["published_date"],
        "outlet": row["outlet"] or row["outlet_domain"],
        "text": beginning,
    }
