"""What a run shows a person: progress while it works, and a summary of what came of it."""

from __future__ import annotations

import contextlib
import json
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from newsloom.flows.work.progress import Report, silent

_LOG_SECONDS = 10  # a log gets a line at most this often
_SURE = 0.01  # share of a stage from which its pace tells how long it takes: it begins with what takes longest
_UNITS = {"annotate paragraphs": "paragraph", "find names and speech": "article"}
_MOST_COLUMNS = 3  # layouts of columns that are told


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """The number and its noun.

    >>> counted(1, "record"), counted(0, "record"), counted(1200, "story", "stories")
    ('1 record', '0 records', '1,200 stories')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


class Pace:
    """Progress in numbers: how much is done of all, how fast, and how long the rest will take."""

    def __init__(self) -> None:
        self.stage = ""
        self._since, self._before, self._last = 0.0, 0, 0

    def numbers(self, stage: str, done: int, total: int | None) -> str:
        """Such as '512 of 4,443 paragraphs, 31/s, 2:06 left'; the rate is of this stage alone."""
        unit, now = _UNITS.get(stage, "record"), time.monotonic()
        if stage != self.stage or done < self._last:
            self.stage, self._since, self._before = stage, now, done
        self._last = done
        if total is None:
            return counted(done, unit)
        seconds, new = now - self._since, done - self._before
        text = f"{done:,} of {counted(total, unit)}"
        if new > total * _SURE and seconds:
            text += f", {new / seconds:,.3g}/s, {_clock((total - done) * seconds / new)} left"
        return text


def _clock(seconds: float) -> str:
    """Minutes and seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


@contextlib.contextmanager
def progress(quiet: bool = False) -> Iterator[Report]:
    """A bar in a terminal, plain lines in a log, nothing when quiet; always on stderr."""
    if quiet:
        yield silent
    elif sys.stderr.isatty():
        with _bar() as bar:
            yield _moving(bar)
    else:
        yield lines(lambda line: print(f"newsloom: {line}", file=sys.stderr, flush=True))


def _bar() -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<21}"),
        BarColumn(bar_width=10),
        TextColumn("{task.fields[numbers]}"),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _moving(bar: Progress) -> Report:
    task, pace = bar.add_task("read", total=None, numbers=""), Pace()

    def report(stage: str, done: int, total: int | None = None) -> None:
        # a total of None would leave the one before
        bar.tasks[task].total = total
        bar.update(task, description=stage, completed=done, numbers=pace.numbers(stage, done, total))

    return report


def lines(write: Callable[[str], None]) -> Report:
    """Reports a line at most every ten seconds."""
    shown_at, pace = time.monotonic(), Pace()

    def report(stage: str, done: int, total: int | None = None) -> None:
        nonlocal shown_at
        numbers = pace.numbers(stage, done, total)
        if time.monotonic() - shown_at >= _LOG_SECONDS:
            shown_at = time.monotonic()
            write(f"{stage}: {numbers}")

    return report


def show_summary(
    summary: dict[str, Any], quiet: bool = False, as_json: bool = False, command: Sequence[str] = ()
) -> None:
    """The summary on stdout: as JSON, or as lines that a person reads; `command` is what the user typed."""
    if as_json:
        print(json.dumps(summary, ensure_ascii=False, default=str))
    elif not quiet:
        print("\n".join(summary_lines(summary, command)))


def summary_lines(summary: dict[str, Any], command: Sequence[str] = ()) -> list[str]:
    """The answer to "what did I get?", or to "what would I get?" of a dry run."""
    read = [*_read_lines(summary), *_reject_lines(summary), *_column_lines(summary), *_hints(summary, command)]
    return read + (_preview_lines(summary) if summary.get("dry_run") else _dataset_lines(summary))


def _read_lines(summary: dict[str, Any]) -> list[str]:
    records = summary["records"]
    took = f" ({summary['seconds']:.1f} s)" if "seconds" in summary else ", dry run"
    counts = ", ".join(f"{records[name]:,} {name}" for name in ("new", "changed", "unchanged", "rejected"))
    limited = ", all that the limit lets through" if 0 < summary["limit"] <= records["read"] else ""
    return [f"{counted(records['read'], 'record')} read{limited}: {counts}{took}"]


def _reject_lines(summary: dict[str, Any]) -> list[str]:
    """Every reason with its number and the first record that it is of."""
    examples = {row["reason"]: row for row in summary["rejects"]}
    lines = []
    for reason, n in summary["rejects_by_reason"].items():
        lines.append(f"  rejected: {n:,} {reason}")
        if row := examples.get(reason):
            first = "" if n == 1 else "the first is "
            lines.append(f"    {first}{row['source_uri']}, row {row['source_row']}: {row['detail'] or reason}")
    return lines


def _column_lines(summary: dict[str, Any]) -> list[str]:
    """Which columns are read as what, of the first inputs that differ in them."""
    lines = []
    for table in summary["columns"][:_MOST_COLUMNS]:
        read = ", ".join(ours if ours == theirs else f"{theirs} as {ours}" for ours, theirs in table["read_as"].items())
        extra = f"; kept: {', '.join(table['kept'])}" if table["kept"] else ""
        left = f"; left: {', '.join(table['left'])}" if table["left"] else ""
        lines.append(f"  columns of {table['source_uri']}: {read or 'none is known'}{extra}{left}")
    if (more := len(summary["columns"]) - _MOST_COLUMNS) > 0:
        lines.append(f"  and {counted(more, 'input')} with other columns; --json tells them all")
    return lines


def _hints(summary: dict[str, Any], command: Sequence[str]) -> list[str]:
    hints = [f"  WARNING: {line}" for line in summary["warnings"]]
    if own := summary["passed_by"]:
        amounts = " and ".join(counted(n, kind) for kind, n in own.items())
        hints.append(f"  passed by: {amounts} of newsloom, which are never input")
    if owed := summary["pages_owed"]:
        hints.append(f"  {counted(owed, 'page')} of feeds did not come and will be asked for again by later runs")
    if (mapping := summary["proposed_mapping"]) and command:
        hints.append(f"  if that column is the text: {shlex.join([*command, '--map', mapping])}")
    return hints


def _dataset_lines(summary: dict[str, Any]) -> list[str]:
    totals, kinds = summary["totals"], summary["quotes_by_type"]
    rejects = [f"  {_rejects_on_record(summary)}"] if totals["rejects"] else []
    if not totals["articles"]:
        return ["", "The dataset holds no article yet", *rejects, *_failed(summary)]
    by_kind = ", ".join(f"{n:,} {kind}" for kind, n in kinds.items() if n) or "none"
    copies = f"{totals['duplicates']:,} of them {'a copy' if totals['duplicates'] == 1 else 'copies'}"
    return [
        "",
        "The dataset now holds",
        f"  {counted(totals['articles'], 'article')}, {copies}, in {counted(totals['stories'], 'story', 'stories')}",
        f"  {counted(totals['quotes'], 'quote')} ({by_kind}) by {counted(totals['people_quoted'], 'person', 'people')}",
        f"  {counted(totals['entities'], 'name')}: people, places, organisations and others",
        *rejects,
        *(f"  the model has {line}" for line in summary["model_lacks"]),
        *_failed(summary),
        "",
        f"Tables: {summary['tables_at']}",
        f"Try:    {summary['try']}",
    ]


def _failed(summary: dict[str, Any]) -> list[str]:
    return [f"  CHECK FAILED: {line}" for line in summary["failed_checks"]]


def _rejects_on_record(summary: dict[str, Any]) -> str:
    n, earlier = summary["totals"]["rejects"], summary["earlier_rejects"]
    sentence = f"{counted(n, 'reject')}: records that were turned away"
    return f"{sentence}, {'all' if earlier == n else f'{earlier:,}'} of them by earlier runs" if earlier else sentence


def _preview_lines(summary: dict[str, Any]) -> list[str]:
    formats = ", ".join(f"{n:,} {name}" for name, n in summary["formats"].items())
    lines = [f"  inputs: {formats}"] if formats else []
    if summary["first_records"]:
        lines += ["", "The first new records"]
    for row in summary["first_records"]:
        about = ", ".join(str(row[name] or f"{said} not known") for name, said in _SHOWN.items())
        lines += [f"  {row['source_uri']}, row {row['source_row']}: {about}", f"    {row['text']}"]
    return [*lines, "", "Nothing was written."]


_SHOWN = {"title": "title", "published_date": "day", "outlet": "outlet"}
