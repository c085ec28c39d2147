"""The stages that look at one article at a time: clean, annotate, read names and speech."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.chunks import Chunk
from newsloom.flows.evidence import new_spellings, repair_from_others
from newsloom.flows.identity import count_changed, records_of, records_table, settle
from newsloom.flows.worker import (
    AnnotateJob,
    CleanedBatch,
    ReadBatch,
    ReadJob,
    annotate_batch,
    clean_batch,
    model_version,
    read_batch,
)
from newsloom.schemas.state import PARAGRAPHS
from newsloom.transforms.annotate import READABLE, portions

if TYPE_CHECKING:
    from newsloom.flows.stages import Run

_PARAGRAPHS_PER_ARTICLE = 10  # how many make work as long as a batch of articles
_PARAGRAPHS = 256  # of a job at most: as many as the pipeline takes at a time
_CHARACTERS = 40_000  # of a job, about: a few seconds of work, so that one sees that it goes on


def clean_records(run: Run, chunk: Chunk) -> None:
    """Parse and clean the chunk; keep what the dataset does not hold yet, and keep the books."""
    batches = _cleaned(run, chunk)
    n_read = sum(map(_n_records, batches))
    text = settle(run, batches)
    repair_from_others(run, text, [record for batch in batches for record in batch.damaged])
    new = chunk.articles = text["articles"]
    chunk.segments = text["segments"]
    records = records_of(run, new)
    n_changed = count_changed(run, records)
    rejects = text["rejects"]
    run.books.update(
        read=n_read,
        new=new.num_rows - n_changed,
        changed=n_changed,
        rejected=rejects.num_rows,
        unchanged=n_read - new.num_rows - rejects.num_rows,
    )
    run.rejections.note(rejects)
    for name in ("edits", "segments", "metadata"):
        chunk.changes.add(name, text[name])
    chunk.changes.add("records", records_table(records))
    chunk.changes.upsert("spellings", new_spellings(run, new))
    chunk.changes.upsert("rejects", _unknown_rejects(run, rejects))
    chunk.changes.delete("rejects", _settled_rejects(run, new))
    chunk.note_inputs(run.settings.reading_hash(), run.rejections)


def _cleaned(run: Run, chunk: Chunk) -> list[CleanedBatch]:
    """The chunk's records cleaned, and what they show of their inputs noted."""
    batches, done = [], run.books["read"]
    run.report("clean records", done)
    for batch in run.run_batches(clean_batch, chunk.jobs):
        batches.append(batch)
        chunk.n_records.update(batch.n_records)
        for source_uri, layout in batch.layouts:
            run.inputs.note(source_uri, layout)
        done += _n_records(batch)
        run.report("clean records", done)
    return batches


def _n_records(batch: CleanedBatch) -> int:
    return int(batch.tables.articles.num_rows + batch.tables.rejects.num_rows)


def _unknown_rejects(run: Run, rejects: pa.Table) -> pa.Table:
    """The rejects that are not in the dataset as they are, under any path of their file."""
    keys = ["source_uri", "source_row", "reason", "raw_sha256"]
    known = {_first(run, row) for row in _rejects_at(run, rejects, keys).to_pylist()}
    rows = rejects.select(keys).to_pylist()
    return rejects.filter(pa.array([_first(run, row) not in known for row in rows], pa.bool_()))


def _settled_rejects(run: Run, new: pa.Table) -> pa.Table:
    """Keys of earlier rejects whose place in their source an article has taken."""
    keys = ["source_uri", "source_row"]
    taken = {_first(run, row) for row in new.select(keys).to_pylist()}
    rejects = _rejects_at(run, new, keys)
    return rejects.filter(pa.array([_first(run, row) in taken for row in rejects.to_pylist()], pa.bool_()))


def _first(run: Run, row: dict[str, Any]) -> tuple[Any, ...]:
    """The values of a row, its source as it was called when it was found first."""
    return tuple((row | {"source_uri": run.writer.places.first_uri(row["source_uri"])}).values())


def _rejects_at(run: Run, rows: pa.Table, columns: list[str]) -> pa.Table:
    """Earlier rejects of the files, and of the positions, of some rows."""
    uris = pa.array(run.writer.places.all_uris(pc.unique(rows["source_uri"]).to_pylist()), pa.string())
    where = pc.field("source_uri").isin(uris) & pc.field("source_row").isin(pc.unique(rows["source_row"]))
    return run.writer.dataset.arrow("rejects", columns, where)


def annotate_paragraphs(run: Run, chunk: Chunk) -> None:
    """Parse every distinct paragraph of the chunk that was never parsed before."""
    texts = _distinct_texts(chunk)
    version = model_version(run.settings.run.model)
    known = run.writer.dataset.lookup("paragraphs", "text_hash", pa.array(list(texts), pa.string()))
    known = known.filter(pc.equal(known["model"], version))
    for text_hash in known["text_hash"].to_pylist():
        del texts[text_hash]
    # long ones first: texts of like length make fast batches, and no worker is left with a long one at the end
    order = sorted(texts, key=lambda h: (-len(texts[h]), h))
    jobs = (
        AnnotateJob(run.settings.run.model, tuple(hashes), tuple(texts[h] for h in hashes))
        for hashes in portions(order, _PARAGRAPHS, lambda h: len(texts[h]), _CHARACTERS)
    )
    # another process is worth its start only for as many paragraphs as a batch of articles has
    few = len(order) <= run.settings.run.batch * _PARAGRAPHS_PER_ARTICLE and run.settings.engine.engine == "local"
    results = map(annotate_batch, jobs) if few else run.run_batches(annotate_batch, jobs)
    parsed = pa.concat_tables([PARAGRAPHS.empty(), *_told(run, "annotate paragraphs", results, len(order))])
    chunk.changes.add("paragraphs", parsed)
    chunk.paragraphs = pa.concat_tables([known, parsed])


def _told(run: Run, stage: str, tables: Iterable[pa.Table], total: int) -> Iterator[pa.Table]:
    """The tables as they come, and how many rows of all are done told with each."""
    done = 0
    run.report(stage, done, total)
    for table in tables:
        done += table.num_rows
        run.report(stage, done, total)
        yield table


def _distinct_texts(chunk: Chunk) -> dict[str, str]:
    """text_hash → text of the chunk's readable segments."""
    texts = dict(zip(chunk.articles["article_id"].to_pylist(), chunk.articles["text"].to_pylist(), strict=True))
    return {
        row["text_hash"]: texts[row["article_id"]][row["start"] : row["end"]]
        for row in chunk.segments.to_pylist()
        if row["kind"] in READABLE
    }


def find_names_and_speech(run: Run, chunk: Chunk) -> None:
    """Who is named in each article, and who says what; entities are known by their number in the article."""
    batches, total = [], chunk.articles.num_rows
    run.report("find names and speech", 0, total)
    for batch in run.run_batches(read_batch, _read_jobs(run, chunk)):
        batches.append(batch)
        run.report("find names and speech", min(total, len(batches) * run.settings.run.batch), total)
    for name in ReadBatch._fields:
        setattr(chunk, name, pa.concat_tables([getattr(batch, name) for batch in batches]))


def _read_jobs(run: Run, chunk: Chunk) -> Iterator[ReadJob]:
    """Batches of articles; one empty batch where there is no article, so that its tables have their schemas."""
    place = {h: i for i, h in enumerate(chunk.paragraphs["text_hash"].to_pylist())}
    sizes = chunk.articles["n_chars"].to_pylist()
    for rows in [*portions(range(len(sizes)), run.settings.run.batch, sizes.__getitem__)] or [[]]:
        articles = chunk.articles.slice(rows[0] if rows else 0, len(rows))
        segments = chunk.segments.filter(pc.is_in(chunk.segments["article_id"], articles["article_id"]))
        hashes = dict.fromkeys(segments["text_hash"].to_pylist())
        parsed = pa.array([place[h] for h in hashes if h in place], pa.int64())
        yield ReadJob(run.settings, articles, segments, chunk.paragraphs.take(parsed))
