"""The input of a run in chunks: jobs for the workers, and what the run has read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa

from newsloom.flows.books import EarlierRejects, Rejections
from newsloom.flows.dataset import Changes
from newsloom.flows.sources import input_hash, inputs_row, known_inputs, read_sources
from newsloom.flows.web.known import OwedPages
from newsloom.flows.worker import CleanJob
from newsloom.schemas.state_inputs import INPUTS
from newsloom.transforms.inputs.layout import Noticed
from newsloom.transforms.inputs.parse import Payload, RawRecord, Reject, parse_payload
from newsloom.transforms.repair import default_model

if TYPE_CHECKING:
    from newsloom.flows.stages import Run

_SMALL = 1_000_000  # bytes; smaller payloads are parsed by the worker that cleans them
_RECORD = 4_000  # bytes that a record has on average, to guess how many a small payload holds


class Chunk:
    """A part of the input on its way through the stages; each stage adds what it made.

    A plain object, so that an orchestrator passes it on without looking inside.
    """

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self.jobs: list[CleanJob] = []
        self.size = 0  # records, guessed for payloads that are still to be parsed
        self.payloads: list[Payload] = []  # read to their end by this chunk
        self.n_records: Counter[str] = Counter()
        self.came_after_summary: list[str] = []  # addresses of pages of feeds
        self.changes = Changes()
        self.articles: pa.Table
        self.segments: pa.Table
        self.paragraphs: pa.Table
        self.mentions: pa.Table
        self.chains: pa.Table
        self.roles: pa.Table
        self.quotes: pa.Table
        self.quote_segments: pa.Table

    def note_inputs(self, settings: str, rejections: Rejections) -> None:
        """Remember the payloads that were read to their end, so that the next run can pass them by."""
        rows = []
        for payload in self.payloads:
            rejected = rejections.of_source(payload.source_uri)
            if input_hash(payload):
                row = inputs_row(payload, self.n_records[payload.name], self.now, settings)
                rows.append(row | {"rejected": [{"reason": reason, "n": n} for reason, n in sorted(rejected.items())]})
        self.changes.upsert("inputs", INPUTS.table(rows))

    def note_owed(self, owed: OwedPages) -> None:
        """Remember the pages that did not come, and forget those that came, with the rejects that stood for them."""
        changed = owed.take_changes()
        self.came_after_summary = changed.came_after_summary
        self.changes.upsert("owed", changed.rows)
        self.changes.delete("owed", changed.came)
        self.changes.delete("rejects", changed.came.rename_columns(["source_uri"]))


class _Filling:
    """The chunk that is being filled, and the batch within it."""

    def __init__(self, run: Run, owed: OwedPages) -> None:
        self.run, self.options, self.owed = run, run.settings.run, owed
        self.chunk = Chunk(run.started_at)
        self.payloads: list[Payload] = []
        self.records: list[RawRecord | Reject] = []
        self.batch_size = 0
        self.left = self.options.limit or None  # records that may still be read; None: any number

    def add_payload(self, payload: Payload) -> bool:
        """Put a small payload in; True when the chunk is full."""
        self.payloads.append(payload)
        self.chunk.payloads.append(payload)
        return self._grow(max(1, (payload.size or 0) // _RECORD))

    def add_record(self, record: RawRecord | Reject) -> bool:
        """Put a record of a large payload in; True when the chunk is full."""
        self.records.append(record)
        return self._grow(1)

    def _grow(self, size: int) -> bool:
        self.batch_size += size
        if self.batch_size >= self.options.batch:
            self.close_batch()
        return self.chunk.size >= self.options.chunk

    def close_batch(self) -> None:
        """Make a job of what was put in."""
        if self.payloads or self.records:
            job = CleanJob(self.run.settings, self.run.started_at, tuple(self.payloads), tuple(self.records))
            self.chunk.jobs.append(job)
            self.chunk.size += self.batch_size
        self.payloads, self.records, self.batch_size = [], [], 0

    def take(self) -> Chunk:
        """The chunk as it is, and begin another."""
        self.close_batch()
        self.chunk.note_owed(self.owed)
        full, self.chunk = self.chunk, Chunk(self.run.started_at)
        return full


def read_chunks(run: Run) -> Iterator[Chunk]:
    """What is new in the inputs; what an earlier run has read is only counted."""
    dataset, settings = run.writer.dataset, run.settings.reading_hash()
    stored = dataset.arrow("inputs")
    known, earlier = known_inputs(stored, settings), EarlierRejects(stored, settings)
    known = replace(known, owed=OwedPages.from_table(dataset.arrow("owed"), run.started_at))
    run.writer.places = known.places
    filling = _Filling(run, known.owed)
    for payload in read_sources(run.settings.inputs, run.settings.source, known, run.passed_by):
        if filling.left == 0:
            break
        if _is_known(payload, filling.left):
            _count_known(run, filling, payload, earlier)
        elif filling.left is None and (payload.problem or (payload.size is not None and payload.size <= _SMALL)):
            if filling.add_payload(payload):
                yield filling.take()
        else:
            yield from _large(run, filling, payload)
    chunk = filling.take()
    run.books["owed"] = known.owed.n_waiting
    if (chunk.payloads or chunk.changes) and not chunk.jobs:  # what filled the chunk before was the end of a payload
        chunk.jobs.append(CleanJob(run.settings, run.started_at))
    if chunk.jobs:
        yield chunk


def _is_known(payload: Payload, left: int | None) -> bool:
    """Whether it need not be read: an earlier run did, and its records are no more than may still be read."""
    n_records = payload.known_records
    return n_records is not None and (left is None or n_records <= left or payload.sha256 is None)


def _count_known(run: Run, filling: _Filling, payload: Payload, earlier: EarlierRejects) -> None:
    source_uri, rejected = earlier.of(payload)
    n_records = payload.known_records or 0
    run.books.update(known_inputs=1, read=n_records, unchanged=n_records - rejected.total(), rejected=rejected.total())
    run.rejections.note_earlier(source_uri, rejected)
    if filling.left is not None:
        filling.left = max(0, filling.left - n_records)


def _large(run: Run, filling: _Filling, payload: Payload) -> Iterator[Chunk]:
    """A payload that is parsed here, record by record; remembered only if the limit lets it be read to its end."""
    if filling.left is None:  # else no small payload waits to be parsed, and a job for each would be many
        filling.close_batch()
    noticed, n_records = Noticed(), 0
    records = parse_payload(payload, run.settings.parse, default_model().text_cost, noticed)
    for record in islice(records, filling.left):
        n_records += 1
        if filling.add_record(record):
            run.report("read", run.books["read"] + filling.chunk.size)
            yield filling.take()
    ended = filling.left is None or next(records, None) is None
    run.inputs.note(payload.source_uri, noticed.layout())
    if filling.left is not None:
        filling.left -= n_records
    else:
        filling.close_batch()
    if not ended:
        return
    filling.chunk.payloads.append(payload)
    filling.chunk.n_records[payload.name] = n_records
