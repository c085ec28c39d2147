"""Threads: stories of one running story."""

from dataclasses import replace
from datetime import timedelta

import pytest

from newsloom.transforms.stories.clusters import Assigned, StoryOptions
from newsloom.transforms.stories.threads import join_threads, link_threads
from tests.memory import NOW, Stored, articles, in_memory
from tests.stories.test_clusters import at_angle, story_of

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


A, B = ("calder.example",), ("quist.example",)
ALIKE = [
    # label, cosines of the first story's articles and of the other one's, their outlets, whether they share a thread
    ("alike", [1.0], [0.155], A, B, True),
    ("not alike", [1.0], [0.145], A, B, False),
    ("on average", [1.0, 1.0], [0.21, 0.10], A, B, True),
    ("not on average", [1.0, 1.0], [0.19, 0.10], A, B, False),
    ("of one outlet: alike", [1.0], [0.31], A, A, True),
    ("of one outlet: not alike", [1.0], [0.29], A, A, False),
]


@pytest.mark.parametrize(
    ("one", "other", "here", "there", "shared"), [row[1:] for row in ALIKE], ids=[row[0] for row in ALIKE]
)
def test_how_alike_stories_of_one_thread_are(one, other, here, there, shared):
    first = [at_angle(f"a{n}", cosine, story="s_1", sources=here) for n, cosine in enumerate(one)]
    second = [at_angle(f"b{n}", cosine, story="s_2", sources=there) for n, cosine in enumerate(other)]
    stories, nothing = [story_of("s_1", first), story_of("s_2", second)], Assigned([], {}, [], [])
    threads = link_threads([(first[0], second[0])], stories, nothing, {}, in_memory({}), StoryOptions())
    assert threads == ({"s_1": "s_1", "s_2": "s_1"} if shared else {})


@pytest.mark.parametrize(("cosine", "shared"), [(0.37, False), (0.38, True)])
def test_a_story_without_a_day_must_be_more_alike(cosine, shared):
    first, second = at_angle("a", 1.0, story="s_1"), at_angle("b", cosine, story="s_2")
    stories = [story_of("s_1", [first]), replace(story_of("s_2", [second]), dated=False)]
    nothing = Assigned([], {}, [], [])
    assert bool(link_threads([(first, second)], stories, nothing, {}, in_memory({}), StoryOptions())) == shared


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
