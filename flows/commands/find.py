"""The command `newsloom find`."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from newsloom.flows.commands.arguments import DatasetDir, Debug
from newsloom.flows.guarded import guarded


def find(
    folder: DatasetDir,
    words: Annotated[str, typer.Argument(metavar='"WORDS"', help="What was said, or is said to have been.")],
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this person is reported to have said.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="All of it as one JSON object, in the terms of schema.org's ClaimReview.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Did anyone say this? Exact, edited, paraphrased or not found, with every report: outlet, day, speaker, link.

    It ends with 0 whether anybody said it or not; what was found is the first line, or `reviewRating` with --json.

    `newsloom find news "We were lucky with the weather" --by "Agnė Vaitkūnaitė"`
    """

    def work() -> int:
        from newsloom.flows.statements import claim_review, find_statements
        from newsloom.flows.view.findings import finding_lines

        statements = find_statements(folder, words, by)
        if as_json:
            typer.echo(json.dumps(claim_review(words, statements), ensure_ascii=False, indent=2))
        else:
            typer.echo("\n".join(finding_lines(statements)))
        return 0

    guarded(work, debug)
