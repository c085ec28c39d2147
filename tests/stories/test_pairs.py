"""Which pairs of articles tell the same event by themselves."""

from dataclasses import replace
from datetime import timedelta
from math import e

import numpy as np
import pytest

from newsloom.transforms.reuse.copies import Copies
from newsloom.transforms.stories.clusters import Item, StoryOptions
from newsloom.transforms.stories.likeness import LikenessOptions
from newsloom.transforms.stories.pairs import find_story_pairs, pair_factors, reuse_factors
from newsloom.transforms.stories.told_days import AHEAD
from tests.memory import NOW, TABLE_OF, in_memory

EMPTY = Copies(TABLE_OF["article_pairs"].empty(), TABLE_OF["article_pairs"].empty(), None, {}, [])


def as_they_are(slots):
    return np.ones(len(slots))


def item(name, weights, terms):
    return Item(f"a_{name * 16}", NOW, True, NOW, terms, weights)


def alike(cosine):
    """Two articles with two terms in common and that cosine."""
    half, rest = (cosine / 2) ** 0.5, (1 - cosine) ** 0.5
    return [item("1", [half, half, rest], [1, 2, 3]), item("2", [half, half, rest], [1, 2, 4])]


CASES = [
    # label, cosine, whether the pair is reported, whether it links the two
    ("reported", 0.321, True, True),
    ("linked only", 0.319, False, True),
    ("just linked", 0.1145, False, True),
    ("neither", 0.113, False, False),
]


@pytest.mark.parametrize(("cosine", "reported", "linked"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_pairs(cosine, reported, linked):
    pairs = find_story_pairs(alike(cosine), EMPTY, as_they_are, in_memory({}), StoryOptions())
    assert [row["score"] for row in pairs.rows] == ([pytest.approx(1.25 * cosine)] if reported else [])
    assert pairs.links == ([(0, 1)] if linked else [])
    assert not pairs.dropped and not pairs.earlier and len(pairs.new) == 2


@pytest.mark.parametrize(
    ("cosine", "linked", "akin", "reported"),
    [(0.22, 0, 0, 0), (0.23, 1, 0, 0), (0.24, 1, 1, 0), (0.63, 1, 1, 0), (0.64, 1, 1, 1)],
)
def test_a_pair_of_which_one_has_no_day(cosine, linked, akin, reported):
    one, two = alike(cosine)
    new = [one, replace(two, dated=False)]
    pairs = find_story_pairs(new, EMPTY, as_they_are, in_memory({}), StoryOptions())
    assert (pairs.days_known, len(pairs.links), len(pairs.kin), len(pairs.rows)) == (0.5, linked, akin, reported)


LEAD, TITLE, IN_PREVIEW = 1, 3, 4
LATER = [
    # label, weight of the shared word of each title (that of the other one is .9), days between the two, whether either
    # is a preview, whether they are linked
    ("of one day", 0.3, 0, (0, 0), True),
    ("of the next day", 0.3, 1, (0, 0), True),
    ("of the day after that", 0.3, 2, (0, 0), False),
    ("of that day, but with more of the titles in common", 0.5, 2, (0, 0), True),
    ("the first foretells", 0.5, 1, (IN_PREVIEW, 0), False),
    ("the first foretells, of one day", 0.5, 0, (IN_PREVIEW, 0), True),
    ("the second foretells", 0.5, 1, (0, IN_PREVIEW), True),
    ("both foretell", 0.5, 1, (IN_PREVIEW, IN_PREVIEW), True),
]


@pytest.mark.parametrize(("weight", "days", "flags", "linked"), [r[1:] for r in LATER], ids=[r[0] for r in LATER])
def test_what_comes_later_must_have_more_of_the_title(weight, days, flags, linked):
    first, second = (
        replace(item(name, [weight, 0.8, 0.9], [1, 2, own]), places=[place | flag for place in (TITLE, LEAD, TITLE)])
        for name, own, flag in (("1", 3, flags[0]), ("2", 4, flags[1]))
    )
    pair = [replace(first, at=NOW - timedelta(days=days)), second]
    for new in (pair, pair[::-1]):
        assert bool(find_story_pairs(new, EMPTY, as_they_are, in_memory({}), StoryOptions()).links) == linked


MONDAY, TUESDAY = 1, 2
TOLD = [
    # label, weight of the shared word of each title (that of the other one is .9), days between the two, of which days
    # each tells, whether they are linked
    ("of other days", 0.8, 0, (MONDAY, TUESDAY), False),
    ("of other days, but with most of the titles in common", 1.1, 0, (MONDAY, TUESDAY), True),
    ("of one day among several", 0.5, 0, (MONDAY | TUESDAY, TUESDAY), True),
    ("of a day that one of them names", 0.5, 0, (MONDAY, 0), True),
    ("the first of what is to come", 0.8, 1, (AHEAD, 0), False),
    ("of that and of the same day", 0.8, 1, (AHEAD | MONDAY, MONDAY), False),
    ("of what is to come that day", 0.5, 0, (AHEAD, 0), True),
    ("the second of what is to come", 0.5, 1, (0, AHEAD), True),
    ("both of what is to come", 0.5, 1, (AHEAD, AHEAD), True),
]


@pytest.mark.parametrize(("weight", "days", "flags", "linked"), [r[1:] for r in TOLD], ids=[r[0] for r in TOLD])
def test_what_tells_of_other_days_must_have_more_of_the_title(weight, days, flags, linked):
    first, second = (
        replace(item(name, [weight, 0.8, 0.9], [1, 2, own]), places=[TITLE, LEAD, TITLE], days_told=flag)
        for name, own, flag in (("1", 3, flags[0]), ("2", 4, flags[1]))
    )
    pair = [replace(first, at=NOW - timedelta(days=days)), second]
    for new in (pair, pair[::-1]):
        assert bool(find_story_pairs(new, EMPTY, as_they_are, in_memory({}), StoryOptions()).links) == linked


def test_copies_are_reported_as_copies():
    one, two = alike(0.9)
    row = {"article_id_a": one.article_id, "article_id_b": two.article_id, "relation": "near", "score": 0.9}
    copies = Copies(TABLE_OF["article_pairs"].table([row]), EMPTY.dropped, None, {}, [])
    pairs = find_story_pairs([one, two], copies, as_they_are, in_memory({}), StoryOptions())
    assert not pairs.rows and pairs.links == [(0, 1)]


FACTORS = [
    # label, days between the two, outlets and series of each, what their likeness counts
    ("one moment", 0, ((), ()), 1.25),
    ("three days", 3, ((), ()), 1.25 / e),
    ("of one outlet", 0, (("a",), ("a",)), 0.625),
    ("of two", 0, (("a",), ("b",)), 1.25),
    ("of one series", 0, (("a", "x"), ("a", "x")), 0.0),
    ("of two series", 0, (("a", "x"), ("a", "y")), 0.625),
    ("outlet not known", 0, (("a",), ()), 1.25),
]


@pytest.mark.parametrize(("days", "sources", "factor"), [r[1:] for r in FACTORS], ids=[r[0] for r in FACTORS])
def test_what_time_and_outlet_make_of_a_pair(days, sources, factor):
    at = [NOW, NOW - timedelta(days=days)]
    items = [Item(n, t, True, NOW, [], [], None, s) for n, t, s in zip("ab", at, sources, strict=True)]
    here, there = np.array([0]), np.array([1])
    assert pair_factors(items, here, there, LikenessOptions()).tolist() == pytest.approx([factor])
    undated = [replace(items[0], dated=False), items[1]]
    outlet = factor / 1.25 * e ** (days / 3)
    for known, counts in ((None, 0.4**0.5), (0.0, 1.0), (0.25, 0.4**0.25), (1.0, 0.4)):
        weighed = pair_factors(undated, here, there, LikenessOptions(), known).tolist()
        assert weighed == pytest.approx([counts * outlet])
    neither = [replace(x, dated=False) for x in items]
    assert pair_factors(neither, here, there, LikenessOptions()).tolist() == pytest.approx([outlet])


def test_what_is_alike_on_other_days_is_kin():
    one, two = alike(0.3)
    two = replace(two, at=NOW - timedelta(days=5))
    pairs = find_story_pairs([one, two], EMPTY, as_they_are, in_memory({}), StoryOptions())
    assert pairs.kin == [(one, two)]
    assert not pairs.links


@pytest.mark.parametrize(("cosine", "kin"), [(0.155, True), (0.145, False)])
def test_so_alike_kin_are(cosine, kin):
    pairs = find_story_pairs(alike(cosine), EMPTY, as_they_are, in_memory({}), StoryOptions())
    assert bool(pairs.kin) == kin


def test_a_filled_form_tells_nothing_and_reused_words_tell_less_within_an_outlet():
    outlets = ("a", "a", "b", "b")
    items = [Item(f"a_{n}", NOW, True, NOW, [], [], None, (o,)) for n, o in enumerate(outlets)]

    def row(a, b, relation, shared=(0.2, 0.6)):
        sides = dict(zip(("containment_a", "containment_b"), shared, strict=True))
        return {"article_id_a": f"a_{a}", "article_id_b": f"a_{b}", "relation": relation, "score": 0.5, **sides}

    rows = [row(0, 1, "shared_passage"), row(1, 2, "shared_passage"), row(0, 3, "template"), row(2, 3, "near")]
    rows.append(row(0, 9, "template"))
    i, j = np.array([1, 1, 0, 2, 0]), np.array([0, 2, 3, 3, 2])
    factors = reuse_factors(items, i, j, TABLE_OF["article_pairs"].table(rows))
    assert factors.tolist() == pytest.approx([0.4, 1.0, 0.0, 1.0, 1.0])
    assert reuse_factors(items, i, j, EMPTY.article_pairs).tolist() == [1.0] * 5


def test_a_filled_form_links_nobody():
    one, two = alike(0.9)
    row = {"article_id_a": one.article_id, "article_id_b": two.article_id, "relation": "template", "score": 0.9}
    copies = Copies(TABLE_OF["article_pairs"].table([row]), EMPTY.dropped, None, {}, [])
    assert not find_story_pairs([one, two], copies, as_they_are, in_memory({}), StoryOptions()).links


TITLES = [
    # label, where the three terms of each stand, whether the pair is reported, whether it links the two
    ("of the same", (3, 1, 0), (1, 1, 3), True),
    ("of something else", (0, 0, 3), (0, 0, 3), False),
    ("none", (0, 0, 0), (1, 1, 1), True),
]


@pytest.mark.parametrize(("one", "two", "together"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_titles_tell_of_the_same(one, two, together):
    new = [replace(x, places=places) for x, places in zip(alike(0.5), (one, two), strict=True)]
    pairs = find_story_pairs(new, EMPTY, as_they_are, in_memory({}), StoryOptions())
    assert (len(pairs.links), len(pairs.rows)) == (together, together)


@pytest.mark.parametrize(("weight", "linked"), [(0.45, True), (0.43, False)])
def test_so_much_of_the_titles_is_asked(weight, linked):
    """Of the one title the shared term is that share, of the other nothing is told."""
    terms, rest = [1, 2, 3, 4], [0.2, 0.2]
    shared = weight / (1 - weight) * 0.4
    new = [
        Item(n * 4, NOW, True, NOW, terms, [*rest, 0.4, shared], places=p)
        for n, p in zip("ab", ((0, 0, 2, 3), (2, 0, 0, 1)), strict=True)
    ]
    pairs = find_story_pairs(new, EMPTY, as_they_are, in_memory({}), StoryOptions(threshold=0.01))
    assert len(pairs.links) == linked
