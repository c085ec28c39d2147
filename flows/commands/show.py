"""The command `newsloom show`: one text with all that was read in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from newsloom.flows.commands.arguments import Debug
from newsloom.flows.guarded import guarded

_ARTICLE_ID = re.compile(r"a_[0-9a-f]{16}")
_ENOUGH = 2  # records that are read of a file: the first is shown, the second says that there are more


def show(
    what: Annotated[
        str, typer.Argument(metavar="FILE|ARTICLE_ID", help="A text of any form that `run` takes, -, or an article.")
    ],
    dataset: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The dataset folder that has the article; a file needs none.")
    ] = None,
    versions: Annotated[
        bool, typer.Option("--versions", help="What the outlet changed from version to version.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as one JSON object.")] = False,
    debug: Debug = False,
) -> None:
    """Show one text with its names, quotes, speakers and edits marked, and nothing kept of it.

    `newsloom show article.html`

    `newsloom show a_0123456789abcdef --dataset news --versions`
    """

    def work() -> int:
        from newsloom.flows.view.readings import read_article, read_versions

        with _opened(what, dataset, versions) as (source, article_id):
            reading = read_article(source, article_id)
            if versions:
                _print_versions(read_versions(source, reading.article), as_json)
            else:
                _print(reading, as_json)
        return 0

    guarded(work, debug)


@contextmanager
def _opened(what: str, folder: Path | None, versions: bool) -> Iterator[tuple[Any, str]]:
    """The dataset that has the article, one that is gone afterwards where a file is shown, and the article's id."""
    from newsloom.flows.dataset.dataset import Dataset
    from newsloom.schemas.errors import UsageError

    if folder is not None:
        if not _ARTICLE_ID.fullmatch(what):
            raise UsageError(
                f"{what} is no article_id, which is a_ and 16 hex digits; a file is shown without --dataset"
            )
        yield Dataset(folder), what
        return
    if _ARTICLE_ID.fullmatch(what) and not Path(what).exists():
        raise UsageError(f"add the dataset that has it: newsloom show {what} --dataset DIR")
    if versions:
        raise UsageError("--versions is for an article of a dataset: newsloom show ARTICLE_ID --dataset DIR --versions")
    with _read_alone(what) as opened:
        yield opened


@contextmanager
def _read_alone(file: str) -> Iterator[tuple[Any, str]]:
    """A dataset of the file alone, for as long as it is looked at; UsageError where it has no article."""
    from tempfile import TemporaryDirectory

    from newsloom.flows.dataset.dataset import Dataset
    from newsloom.flows.pipeline import build
    from newsloom.flows.settings import make_settings
    from newsloom.schemas.errors import NewsloomError

    with TemporaryDirectory(prefix="newsloom-show-") as folder:
        destination = f"{folder}/dataset"
        build(make_settings((file,), destination, None, {"run": {"limit": _ENOUGH}, "engine": {"workers": 1}}))
        dataset = Dataset(destination)
        rows = dataset.arrow("articles", ["article_id", "source_row"]).sort_by("source_row").to_pylist()
        if not rows:
            (reject, *_) = dataset.arrow("rejects", ["reason", "detail"]).to_pylist() or [{"reason": "no text in it"}]
            why = ", ".join(filter(None, (reject["reason"], reject.get("detail"))))
            raise NewsloomError(f"{file} gives no article: {why}")
        if len(rows) > 1:
            typer.echo(f"newsloom: the first of several records; newsloom run {file} --dataset DIR takes all", err=True)
        yield dataset, rows[0]["article_id"]


def _print(reading: Any, as_json: bool) -> None:
    from dataclasses import asdict

    from newsloom.flows.view.marked import article_lines

    if as_json:
        typer.echo(json.dumps(asdict(reading), ensure_ascii=False, default=str, indent=2))
        return
    console = _console()
    for line in article_lines(reading, console.is_terminal and not console.no_color):
        console.print(line, soft_wrap=not console.is_terminal)


def _console() -> Any:
    """A console that leaves it to `guarded` what a reader who has had enough means; rich would end with 1."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Piped(highlight=False)


def _print_versions(versions: list[dict[str, Any]], as_json: bool) -> None:
    from newsloom.flows.view.marked import version_lines

    if as_json:
        typer.echo(json.dumps(versions, ensure_ascii=False, default=str, indent=2))
    else:
        typer.echo("\n".join(line.plain for line in version_lines(versions)))
