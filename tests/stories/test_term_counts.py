"""How common terms are in the news of the time."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from newsloom.schemas.state.sameness import ALL_ARTICLES, TERM_COUNTS
from newsloom.transforms.stories.cosine import period_of
from newsloom.transforms.stories.term_counts import count_terms
from newsloom.transforms.stories.vectors import Idf, VectorOptions
from tests.memory import in_memory
from tests.stories.test_cosine import item

IDF = Idf(np.array([1, 2, 3], dtype=np.uint32), np.array([9, 9, 9], dtype=np.uint16), 99)
PERIOD = period_of(item("a", []))
OPTIONS = VectorOptions(counted_as=100, counts_prior=1e-9, rarity=2.0)
SEASON = PERIOD // 2 // 13


def slot(term, weeks=0, arrival=0):
    return PERIOD + 2 * weeks + arrival << 32 | term


def season_slot(term, seasons=0, arrival=0):
    return (1 << 31 | (SEASON + seasons) * 2 + arrival) << 32 | term


def stored(counts):
    return in_memory(
        {"term_counts": pa.table({"slot": list(counts), "n_articles": list(counts.values())}, TERM_COUNTS.schema)}
    )


def weigh(counts, terms=(1, 2), new=()):
    slots = np.array([slot(term) for term in terms], dtype=np.uint64)
    return count_terms(list(new), stored(counts), IDF, OPTIONS).weigh(slots).tolist()


def test_new_articles_are_added_to_those_before_in_their_week():
    before = {slot(ALL_ARTICLES): 5, slot(1): 2, slot(9): 4, slot(1, weeks=1): 3}
    rows = count_terms([item("a", [1, 2]), item("b", [2])], stored(before), IDF, OPTIONS).rows
    assert dict(zip(rows["slot"].to_pylist(), rows["n_articles"].to_pylist(), strict=True)) == {
        **{slot(ALL_ARTICLES): 7, slot(1): 3, slot(2): 2},
        **{season_slot(ALL_ARTICLES): 2, season_slot(1): 1, season_slot(2): 2},
    }


def test_what_is_common_in_the_weeks_around_weighs_less():
    expected = (np.log(200 / (1 + 9 + 90)) / np.log(100 / 10)) ** 2
    for weeks in (-1, 0, 1):
        counts = {slot(ALL_ARTICLES, weeks): 10, slot(1, weeks): 9}
        assert weigh(counts)[0] == pytest.approx(expected)
    assert weigh(counts)[1] == pytest.approx((np.log(200 / 10) / np.log(100 / 10)) ** 2)


@pytest.mark.parametrize("where", [{"weeks": 2}, {"weeks": -2}, {"arrival": 1}])
def test_other_times_do_not_count(where):
    assert weigh({slot(ALL_ARTICLES, **where): 10, slot(1, **where): 9}) == pytest.approx([1, 1])


def test_the_weeks_are_summed_and_the_new_articles_counted():
    counts = {slot(ALL_ARTICLES, -1): 4, slot(1, -1): 4, slot(ALL_ARTICLES): 5, slot(1): 4}
    once = {slot(ALL_ARTICLES): 10, slot(1): 9}
    assert weigh(counts, new=[item("a", [1])]) == pytest.approx(weigh(once))


def test_a_few_articles_count_little_and_many_no_more_than_the_limit():
    def counts(n):
        return {where(term): n for where in (slot, season_slot) for term in (ALL_ARTICLES, 1)}

    options = VectorOptions(counted_as=100, counts_prior=190)
    few, many = (count_terms([], stored(counts(n)), IDF, options) for n in (10, 10**6))
    slots = np.array([slot(1)], dtype=np.uint64)
    assert few.weigh(slots)[0] == pytest.approx((np.log(105 / 15) / np.log(10)) ** 1.75)
    assert many.weigh(slots)[0] == pytest.approx((np.log(200 / 110) / np.log(10)) ** 1.75, rel=1e-3)


SHIPPED = [
    # articles of the weeks around, how many have the term, documents that they count as beside the background
    (200, 0, 1000),
    (200, 100, 1000),
    (600, 0, 1500),
    (10**7, 0, 2000),
    (10**7, 10**6, 2000),
]


@pytest.mark.parametrize(("n", "with_term", "documents"), SHIPPED)
def test_so_many_documents_the_articles_of_the_days_around_count_as(n, with_term, documents):
    counts = {where(ALL_ARTICLES): n for where in (slot, season_slot)}
    counts |= {where(1): with_term for where in (slot, season_slot)}
    (weighed,) = count_terms([], stored(counts), IDF, VectorOptions()).weigh(np.array([slot(1)], dtype=np.uint64))
    seen = documents * with_term / n
    assert weighed == pytest.approx((np.log((100 + documents) / (10 + seen)) / np.log(10)) ** 1.75, rel=1e-3)


SEASONS = [
    # label; articles, and those with the term: of the weeks around, the season of these, one beside it; documents seen
    ("the weeks alone", (10, 10), (10, 10), (0, 0), (50, 50)),
    ("the season, the weeks not again", (10, 10), (30, 30), (0, 0), (50 + 50 / 6, 50 + 50 / 6)),
    ("the one beside it", (10, 10), (10, 10), (20, 20), (50 + 50 / 6, 50 + 50 / 6)),
    ("a season without the term", (10, 10), (30, 10), (0, 0), (50 + 50 / 6, 50)),
    ("no article in the weeks", (0, 0), (20, 20), (0, 0), (100 / 6, 100 / 6)),
    ("very many in the season", (10, 10), (10**9, 10**9), (0, 0), (100, 100)),
    ("very many in the weeks", (10**9, 0), (2 * 10**9, 10**9), (0, 0), (100, 0)),
]


@pytest.mark.parametrize("which", [-1, 1])
@pytest.mark.parametrize(
    ("weeks", "season", "beside", "seen"), [row[1:] for row in SEASONS], ids=[row[0] for row in SEASONS]
)
def test_where_the_weeks_have_few_the_seasons_say_what_is_common(weeks, season, beside, seen, which):
    counts = {}
    for term, n in zip((ALL_ARTICLES, 1), zip(weeks, season, beside, strict=True), strict=True):
        counts |= {slot(term): n[0], season_slot(term): n[1], season_slot(term, which): n[2]}
    options = VectorOptions(counted_as=100, counts_prior=10, season_prior=100, rarity=1.0)
    (weighed,) = count_terms([], stored(counts), IDF, options).weigh(np.array([slot(1)], dtype=np.uint64))
    assert weighed == pytest.approx(np.log((100 + seen[0]) / (10 + seen[1])) / np.log(10), rel=1e-6)


def test_seasons_are_by_arrival_for_articles_without_a_day():
    rows = count_terms([replace(item("a", [1]), dated=False)], stored({}), IDF, OPTIONS).rows
    expected = [slot(0, arrival=1), slot(1, arrival=1), season_slot(0, arrival=1), season_slot(1, arrival=1)]
    assert rows["slot"].to_pylist() == expected


def test_no_articles_count_nothing():
    assert count_terms([], in_memory({}), IDF, OPTIONS).rows.num_rows == 0
