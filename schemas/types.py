"""Columns that several tables share, and short makers for the rest."""

from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.table import Column

STRING = pa.string()
TIME = pa.timestamp("us", tz="UTC")
WORD = pa.dictionary(pa.int32(), pa.string())
STATUSES = ("active", "merged")


def text(description: str, **rules: object) -> Column:
    """A free string."""
    return Column(STRING, description, **rules)  # type: ignore[arg-type]


def word(description: str, words: tuple[str, ...], **rules: object) -> Column:
    """A string from a closed list, dictionary-encoded."""
    return Column(WORD, description, words=words, **rules)  # type: ignore[arg-type]


def time(description: str, **rules: object) -> Column:
    """A moment in UTC with microseconds."""
    return Column(TIME, description, unit="UTC", **rules)  # type: ignore[arg-type]


def count(description: str, unit: str | None = None, **rules: object) -> Column:
    """A number of things, never negative."""
    return Column(pa.int32(), description, unit=unit, minimum=0, **rules)  # type: ignore[arg-type]


def score(description: str, **rules: object) -> Column:
    """A share, similarity or probability."""
    return Column(pa.float32(), description, unit="0 to 1", minimum=0, maximum=1, **rules)  # type: ignore[arg-type]


def flag(description: str, **rules: object) -> Column:
    """True or false."""
    return Column(pa.bool_(), description, **rules)  # type: ignore[arg-type]


def offset(description: str, **rules: object) -> Column:
    """A position in a text: zero-based, ends exclusive."""
    return count(description, unit="code points", **rules)


def identifier(prefix: str, description: str, **rules: object) -> Column:
    """A content hash: one letter, an underscore and 16 hex digits."""
    return Column(STRING, description, pattern=f"^{prefix}_[0-9a-f]{{16}}$", **rules)  # type: ignore[arg-type]


def article_id(description: str = "The article.", **rules: object) -> Column:
    """A reference to an article."""
    rules = {"required": True, "references": "articles.article_id", **rules}
    return identifier("a", description, **rules)


def entity_id(description: str, **rules: object) -> Column:
    """A reference to an entity."""
    return identifier("e", description, references="entities.entity_id", **rules)


def story_id(description: str, **rules: object) -> Column:
    """A reference to a story."""
    return identifier("s", description, references="stories.story_id", **rules)


def quote_id(description: str, required: bool = True) -> Column:
    """A reference to a quote."""
    return identifier("q", description, required=required, references="quotes.quote_id")


def utterance_id(description: str, **rules: object) -> Column:
    """A reference to an utterance."""
    return identifier("u", description, references="utterances.utterance_id", **rules)


RUN_ID = text("The run that last wrote the row.", references="runs.run_id")
START = offset("Where the span begins in articles.text.", required=True)
END = offset("Where the span ends in articles.text, exclusive.", required=True)
ENTITY_TYPES = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "NORP",
    "FAC",
    "EVENT",
    "PRODUCT",
    "WORK_OF_ART",
    "LAW",
    "OTHER",
)
