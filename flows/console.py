"""What a run shows a person: progress while it works, and a summary of what came of it."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

_LOG_SECONDS = 10  # a log gets a line at most this often


class Report(Protocol):
    """Told about progress: the stage that works, and how many records are through."""

    def __call__(self, stage: str, done: int, total: int | None = None) -> None: ...


def silent(stage: str, done: int, total: int | None = None) -> None:
    """Reports nothing."""


@contextlib.contextmanager
def progress(quiet: bool = False) -> Iterator[Report]:
    """A bar in a terminal, plain lines in a log, nothing when quiet; always on stderr."""
    if quiet:
        yield silent
    elif sys.stderr.isatty():
        with _bar() as bar:
            task = bar.add_task("reading", total=None)
            yield lambda stage, done, total=None: bar.update(task, description=stage, completed=done, total=total)
    else:
        yield _lines()


def _bar() -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<24}"),
        BarColumn(),
        TextColumn("{task.completed} records"),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _lines() -> Report:
    shown_at = time.monotonic()

    def report(stage: str, done: int, total: int | None = None) -> None:
        nonlocal shown_at
        if time.monotonic() - shown_at >= _LOG_SECONDS:
            shown_at = time.monotonic()
            print(f"newsloom: {stage}: {done} records", file=sys.stderr, flush=True)

    return report


def show_summary(summary: dict[str, Any], quiet: bool = False, as_json: bool = False) -> None:
    """The summary on stdout: as JSON, or as lines that a person reads."""
    if as_json:
        print(json.dumps(summary, ensure_ascii=False, default=str))
    elif not quiet:
        print("\n".join(summary_lines(summary)))


def summary_lines(summary: dict[str, Any]) -> list[str]:
    """The answer to "what did I get?"."""
    records, tables, quotes = summary["records"], summary["totals"], summary["quotes_by_type"]
    kinds = ", ".join(f"{n} {kind}" for kind, n in quotes.items() if n) or "none"
    lines = [
        f"{records['read']} records read: {records['new']} new, {records['changed']} changed, "
        f"{records['unchanged']} unchanged, {records['rejected']} rejected ({summary['seconds']:.1f} s)",
        *(f"  rejected: {n} {reason}" for reason, n in summary["rejects_by_reason"].items()),
        "",
        "The dataset now holds",
        f"  {tables['articles']} articles, {tables['duplicates']} of them copies, in {tables['stories']} stories",
        f"  {tables['quotes']} quotes ({kinds}) by {tables['people_quoted']} people",
        f"  {tables['entities']} names: people, places, organisations and others",
        *_warnings(summary),
        "",
        f"Tables: {summary['tables_at']}",
        f"Try:    {summary['try']}",
    ]
    return lines


def _warnings(summary: dict[str, Any]) -> list[str]:
    lacks = [f"  the model has {line}" for line in summary["model_lacks"]]
    return lacks + [f"  CHECK FAILED: {line}" for line in summary["failed_checks"]]
