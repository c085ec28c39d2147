"""Tables of stories: which articles tell the same event, and what became of each story."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import RUN_ID, STATUSES, article_id, count, identifier, story_id, text, time, word

STORY_EVENTS_WORDS = ("created", "grown", "merged")


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

TABLES = (STORIES, STORY_EVENTS)
