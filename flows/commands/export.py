"""The command `newsloom export`: the tables of a dataset in the form of another program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from newsloom.flows.commands.arguments import DatasetDir, Debug
from newsloom.flows.guarded import guarded


def export(
    folder: DatasetDir,
    to: Annotated[
        Literal["xlsx", "csv", "sqlite", "duckdb"] | None,
        typer.Option(
            "--to", help="A workbook, a folder of CSV files, or a database; by the name of --out if left out."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Where to write; beside you, named after DIR, if not given.")
    ] = None,
    table: Annotated[list[str] | None, typer.Option(metavar="TABLE", help="Only this table. Repeatable.")] = None,
    run: Annotated[
        str | None, typer.Option(metavar="RUN", help="Of an older snapshot; `newsloom snapshots DIR` lists them.")
    ] = None,
    debug: Debug = False,
) -> None:
    """Write the tables for another program: a workbook, CSV, SQLite or DuckDB; lists are JSON texts in the first three.

    `newsloom export news --to xlsx --table articles --table quotes`

    `newsloom export news --out news.sqlite`
    """

    def work() -> int:
        from newsloom.flows.dataset.dataset import Dataset
        from newsloom.flows.dataset.tables import public_tables
        from newsloom.flows.view.exports import default_out, export_tables, target_of
        from newsloom.flows.view.results import says_cut
        from newsloom.schemas.contract import TABLES

        tables = public_tables(list(dict.fromkeys(table or TABLES)))
        target = target_of(out, to)
        destination = out or default_out(folder, target)
        if n_cut := export_tables(Dataset(folder, run=run), tables, target, destination):
            typer.echo(f"newsloom: {says_cut(n_cut)}", err=True)
        typer.echo(f"wrote {destination}")
        return 0

    guarded(work, debug)
