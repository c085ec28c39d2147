"""The input of a run in chunks: jobs for the workers, and what the run has read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from newsloom.flows.dataset import Changes
from newsloom.flows.sources import input_hash, inputs_row, known_inputs, read_sources
from newsloom.flows.worker import CleanJob
from newsloom.schemas.state_inputs import INPUTS
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
        self.changes = Changes()
        self.articles: pa.Table
        self.segments: pa.Table
        self.paragraphs: pa.Table
        self.mentions: pa.Table
        self.chains: pa.Table
        self.roles: pa.Table
        self.quotes: pa.Table
        self.quote_segments: pa.Table

    def note_inputs(self, settings: str) -> None:
        """Remember the payloads that were read to their end, so that the next run can pass them by."""
        rows = [inputs_row(p, self.n_records[p.name], self.now, settings) for p in self.payloads if input_hash(p)]
        self.changes.upsert("inputs", INPUTS.table(rows))


class _Filling:
    """The chunk that is being filled, and the batch within it."""

    def __init__(self, run: Run) -> None:
        self.run, self.options = run, run.settings.run
        self.chunk = Chunk(run.started_at)
        self.payloads: list[Payload] = []
        self.records: list[RawRecord | Reject] = []
        self.batch_size = 0

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
        full, self.chunk = self.chunk, Chunk(self.run.started_at)
        return full


def read_chunks(run: Run) -> Iterator[Chunk]:
    """What is new in the inputs; what an earlier run has read is only counted."""
    filling = _Filling(run)
    known = known_inputs(run.writer.dataset.arrow("inputs"), run.settings.reading_hash())
    run.writer.places = known.places
    for payload in read_sources(run.settings.inputs, run.settings.source, known, run.passed_by):
        if payload.known_records is not None:
            run.books.update(read=payload.known_records, unchanged=payload.known_records)
        elif payload.problem or (payload.size is not None and payload.size <= _SMALL):
            if filling.add_payload(payload):
                yield filling.take()
        else:
            yield from _large(run, filling, payload)
    chunk = filling.take()
    if chunk.payloads and not chunk.jobs:  # what filled the chunk before was the end of a payload
        chunk.jobs.append(CleanJob(run.settings, run.started_at))
    if chunk.jobs:
        yield chunk


def _large(run: Run, filling: _Filling, payload: Payload) -> Iterator[Chunk]:
    """A payload that is parsed here, record by record."""
    filling.close_batch()
    n_records = 0
    for record in parse_payload(payload, run.settings.parse, default_model().text_cost):
        n_records += 1
        if filling.add_record(record):
            yield filling.take()
    filling.close_batch()
    filling.chunk.payloads.append(payload)
    filling.chunk.n_records[payload.name] = n_records
