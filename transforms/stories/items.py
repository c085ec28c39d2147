"""Articles as they are placed in stories: new ones, and those of earlier runs."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.stories.clusters import Item
from newsloom.transforms.stories.likeness import DAY
from newsloom.transforms.stories.series import sources_of
from newsloom.transforms.stories.told_days import told_days
from newsloom.transforms.stories.vectors import Vectors

_OF_NUMBERS = ("terms", "weights", "places")  # columns of lists


def new_item(article: Article, text: str, vectors: Vectors, i: int) -> Item:
    """A new article with the text that tells of it, and the vector that it has among all."""
    span = slice(vectors.offsets[i], vectors.offsets[i + 1])
    at, dated = article.published_at or article.arrived_at, article.published_at is not None
    terms, weights, places = (values[span].tolist() for values in (vectors.terms, vectors.weights, vectors.places))
    return Item(
        article.article_id,
        at,
        dated,
        article.arrived_at,
        terms,
        weights,
        sources=sources_of(article.outlet, article.title),
        places=places,
        days_told=told_days(article.title, text, at.date() if dated else None),
    )


def day_of(at: datetime) -> int:
    """Days since 1970-01-01."""
    return int(at.timestamp() // DAY)


def stored_items(rows: pa.Table, vectors: bool = True) -> list[Item]:
    """The articles of rows of `story_vectors`, or these without their vectors, where those are not needed."""
    names = (
        "article_id",
        "at",
        "dated",
        "arrived_at",
        "terms",
        "weights",
        "story_id",
        "sources",
        "places",
        "days_told",
    )
    absent = [()] * rows.num_rows
    columns = (
        (_numbers(rows[name]) if vectors else absent) if name in _OF_NUMBERS else rows[name].to_pylist()
        for name in names
    )
    return [Item(*row) for row in zip(*columns, strict=True)]


def _numbers(column: pa.ChunkedArray) -> list[list[int] | list[float]]:
    """The lists of numbers of a column, all taken out at once."""
    values = pc.list_flatten(column).to_numpy().tolist()
    ends = np.cumsum(pc.list_value_length(column).to_numpy()).tolist()
    return [values[start:end] for start, end in zip([0, *ends], ends, strict=False)]
