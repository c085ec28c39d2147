"""Threads: stories of one running story."""

from datetime import timedelta

import pytest

from newsloom.transforms.stories.threads import join_threads
from tests.memory import NOW, Stored, articles

CASES = [
    # label, linked, gone, before, changes
    ("two stories", [("s_2", "s_1")], {}, {"s_1": None, "s_2": None}, {"s_1": "s_1", "s_2": "s_1"}),
    ("a third", [("s_0", "s_2")], {}, {"s_0": None, "s_1": "s_1", "s_2": "s_1"}, {"s_0": "s_1"}),
    (
        "two threads meet",
        [("s_1", "s_3")],
        {},
        {"s_1": "s_1", "s_2": "s_1", "s_3": "s_3", "s_4": "s_3"},
        {"s_3": "s_1", "s_4": "s_1"},
    ),
    ("one is merged into the other", [], {"s_2": "s_1"}, {"s_1": "s_1", "s_2": "s_1"}, {"s_1": None}),
    ("one of three is merged", [], {"s_2": "s_1"}, {"s_1": "s_1", "s_2": "s_1", "s_3": "s_1"}, {}),
    ("merged into a new story", [], {"s_2": "s_9"}, {"s_1": "s_1", "s_2": "s_1"}, {"s_9": "s_1"}),
    ("nothing new", [("s_1", "s_2")], {}, {"s_1": "s_1", "s_2": "s_1"}, {}),
]


@pytest.mark.parametrize(("linked", "gone", "before", "changes"), [r[1:] for r in CASES], ids=[r[0] for r in CASES])
def test_threads_that_change(linked, gone, before, changes):
    assert join_threads(linked, gone, before) == changes


HEARING = "calder sluice inquiry quist hall warden orrin "  # what every day has in common


@pytest.mark.parametrize("size", [1, 3])
def test_hearings_on_many_days_are_stories_of_one_thread(size):
    texts = [HEARING + " ".join(f"day{day}word{n}" for n in range(10)) for day in range(3)]
    at = [NOW - timedelta(days=10 - 5 * day) for day in range(3)]
    new, stored = articles(texts, published_at=at), Stored()
    for first in range(0, 3, size):
        stored.run(new.slice(first, size))
    rows = stored.tables["stories"].to_pylist()
    assert len({row["story_id"] for row in rows}) == 3
    assert len({row["thread_id"] for row in rows}) == 1
    assert rows[0]["thread_id"]
