"""Articles as they are placed in stories: new ones, and the earlier ones that they may be compared with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from transforms.sameness.articles import Article
from transforms.sameness.stored import Read
from transforms.sameness.stories import Item, StoryOptions
from transforms.sameness.vectors import Vectors

_DAY = 86400


def new_item(article: Article, vectors: Vectors, i: int) -> Item:
    """A new article, and the vector that it has among all."""
    span = slice(vectors.offsets[i], vectors.offsets[i + 1])
    at, dated = article.published_at or article.arrived_at, article.published_at is not None
    return Item(
        article.article_id, at, dated, article.arrived_at, vectors.terms[span].tolist(), vectors.weights[span].tolist()
    )


def day_of(at: datetime) -> int:
    """Days since 1970-01-01."""
    return int(at.timestamp() // _DAY)


def known_items(items: Sequence[Item], read: Read, options: StoryOptions) -> list[Item]:
    """Earlier articles that the new ones may be compared with: by time of publication, or of arrival.

    Those without a date are stored under the day of arrival; those with one are found by it only if a new article
    has none.
    """
    published = _days_around((item.at for item in items), options)
    arrived = _days_around((item.arrived for item in items), options)
    rows = read("story_vectors", "day", pa.array(sorted(published | arrived), pa.int32()))
    if not all(item.dated for item in items):
        also = read("story_vectors", "arrived_day", pa.array(sorted(arrived), pa.int32()))
        rows = pa.concat_tables([rows, also.filter(pc.invert(pc.is_in(also["article_id"], rows["article_id"])))])
    return stored_items(rows)


def stored_items(rows: pa.Table) -> list[Item]:
    """The articles of rows of `story_vectors`."""
    rows = rows.append_column("dated", pc.equal(rows["at_origin"].cast(pa.string()), "published"))
    names = ("article_id", "at", "dated", "arrived_at", "terms", "weights", "story_id")
    return [Item(*row) for row in zip(*(rows[name].to_pylist() for name in names), strict=True)]


def _days_around(times: Iterable[datetime], options: StoryOptions) -> set[int]:
    reach = range(-options.window_days, options.window_days + 1)
    return {day + step for day in {day_of(at) for at in times} for step in reach}
