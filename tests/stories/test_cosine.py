"""Cosines of pairs, which pairs can be compared, and which are reported."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from newsloom.transforms.stories.clusters import Item, StoryOptions
from newsloom.transforms.stories.cosine import bag_of, comparable, cosines, nearest_pairs, period_of, title_shares
from tests.memory import NOW

OPTIONS = StoryOptions()
WEEK, MOMENT = timedelta(days=7), timedelta(seconds=1)


def item(name, terms, at=NOW, dated=True, arrived=NOW):
    return Item(name, at, dated, arrived, list(terms), [max(len(terms), 1) ** -0.5] * len(terms))


UNDATED = item("b", [1, 2], NOW + WEEK + MOMENT, dated=False, arrived=NOW + WEEK + MOMENT)
COMPARABLE = [
    # label, one, the other, expected
    ("two terms", item("a", [1, 2, 3]), item("b", [2, 3, 4]), True),
    ("one term", item("a", [1, 2]), item("b", [2, 3]), False),
    ("the sixteen heaviest", item("a", range(16)), item("b", [0, 15]), True),
    ("no more of them", item("a", range(17)), item("b", [0, 16]), False),
    ("a week apart", item("a", [1, 2]), item("b", [1, 2], NOW + WEEK), True),
    ("more than a week", item("a", [1, 2]), item("b", [1, 2], NOW + WEEK + MOMENT), False),
    ("earlier by more than a week", item("a", [1, 2], NOW + WEEK + MOMENT), item("b", [1, 2]), False),
    ("one without a date: by arrival", item("a", [1, 2], NOW - 2 * WEEK), item("b", [1, 2], dated=False), True),
    ("arrived late", item("a", [1, 2]), UNDATED, False),
]


@pytest.mark.parametrize(("one", "two", "expected"), [r[1:] for r in COMPARABLE], ids=[r[0] for r in COMPARABLE])
def test_comparable(one, two, expected):
    assert comparable(one, two, OPTIONS) == comparable(two, one, OPTIONS) == expected


def test_pairs_that_share_light_terms_only_are_not_comparable():
    one, two = (item(name, range(16)) for name in "ab")
    for weight, expected in ((0.097, True), (0.095, False)):
        assert comparable(one, replace(two, weights=[0.0] * 11 + [weight] * 5), OPTIONS) == expected


def test_cosines_are_those_of_the_definition():
    rng = np.random.default_rng(1)
    terms = [sorted(rng.choice(12, size, replace=False).tolist()) for size in (3, 5, 8, 0)]
    items = [item(f"a_{i}", values) for i, values in enumerate(terms)]
    i, j = np.triu_indices(4, 1)
    expected = [
        len(set(terms[x]) & set(terms[y])) / (max(len(terms[x]) * len(terms[y]), 1) ** 0.5)
        for x, y in zip(i, j, strict=True)
    ]
    there, back = (cosines([bag_of(items)], *pair)[0].tolist() for pair in ((i, j), (j, i)))
    assert there == back == pytest.approx(expected)


def test_vectors_weighed_anew_have_length_one():
    asked = []

    def weigh(slots):
        asked.extend(slots.tolist())
        return np.where(slots & np.uint64(0xFFFFFFFF) == 1, 0.5, 1.0)

    bag = bag_of([item("a", [1, 2]), item("b", [], dated=False)]).reweighed(weigh)
    assert asked == [period_of(item("a", [])) << 32 | term for term in (1, 2)]
    assert np.linalg.norm(bag.weights) == pytest.approx(1)
    assert bag.weights[0] / bag.weights[1] == pytest.approx(0.5)


def test_a_period_is_a_week_of_publication_or_of_arrival():
    dated, later = (period_of(item("a", [], at)) for at in (NOW, NOW + WEEK))
    assert later - dated == 2
    assert period_of(item("a", [], dated=False)) - dated == 1


def scored(count):
    """An article of today with so many of yesterday, the later numbers the nearer."""
    last = item("z", [1])
    return [(item(f"a{i:02}", [1], NOW - WEEK / 7), last, 0.4 + i / 100) for i in range(count)]


def test_the_ten_nearest_are_reported():
    write, drop = nearest_pairs(scored(12), [], {}, OPTIONS)
    assert [a for a, _, _ in write] == [f"a{i:02}" for i in range(2, 12)] and not drop


def test_nearer_ones_push_out_what_was_reported():
    before = [(f"b{i}", "z", 0.1 + i / 100) for i in range(9)]
    at = dict.fromkeys([name for name, _, _ in before], NOW - WEEK) | {"z": NOW}
    write, drop = nearest_pairs(scored(3), before, at, OPTIONS)
    assert [a for a, _, _ in write] == ["a00", "a01", "a02"]
    assert drop == [("b0", "z"), ("b1", "z")]


def test_each_pair_counts_for_its_later_article():
    pairs = [(item("z", [1], NOW - WEEK), item(f"a{i:02}", [1]), 0.5) for i in range(12)]
    assert len(nearest_pairs(pairs, [], {}, OPTIONS)[0]) == 12


LEAD, TITLE = 1, 3
SHARES = [
    # label, where the terms 1 and 2 of weight .8 and .6 stand in each of two articles, the share
    ("each in the other's", (TITLE, TITLE), (TITLE, TITLE), 1.0),
    ("one word of each", (TITLE, LEAD), (TITLE, LEAD), 1.0),
    ("in the title here, in the lead there, which has another title", (TITLE, 0), (LEAD, TITLE), 0.5),
    ("part of a title", (TITLE, TITLE), (LEAD, 0), 0.8 / 1.4),
    ("behind the lead", (TITLE, TITLE), (0, 0), 0.0),
    ("no title", (LEAD, LEAD), (LEAD, LEAD), None),
]


@pytest.mark.parametrize(("here", "there", "share"), [row[1:] for row in SHARES], ids=[row[0] for row in SHARES])
def test_how_much_of_a_title_the_other_tells(here, there, share):
    one, two = (replace(item(n, [1, 2]), weights=[0.8, 0.6], places=p) for n, p in (("a", here), ("b", there)))
    for pair in ([one, two], [two, one]):
        (got,) = title_shares(bag_of(pair), np.array([0]), np.array([1]))
        assert np.isnan(got) if share is None else got == pytest.approx(share)
