"""State table of text repair: spellings that settle what a lost letter was."""

from __future__ import annotations

from newsloom.schemas.table import Table
from newsloom.schemas.types import RUN_ID, article_id, count, text

SPELLINGS = Table(
    "spellings",
    "Words with letters beyond ASCII, by what is left of them when those letters are lost.",
    key=("word",),
    columns={
        "word": text("The word as it was spelled.", required=True),
        "key": text("Its ASCII letters, with one question mark for every run of others.", required=True),
        "article_id": article_id("The first article that spells it so."),
        "n_articles": count("Articles that spell it so, in the run that last wrote the row.", required=True),
        "run_id": RUN_ID,
    },
    internal=True,
)

TABLES = (SPELLINGS,)
