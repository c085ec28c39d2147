"""What Prefect's pages show of a run: a summary to read, a table of counts, the tables as assets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.assets import Asset, AssetProperties, add_asset_metadata, materialize
from prefect.cache_policies import NO_CACHE

from newsloom.schemas.contract import TABLES


def publish_artifacts(summary: dict[str, Any]) -> None:
    """One markdown and one table artifact; the latest of a dataset stand under its name."""
    name = re.sub(r"[^a-z0-9]+", "-", Path(summary["dataset"]).name.lower()).strip("-") or "dataset"
    create_markdown_artifact(markdown(summary), key=f"newsloom-{name}", description=said_briefly(summary))
    create_table_artifact(counts_table(summary), key=f"newsloom-{name}-counts", description=said_briefly(summary))


def said_briefly(summary: dict[str, Any]) -> str:
    """What came of the run in one line."""
    records, failed = summary["records"], summary["failed_checks"]
    return (
        f"{records['new']} new, {records['changed']} changed, {records['unchanged']} unchanged, "
        f"{records['rejected']} rejected; {len(failed)} failed checks"
    )


def markdown(summary: dict[str, Any]) -> str:
    """The summary as a page."""
    totals, stages = summary["totals"], summary["seconds_by_stage"]
    lines = [
        f"# {Path(summary['dataset']).name}",
        "",
        f"{said_briefly(summary)}; {summary['seconds']:.1f} s.",
        "",
        f"The dataset holds {totals['articles']} articles ({totals['duplicates']} copies) in {totals['stories']} "
        f"stories, and {totals['quotes']} quotes by {totals['people_quoted']} people.",
        "",
    ]
    if stages:
        slowest = max(stages, key=stages.__getitem__)
        lines += [f"Slowest stage: {slowest}, {stages[slowest]:.1f} s.", ""]
    lines += [f"- **check failed**: {_cell(failed)}" for failed in summary["failed_checks"]]
    if rejects := _rejects(summary):
        lines += ["", "| rejected | records | for example |", "|---|---|---|"]
        lines += [f"| {reason} | {n} | {_cell(example)} |" for reason, n, example in rejects]
    return "\n".join(lines)


def counts_table(summary: dict[str, Any]) -> list[dict[str, Any]]:
    """One row a count: of records, of what the dataset holds, of rejects by reason, of seconds by stage."""
    rows = [{"what": f"records {name}", "n": n, "example": ""} for name, n in summary["records"].items()]
    rows += [{"what": name, "n": n, "example": ""} for name, n in summary["totals"].items()]
    rows += [{"what": f"rejected: {reason}", "n": n, "example": example} for reason, n, example in _rejects(summary)]
    rows += [{"what": f"seconds: {stage}", "n": n, "example": ""} for stage, n in summary["seconds_by_stage"].items()]
    return rows + [{"what": "check failed", "n": 1, "example": failed} for failed in summary["failed_checks"]]


def _rejects(summary: dict[str, Any]) -> list[tuple[str, int, str]]:
    """Each reason with its number and the first record that it is of."""
    first = {
        row["reason"]: f"{row['source_uri']}, row {row['source_row']}: {row['detail'] or ''}"
        for row in summary["rejects"]
    }
    return [(reason, n, first.get(reason, "")) for reason, n in summary["rejects_by_reason"].items()]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _tell_rows(rows: dict[str, int]) -> None:
    """The body of the task that materializes assets: each with its number of rows."""
    for key, n in rows.items():
        add_asset_metadata(key, {"rows": n})


_PUBLISH: Any = materialize(
    "file:///newsloom", name="publish assets", by="newsloom", cache_policy=NO_CACHE, persist_result=False
)(_tell_rows)


def publish_assets(summary: dict[str, Any]) -> None:
    """Each table of the dataset as an asset of Prefect, with its number of rows."""
    current = Path(summary["dataset"]).absolute() / "current"
    keys = {name: (current / name).as_uri() for name in TABLES}
    assets = [
        Asset(
            key=keys[name],
            properties=AssetProperties(name=f"{current.parent.name}: {name}", description=table.description),
        )
        for name, table in TABLES.items()
    ]
    _PUBLISH.with_options(assets=assets)({keys[name]: n for name, n in summary["rows"].items()})
