"""Average-link clustering."""

import random
from itertools import combinations, product
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.transforms.stories.linkage import (
    UNDATED,
    Cluster,
    average_link,
    dot,
    gap,
    hull,
    join_clusters,
    mean_similarity,
    products_within,
)


def cluster(total, size=1, at=0.0):
    return Cluster(total, size, (at, at), (at, at))


def at_angle(cosine):
    """A unit vector with that cosine to {0: 1}."""
    return {0: cosine, 1: sqrt(1 - cosine**2)}


def test_spans():
    assert gap((0, 2), (5, 9)) == gap((5, 9), (0, 2)) == 3
    assert gap((0, 6), (5, 9)) <= 0
    assert hull((0, 2), (5, 9)) == (0, 9) and hull(UNDATED, (5, 9)) == (5, 9)


def test_similarity_is_the_mean_over_all_pairs():
    assert dot({1: 2.0, 2: 1.0}, {2: 3.0, 3: 9.0, 4: 1.0}) == 3
    assert mean_similarity(cluster({1: 2.0}, 2), cluster({1: 3.0}, 4), 6.0) == pytest.approx(6 / 8)
    assert join_clusters(cluster({1: 1.0}), cluster({1: 1.0, 2: 1.0}, 2, 9.0)) == Cluster(
        {1: 2.0, 2: 1.0}, 3, (0, 9), (0, 9)
    )


LINKS = [
    # label, vectors, pairs, home of each
    ("similar enough", [{0: 1.0}, at_angle(0.5)], [(0, 1)], [0, 0]),
    ("not quite", [{0: 1.0}, at_angle(0.49)], [(0, 1)], [0, 1]),
    ("not connected", [{0: 1.0}, {0: 1.0}], [], [0, 1]),
    ("with itself", [{0: 1.0}], [(0, 0)], [0]),
    ("the nearest first", [{0: 1.0}, at_angle(0.55), at_angle(0.6)], [(0, 1), (0, 2), (1, 2)], [0, 0, 0]),
    ("two ends of a chain", [{0: 1.0}, {0: 0.6, 1: 0.8}, {1: 1.0}], [(0, 1), (1, 2)], [0, 1, 1]),
    ("ties go to smaller numbers", [{0: 1.0}, {0: 0.6, 1: 0.8}, {0: 0.6, 1: -0.8}], [(0, 1), (0, 2)], [0, 0, 2]),
    ("through a third", [{0: 1.0}, {0: 1.0}, {0: 1.0}], [(0, 1), (1, 2)], [0, 0, 0]),
]


@pytest.mark.parametrize(("vectors", "pairs", "expected"), [row[1:] for row in LINKS], ids=[row[0] for row in LINKS])
def test_average_link(vectors, pairs, expected):
    assert average_link([cluster(v) for v in vectors], pairs, 0.5) == expected


def test_what_may_not_join_stays_apart():
    clusters = [cluster({0: 1.0}, at=at) for at in (0.0, 1.0, 5.0)]
    pairs = [(0, 1), (0, 2), (1, 2)]
    assert average_link(clusters, pairs, 0.5, lambda a, b, _: gap(a.arrived, b.arrived) < 2) == [0, 0, 2]


@given(st.integers(0, 1000), st.integers(1, 12))
@settings(max_examples=20, deadline=None)
def test_products_are_those_of_the_totals(seed, count):
    rng = random.Random(seed)
    clusters = [cluster({rng.randrange(30): rng.random() for _ in range(rng.randrange(9))}) for _ in range(count)]
    products = products_within(clusters)
    assert products.shape == (count, count)
    for i, j in product(range(count), repeat=2):
        assert products[i, j] == pytest.approx(dot(clusters[i].total, clusters[j].total))
    pairs = list(combinations(range(count), 2))
    apart = average_link(clusters, pairs, 0.3), average_link(clusters, pairs, 0.3, products=products)
    assert apart[0] == apart[1]


def test_the_products_of_a_joined_cluster_are_sums():
    vectors, given_products = [{0: 1.0}, {0: 1.0}, {0: 0.6, 1: 0.8}], []

    def alike(a, b, product):
        given_products.append((a.size + b.size, product))
        return mean_similarity(a, b, product)

    average_link([cluster(v) for v in vectors], [(0, 1), (0, 2), (1, 2)], 0.5, alike)
    assert given_products[-1] == (3, pytest.approx(1.2))


@given(st.integers(0, 10_000), st.integers(2, 14))
@settings(max_examples=40, deadline=None)
def test_the_product_given_is_that_of_the_totals_whatever_was_joined_before(seed, count):
    rng = random.Random(seed)
    clusters = [cluster({rng.randrange(12): rng.random() for _ in range(4)}, rng.randint(1, 3)) for _ in range(count)]
    pairs = [pair for pair in combinations(range(count), 2) if rng.random() < 0.6]

    def alike(a, b, product):
        assert product == pytest.approx(dot(a.total, b.total))
        return mean_similarity(a, b, product)

    average_link(clusters, pairs, 0.1, alike)
    average_link(clusters, pairs, 0.1, alike, products_within(clusters))
