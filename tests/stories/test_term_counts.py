"""How common terms are in the news of the time."""

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


def slot(term, weeks=0, arrival=0):
    return PERIOD + 2 * weeks + arrival << 32 | term


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
        slot(ALL_ARTICLES): 7,
        slot(1): 3,
        slot(2): 2,
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
    few = count_terms([], stored({slot(0): 10, slot(1): 10}), IDF, VectorOptions(counted_as=100, counts_prior=190))
    many = count_terms(
        [], stored({slot(0): 10**6, slot(1): 10**6}), IDF, VectorOptions(counted_as=100, counts_prior=190)
    )
    slots = np.array([slot(1)], dtype=np.uint64)
    assert few.weigh(slots)[0] == pytest.approx((np.log(105 / 15) / np.log(10)) ** 1.75)
    assert many.weigh(slots)[0] == pytest.approx((np.log(200 / 110) / np.log(10)) ** 1.75, rel=1e-3)


def test_no_articles_count_nothing():
    assert count_terms([], in_memory({}), IDF, OPTIONS).rows.num_rows == 0
