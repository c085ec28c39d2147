"""The `newsloom` command. Heavy modules are imported by the command that needs them, so that --help is quick."""

from __future__ import annotations

import json
import os
import signal
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from newsloom.flows.commands.arguments import DatasetDir, Debug
from newsloom.flows.commands.catalogue import describe, options
from newsloom.flows.commands.explore import explore
from newsloom.flows.commands.export import export
from newsloom.flows.commands.find import find
from newsloom.flows.commands.show import show
from newsloom.flows.commands.snapshots import diff, snapshots
from newsloom.flows.commands.sql import sql
from newsloom.flows.guarded import end_at_once, guarded, run_commands, stop_on_signals
from newsloom.flows.work.loading import leave_parts_out

app = typer.Typer(
    name="newsloom",
    no_args_is_help=True,
    epilog="Begin with `newsloom run FOLDER --dataset news`; the --help of each command has an example.",
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)

Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files, folders (read recursively), globs, http(s) feeds, or -.")
]
Model = Annotated[
    str | None, typer.Option(metavar="NAME|PATH", help="A spaCy pipeline; without it, the one that ships.")
]
Workers = Annotated[int | None, typer.Option(help="Processes to use; 0 is one per core.")]
Config = Annotated[
    Path | None, typer.Option(metavar="FILE.toml", help="Options from a file; `newsloom options` prints them all.")
]
Engine = Annotated[str | None, typer.Option(metavar="local|dask", help="Where the work is done.")]
DaskAddress = Annotated[str | None, typer.Option(metavar="tcp://HOST:PORT", help="Dask scheduler.")]
AsFlow = Annotated[
    bool, typer.Option(envvar="NEWSLOOM_PREFECT", help="Run as a Prefect flow even if PREFECT_API_URL is not set.")
]
AnyLanguage = Annotated[bool, typer.Option(help="Keep text that is not English.")]
Limit = Annotated[int | None, typer.Option(metavar="N", help="Read at most N records; 0 is all.")]
Mapping = Annotated[
    list[str] | None, typer.Option("--map", metavar="OURS=THEIRS", help="Column names, such as text=body. Repeatable.")
]

Keep = Annotated[
    list[str] | None,
    typer.Option(metavar="COLUMN", help="Carry a column of the input through, into extra_fields. Repeatable."),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsloom {version('newsloom')}")
        raise typer.Exit


@app.callback()
def newsloom(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Raw English news text in, analysis-ready Parquet tables out: who said what, about whom, in which story."""


@app.command()
def run(
    context: typer.Context,
    inputs: Inputs,
    dataset: Annotated[Path, typer.Option(metavar="DIR", help="Dataset folder; made if it is not there.")],
    model: Model = None,
    workers: Workers = None,
    engine: Engine = None,
    dask_address: DaskAddress = None,
    config: Config = None,
    mapping: Mapping = None,
    keep: Keep = None,
    limit: Limit = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read, say what would be taken, write nothing.")] = False,
    any_language: AnyLanguage = False,
    prefect: AsFlow = False,
    strict: Annotated[bool, typer.Option(help="Exit with 1 if any record was turned away.")] = False,
    quiet: Annotated[bool, typer.Option(help="No progress and no summary.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as one JSON object on stdout.")] = False,
    debug: Debug = False,
) -> None:
    """Read, clean, deduplicate, extract and publish; print what came of it.

    What the dataset already holds is left alone, so the same command can run again and again:

    `newsloom run exports/ feeds.xml "crawl/*.warc.gz" --dataset news`
    """

    def work() -> int:
        leave_parts_out()
        from newsloom.flows.settings import make_settings
        from newsloom.flows.view import console

        overrides = _overrides(model, workers, engine, dask_address, mapping, keep, any_language, strict, limit)
        settings = make_settings(tuple(inputs), str(dataset), _path(config), overrides)
        with console.progress(quiet=quiet) as report:
            if dry_run:
                summary = _preview(settings, report)
            elif prefect or os.environ.get("PREFECT_API_URL"):
                summary = _build_as_flow(inputs, str(dataset), _path(config), overrides, report, debug)
            else:  # starting a server takes longer than a small run
                summary = _build(settings, report)
        console.show_summary(summary, quiet, as_json, _typed(context))
        return _outcome(summary, settings.run.strict)

    guarded(work, debug)


def _outcome(summary: dict[str, Any], strict: bool) -> int:
    """The exit code; why it is not 0 is said on stderr."""
    from newsloom.flows.view.summary import failure

    if (why := failure(summary, strict)) is None:
        return 0
    typer.echo(f"newsloom: {why}", err=True)
    return 1


def _typed(context: typer.Context) -> list[str]:
    """The command as it would be typed again, to go on from; without what it said about the text's column."""
    from newsloom.flows.view.summary import program

    words = [*program(), str(context.info_name)]
    for parameter in context.command.params:
        name, value = str(parameter.name), context.params.get(str(parameter.name))
        source = context.get_parameter_source(name)
        if source is None or source.name != "COMMANDLINE":
            continue
        values = [item for item in value or () if not item.startswith("text=")] if name == "mapping" else value
        words += _words(parameter.param_type_name, value is True, parameter.opts[0], values)
    return words


def _words(kind: str, is_flag: bool, option: str, value: Any) -> list[str]:
    if is_flag:
        return [option]
    values = [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]
    return values if kind == "argument" else [word for item in values for word in (option, item)]


def _preview(settings: Any, report: Any) -> dict[str, Any]:
    from newsloom.flows.preview import preview

    return preview(settings, report)


def _build(settings: Any, report: Any) -> dict[str, Any]:
    from newsloom.flows.pipeline import build

    return build(settings, report=report)


def _build_as_flow(
    inputs: list[str], dataset: str, config: str | None, overrides: dict[str, Any], report: Any, debug: bool
) -> dict[str, Any]:
    from newsloom.flows.build import RunFailedError, run_flow

    try:
        return run_flow(inputs, dataset, config, overrides, report, debug)
    except RunFailedError as error:
        return error.summary


@app.command()
def check(
    folder: DatasetDir,
    as_json: Annotated[bool, typer.Option("--json", help="The outcome as JSON on stdout.")] = False,
    debug: Debug = False,
) -> None:
    """Hold a dataset against the contract; exit with 1 and name every breach.

    `newsloom check news`
    """

    def work() -> int:
        from newsloom.flows.dataset.inspect import check_dataset
        from newsloom.flows.view.console import counted

        outcome = check_dataset(folder)
        failed = [row for row in outcome if not row["passed"]]
        if as_json:
            typer.echo(json.dumps(outcome, ensure_ascii=False, default=str))
        else:
            for row in failed:
                typer.echo(
                    f"{row['severity']}: {row['table_name']}, {row['check_name']}: {row['observed']}: {row['sample']}"
                )
            typer.echo(f"{counted(len(outcome), 'check')}, {len(failed)} failed")
        return 1 if any(row["severity"] == "error" for row in failed) else 0

    guarded(work, debug)


@app.command()
def report(
    folder: DatasetDir,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Where to write; DIR/report.html if not given.")
    ] = None,
    debug: Debug = False,
) -> None:
    """Write one self-contained HTML page to look at the dataset.

    `newsloom report news --out news.html`
    """

    def work() -> int:
        from newsloom.flows.view.report import write_report

        typer.echo(f"wrote {write_report(folder, out or folder / 'report.html')}")
        return 0

    guarded(work, debug)


for asking in (explore, show, find, sql, export, snapshots, diff, options, describe):
    app.command()(asking)


@app.command()
def serve(
    inputs: Inputs,
    dataset: Annotated[Path, typer.Option(metavar="DIR", help="Dataset folder; made if it is not there.")],
    cron: Annotated[str, typer.Option(metavar="CRON", help='When to run, such as "*/15 * * * *".')],
    model: Model = None,
    workers: Workers = None,
    engine: Engine = None,
    dask_address: DaskAddress = None,
    config: Config = None,
    mapping: Mapping = None,
    keep: Keep = None,
    any_language: AnyLanguage = False,
    strict: Annotated[bool, typer.Option(help="A run fails if any record was turned away.")] = False,
    limit: Limit = None,
    quiet: Annotated[bool, typer.Option(help="No word of where the runs are shown, and no log.")] = False,
    name: Annotated[str, typer.Option(help="Name of the deployment.")] = "newsloom",
    debug: Debug = False,
) -> None:
    """Run on a schedule, as a Prefect deployment, until stopped with Ctrl-C.

    With PREFECT_API_URL set it is served there; without, on a server of its own on this machine. A run that is due
    while the one before is still at work is skipped.

    `newsloom serve exports/ --dataset news --cron "*/15 * * * *"`
    """

    def work() -> int:
        from newsloom.flows.serve import serve_dataset

        signal.signal(signal.SIGINT, signal.default_int_handler)  # Prefect's loop has a way of its own to stop
        overrides = _overrides(model, workers, engine, dask_address, mapping, keep, any_language, strict, limit)
        serve_dataset(inputs, str(dataset), cron, name, _path(config), overrides, quiet)
        return 0

    guarded(work, debug)


TRAINED = {
    "pipeline": ("newsloom.flows.training.pipeline", "train_pipeline", "data/model"),
    "repair": ("newsloom.flows.training.repair", "train_repair", "data/repair"),
    "idf": ("newsloom.flows.training.idf", "train_idf", "data/idf"),
}
"""What can be trained: module, function(corpora, out), and the folder that ships."""


@app.command()
def train(
    corpora: Annotated[Path, typer.Option(metavar="DIR", help="Folder of training corpora; see data/model/README.md.")],
    what: Annotated[
        Literal["pipeline", "repair", "idf"],
        typer.Argument(help="The language pipeline, the character model of repair, or the background word counts."),
    ] = "pipeline",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the result goes; the folder that ships, if not given.")
    ] = None,
    debug: Debug = False,
) -> None:
    """Train what ships with newsloom from corpora; needs `python -m uv sync --extra train` and hours on two cores.

    `newsloom train idf --corpora corpora --out idf`
    """

    def work() -> int:
        from importlib import import_module

        from newsloom.flows.settings import SettingsError

        module, function, folder = TRAINED[what]
        if not corpora.is_dir():
            raise SettingsError(f"--corpora {corpora}: no such folder")
        try:
            trainer = getattr(import_module(module), function)
        except ImportError as error:
            typer.echo(
                f"newsloom: {error.name} is not installed; run in the clone: python -m uv sync --extra train", err=True
            )
            return 2
        target = out or Path(__file__).resolve().parent.parent / folder
        trainer(corpora, target)
        typer.echo(f"wrote {target}")
        return 0

    guarded(work, debug)


def _overrides(
    model: str | None,
    workers: int | None,
    engine: str | None,
    dask_address: str | None,
    mapping: list[str] | None,
    keep: list[str] | None,
    any_language: bool,
    strict: bool,
    limit: int | None,
) -> dict[str, dict[str, Any]]:
    """The command line's options as {section: {option: value}}; what was not given is None."""
    return {
        "run": {"model": model, "strict": strict or None, "limit": limit},
        "engine": {"engine": engine, "workers": workers, "dask_address": dask_address},
        "parse": {"columns": _columns(mapping), "keep": keep or None},
        "clean": {"any_language": any_language or None},
    }


def _columns(mapping: list[str] | None) -> dict[str, str] | None:
    from newsloom.flows.settings import SettingsError
    from newsloom.transforms.inputs.columns import NAMES

    columns = {}
    for item in mapping or ():
        ours, _, theirs = (part.strip() for part in item.partition("="))
        if not ours or not theirs:
            raise SettingsError("--map takes OURS=THEIRS, such as --map text=body")
        if ours not in NAMES:
            raise SettingsError(f"--map {item}: {ours} is none of {', '.join(NAMES)}")
        columns[ours] = theirs
    return columns or None


def _path(path: Path | None) -> str | None:
    return None if path is None else str(path)


_WITHOUT_PANDAS = ("check", "diff", "export", "find", "report", "run", "snapshots", "sql")
"""Commands that make no frames of pandas: its import takes a fifth of their start."""

_WITH_SERVICES = {"prefect", "distributed"}
"""What has services of its own to stop when a process ends, in its own order."""


def main() -> None:
    """Entry point of the `newsloom` command. Its process is ours: it takes little memory, sends no telemetry, and ends
    with SIGTERM as with Ctrl-C."""
    from newsloom.flows.work.loading import leave_pandas_out
    from newsloom.flows.work.memory import allocate_sparingly, collect_rarely

    if sys.platform == "win32":
        sys.exit("newsloom: runs on Linux and macOS; on Windows, run it inside WSL")
    allocate_sparingly()
    collect_rarely()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # products are small: a second thread only waits for the first
    os.environ["DO_NOT_TRACK"] = "1"  # before Prefect is imported, which may send something right then
    stop_on_signals()
    if sys.argv[1:2] and sys.argv[1] in _WITHOUT_PANDAS:
        leave_pandas_out()
    try:
        run_commands(app)
    except SystemExit as end:
        if isinstance(end.code, int) and not _WITH_SERVICES & sys.modules.keys():
            end_at_once(end.code)
        raise


if __name__ == "__main__":
    main()
