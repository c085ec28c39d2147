"""The books of a run: what it turned away and why, now and before, and what its inputs look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.dataset import Dataset
from newsloom.transforms.inputs.layout import Layout
from newsloom.transforms.inputs.records import Payload

_MAX_LAYOUTS = 50  # that are kept; JSON whose keys are data has a layout a file


class RejectExample(NamedTuple):
    """One reject: its place and what was wrong."""

    source_uri: str
    source_row: int
    detail: str | None


class Rejections:
    """Rejects by reason, with an example of each: the one whose place comes first in the order of names."""

    def __init__(self) -> None:
        self._by_reason: Counter[str] = Counter()
        self._first: dict[str, RejectExample] = {}
        self._earlier: dict[str, str] = {}
        self._of_source: dict[str, Counter[str]] = {}

    def note(self, rejects: pa.Table) -> None:
        """Count rows of `rejects` that this run met, whether an earlier one did so as well or not."""
        for row in rejects.select(["reason", *RejectExample._fields]).to_pylist():
            reason = row.pop("reason")
            self._by_reason[reason] += 1
            self._of_source.setdefault(row["source_uri"], Counter())[reason] += 1
            example = RejectExample(**row)
            self._first[reason] = min(example, self._first.get(reason, example), key=lambda e: e[:2])

    def note_earlier(self, source_uri: str, by_reason: Mapping[str, int]) -> None:
        """Count the rejects of an input that an earlier run read there, and that is not read again."""
        self._by_reason.update(by_reason)
        for reason in by_reason:
            self._earlier[reason] = min(source_uri, self._earlier.get(reason, source_uri))

    @property
    def by_reason(self) -> dict[str, int]:
        """How many of each reason, the most frequent first."""
        return dict(sorted(self._by_reason.items(), key=lambda item: (-item[1], item[0])))

    def of_source(self, source_uri: str) -> Counter[str]:
        """The rejects of an input that was read to its end, by reason; they are counted no longer."""
        return self._of_source.pop(source_uri, Counter())

    def examples(self, dataset: Dataset) -> dict[str, RejectExample]:
        """An example of each reason, the most frequent reason first."""
        by_reason = {reason: self._example(reason, dataset) for reason in self.by_reason}
        return {reason: example for reason, example in by_reason.items() if example}

    def _example(self, reason: str, dataset: Dataset) -> RejectExample | None:
        candidates = [self._first[reason]] if reason in self._first else []
        if reason in self._earlier:
            where = (pc.field("source_uri") == self._earlier[reason]) & (pc.field("reason") == reason)
            rows = dataset.arrow("rejects", RejectExample._fields, where)
            candidates += [RejectExample(**row) for row in rows.to_pylist()]
        return min(candidates, key=lambda e: e[:2], default=None)


class EarlierRejects:
    """How many rejects each input gave that an earlier run has read under the same settings."""

    def __init__(self, inputs: pa.Table, settings: str) -> None:
        inputs = inputs.filter(pc.equal(inputs["settings"], settings))
        some = inputs.filter(pc.greater(pc.list_value_length(inputs["rejected"]), 0))
        rows = inputs.filter(pc.is_in(inputs["name"], pc.unique(some["name"]))).sort_by("first_seen_at")
        self._found: dict[tuple[str, str | None], dict[str, Any]] = {}
        for row in rows.select(["name", "file_sha256", "source_uri", "rejected"]).to_pylist():
            self._found[row["name"], row["file_sha256"]] = self._found[row["name"], None] = row

    def of(self, payload: Payload) -> tuple[str, Counter[str]]:
        """Where it was read, and its rejects by reason; a page that a server calls unchanged is its latest version."""
        row = self._found.get((payload.name, payload.sha256))
        if row is None:
            return payload.source_uri, Counter()
        return row["source_uri"], Counter({entry["reason"]: entry["n"] for entry in row["rejected"] or ()})


class Books:
    """What a run met in its inputs: counts of records, rejects, formats, columns, and what it passed by.

    `met` says how often the source that the last chunk broke off in has given each record: a source may go on from one
    chunk to the next, and of what it gave before in this run, nothing is known already.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.rejections = Rejections()
        self.formats: Counter[str] = Counter()
        self.layouts: dict[Layout, str] = {}
        self.passed_by: Counter[str] = Counter()  # found among the inputs and never read: "dataset", "report"
        self.met: Counter[int] = Counter()
        self.warnings: list[str] = []  # of stages, for whoever reads the summary

    def note_layout(self, source_uri: str, layout: Layout) -> None:
        """Count an input; one without a format could not be read."""
        if layout.format:
            self.formats[layout.format] += 1
        if layout.is_tabular and len(self.layouts) < _MAX_LAYOUTS:
            self.layouts.setdefault(layout, source_uri)

    def close_chunk(self, cleaned: CleanedChunk) -> None:
        """Take into the books what cleaning a chunk has shown."""
        self.counts.update(cleaned.counts)
        self.rejections.note(cleaned.rejects)
        self.met = Counter(cleaned.met)
        for source_uri, layout in cleaned.layouts:
            self.note_layout(source_uri, layout)


class CleanedChunk(NamedTuple):
    """What cleaning a chunk has shown: counts of records, rows of `rejects`, hashes of records that its last source
    has given, and the layouts of its inputs."""

    counts: Counter[str]
    rejects: pa.Table
    met: Counter[int]
    layouts: list[tuple[str, Layout]]
