"""Articles as they are placed in stories."""

from datetime import UTC, datetime, timedelta

import pytest

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.stories.items import day_of, new_item
from newsloom.transforms.stories.vectors import article_vectors
from tests.memory import IDF, NOW


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1970, 1, 1, 23, 59, tzinfo=UTC), 0),
        (datetime(1970, 1, 2, tzinfo=UTC), 1),
        (datetime(1969, 12, 31, 23, tzinfo=UTC), -1),
        (datetime(2025, 3, 1, tzinfo=UTC), 20148),
    ],
)
def test_day(at, day):
    assert day_of(at) == day


@pytest.mark.parametrize("published", [NOW - timedelta(days=1), None])
def test_an_article_stands_at_its_date_or_else_at_its_arrival(published):
    vectors = article_vectors(["one two", "harbour"], IDF)
    item = new_item(Article("a", "harbour", NOW, published), vectors, 1)
    assert (item.at, item.dated, item.arrived) == (published or NOW, published is not None, NOW)
    assert item.weights == [1.0] and item.terms == vectors.terms[-1:].tolist()
