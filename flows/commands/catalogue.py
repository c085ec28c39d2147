"""The commands `newsloom options` and `newsloom describe`: what can be set, and what the tables mean."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer


def options(
    form: Annotated[Literal["toml", "md"], typer.Option("--format", help="TOML, or a page of Markdown.")] = "toml",
) -> None:
    """Print every option of a --config file with its default and what it means.

    `newsloom options > newsloom.toml`
    """
    from newsloom.flows.options import options_markdown, options_toml

    typer.echo(options_toml() if form == "toml" else options_markdown(), nl=False)


def describe(
    form: Annotated[
        Literal["md", "json", "datapackage"], typer.Option("--format", help="Markdown, JSON, or Frictionless JSON.")
    ] = "md",
) -> None:
    """Print the data dictionary: every table and column, its unit and its constraint.

    `newsloom describe > tables.md`
    """
    from newsloom.schemas.datapackage import datapackage
    from newsloom.schemas.dictionary import dictionary_data, dictionary_markdown

    data = datapackage if form == "datapackage" else dictionary_data
    typer.echo(dictionary_markdown() if form == "md" else json.dumps(data(), ensure_ascii=False, indent=2), nl=False)
