"""The input of a run in chunks: jobs for the workers, and the books of what was read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.inputs.places import FilePlaces
from newsloom.flows.inputs.sources import known_inputs, read_sources
from newsloom.flows.inputs.web.known import OwedChanges, OwedPages
from newsloom.flows.settings import Settings
from newsloom.flows.stages.books import Books, EarlierRejects
from newsloom.flows.work.jobs import CleanJob
from newsloom.flows.work.progress import Report
from newsloom.transforms.inputs.layout import Noticed
from newsloom.transforms.inputs.parse import Payload, RawRecord, Reject, parse_payload

_SMALL = 1_000_000  # bytes; smaller payloads are parsed by the worker that cleans them
_RECORD = 4_000  # bytes that a record has on average, to guess how many a small payload holds


@dataclass(frozen=True)
class Chunk:
    """A part of the input, and what the stage that cleans it must know of what was read before."""

    jobs: tuple[CleanJob, ...]
    ended: tuple[Payload, ...]  # payloads that are read to their end by this chunk
    n_records: Mapping[str, int]  # of payloads that were parsed here, by name
    rejected_before: Mapping[str, Counter[str]]  # rejects of the ended payloads in chunks before, by source and reason
    met: Mapping[int, int]  # how often the source that the chunk before broke off in has given each record
    n_before: int  # records that were read before
    places: FilePlaces  # which files the inputs are
    owed: OwedChanges  # pages of feeds that did not come, and those that came


class _Filling:
    """The chunk that is being filled, and the batch within it."""

    def __init__(self, settings: Settings, now: dt.datetime) -> None:
        self.settings, self.now = settings, now
        self.jobs: list[CleanJob] = []
        self.size = 0  # records, guessed for payloads that are still to be parsed
        self.ended: list[Payload] = []
        self.n_records: dict[str, int] = {}
        self.payloads: list[Payload] = []
        self.records: list[RawRecord | Reject] = []
        self.batch_size = 0

    def add_payload(self, payload: Payload) -> bool:
        """Put a small payload in; True when the chunk is full."""
        self.payloads.append(payload)
        self.ended.append(payload)
        return self._grow(max(1, (payload.size or 0) // _RECORD))

    def add_record(self, record: RawRecord | Reject) -> bool:
        """Put a record of a large payload in; True when the chunk is full."""
        self.records.append(record)
        return self._grow(1)

    def end_large(self, payload: Payload, n_records: int) -> None:
        """Note that a large payload is read to its end."""
        self.ended.append(payload)
        self.n_records[payload.name] = n_records

    def _grow(self, size: int) -> bool:
        self.batch_size += size
        if self.batch_size >= self.settings.run.batch:
            self.close_batch()
        return self.size >= self.settings.run.chunk

    def close_batch(self) -> None:
        """Make a job of what was put in."""
        if self.payloads or self.records:
            self.jobs.append(self._job(tuple(self.payloads), tuple(self.records)))
            self.size += self.batch_size
        self.payloads, self.records, self.batch_size = [], [], 0

    def _job(self, payloads: tuple[Payload, ...] = (), records: tuple[RawRecord | Reject, ...] = ()) -> CleanJob:
        return CleanJob(self.settings.parse, self.settings.clean, self.now, payloads, records)

    def take(self, books: Books, places: FilePlaces, owed: OwedPages) -> Chunk:
        """The chunk as it is, and begin another; one without records has an empty job, for its tables' schemas."""
        self.close_batch()
        sources = {payload.source_uri for payload in self.ended}
        chunk = Chunk(
            tuple(self.jobs) or (self._job(),),
            tuple(self.ended),
            self.n_records,
            {uri: books.rejections.of_source(uri) for uri in sources},
            books.met,
            books.counts["read"],
            places,
            owed.take_changes(),
        )
        self.jobs, self.size, self.ended, self.n_records = [], 0, [], {}
        return chunk


class InputReader:
    """The inputs of one run: `chunks` reads what is new in them, `books` says what was met."""

    def __init__(self, settings: Settings, dataset: Dataset, now: dt.datetime, report: Report) -> None:
        stored, reading = dataset.arrow("inputs"), settings.reading_hash()
        owed = OwedPages.from_table(dataset.arrow("owed"), now)
        self.settings, self.books, self._report = settings, Books(), report
        self._known = replace(known_inputs(stored, reading), owed=owed)
        self._earlier = EarlierRejects(stored, reading)
        self._left = settings.run.limit or None  # records that may still be read; None: any number
        self._filling = _Filling(settings, now)
        self._closed: tuple[Payload, ...] = ()  # payloads that the chunk before ended

    def chunks(self) -> Iterator[Chunk]:
        """What is new in the inputs; what an earlier run has read is only counted."""
        settings, filling = self.settings, self._filling
        for payload in read_sources(settings.inputs, settings.source, self._known, self.books.passed_by):
            if self._left == 0:
                break
            if self._is_known(payload):
                self._count_known(payload)
            elif self._left is None and (payload.problem or (payload.size is not None and payload.size <= _SMALL)):
                if filling.add_payload(payload):
                    yield self._take()
            else:
                yield from self._large(payload)
        self.books.counts["owed"] = self._known.owed.n_waiting
        has_records = bool(filling.jobs or filling.payloads or filling.records)
        last = self._take()
        if has_records or last.ended or last.owed.any:
            yield last

    def _take(self) -> Chunk:
        for payload in self._closed:  # what the chunk before has shown of them is written
            self.books.rejections.of_source(payload.source_uri)
        chunk = self._filling.take(self.books, self._known.places, self._known.owed)
        self._closed = chunk.ended
        return chunk

    def _is_known(self, payload: Payload) -> bool:
        """Whether it need not be read: an earlier run did, and its records are no more than may still be read."""
        n_records, left = payload.known_records, self._left
        return n_records is not None and (left is None or n_records <= left or payload.sha256 is None)

    def _count_known(self, payload: Payload) -> None:
        source_uri, rejected = self._earlier.of(payload)
        n_records, n_rejected = payload.known_records or 0, rejected.total()
        self.books.counts.update(known_inputs=1, read=n_records, unchanged=n_records - n_rejected, rejected=n_rejected)
        self.books.rejections.note_earlier(source_uri, rejected)
        if self._left is not None:
            self._left = max(0, self._left - n_records)

    def _large(self, payload: Payload) -> Iterator[Chunk]:
        """A payload that is parsed here, record by record; remembered only if the limit lets it be read to its end."""
        filling = self._filling
        if self._left is None:  # else no small payload waits to be parsed, and a job for each would be many
            filling.close_batch()
        noticed, n_records = Noticed(), 0
        records = parse_payload(payload, self.settings.parse, load_assets().char_model.text_cost, noticed)
        for record in islice(records, self._left):
            n_records += 1
            if filling.add_record(record):
                self._report("read", self.books.counts["read"] + filling.size)
                yield self._take()
        ended = self._left is None or next(records, None) is None
        self.books.note_layout(payload.source_uri, noticed.layout())
        if self._left is not None:
            self._left -= n_records
        else:
            filling.close_batch()
        if ended:
            filling.end_large(payload, n_records)
