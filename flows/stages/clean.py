"""The stage that parses and cleans: what the dataset does not hold yet becomes articles, or rejects."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.view import View
from newsloom.flows.inputs.places import FilePlaces
from newsloom.flows.inputs.sources import input_hash, inputs_row
from newsloom.flows.stages.books import CleanedChunk
from newsloom.flows.stages.chunks import Chunk
from newsloom.flows.stages.evidence import new_spellings, repair_from_others
from newsloom.flows.stages.identity import (
    article_records,
    count_changed,
    extra_of_known,
    final_ids,
    met_in_last_source,
    records_table,
    settle,
)
from newsloom.flows.stages.stage import Context, Frames, Outcome, stage
from newsloom.flows.work.jobs import CleanedBatch, clean_batch
from newsloom.schemas.state.inputs import INPUTS


@stage(
    takes=("chunk",),
    gives=("articles", "segments", "cleaned", "came_after_summary"),
    reads=("records", "rejects", "spellings"),
    writes=("edits", "segments", "metadata", "records", "spellings", "rejects", "inputs", "owed", "extra_fields"),
)
def clean_records(frames: Frames, stored: View, context: Context) -> Outcome:
    """Parse and clean the chunk; keep what the dataset does not hold yet, and keep the books."""
    chunk: Chunk = frames["chunk"]
    batches = _cleaned(chunk, context)
    records = [r for batch in batches for r in article_records(batch.tables.articles, chunk.places)]
    ids = final_ids(records, chunk.met, stored)
    text = settle(batches, ids)
    text = repair_from_others(text, [record for batch in batches for record in batch.damaged], stored, context)
    new, rejects = text["articles"], text["rejects"]
    fresh = article_records(new, chunk.places)
    outcome = Outcome(
        {"articles": new, "segments": text["segments"], "came_after_summary": chunk.owed.came_after_summary}
    )
    for name in ("edits", "segments", "metadata"):
        outcome.changes.add(name, text[name])
    outcome.changes.upsert("extra_fields", text["extra_fields"])
    outcome.changes.upsert("extra_fields", extra_of_known(batches, records, ids, stored))
    outcome.changes.add("records", records_table(fresh))
    outcome.changes.upsert("spellings", new_spellings(new, stored))
    outcome.changes.upsert("rejects", _unknown_rejects(rejects, chunk.places, stored))
    outcome.changes.delete("rejects", _settled_rejects(new, chunk.places, stored))
    _note_inputs(outcome, chunk, batches, rejects, context)
    counts = _counts(sum(map(_n_records, batches)), new.num_rows, count_changed(fresh, stored), rejects.num_rows)
    layouts = [layout for batch in batches for layout in batch.layouts]
    outcome.frames["cleaned"] = CleanedChunk(counts, rejects, met_in_last_source(records, chunk.met), layouts)
    return outcome


def _cleaned(chunk: Chunk, context: Context) -> list[CleanedBatch]:
    """The chunk's records cleaned, with progress told."""
    batches, done = [], chunk.n_before
    context.report("clean records", done)
    for batch in context.run_batches(clean_batch, chunk.jobs):
        batches.append(batch)
        done += _n_records(batch)
        context.report("clean records", done)
    return batches


def _n_records(batch: CleanedBatch) -> int:
    return int(batch.tables.articles.num_rows + batch.tables.rejects.num_rows)


def _counts(n_read: int, n_articles: int, n_changed: int, n_rejected: int) -> Counter[str]:
    return Counter(
        read=n_read,
        new=n_articles - n_changed,
        changed=n_changed,
        rejected=n_rejected,
        unchanged=n_read - n_articles - n_rejected,
    )


def _unknown_rejects(rejects: pa.Table, places: FilePlaces, stored: View) -> pa.Table:
    """The rejects that are not in the dataset as they are, under any path of their file."""
    keys = ["source_uri", "source_row", "reason", "raw_sha256"]
    on_record = {_first(row, places) for row in _rejects_at(rejects, keys, places, stored).to_pylist()}
    rows = rejects.select(keys).to_pylist()
    return rejects.filter(pa.array([_first(row, places) not in on_record for row in rows], pa.bool_()))


def _settled_rejects(new: pa.Table, places: FilePlaces, stored: View) -> pa.Table:
    """Keys of earlier rejects whose place in their source an article has taken."""
    keys = ["source_uri", "source_row"]
    taken = {_first(row, places) for row in new.select(keys).to_pylist()}
    rejects = _rejects_at(new, keys, places, stored)
    return rejects.filter(pa.array([_first(row, places) in taken for row in rejects.to_pylist()], pa.bool_()))


def _first(row: dict[str, Any], places: FilePlaces) -> tuple[Any, ...]:
    """The values of a row, its source as it was called when it was found first."""
    return tuple((row | {"source_uri": places.first_uri(row["source_uri"])}).values())


def _rejects_at(rows: pa.Table, columns: list[str], places: FilePlaces, stored: View) -> pa.Table:
    """Earlier rejects of the files, and of the positions, of some rows."""
    uris = pa.array(places.all_uris(pc.unique(rows["source_uri"]).to_pylist()), pa.string())
    where = pc.field("source_uri").isin(uris) & pc.field("source_row").isin(pc.unique(rows["source_row"]))
    return stored.arrow("rejects", columns, where)


def _note_inputs(
    outcome: Outcome, chunk: Chunk, batches: list[CleanedBatch], rejects: pa.Table, context: Context
) -> None:
    """Remember the payloads that were read to their end, so that the next run can pass them by; and pages owed."""
    n_records = Counter(chunk.n_records)
    for batch in batches:
        n_records.update(batch.n_records)
    rejected: dict[str, Counter[str]] = {}
    for source_uri, reason in zip(rejects["source_uri"].to_pylist(), rejects["reason"].to_pylist(), strict=True):
        rejected.setdefault(source_uri, Counter())[reason] += 1
    rows = []
    for payload in chunk.ended:
        uri = payload.source_uri
        if input_hash(payload):
            reading = context.settings.reading_hash()
            row = inputs_row(payload, n_records[payload.name], context.started_at, reading)
            by_reason = chunk.rejected_before[uri] + rejected.get(uri, Counter())
            rows.append(row | {"rejected": [{"reason": reason, "n": n} for reason, n in sorted(by_reason.items())]})
    outcome.changes.upsert("inputs", INPUTS.table(rows))
    outcome.changes.upsert("owed", chunk.owed.rows)
    outcome.changes.delete("owed", chunk.owed.came)
    outcome.changes.delete("rejects", chunk.owed.came.rename_columns(["source_uri"]))
