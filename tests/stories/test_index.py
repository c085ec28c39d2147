"""Candidate pairs by heavy terms and weeks, among new articles and with earlier ones."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from newsloom.transforms.stories.clusters import StoryOptions
from newsloom.transforms.stories.index import candidate_pairs, index_rows
from tests.memory import NOW, in_memory
from tests.stories.test_cosine import COMPARABLE, item

OPTIONS = StoryOptions()


def as_they_are(slots):
    return np.ones(len(slots))


def named(one, n):
    return replace(one, article_id=f"a_{n:016x}")


@pytest.mark.parametrize(("one", "two", "expected"), [r[1:] for r in COMPARABLE], ids=[r[0] for r in COMPARABLE])
def test_candidates_are_what_is_comparable(one, two, expected):
    one, two = named(one, 1), named(two, 2)
    new = candidate_pairs([one, two], in_memory({}), as_they_are, OPTIONS)
    assert (new.i.tolist(), new.j.tolist(), new.names) == (([0], [1], []) if expected else ([], [], []))
    for first, second in ((one, two), (two, one)):
        read = in_memory({"story_terms": index_rows([first], OPTIONS)})
        pairs = candidate_pairs([second], read, as_they_are, OPTIONS)
        assert pairs.names == ([first.article_id] if expected else [])
        assert (pairs.i.tolist(), pairs.j.tolist()) == (([0], [1]) if expected else ([], []))


def sharing(product, dated):
    """Two articles of which the products of the terms in common sum up to so much."""
    weight = (product / 2) ** 0.5
    at = {"dated": dated, "at": NOW, "arrived": NOW}
    return [named(replace(item("x", [1, 2, 3 + n]), weights=[weight, weight, 0.5], **at), n) for n in (1, 2)]


SHARING = [
    # label, plain product of what is shared, factor of today, whether both are dated, whether a pair, whether telling
    ("much by the background", 0.121, 0.0, False, True, True),
    ("just too little to be reported", 0.119, 1.0, False, True, False),
    ("enough by today's weights", 0.09, 0.366, False, True, False),
    ("too little by today's weights", 0.09, 0.364, False, False, False),
    ("the same of one week", 0.09, 0.364, True, True, False),
]


@pytest.mark.parametrize(
    ("product", "today", "dated", "paired", "telling"), [row[1:] for row in SHARING], ids=[row[0] for row in SHARING]
)
def test_articles_without_a_day_must_share_more(product, today, dated, paired, telling):
    def weigh(slots):
        return np.full(len(slots), today)

    one, two = sharing(product, dated)
    stored = in_memory({"story_terms": index_rows([one], OPTIONS)})
    for pairs in (candidate_pairs([one, two], in_memory({}), weigh, OPTIONS),
                  candidate_pairs([two], stored, weigh, OPTIONS)):  # fmt: skip
        assert pairs.telling.tolist() == [telling] * paired


@pytest.mark.parametrize(("nearest", "chosen"), [(1, {3}), (2, {2, 3})])
def test_an_article_without_a_day_is_compared_with_the_likest(nearest, chosen):
    def weighing(n):
        terms, weights = [1, 2, 10 + n], [0.05 * n + 0.1, 0.15, 0.5]
        return named(replace(item("x", terms), weights=weights, dated=False, at=NOW, arrived=NOW), n)

    options = replace(OPTIONS, undated_nearest=nearest)
    stored = in_memory({"story_terms": index_rows([weighing(n) for n in (1, 2, 3)], options)})
    pairs = candidate_pairs([weighing(4)], stored, as_they_are, options)
    assert set(pairs.names) == {f"a_{n:016x}" for n in chosen} and not pairs.telling.any()
    dated = [replace(weighing(n), dated=True) for n in (1, 2, 3, 4)]
    stored = in_memory({"story_terms": index_rows(dated[:3], options)})
    assert len(candidate_pairs(dated[3:], stored, as_they_are, options).names) == 3


@pytest.mark.parametrize(("reach", "pairs"), [(1, 3), (2, 5), (3, 6)])
def test_an_article_is_compared_with_so_many_before_and_after(reach, pairs):
    items = [named(item("x", [1, 2], NOW + timedelta(hours=n)), n) for n in range(4)]
    assert len(candidate_pairs(items, in_memory({}), as_they_are, replace(OPTIONS, term_reach=reach)).i) == pairs


def test_an_article_stands_under_the_week_of_its_date_and_of_its_arrival():
    one = named(item("x", range(20), NOW - timedelta(days=30)), 1)
    assert index_rows([one], OPTIONS).num_rows == 2 * 16
    assert index_rows([replace(one, at=NOW)], OPTIONS).num_rows == 16


def test_what_is_older_than_the_weeks_that_are_counted_has_one():
    old = [named(item("x", [1, 2], datetime(year, 1, 1, tzinfo=UTC), arrived=NOW), year) for year in (1850, 1890)]
    slots = [set(index_rows([x], OPTIONS)["slot"].to_pylist()) for x in old]
    assert slots[0] == slots[1]
    read = in_memory({"story_terms": index_rows(old[:1], OPTIONS)})
    assert candidate_pairs(old[1:], read, as_they_are, OPTIONS).names == []
