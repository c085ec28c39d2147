"""Tables of the text itself: articles, what was found and changed in them, and what was turned away."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import (
    END,
    RUN_ID,
    START,
    article_id,
    count,
    flag,
    identifier,
    offset,
    score,
    text,
    time,
    word,
)

PUBLISHED_ORIGINS = ("field", "header", "trailer", "html", "feed", "url")
DUPLICATE_KINDS = ("exact", "near", "contained")
EDIT_KINDS = ("mojibake", "html", "unicode", "control", "whitespace", "metadata", "boilerplate")
SEGMENT_KINDS = ("paragraph", "heading", "caption", "boilerplate")
REJECT_REASONS = (
    "empty",
    "too_short",
    "binary",
    "undecodable",
    "unparseable",
    "not_news_text",
    "wrong_language",
    "missing_text",
    "too_large",
)
_STRINGS = pa.list_(pa.field("element", pa.string()))
HASH = "^[0-9a-f]{64}$"

ARTICLES = Table(
    "articles",
    "One row per article that was kept, with its clean text.",
    key=("article_id",),
    divide_by="story_id",
    columns={
        "article_id": identifier("a", "The article's id.", required=True),
        "source_uri": text("File, archive or address that the article was read from.", required=True),
        "source_row": Column(pa.int64(), "Position of the record in its source, from 0.", required=True, minimum=0),
        "raw_sha256": text("SHA-256 of the record as it was read.", required=True, pattern=HASH),
        "url": text("Address of the article as it was found."),
        "canonical_url": text("The address without tracking parameters and fragments."),
        "outlet_domain": text("Registered domain of the outlet, from the address."),
        "outlet": text("Name of the outlet."),
        "title": text("Headline."),
        "author": text("Byline."),
        "published_at": time("When the article was published, where the time of day is known."),
        "published_date": Column(pa.date32(), "The day on which the article was published."),
        "published_origin": word("Where the date of publication was found.", PUBLISHED_ORIGINS),
        "modified_at": time("When the outlet last changed the article."),
        "language": text("Language of the text, ISO 639-1."),
        "dateline_place": text("Place named in the dateline."),
        "wire_agency": text("News agency credited with the text."),
        "text": text("Clean text; every span of every table points into it.", required=True),
        "n_chars": count("Length of the text.", unit="code points", required=True),
        "n_words": count("Number of words in the text.", unit="words", required=True),
        "duplicate_of": article_id("The original that this article copies; null if it is an original.", required=False),
        "duplicate_kind": word("How the article copies its original.", DUPLICATE_KINDS),
        "version_of": article_id("First version of this article, when its outlet revised it.", required=False),
        "story_id": identifier("s", "The story that the article tells.", references="stories.story_id"),
        "quality_flags": Column(_STRINGS, "What a careful reader should know about the text."),
        "first_seen_at": time("When newsloom first read the article.", required=True),
        "run_id": RUN_ID,
    },
)

METADATA = Table(
    "metadata",
    "Every date, address, outlet, title and byline that was found, not only the winner.",
    columns={
        "article_id": article_id(),
        "field": text("Column of articles that the value is a candidate for.", required=True),
        "value": text("The value as it was found.", required=True),
        "origin": text("Where it was found: field, header, trailer, byline, dateline, html, feed, url.", required=True),
        "raw_start": offset("Where it begins in the decoded raw text; null if it was not in the text."),
        "raw_end": offset("Where it ends in the decoded raw text, exclusive."),
        "chosen": flag("Whether this candidate became the article's value.", required=True),
        "conflict": flag("Whether the candidates for this field disagree.", required=True),
        "run_id": RUN_ID,
    },
)

EDITS = Table(
    "edits",
    "Every change between the decoded raw text and the clean text; undoing them restores the raw text.",
    key=("article_id", "seq"),
    columns={
        "article_id": article_id(),
        "seq": count("Number of the edit in its article, from 0, in order of place.", required=True),
        "kind": word("What sort of change it is.", EDIT_KINDS, required=True),
        "rule": text("Rule that made the change.", required=True),
        "raw_start": offset("Where the replaced text begins in the decoded raw text.", required=True),
        "raw_end": offset("Where it ends, exclusive.", required=True),
        "clean_start": offset("Where the replacement begins in articles.text.", required=True),
        "clean_end": offset("Where it ends, exclusive.", required=True),
        "before": text("Text before the change; null if text was only put in."),
        "after": text("Text after the change; null if text was only taken out."),
        "evidence": text("Why the change is right: encoding chain, likelihood, or the article that settles it."),
        "confidence": score("How sure the change is.", required=True),
        "applied": flag("Whether the change was made; a doubtful one is only recorded.", required=True),
        "run_id": RUN_ID,
    },
)

SEGMENTS = Table(
    "segments",
    "The paragraphs and headings of each article.",
    key=("article_id", "ordinal"),
    columns={
        "article_id": article_id(),
        "ordinal": count("Number of the segment in its article, from 0.", required=True),
        "kind": word("What the segment is.", SEGMENT_KINDS, required=True),
        "start_char": START,
        "end_char": END,
        "text_hash": text("Content hash of the segment's text; equal texts have equal hashes.", required=True),
        "run_id": RUN_ID,
    },
)

EXTRA_FIELDS = Table(
    "extra_fields",
    "Columns of the input that the user asked to keep, as they stood when the article was last read.",
    key=("article_id", "name"),
    columns={
        "article_id": article_id(),
        "name": text("Name of the column, or path in a JSON object.", required=True),
        "value": text("What it held, as text.", required=True),
        "run_id": RUN_ID,
    },
)

REJECTS = Table(
    "rejects",
    "Every input record that did not become an article, and why.",
    key=("source_uri", "source_row"),
    columns={
        "source_uri": text("File, archive or address that the record was read from.", required=True),
        "source_row": Column(pa.int64(), "Position of the record in its source, from 0.", required=True, minimum=0),
        "reason": word("Why it was turned away.", REJECT_REASONS, required=True),
        "detail": text("What exactly was wrong."),
        "raw_sha256": text("SHA-256 of the record as it was read, where it could be read.", pattern=HASH),
        "run_id": RUN_ID,
    },
)

TABLES = (ARTICLES, METADATA, EDITS, SEGMENTS, EXTRA_FIELDS, REJECTS)
