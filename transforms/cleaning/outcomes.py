"""What becomes of records, as rows: articles told apart, and the tables of a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import pyarrow as pa

from newsloom.schemas.contract.articles import ARTICLES, EDITS, EXTRA_FIELDS, METADATA, REJECTS, SEGMENTS
from newsloom.transforms.inputs.records import Reject, or_reject
from newsloom.transforms.text.ids import article_id

__all__ = ["CleanArticle", "Cleaned", "cleaned", "renamed", "told_apart"]


class CleanArticle(NamedTuple):
    """One article's rows, by the contract's tables."""

    article: dict[str, object]
    edits: list[dict[str, object]]
    segments: list[dict[str, object]]
    metadata: list[dict[str, object]]
    extra_fields: list[dict[str, object]]


class Cleaned(NamedTuple):
    """A batch's tables; every record is a row of `articles` or of `rejects`."""

    articles: pa.Table
    edits: pa.Table
    segments: pa.Table
    metadata: pa.Table
    extra_fields: pa.Table
    rejects: pa.Table


def told_apart(outcomes: Iterable[CleanArticle | Reject]) -> Iterator[CleanArticle | Reject]:
    """The outcomes; articles of equal records are numbered, so that each has an id of its own."""
    copies: Counter[str] = Counter()
    for outcome in outcomes:
        if isinstance(outcome, CleanArticle):
            row = outcome.article
            first = str(row["article_id"])
            if copies[first]:
                address = row.get("canonical_url")
                outcome = renamed(
                    outcome, article_id(str(row["raw_sha256"]), str(address) if address else None, copies[first])
                )
            copies[first] += 1
        yield outcome


def renamed(article: CleanArticle, new_id: str) -> CleanArticle:
    """The article's rows under another id."""
    others = ([{**row, "article_id": new_id} for row in rows] for rows in article[1:])
    return CleanArticle({**article.article, "article_id": new_id}, *others)


def cleaned(outcomes: Iterable[CleanArticle | Reject]) -> Cleaned:
    """The outcomes as tables; an article that fits in none of them becomes a reject."""
    outcomes = list(outcomes)
    try:
        return _tables(outcomes)
    except Exception:  # one row ends a table: find out whose it is
        return _tables([_fitting(o) if isinstance(o, CleanArticle) else o for o in outcomes])


def _fitting(article: CleanArticle) -> CleanArticle | Reject:
    row = article.article
    record = str(row["source_uri"]), int(str(row["source_row"])), str(row["raw_sha256"])
    outcome = or_reject(partial(_tables, [article]), *record)
    return outcome if isinstance(outcome, Reject) else article


def _tables(outcomes: Sequence[CleanArticle | Reject]) -> Cleaned:
    articles = [o for o in outcomes if isinstance(o, CleanArticle)]
    return Cleaned(
        ARTICLES.table(a.article for a in articles),
        EDITS.table(row for a in articles for row in a.edits),
        SEGMENTS.table(row for a in articles for row in a.segments),
        METADATA.table(row for a in articles for row in a.metadata),
        EXTRA_FIELDS.table(row for a in articles for row in a.extra_fields),
        REJECTS.table(o.row() for o in outcomes if isinstance(o, Reject)),
    )
