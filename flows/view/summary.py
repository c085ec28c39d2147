"""What came of a run, as plain data: for a person, for a program, and for the exit code."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from newsloom.flows.assets.model import missing_parts
from newsloom.flows.dataset.dataset import Dataset, Writer
from newsloom.flows.dataset.inspect import count_values, totals
from newsloom.flows.inputs.sources import STDIN, is_address
from newsloom.flows.settings import Settings
from newsloom.flows.stages.books import Books
from newsloom.flows.view.console import counted
from newsloom.flows.work.jobs import pipeline
from newsloom.schemas.contract import TABLES
from newsloom.transforms.inputs.addresses import without_secrets
from newsloom.transforms.inputs.columns import proposed_mapping

OUTCOMES = ("read", "new", "changed", "unchanged", "rejected")
_MOST_WARNINGS = 5  # of stages, in a summary
_LITTLE = 0.5  # share of usable records below which a warning says so


def summarise(
    settings: Settings,
    writer: Writer,
    books: Books,
    run_id: str,
    failed: list[dict[str, Any]],
    seconds_by_stage: Mapping[str, float],
    seconds: float,
) -> dict[str, Any]:
    """The answer to "what did I get?"; `failed` are rows of `checks`."""
    dataset, folder = writer.dataset, f"{settings.dataset}/current"
    rejects, quotes = count_values(dataset, "rejects", "run_id"), count_values(dataset, "quotes", "type")
    return what_was_read(settings, books, dataset) | {
        "run_id": run_id,
        "tables_at": f"{folder}/<table>/*.parquet ({len(TABLES)} tables; newsloom describe tells what is in them)",
        "totals": totals(dataset),
        "earlier_rejects": sum(n for of_run, n in rejects.items() if of_run != run_id),
        "quotes_by_type": {kind: quotes.get(kind, 0) for kind in ("direct", "mixed", "indirect")},
        "failed_checks": [f"{row['table_name']}, {row['check_name']}: {row['sample']}" for row in failed],
        "n_breaches": sum(row["severity"] == "error" for row in failed),
        "rows": {name: dataset.n_rows(name) for name in TABLES},
        "seconds_by_stage": {name: round(s, 2) for name, s in seconds_by_stage.items()},
        "model_lacks": missing_parts(pipeline(settings.run.model)) if writer.changed else [],
        "seconds": round(seconds, 2),
        "try": shlex.join([interpreter(), "-c", _question(folder)]),
    }


def what_was_read(settings: Settings, books: Books, dataset: Dataset) -> dict[str, Any]:
    """Records and rejects of the run and what its inputs look like."""
    rejects = _rejects(books, dataset)
    mapping = next((m for r in rejects if (m := proposed_mapping(r["detail"] or ""))), None)
    records = {name: books.counts[name] for name in OUTCOMES}
    return {
        "dataset": settings.dataset,
        "inputs": inputs_shown(settings.inputs),
        "known_inputs": books.counts["known_inputs"],
        "formats": dict(books.formats.most_common()),
        "columns": [
            {
                "source_uri": uri,
                "format": layout.format,
                "read_as": dict(layout.recognised),
                "kept": list(layout.kept),
                "left": list(layout.left),
            }
            for layout, uri in books.layouts.items()
        ],
        "records": records,
        "pages_owed": books.counts["owed"],
        "passed_by": dict(books.passed_by),
        "limit": settings.run.limit,
        "rejects_by_reason": books.rejections.by_reason,
        "rejects": rejects,
        "proposed_mapping": mapping,
        "warnings": _warnings(settings, books, records),
    }


def _rejects(books: Books, dataset: Dataset) -> list[dict[str, Any]]:
    """Of each reason how many there are, and the first: its place and its detail."""
    examples = books.rejections.examples(dataset)
    return [
        {"reason": reason, "n": books.rejections.by_reason[reason], **example._asdict()}
        for reason, example in examples.items()
    ]


def _warnings(settings: Settings, books: Books, records: dict[str, int]) -> list[str]:
    """What a person should know who expected more."""
    warnings = [_emptiness(given) for given in settings.inputs if records["read"] and _holds_no_file(given)]
    usable = records["read"] - records["rejected"]
    failure = nothing_usable(records, inputs_shown(settings.inputs), books.counts["known_inputs"])
    if failure is not None:
        warnings.append(failure)
    elif usable < _LITTLE * records["read"]:
        warnings.append(f"most records were turned away: {records['rejected']:,} of {records['read']:,}")
    warnings += [f"no input has the column {name}" for name in _absent(settings, books)]
    more = len(books.warnings) - _MOST_WARNINGS
    return warnings + books.warnings[:_MOST_WARNINGS] + ([f"{more:,} more articles like these"] if more > 0 else [])


def inputs_shown(inputs: Iterable[str]) -> list[str]:
    """The inputs as they may be shown: addresses without secrets."""
    return [without_secrets(given) if is_address(given) else given for given in inputs]


def nothing_usable(records: dict[str, int], inputs: list[str], n_known: int) -> str | None:
    """Why nothing at all could be used; None where something could, or where `n_known` inputs are as they were."""
    if not records["read"] and not n_known:
        return "no input record: " + "; ".join(map(_emptiness, inputs))
    if records["read"] and records["rejected"] == records["read"]:
        return f"no article came out: {counted(records['read'], 'record')} read, all turned away"
    return None


def _emptiness(given: str) -> str:
    if _holds_no_file(given):
        return f"the folder {given} is empty"
    if given == STDIN or is_address(given):
        return f"{given} gave none"
    return f"{given} holds no file that is read; hidden files are not"


def _holds_no_file(given: str) -> bool:
    if given == STDIN or is_address(given) or not Path(given).is_dir():
        return False
    return not any(names for _, _, names in os.walk(given))


def _absent(settings: Settings, books: Books) -> list[str]:
    """Columns that the user mapped or asked to keep, and that no table of the inputs has."""
    layouts = books.layouts
    present = {n for layout in layouts for n in (*layout.left, *layout.kept, *dict(layout.recognised).values())}
    wanted = (*settings.parse.columns.values(), *settings.parse.keep)
    return [name for name in dict.fromkeys(wanted) if layouts and name not in present]


def failure(summary: dict[str, Any], strict: bool) -> str | None:
    """Why a run that was carried through counts as failed, in one line; None where all is well."""
    nothing = nothing_usable(summary["records"], summary["inputs"], summary["known_inputs"])
    return nothing or breach(summary, strict)


def breach(summary: dict[str, Any], strict: bool) -> str | None:
    """What a run did not hold to; a schedule over a folder that happens to be empty has not failed."""
    if breaches := summary.get("n_breaches"):  # a dry run has none
        return f"{counted(breaches, 'check')} of the contract failed; the dataset says which in its table checks"
    if strict and (n := summary["records"]["rejected"]):
        return f"strict: {counted(n, 'record')} turned away"
    return None


def interpreter() -> str:
    """This Python as one would type it in this folder."""
    return _typed("python", sys.executable)


def program() -> list[str]:
    """The newsloom command as one would type it in this folder."""
    script = Path(sys.executable).with_name("newsloom")
    return [_typed("newsloom", str(script))] if script.exists() else [interpreter(), "-m", "newsloom"]


def _typed(name: str, path: str) -> str:
    """The bare name where it means this file; else the shorter of the relative and the absolute path."""
    if shutil.which(name) == path:
        return name
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


def _question(folder: str) -> str:
    quotes = json.dumps(f"{folder}/quotes/*.parquet", ensure_ascii=False)
    return f'import duckdb; duckdb.read_parquet({quotes}).select("speaker, type, text").show()'
