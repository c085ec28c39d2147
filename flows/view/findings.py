"""What `newsloom find` shows a person: the finding, what was altered, and each report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from newsloom.flows.statements import Statement, finding
from newsloom.transforms.utterances.variants import Edit

_SHOWN = 5
"""Statements that are shown of those that resemble the words."""
_HEADS = {
    "exact": "Said, in these words",
    "edited": "Said, in words that differ",
    "paraphrase": "Nobody is quoted with these words; nearest to them",
    "not_found": "Not found: nobody is reported to have said this",
}


def finding_lines(statements: Sequence[Statement]) -> Iterator[str]:
    """The lines to print: the best finding, and the statements that have the words that way."""
    best = finding(statements)
    yield _HEADS[best] + (":" if statements else ".")
    for statement in [s for s in statements if s.match.finding == best][:_SHOWN]:
        yield ""
        yield from _statement_lines(statement)


def _statement_lines(statement: Statement) -> Iterator[str]:
    yield f"{', '.join(statement.speakers) or 'speaker not known'}: {_one_line(statement.quote['text'])}"
    if statement.match.edits:
        yield "  " + "; ".join(map(_edit, statement.match.edits))
    if statement.match.changed:
        yield f"  changes the {', '.join(statement.match.changed)}"
    if statement.utterance["attribution_conflict"]:
        yield "  outlets name different speakers"
    for report in statement.reports:
        yield "  " + " · ".join(filter(None, _report_parts(report)))


def _report_parts(report: dict[str, Any]) -> Iterator[str | None]:
    yield str(report["day"]) if report["day"] else "day not known"
    yield report["outlet"]
    yield report["speaker"] or report["speaker_as_written"]
    yield report["type"]
    yield report["url"]


def _edit(edit: Edit) -> str:
    reference, variant = edit["reference"], edit["variant"]
    if reference and variant:
        return f"“{reference}” → “{variant}”"
    return f"“{reference}” left out" if reference else f"“{variant}” put in"


def _one_line(text: str) -> str:
    return " ".join(text.split())
