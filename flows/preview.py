"""A dry run: the inputs are read and cleaned as a run does it, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newsloom.flows.chunks import read_chunks
from newsloom.flows.console import Report, silent
from newsloom.flows.dataset import Writer
from newsloom.flows.engine import open_engine
from newsloom.flows.read import clean_records
from newsloom.flows.settings import Settings
from newsloom.flows.stages import Run
from newsloom.flows.summary import what_was_read

_SHOWN = 5  # records
_BEGINNING = 80  # characters of a text
_COLUMNS = ("title", "published_date", "outlet", "outlet_domain", "text", "source_uri", "source_row")


def preview(settings: Settings, report: Report = silent) -> dict[str, Any]:
    """What a run would take: formats, columns, the first new records, rejects. No folder is made, no model loaded."""
    # the writer is never told to write: it holds the dataset, which need not be there
    writer = Writer(Path(settings.dataset), Path(settings.dataset))
    shown: list[dict[str, Any]] = []
    with open_engine(settings.engine) as run_batches:
        run = Run(settings, writer, run_batches, report, None)
        for chunk in read_chunks(run):
            clean_records(run, chunk)
            first = chunk.articles.slice(0, _SHOWN - len(shown))
            shown += map(_shown, first.select(list(_COLUMNS)).to_pylist())
    return what_was_read(run, writer.dataset) | {"dry_run": True, "first_records": shown}


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
