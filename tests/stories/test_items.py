"""Articles as they are placed in stories."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from newsloom.schemas.state.sameness import STORY_VECTORS
from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.stories.clusters import Item
from newsloom.transforms.stories.items import day_of, new_item, stored_items
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
    item = new_item(Article("a", "harbour", NOW, published), "harbour, on Tuesday", vectors, 1)
    assert (item.at, item.dated, item.arrived) == (published or NOW, published is not None, NOW)
    assert item.days_told == 2
    assert item.weights == [1.0] and item.terms == vectors.terms[-1:].tolist()


def test_what_is_stored_comes_back():
    numbers = [([], [], []), ([7, 9], [0.5, 0.25], [3, 0]), ([1], [1.0], [1]), ([], [], [])]
    items = [
        Item(f"a_{i}", NOW, True, NOW, *lists[:2], "s_1", ["calder.example"], lists[2], i)
        for i, lists in enumerate(numbers)
    ]
    rows = [vars(item) | {"arrived_at": item.arrived} for item in items]
    for row in rows:
        row.pop("arrived")
    table = STORY_VECTORS.table(rows)
    assert stored_items(table) == items
    assert stored_items(pa.concat_tables([table.slice(1, 2), table.slice(3)])) == items[1:]
    assert stored_items(table.slice(0, 0)) == []
