"""The pipeline as one list of stages; it reads like the picture in the README, and knows no orchestrator.

A run takes its input in chunks. Each chunk goes through all stages and is joined to what the dataset holds, including
the chunks before it, so memory is bounded by the chunk and many runs give what one run gives. Nothing is seen by a
reader until `publish`.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import pyarrow as pa

from newsloom.flows.books import Inputs, Rejections
from newsloom.flows.chunks import read_chunks
from newsloom.flows.console import Report, silent
from newsloom.flows.dataset import Changes, Writer, writing
from newsloom.flows.engine import Mapper, open_engine
from newsloom.flows.inspect import check_rows
from newsloom.flows.memory import give_back
from newsloom.flows.names import resolve_names
from newsloom.flows.read import annotate_paragraphs, clean_records, find_names_and_speech
from newsloom.flows.sameness import compare_articles
from newsloom.flows.settings import Settings
from newsloom.flows.snapshots import new_run_id
from newsloom.flows.speech import group_utterances
from newsloom.flows.summary import summarise
from newsloom.flows.tables import ALL_TABLES
from newsloom.flows.worker import model_name, model_version
from newsloom.schemas.contract import SCHEMA_VERSION
from newsloom.schemas.runs import CHECKS, RUNS

Call = Callable[..., Any]


def direct(stage: Callable[..., Any], *arguments: Any) -> Any:
    """Run a stage here and now."""
    return stage(*arguments)


@dataclass
class Run:
    """One run: what it was told, where it writes, and its books."""

    settings: Settings
    writer: Writer
    run_batches: Mapper
    report: Report
    flow_run_id: str | None
    started_at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    run_id: str = ""
    books: Counter[str] = field(default_factory=Counter)
    rejections: Rejections = field(default_factory=Rejections)
    inputs: Inputs = field(default_factory=Inputs)
    passed_by: Counter[str] = field(default_factory=Counter)  # found among the inputs and never read: "dataset", ...
    seconds_by_stage: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def __post_init__(self) -> None:
        self.run_id = new_run_id(self.started_at)


STAGES = (
    clean_records,
    annotate_paragraphs,
    find_names_and_speech,
    compare_articles,
    resolve_names,
    group_utterances,
)
COUNTING = STAGES[:3]  # report their own progress


def build(
    settings: Settings, call: Call = direct, report: Report = silent, flow_run_id: str | None = None
) -> dict[str, Any]:
    """Bring the dataset up to date with the inputs; returns the summary of the run.

    `call(stage, run, chunk)` runs a stage; a flow hands in one that makes each stage a task.
    """
    clock = time.monotonic()
    with writing(settings.dataset) as writer, open_engine(settings.engine) as run_batches:
        run = Run(settings, writer, run_batches, report, flow_run_id)
        for chunk in read_chunks(run):
            for stage in STAGES:
                name, began = stage.__name__.replace("_", " "), time.monotonic()
                if stage not in COUNTING:
                    report(name, run.books["read"])
                call(stage, run, chunk)
                run.seconds_by_stage[name] += time.monotonic() - began
            if chunk.changes:
                writer.apply(_stamped(chunk.changes, run.run_id))
            del chunk  # which would stay until the next one is read
            give_back()
        outcome = _close(run, time.monotonic() - clock)
        return summarise(run, outcome, time.monotonic() - clock)


def _stamped(changes: Changes, run_id: str) -> Changes:
    """The changes with the run's id in every row that has none."""
    for written in (changes.adds, changes.upserts, changes.updates):
        for name, frames in written.items():
            if "run_id" in ALL_TABLES[name].columns:
                written[name] = [_stamp(frame, run_id) for frame in frames]
    return changes


def _stamp(frame: pa.Table, run_id: str) -> pa.Table:
    if "run_id" in frame.column_names:
        frame = frame.drop_columns("run_id")
    return frame.append_column("run_id", pa.array([run_id] * frame.num_rows, pa.string()))


def _close(run: Run, seconds: float) -> list[dict[str, Any]]:
    """Write the run's own rows, check what was written, publish; the checks that failed."""
    if not run.writer.changed:
        return []
    run.writer.apply(_run_row(run, seconds))
    outcome = check_rows(run.writer.dataset, run.run_id)
    changes = Changes()
    changes.upsert("checks", CHECKS.table(outcome))
    run.writer.apply(changes)
    run.writer.publish(run.run_id)
    return [row for row in outcome if not row["passed"]]


def _run_row(run: Run, seconds: float) -> Changes:
    changes = Changes()
    row = {
        "run_id": run.run_id,
        "flow_run_id": run.flow_run_id,
        "started_at": run.started_at,
        "ended_at": dt.datetime.now(dt.UTC),
        "status": "completed",
        "newsloom_version": version("newsloom"),
        "schema_version": SCHEMA_VERSION,
        "config_hash": run.settings.config_hash(),
        "model": model_name(run.settings.run.model),
        "model_version": model_version(run.settings.run.model),
        "n_inputs": run.books["read"],
        "n_new": run.books["new"],
        "n_unchanged": run.books["unchanged"],
        "n_changed": run.books["changed"],
        "n_rejected": run.books["rejected"],
        "seconds": seconds,
    }
    changes.upsert("runs", RUNS.table([row]))
    return changes
