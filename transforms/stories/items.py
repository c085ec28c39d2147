"""Articles as they are placed in stories: new ones, and those of earlier runs."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.stories.clusters import Item
from newsloom.transforms.stories.likeness import DAY
from newsloom.transforms.stories.series import sources_of
from newsloom.transforms.stories.vectors import Vectors


def new_item(article: Article, vectors: Vectors, i: int) -> Item:
    """A new article, and the vector that it has among all."""
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
    )


def day_of(at: datetime) -> int:
    """Days since 1970-01-01."""
    return int(at.timestamp() // DAY)


def stored_items(rows: pa.Table) -> list[Item]:
    """The articles of rows of `story_vectors`."""
    names = ("article_id", "at", "dated", "arrived_at", "terms", "weights", "story_id", "sources", "places")
    return [Item(*row) for row in zip(*(rows[name].to_pylist() for name in names), strict=True)]
