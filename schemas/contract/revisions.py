"""The table of revisions: what an outlet changed between two versions of an article."""

from __future__ import annotations

from newsloom.schemas.table import Table
from newsloom.schemas.types import RUN_ID, article_id, count, offset, text, word

REVISION_KINDS = (
    *("quote", "speaker", "number", "name", "headline", "wording", "added", "removed"),
    "correction_notice",
)

REVISIONS = Table(
    "revisions",
    "What an outlet changed between an article and its version before: a row for each changed sentence and kind of "
    "change. Blanks, marks and furniture are none.",
    key=("article_id", "seq"),
    columns={
        "article_id": article_id("The later version."),
        "previous_article_id": article_id("The version before."),
        "seq": count("Number of the change in its article, from 0: the headline first, then by place.", required=True),
        "kind": word(
            "What was changed: the quoted words, who is said to have said them, a number or a name for another, the "
            "headline, else the wording; or a sentence that came, that went, or that tells of a correction.",
            REVISION_KINDS,
            required=True,
        ),
        "previous_start": offset("Where the sentence begins in the text before; null if it is new, or a headline."),
        "previous_end": offset("Where it ends there, exclusive."),
        "start_char": offset("Where the sentence begins in articles.text; null if it has gone, or is a headline."),
        "end_char": offset("Where it ends there, exclusive."),
        "before": text("The sentence, or headline, as it was; null if it is new."),
        "after": text("The sentence, or headline, as it is; null if it has gone."),
        "run_id": RUN_ID,
    },
)

TABLES = (REVISIONS,)
