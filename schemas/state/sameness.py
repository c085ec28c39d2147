"""State of sameness: what finds the earlier articles that a new one resembles. Internal; grows only."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column, Table
from newsloom.schemas.types import STRING, article_id, count, flag, time

BUCKETS = 16

_HASH = pa.uint64()
_TERMS = pa.list_(pa.uint32())
_WEIGHTS = pa.list_(pa.float32())
_SOURCES = pa.list_(pa.string())

SAMENESS_TEXTS = Table(
    "sameness_texts",
    "What a comparison with a later article needs of each article besides its text; any is found by itself.",
    key=("article_id",),
    internal=True,
    grows_only=True,
    mapped=True,
    columns={
        "article_id": article_id(required=True),
        "text_key": Column(_HASH, "Hash of its words, whatever their case and punctuation; null if it has none."),
        "published_at": time("When it was published; midnight where only the day is known; null if it cannot be true."),
        "day_only": flag("Whether only the day of publication is known.", required=True),
        "modified_at": time("When its outlet last changed it."),
        "arrived_at": time("When the article arrived.", required=True),
        "outlet": Column(STRING, "Domain or name of its outlet."),
        "url": Column(STRING, "Its address, canonical where that is known."),
        "agency": Column(STRING, "The news agency that it credits."),
        "title": Column(STRING, "Its headline."),
        "n_words": count("Words between blanks in its text.", unit="words", required=True),
    },
)

FINGERPRINTS = Table(
    "fingerprints",
    "Winnowed shingles of every distinct text; none is ever removed or changed.",
    key=("hash", "text_key"),
    internal=True,
    grows_only=True,
    mapped=True,
    part_by="bucket",
    columns={
        "bucket": Column(pa.int8(), "Part of the hashes that a comparison reads at once.", required=True, minimum=0),
        "hash": Column(_HASH, "Hash of a shingle.", required=True),
        "text_key": Column(_HASH, "The text that has it.", required=True),
        "short": Column(pa.bool_(), "Whether the text is so short that all of its shingles are here.", required=True),
    },
)

COMMON_FINGERPRINTS = Table(
    "common_fingerprints",
    "Shingles of so many texts that they are boilerplate and lead to no comparison.",
    key=("hash",),
    internal=True,
    columns={"hash": Column(_HASH, "Hash of a shingle.", required=True)},
)

MASS_REPRINTS = Table(
    "mass_reprints",
    "Texts that very many articles have nearly, by some fingerprints each, with the likeliest original of each.",
    key=("hash", "text_key"),
    internal=True,
    columns={
        "hash": Column(_HASH, "Hash of a shingle.", required=True),
        "text_key": Column(_HASH, "A text that has it.", required=True),
        "article_id": article_id(required=True),
        "at": time("When it was published."),
        "agency_itself": flag("Whether it is the agency that it credits.", required=True),
        "credits": flag("Whether it credits somebody else.", required=True),
        "n_words": count("Number of words in its text.", unit="words", required=True),
    },
)

OUTLET_PARAGRAPHS = Table(
    "outlet_paragraphs",
    "Which texts have a paragraph of an outlet, on which pages; no more rows once it is a standing one.",
    key=("paragraph", "text_key", "page"),
    internal=True,
    grows_only=True,
    columns={
        "paragraph": Column(_HASH, "Hash of the outlet and the paragraph.", required=True),
        "text_key": Column(_HASH, "A text that has it.", required=True),
        "page": Column(
            _HASH, "Hash of the address of the article, or the text's key where it has none.", required=True
        ),
        "day": Column(pa.date32(), "Day of publication, where it is known."),
    },
)

STANDING_PARAGRAPHS = Table(
    "standing_paragraphs",
    "Paragraphs that so many texts of one outlet have that they are boilerplate.",
    key=("paragraph",),
    internal=True,
    columns={"paragraph": Column(_HASH, "Hash of the outlet and the paragraph.", required=True)},
)

STORY_VECTORS = Table(
    "story_vectors",
    "What each article is about, as weighted terms, with the time by which it is placed.",
    key=("article_id",),
    internal=True,
    mapped=True,
    layered=True,
    columns={
        "article_id": article_id(required=True),
        "at": time("Time of publication, or of arrival where none is known or it cannot be true.", required=True),
        "dated": flag("Whether `at` is the time of publication.", required=True),
        "arrived_at": time("When the article arrived.", required=True),
        "story_id": Column(STRING, "The story that the article is in."),
        "terms": Column(_TERMS, "Hashed terms, the heaviest first.", required=True),
        "weights": Column(_WEIGHTS, "Their weights; the squares sum to 1.", required=True),
        "sources": Column(_SOURCES, "Its outlet, and the series of it that it belongs to.", required=True),
        "places": Column(pa.list_(pa.uint8()), "Flags of each term: in lead 1, title 2, preview 4.", required=True),
        "days_told": Column(
            pa.uint8(), "Days that title and lead tell of: Monday 1, Tuesday 2 to Sunday 64; to come 128."
        ),
    },
)

STORY_TERMS = Table(
    "story_terms",
    "Index of articles by the heaviest of their terms and by the week.",
    key=("slot", "article_id"),
    internal=True,
    grows_only=True,
    mapped=True,
    columns={
        "slot": Column(
            _HASH,
            "A term, a week, and whether it is that of arrival though another of `at` is known.",
            required=True,
        ),
        "article_id": article_id(required=True),
        "at": time("As in story_vectors.", required=True),
        "dated": flag("As in story_vectors.", required=True),
        "arrived_at": time("When the article arrived.", required=True),
        "weight": Column(pa.float32(), "Weight of the term in the article, as in story_vectors.", required=True),
    },
)

STORY_SUMS = Table(
    "story_sums",
    "Each living story as the sum of its articles' vectors: mean similarity to all of them in one product.",
    key=("story_id",),
    internal=True,
    mapped=True,
    layered=True,
    columns={
        "story_id": Column(STRING, "The story.", required=True),
        "n_articles": count("Articles that were summed.", unit="articles", required=True),
        "first_at": time(
            "Time of its first article; of those with a date of publication, where it has any.", required=True
        ),
        "last_at": time("Time of its last article, likewise.", required=True),
        "dated": flag("Whether an article of it has a date of publication.", required=True),
        "first_arrived": time("When its first article arrived.", required=True),
        "last_arrived": time("When its last article arrived.", required=True),
        "terms": Column(_TERMS, "Hashed terms, the heaviest first.", required=True),
        "weights": Column(_WEIGHTS, "Their summed weights.", required=True),
        "sources": Column(_SOURCES, "Outlets and series of its articles.", required=True),
        "source_counts": Column(pa.list_(pa.int32()), "Articles of each.", required=True),
    },
)

ALL_ARTICLES = 0  # the term of TERM_COUNTS that counts articles rather than those with a term

TERM_COUNTS = Table(
    "term_counts",
    "In how many articles of each week each term occurs; as term 0, how many articles were counted.",
    key=("slot",),
    internal=True,
    mapped=True,
    layered=True,
    columns={
        "slot": Column(
            _HASH, "A week, whether it is that of arrival for want of another, a hashed term.", required=True
        ),
        "n_articles": count("Articles that have it among their heaviest terms.", unit="articles", required=True),
    },
)

STATE_TABLES = (
    SAMENESS_TEXTS,
    FINGERPRINTS,
    COMMON_FINGERPRINTS,
    MASS_REPRINTS,
    OUTLET_PARAGRAPHS,
    STANDING_PARAGRAPHS,
    STORY_VECTORS,
    STORY_TERMS,
    STORY_SUMS,
    TERM_COUNTS,
)
