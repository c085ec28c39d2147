"""The commands `newsloom snapshots` and `newsloom diff`: what is kept, and what changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from newsloom.flows.commands.arguments import DatasetDir, Debug
from newsloom.flows.guarded import guarded

AsJson = Annotated[bool, typer.Option("--json", help="All of it as JSON.")]
_CELL = 60  # characters of a value that are shown


def snapshots(folder: DatasetDir, as_json: AsJson = False, debug: Debug = False) -> None:
    """List the snapshots that are kept, the oldest first; each is named by the run that published it.

    `newsloom snapshots news`

    Read an older one with `newsloom sql DIR --run RUN`, or in Python with `Dataset(DIR, run="RUN")`.
    """

    def work() -> int:
        from dataclasses import asdict

        from newsloom.flows.dataset.history import list_snapshots

        snapshots = list_snapshots(folder)
        if as_json:
            typer.echo(
                json.dumps([asdict(snapshot) for snapshot in snapshots], ensure_ascii=False, default=str, indent=2)
            )
        else:
            typer.echo("\n".join(_snapshot_lines(snapshots)))
        return 0

    guarded(work, debug)


def diff(
    folder: DatasetDir,
    run_a: Annotated[str | None, typer.Argument(metavar="RUN_A", help="The older snapshot.")] = None,
    run_b: Annotated[
        str | None, typer.Argument(metavar="RUN_B", help="The newer one; the current one if left out.")
    ] = None,
    table: Annotated[list[str] | None, typer.Option(metavar="TABLE", help="Only this table. Repeatable.")] = None,
    rows: Annotated[bool, typer.Option("--rows", help="Row by row: + added, - removed, ~ changed.")] = False,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Say what changed between two snapshots, table by table, or row by row; the last two if none are named.

    `newsloom diff news --table quotes --rows`
    """

    def work() -> int:
        from newsloom.flows.dataset.history import compare_snapshots, two_snapshots
        from newsloom.flows.dataset.tables import public_tables

        tables = public_tables(table or [])
        before, after = two_snapshots(folder, run_a, run_b)
        if rows:
            return _show_rows(before, after, tables, as_json)
        differences = compare_snapshots(before, after, tables)
        if as_json:
            typer.echo(json.dumps(_as_data(before, after, differences), ensure_ascii=False, indent=2))
        else:
            typer.echo("\n".join(_difference_lines(before, after, differences)))
        return 0

    guarded(work, debug)


def _snapshot_lines(snapshots: Any) -> Iterator[str]:
    yield f"{'run':<30}{'started (UTC)':<18}{'articles':>10}{'quotes':>10}{'stories':>10}{'new':>8}{'changed':>9}"
    for s in snapshots:
        began = f"{s.started_at:%Y-%m-%d %H:%M}" if s.started_at else "not known"
        figures = [f"{s.rows.get(name, 0):>10,}" for name in ("articles", "quotes", "stories")]
        came = "".join("?".rjust(n) if v is None else f"{v:>{n},}" for v, n in ((s.n_new, 8), (s.n_changed, 9)))
        yield f"{s.run_id:<30}{began:<18}{''.join(figures)}{came}{'  current' if s.is_current else ''}"


def _difference_lines(before: Any, after: Any, differences: Any) -> Iterator[str]:
    yield f"from {before.snapshot.name} to {after.snapshot.name}"
    if not any(differences):
        yield "no row differs"
        return
    yield f"{'table':<20}{'added':>10}{'removed':>10}{'changed':>10}  in columns"
    for d in filter(None, differences):
        columns = ", ".join(f"{name} {n:,}" for name, n in sorted(d.columns.items(), key=lambda item: -item[1]))
        yield f"{d.table:<20}{d.n_added:>10,}{d.n_removed:>10,}{d.n_changed:>10,}  {columns}".rstrip()


def _as_data(before: Any, after: Any, differences: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return {"from": before.snapshot.name, "to": after.snapshot.name, "tables": [asdict(d) for d in differences]}


def _show_rows(before: Any, after: Any, tables: list[str], as_json: bool) -> int:
    from newsloom.flows.dataset.history import changed_rows
    from newsloom.schemas.contract import TABLES

    for name in tables or TABLES:
        for change in changed_rows(before, after, name):
            line = (
                json.dumps({"table": name, **change}, ensure_ascii=False, default=str)
                if as_json
                else _row(name, change)
            )
            typer.echo(line)
    return 0


def _row(table: str, change: dict[str, Any]) -> str:
    key = " ".join(str(value) for value in change["key"].values())
    if change["what"] == "changed":
        what = "; ".join(f"{name}: {_cell(old)} → {_cell(new)}" for name, (old, new) in change["columns"].items())
    else:
        values = {name: value for name, value in change["row"].items() if name not in (*change["key"], "run_id")}
        what = "; ".join(f"{name}: {_cell(value)}" for name, value in values.items() if value is not None)
    return f"{ {'added': '+', 'removed': '-', 'changed': '~'}[change['what']] } {table} {key}  {what}"


def _cell(value: Any) -> str:
    text = "null" if value is None else " ".join(str(value).split())
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
