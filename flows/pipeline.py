"""The pipeline as one list of stages, from which the picture in the README is printed; it knows no orchestrator.

A run takes its input in chunks. Each chunk goes through all stages and is joined to what the dataset holds, including
the chunks before it, so memory is bounded by the chunk and many runs give what one run gives. Nothing is seen by a
reader until `publish`.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import pyarrow as pa

from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.dataset import Writer, writing
from newsloom.flows.dataset.inspect import check_rows
from newsloom.flows.dataset.snapshots import new_run_id
from newsloom.flows.dataset.tables import ALL_TABLES
from newsloom.flows.dataset.view import View
from newsloom.flows.settings import Settings
from newsloom.flows.stages.annotate import annotate_paragraphs
from newsloom.flows.stages.books import Books
from newsloom.flows.stages.chunks import Chunk, InputReader
from newsloom.flows.stages.clean import clean_records
from newsloom.flows.stages.compare import compare_articles
from newsloom.flows.stages.entities import resolve_names
from newsloom.flows.stages.read import find_names_and_speech
from newsloom.flows.stages.revisions import list_changes
from newsloom.flows.stages.stage import Context, Outcome, Stage
from newsloom.flows.stages.standing import set_standing_aside
from newsloom.flows.stages.utterances import group_utterances
from newsloom.flows.view.summary import summarise
from newsloom.flows.work.engine import open_engine
from newsloom.flows.work.jobs import model_name, model_version
from newsloom.flows.work.memory import give_back
from newsloom.flows.work.progress import Report, silent
from newsloom.schemas.contract import SCHEMA_VERSION
from newsloom.schemas.contract.runs import CHECKS, RUNS
from newsloom.transforms.text.caching import forget

STAGES: tuple[Stage, ...] = (
    clean_records,
    annotate_paragraphs,
    find_names_and_speech,
    set_standing_aside,
    compare_articles,
    resolve_names,
    group_utterances,
    list_changes,
)
COUNTING = STAGES[:3]  # report their own progress
Call = Callable[..., Outcome]


def direct(stage: Stage, *arguments: Any) -> Outcome:
    """Run a stage here and now."""
    return stage.function(*arguments)


@dataclass
class Run:
    """One run: what it was told, where it writes, what it met."""

    context: Context
    writer: Writer
    books: Books
    run_id: str
    flow_run_id: str | None = None
    seconds_by_stage: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))


def build(
    settings: Settings, call: Call = direct, report: Report = silent, flow_run_id: str | None = None
) -> dict[str, Any]:
    """Bring the dataset up to date with the inputs; returns the summary of the run.

    `call(stage, frames, stored, context)` runs a stage; a flow hands in one that makes each stage a task.
    """
    clock, started_at = time.monotonic(), dt.datetime.now(dt.UTC)
    with writing(settings.dataset, settings.run.snapshots) as writer, open_engine(settings.engine) as run_batches:
        context = Context(settings, started_at, run_batches, report)
        reader = InputReader(settings, writer.dataset, started_at, report)
        run = Run(context, writer, reader.books, new_run_id(started_at), flow_run_id)
        changes = Changes()
        for chunk in reader.chunks():
            if changes:
                writer.apply(changes)
            del changes  # which would stay until the next ones are there
            release = releasing(chunk)
            release()
            changes = _stamped(run_stages(run, chunk, call), run.run_id)
            del chunk
            release()  # writing takes more than a stage
        failed = _close(run, changes, time.monotonic() - clock)
        return summarise(
            settings, writer, run.books, run.run_id, failed, run.seconds_by_stage, time.monotonic() - clock
        )


def run_stages(run: Run, chunk: Chunk, call: Call = direct, stages: tuple[Stage, ...] = STAGES) -> Changes:
    """Take a chunk through the stages: each gets the frames and the tables that it declares, and no others."""
    frames: dict[str, Any] = {"chunk": chunk}
    changes, release = Changes(), releasing(chunk)
    for number, stage in enumerate(stages, start=1):
        began = time.monotonic()
        if stage not in COUNTING:
            run.context.report(stage.name, run.books.counts["read"])
        stored = View(run.writer.dataset, changes, stage.reads, stage.name)
        outcome = stage.checked(call(stage, stage.taken(frames), stored, run.context))
        frames = _needed(frames | outcome.frames, stages[number:])
        changes = changes.then(outcome.changes)
        run.books.warnings += outcome.warnings
        if "cleaned" in outcome.frames:
            run.books.close_chunk(outcome.frames["cleaned"])
        del outcome  # which has frames that nobody takes
        release()
        run.seconds_by_stage[stage.name] += time.monotonic() - began
    return changes


def releasing(chunk: Chunk) -> Callable[[], None]:
    """How memory is given back between the stages of a chunk: a few articles take less than it costs to load models
    again."""
    return give_back if len(chunk.jobs) > 1 else forget


def _needed(frames: dict[str, Any], stages: tuple[Stage, ...]) -> dict[str, Any]:
    """The frames that one of the stages takes."""
    return {name: frame for name, frame in frames.items() if any(name in stage.takes for stage in stages)}


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


def _close(run: Run, last: Changes, seconds: float) -> list[dict[str, Any]]:
    """Write the last chunk's rows and the run's own, check what was written, publish; the checks that failed."""
    if not (run.writer.changed or last):
        return []
    run.writer.apply(last.then(_run_row(run, seconds)), settled=True)
    outcome = check_rows(run.writer, run.run_id)
    changes = Changes()
    changes.upsert("checks", CHECKS.table(outcome))
    run.writer.apply(changes, settled=True)
    run.writer.publish(run.run_id)
    return [row for row in outcome if not row["passed"]]


def _run_row(run: Run, seconds: float) -> Changes:
    changes, counts, settings = Changes(), run.books.counts, run.context.settings
    row = {
        "run_id": run.run_id,
        "flow_run_id": run.flow_run_id,
        "started_at": run.context.started_at,
        "ended_at": dt.datetime.now(dt.UTC),
        "status": "completed",
        "newsloom_version": version("newsloom"),
        "schema_version": SCHEMA_VERSION,
        "config_hash": settings.config_hash(),
        "model": model_name(settings.run.model),
        "model_version": model_version(settings.run.model),
        "n_inputs": counts["read"],
        "n_new": counts["new"],
        "n_unchanged": counts["unchanged"],
        "n_changed": counts["changed"],
        "n_rejected": counts["rejected"],
        "seconds": seconds,
    }
    changes.upsert("runs", RUNS.table([row]))
    return changes
