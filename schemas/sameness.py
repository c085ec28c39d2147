"""Tables of sameness: what copies what, and what tells the same event."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import RUN_ID, article_id, count, flag, identifier, offset, score, text, time, word

RELATIONS = ("exact", "near", "contained", "revision", "shared_passage", "template", "same_story")
STATUSES = ("active", "merged")
STORY_EVENTS_WORDS = ("created", "grown", "merged")
REVISION_KINDS = (
    *("quote", "speaker", "number", "name", "headline", "wording", "added", "removed"),
    "correction_notice",
)


def story_id(description: str, **rules: object) -> Column:
    """A reference to a story."""
    return identifier("s", description, references="stories.story_id", **rules)


ARTICLE_PAIRS = Table(
    "article_pairs",
    "One row per pair of articles that have something in common; a sorts before b.",
    key=("article_id_a", "article_id_b"),
    columns={
        "article_id_a": article_id("The article of the pair with the smaller id."),
        "article_id_b": article_id("The article of the pair with the larger id."),
        "relation": word("The strongest relation that holds.", RELATIONS, required=True),
        "jaccard": score("Shared 3-word shingles over all 3-word shingles of both."),
        "containment_a": score("Share of a's 3-word shingles that b has."),
        "containment_b": score("Share of b's 3-word shingles that a has."),
        "longest_run_words": count("Longest run of words that both have verbatim.", unit="words"),
        "reuse_outside_quotes": score("Share of the smaller text that is reused outside quotation marks."),
        "score": score("Strength of the relation, on the scale of its own measure."),
        "run_id": RUN_ID,
    },
)

SHARED_PASSAGES = Table(
    "shared_passages",
    "Every verbatim run of 20 words or more that two articles share.",
    key=("article_id_a", "article_id_b", "a_start", "b_start"),
    columns={
        "article_id_a": article_id("The article of the pair with the smaller id."),
        "article_id_b": article_id("The article of the pair with the larger id."),
        "a_start": offset("Where the passage begins in a's text.", required=True),
        "a_end": offset("Where it ends in a's text, exclusive.", required=True),
        "b_start": offset("Where the passage begins in b's text.", required=True),
        "b_end": offset("Where it ends in b's text, exclusive.", required=True),
        "n_words": count("Length of the passage.", unit="words", required=True),
        "in_quote": flag("Whether it lies inside quotation marks in both articles.", required=True),
        "run_id": RUN_ID,
    },
)

STORIES = Table(
    "stories",
    "One row per news event, over all outlets.",
    key=("story_id",),
    columns={
        "story_id": identifier("s", "The story's id, from its first member; kept for good.", required=True),
        "status": word("Whether the story stands or was merged into an older one.", STATUSES, required=True),
        "merged_into": story_id("The story that this one was merged into."),
        "title": text("Headline or first sentence of its first article."),
        "first_article_id": article_id(
            "Its first article; null where several may be or a date is not known.", required=False
        ),
        "first_published_at": time("Earliest time of publication; null where only the day is known of that day's."),
        "first_published_date": Column(pa.date32(), "Earliest day of publication."),
        "last_published_at": time("Latest time of publication; null where only the day is known of that day's."),
        "last_published_date": Column(pa.date32(), "Latest day of publication."),
        "n_articles": count("Articles that tell it.", unit="articles", required=True),
        "n_outlets": count("Outlets that tell it.", unit="outlets", required=True),
        "n_independent": count("Articles that are not copies of another one.", unit="articles", required=True),
        "thread_id": story_id("Shared by the stories of one running story; null where alone."),
        "run_id": RUN_ID,
    },
)

STORY_EVENTS = Table(
    "story_events",
    "What happened to stories: created, grown, merged.",
    key=("story_id", "run_id", "event", "other_story_id", "article_id"),
    columns={
        "story_id": story_id("The story.", required=True),
        "run_id": RUN_ID,
        "event": word("What happened.", STORY_EVENTS_WORDS, required=True),
        "other_story_id": story_id("The story that was merged into this one, or that the article was in before."),
        "article_id": article_id("The article that came in.", required=False),
    },
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

TABLES = (ARTICLE_PAIRS, SHARED_PASSAGES, STORIES, STORY_EVENTS, REVISIONS)
