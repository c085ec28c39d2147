"""Average-link clustering of sparse vectors, where some of what is clustered may be clusters already."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import inf

import numpy as np

from newsloom.transforms.text.disjoint_sets import root

Sparse = dict[int, float]
Span = tuple[float, float]

UNDATED: Span = (inf, -inf)


def gap(a: Span, b: Span) -> float:
    """Seconds between two spans of time; 0 or less where they meet."""
    return max(a[0], b[0]) - min(a[1], b[1])


def hull(a: Span, b: Span) -> Span:
    """The span of both."""
    return min(a[0], b[0]), max(a[1], b[1])


@dataclass
class Cluster:
    """The sum of the unit vectors of `size` members, and the times they span (seconds).

    `published` spans the members whose date of publication is known (none: from infinity to minus infinity),
    `arrived` all of them; `sources` counts members by outlet and by series, as far as these are known; of `n_undated`
    members the date of publication is not known.
    """

    total: Sparse
    size: int
    published: Span
    arrived: Span
    sources: Counter[str] = field(default_factory=Counter)
    n_undated: int = 0

    @cached_property
    def inner(self) -> float:
        """Mean cosine over all pairs of its members; 0 for one member."""
        if self.size == 1:
            return 0.0
        return max(0.0, (dot(self.total, self.total) - self.size) / (self.size * (self.size - 1)))


def dot(a: Sparse, b: Sparse) -> float:
    """Inner product; the cost is that of the smaller one."""
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[term] for term, weight in a.items() if term in b)


def products_within(clusters: Sequence[Cluster]) -> dict[tuple[int, int], float]:
    """The product of the totals of each pair of clusters, the smaller number first; of all at once.

    >>> products_within([Cluster({1: 2.0}, 1, (0, 0), (0, 0)), Cluster({1: 3.0, 2: 1.0}, 1, (0, 0), (0, 0))])
    {(0, 1): 6.0}
    """
    sizes = [len(cluster.total) for cluster in clusters]
    terms = np.fromiter(chain.from_iterable(cluster.total for cluster in clusters), np.int64, sum(sizes))
    weights = np.fromiter(chain.from_iterable(cluster.total.values() for cluster in clusters), np.float64, sum(sizes))
    columns, column = np.unique(terms, return_inverse=True)
    matrix = np.zeros((len(clusters), len(columns)))
    matrix[np.repeat(np.arange(len(clusters)), sizes), column] = weights
    first, second = np.triu_indices(len(clusters), 1)
    values = (matrix @ matrix.T)[first, second].tolist()
    return dict(zip(zip(first.tolist(), second.tolist(), strict=True), values, strict=True))


def mean_similarity(a: Cluster, b: Cluster, product: float) -> float:
    """Mean cosine over all pairs of a member of a and a member of b, by the product of their totals."""
    return product / (a.size * b.size)


def average_link(
    clusters: Sequence[Cluster],
    pairs: Iterable[tuple[int, int]],
    threshold: float,
    similarity: Callable[[Cluster, Cluster, float], float] = mean_similarity,
    products: Mapping[tuple[int, int], float] | None = None,
) -> list[int]:
    """Join the most similar two clusters while their `similarity` is at least `threshold`.

    Only clusters that `pairs` connects, directly or through what they were joined with, are compared: of two
    that are not, neither can be similar enough if `pairs` holds all that are. Returns for each cluster the
    smallest number of those it was joined with; ties go to smaller numbers. `similarity` is
    also given the product of their totals; `products`: those of pairs, smaller number first, that were computed before.
    """
    alive: dict[int, Cluster] = dict(enumerate(clusters))
    computed = {pair: (alive[pair[0]].size + alive[pair[1]].size, value) for pair, value in (products or {}).items()}
    linked: dict[int, set[int]] = {i: set() for i in alive}
    home = list(range(len(clusters)))
    heap: list[tuple[float, int, int, int, int]] = []

    def product(i: int, j: int) -> float:
        size, value = computed.get((min(i, j), max(i, j)), (0, 0.0))
        same = size == alive[i].size + alive[j].size  # else one of them has grown since
        return value if same else dot(alive[i].total, alive[j].total)

    def offer(i: int, j: int, joint: float) -> None:
        a, b = alive[i], alive[j]
        computed[min(i, j), max(i, j)] = a.size + b.size, joint
        alike = similarity(a, b, joint)
        if alike >= threshold:
            linked[i].add(j)
            linked[j].add(i)
            heapq.heappush(heap, (-alike, min(i, j), max(i, j), a.size + b.size, 0))
        else:
            linked[i].discard(j)
            linked[j].discard(i)

    for i, j in sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}):
        offer(i, j, product(i, j))
    while heap:
        _, i, j, size, _ = heapq.heappop(heap)
        if i not in alive or j not in alive or alive[i].size + alive[j].size != size:
            continue
        others = (linked.pop(j) | linked[i]) - {i, j}
        joint = {other: product(i, other) + product(j, other) for other in others}
        alive[i] = join_clusters(alive[i], alive.pop(j))
        home[j] = i
        for other in linked[i] | others:
            linked[other].discard(j) if other in linked else None
        linked[i].discard(j)
        for other in sorted(others):
            offer(i, other, joint[other])
    return [root(home, i) for i in range(len(home))]


def join_clusters(a: Cluster, b: Cluster) -> Cluster:
    """The cluster of the members of both."""
    total = dict(a.total)
    for term, weight in b.total.items():
        total[term] = total.get(term, 0.0) + weight
    spans = hull(a.published, b.published), hull(a.arrived, b.arrived)
    return Cluster(total, a.size + b.size, *spans, a.sources + b.sources, a.n_undated + b.n_undated)
