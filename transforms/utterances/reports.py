"""A quote with its article: what grouping needs to know of a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from newsloom.transforms.text.caching import remembered
from newsloom.transforms.utterances.wording import Wording, quoted_wording, wording

Row = Mapping[str, Any]
ABOUT_ARTICLES = (
    *("article_id", "outlet", "outlet_domain", "published_at", "published_date", "first_seen_at", "duplicate_of"),
)
ABOUT_QUOTES = (
    *("quote_id", "article_id", "type", "start_char", "end_char", "text", "speaker", "speaker_start", "speaker_end"),
    *("speaker_kind", "speaker_resolution", "speaker_entity_id", "speaker_confidence", "utterance_id"),
    *("cue_start", "cue_lemma"),
)
"""Columns of articles and quotes that grouping looks at."""
_DENIALS = frozenset(("deny", "dispute", "refute", "denial"))
"""Cues that tell in the speaker's turned words: what follows "denied that" outside marks is what he says is not so."""
_AT_A_TIME = 1_000  # quotes that are read as rows at once: those take their room
_words_of = remembered(wording, 1 << 14)  # copies have the same texts; some 30 MB at most


@dataclass
class QuoteReport:  # not frozen: a frozen one takes four times as long to make, and there are very many
    """A quote with its article; `is_denied`: that it is told as what the speaker says is not so.

    Its words are read when they are asked for: of most pairs of reports the days alone say that they are not one
    statement.
    """

    quote_id: str
    utterance_id: str | None
    article_id: str
    original: str
    outlet: str | None
    outlet_name: str | None
    at: dt.datetime | None
    day: dt.date | None
    seen: dt.datetime | None
    type: str
    start: int
    end: int
    text: str
    speaker: str | None
    speaker_text: str | None
    speaker_start: int | None
    speaker_end: int | None
    speaker_kind: str
    resolution: str
    confidence: float
    is_denied: bool

    @cached_property
    def words(self) -> Wording:
        """All words of it."""
        return _words_of(self.text)

    @cached_property
    def quoted(self) -> Wording:
        """The words of it that stand in quotation marks."""
        return quoted_wording(self.text, self.type, self.words)

    @property
    def order(self) -> tuple[object, ...]:
        """First seen first; the article's id decides between those of one moment."""
        latest = dt.datetime.max.replace(tzinfo=dt.UTC)
        return (self.seen or latest, self.article_id, self.start, self.quote_id)


def read_reports(quotes: Iterable[pa.Table], articles: pa.Table) -> dict[str, QuoteReport]:
    """The quotes by id, each with its article."""
    about = {row["article_id"]: row for row in articles.select(list(ABOUT_ARTICLES)).to_pylist()}
    batches = (batch for table in quotes for batch in table.select(list(ABOUT_QUOTES)).to_batches(_AT_A_TIME))
    rows = (row for batch in batches for row in batch.to_pylist())
    return {row["quote_id"]: _report_of(row, about.get(row["article_id"], {})) for row in rows}


def _report_of(quote: Row, article: Row) -> QuoteReport:
    return QuoteReport(
        quote_id=quote["quote_id"],
        utterance_id=quote["utterance_id"],
        article_id=quote["article_id"],
        original=article.get("duplicate_of") or quote["article_id"],
        outlet=article.get("outlet_domain") or article.get("outlet"),
        outlet_name=article.get("outlet"),
        at=article.get("published_at"),
        day=article.get("published_date"),
        seen=article.get("first_seen_at"),
        type=quote["type"],
        start=quote["start_char"],
        end=quote["end_char"],
        text=quote["text"],
        speaker=quote["speaker_entity_id"],
        speaker_text=quote["speaker"],
        speaker_start=quote["speaker_start"],
        speaker_end=quote["speaker_end"],
        speaker_kind=quote["speaker_kind"],
        resolution=quote["speaker_resolution"],
        confidence=quote["speaker_confidence"] or 0.0,
        is_denied=_is_denied(quote),
    )


def _is_denied(quote: Row) -> bool:
    is_behind = quote["cue_start"] is not None and quote["cue_start"] < quote["start_char"]
    return is_behind and quote["type"] != "direct" and quote["cue_lemma"] in _DENIALS
