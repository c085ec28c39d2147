"""The command `newsloom sql`: one query, or a prompt for several."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated, Any, Literal

import typer

from newsloom.flows.commands.arguments import DatasetDir, Debug
from newsloom.flows.guarded import guarded

_PROMPT, _MORE = "newsloom> ", "     ...> "
_HELP = """A query ends with a semicolon, on as many lines as it takes.
  .tables         every table and view, and what it holds
  .schema NAME    the columns of one
  .quit           leave, as Ctrl-D does
Such as: SELECT speaker_name, count(*) AS n FROM quotes_in_context GROUP BY 1 ORDER BY n DESC LIMIT 10;"""


def sql(
    folder: DatasetDir,
    query: Annotated[
        str | None, typer.Argument(metavar='"QUERY"', help="DuckDB SQL; without it a prompt, or what stdin holds.")
    ] = None,
    form: Annotated[
        Literal["table", "csv", "json", "parquet", "xlsx"] | None,
        typer.Option("--format", help="How the result is written; by the name of --out, else a table."),
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the result there, not to stdout.")] = None,
    run: Annotated[
        str | None, typer.Option(metavar="RUN", help="Ask an older snapshot; `newsloom snapshots DIR` lists them.")
    ] = None,
    debug: Debug = False,
) -> None:
    """Ask the tables in SQL, in DuckDB; the views for common questions are ready, and nothing is ever written to them.

    `newsloom sql news "SELECT speaker_name, outlet, text FROM quotes_in_context WHERE day = '2025-03-14'"`

    `newsloom sql news "FROM outlets" --out outlets.xlsx`
    """

    def work() -> int:
        from newsloom.flows.dataset.dataset import Dataset
        from newsloom.flows.dataset.queries import open_for_queries
        from newsloom.flows.view.results import form_of

        wanted = form_of(out, form)
        connection = open_for_queries(Dataset(folder, run=run))
        if query is None and sys.stdin.isatty():
            _converse(connection)
            return 0
        text = sys.stdin.read() if query is None else query
        with _opened(out, wanted) as file:
            _answer(connection, text, wanted, file)
        return 0

    guarded(work, debug)


def _answer(connection: Any, text: str, form: Any, file: IO[bytes]) -> None:
    from newsloom.flows.dataset.queries import QueryError, ask
    from newsloom.flows.view.results import BINARY, says_cut, write_result

    for number, result in enumerate(ask(connection, text)):
        if number and form in (*BINARY, "json"):
            raise QueryError(f"{form} holds the result of one query, not of several")
        if n_cut := write_result(result, form, file):
            typer.echo(f"newsloom: {says_cut(n_cut)}", err=True)


def _opened(out: Path | None, form: str) -> Any:
    """The file to write to: one beside it first, so that none is left half written."""
    from contextlib import nullcontext

    from newsloom.flows.dataset.disk import written_whole
    from newsloom.flows.view.results import BINARY
    from newsloom.schemas.errors import UsageError

    if out is not None:
        return written_whole(out)
    if form in BINARY and sys.stdout.isatty():
        raise UsageError(f"{form} is not for a terminal; give --out FILE.{form}")
    return nullcontext(sys.stdout.buffer)


def _converse(connection: Any) -> None:
    """Queries typed one after the other, until the end."""
    from contextlib import suppress

    from newsloom.flows.dataset.queries import QueryError, ask
    from newsloom.flows.view.results import shown

    with suppress(ImportError):
        import readline  # noqa: F401  lines can be edited and called back

    typer.echo("Type a query, .tables or .help; Ctrl-D ends.")
    for line in _typed():
        try:
            if line.startswith("."):
                if not _told(line, connection):
                    return
            else:
                for result in ask(connection, line):
                    typer.echo(shown(result))
        except QueryError as error:
            typer.echo(error)


def _typed() -> Iterator[str]:
    """Whole queries and dot commands."""
    lines: list[str] = []
    while True:
        try:
            line = input(_MORE if lines else _PROMPT)
        except EOFError:
            typer.echo()
            return
        except KeyboardInterrupt:  # gives up the query, not the prompt
            typer.echo()
            lines = []
            continue
        lines.append(line)
        if line.rstrip().endswith(";") or (len(lines) == 1 and line.startswith(".")):
            yield "\n".join(lines)
            lines = []
        elif not "".join(lines).strip():
            lines = []


def _told(line: str, connection: Any) -> bool:
    """Do what a dot command says; False where it ends the prompt."""
    from newsloom.flows.dataset.queries import ask, list_names
    from newsloom.flows.view.results import shown

    command, _, name = line.strip().rstrip(";").partition(" ")
    if command in (".quit", ".exit"):
        return False
    if command == ".tables":
        typer.echo("\n".join(f"{name:<22}{description}" for name, description in list_names()))
    elif command == ".schema" and name:
        for result in ask(connection, f'DESCRIBE "{name.strip()}"'):
            typer.echo(shown(result.project("column_name, column_type")))
    else:
        typer.echo(_HELP)
    return True
