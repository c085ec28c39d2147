"""Average-link clustering of sparse vectors, where some of what is clustered may be clusters already."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import chain
from math import inf

import numpy as np
import numpy.typing as npt

from newsloom.transforms.text.disjoint_sets import root

Sparse = dict[int, float]
Matrix = npt.NDArray[np.float64]
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


def products_within(clusters: Sequence[Cluster]) -> Matrix:
    """The product of the totals of each pair of clusters.

    Row by row: whole matrices are multiplied by threads that wait for each other.

    >>> products_within([Cluster({1: 2.0}, 1, (0, 0), (0, 0)), Cluster({1: 3.0, 2: 1.0}, 1, (0, 0), (0, 0))]).tolist()
    [[4.0, 6.0], [6.0, 10.0]]
    """
    sizes = [len(cluster.total) for cluster in clusters]
    terms = np.fromiter(chain.from_iterable(cluster.total for cluster in clusters), np.int64, sum(sizes))
    weights = np.fromiter(chain.from_iterable(cluster.total.values() for cluster in clusters), np.float64, sum(sizes))
    columns, column = np.unique(terms, return_inverse=True)
    owner, ends = np.repeat(np.arange(len(clusters)), sizes), np.cumsum(sizes)
    row, products = np.zeros(len(columns)), np.empty((len(clusters), len(clusters)))
    for i, (size, end) in enumerate(zip(sizes, ends.tolist(), strict=True)):
        own = slice(end - size, end)
        row[column[own]] = weights[own]
        products[i] = np.bincount(owner, weights * row[column], len(clusters))
        row[column[own]] = 0.0
    return products


def mean_similarity(a: Cluster, b: Cluster, product: float) -> float:
    """Mean cosine over all pairs of a member of a and a member of b, by the product of their totals."""
    return product / (a.size * b.size)


def average_link(
    clusters: Sequence[Cluster],
    pairs: Iterable[tuple[int, int]],
    threshold: float,
    similarity: Callable[[Cluster, Cluster, float], float] = mean_similarity,
    products: Matrix | None = None,
) -> list[int]:
    """Join the most similar two clusters while their `similarity` is at least `threshold`.

    Only clusters that `pairs` connects, directly or through what they were joined with, are compared: of two
    that are not, neither can be similar enough if `pairs` holds all that are. Returns for each cluster the
    smallest number of those it was joined with; ties go to smaller numbers. `similarity` is
    also given the product of their totals; `products`: those of all pairs, if they were computed before.
    """
    linking = _Linking(clusters, threshold, similarity, products)
    for i, j in sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}):
        linking.offer(i, j, linking.product(i, j))
    while (nearest := linking.next_pair()) is not None:
        linking.join(*nearest)
    return [root(linking.home, i) for i in range(len(clusters))]


class _Linking:
    """Clusters that are still apart, which of them are similar enough to be joined, and where the joined ones are."""

    def __init__(
        self,
        clusters: Sequence[Cluster],
        threshold: float,
        similarity: Callable[[Cluster, Cluster, float], float],
        products: Matrix | None,
    ) -> None:
        self._first, self._products = clusters, products
        self._alive: dict[int, Cluster] = dict(enumerate(clusters))
        self.home = list(range(len(clusters)))
        self._threshold, self._similarity = threshold, similarity
        self._computed: dict[tuple[int, int], tuple[int, float]] = {}
        self._linked: dict[int, set[int]] = {i: set() for i in self._alive}
        self._heap: list[tuple[float, int, int, int]] = []

    def product(self, i: int, j: int) -> float:
        """The product of the totals of two clusters, computed anew where one of them has grown since."""
        a, b = self._alive[i], self._alive[j]
        size, value = self._computed.get((min(i, j), max(i, j)), (0, 0.0))
        if size == a.size + b.size:
            return value
        if self._products is not None and a is self._first[i] and b is self._first[j]:
            return float(self._products[i, j])
        return dot(a.total, b.total)

    def offer(self, i: int, j: int, joint: float) -> None:
        """Two clusters, with the product of their totals, that may be joined."""
        a, b = self._alive[i], self._alive[j]
        self._computed[min(i, j), max(i, j)] = a.size + b.size, joint
        alike = self._similarity(a, b, joint)
        if alike >= self._threshold:
            self._linked[i].add(j)
            self._linked[j].add(i)
            heapq.heappush(self._heap, (-alike, min(i, j), max(i, j), a.size + b.size))
        else:
            self._linked[i].discard(j)
            self._linked[j].discard(i)

    def next_pair(self) -> tuple[int, int] | None:
        """The most similar two that are as they were when they were compared; None where none are left."""
        while self._heap:
            _, i, j, size = heapq.heappop(self._heap)
            if i in self._alive and j in self._alive and self._alive[i].size + self._alive[j].size == size:
                return i, j
        return None

    def join(self, i: int, j: int) -> None:
        """Join the second to the first, and compare it with what either was linked to."""
        others = (self._linked.pop(j) | self._linked[i]) - {i, j}
        joint = {other: self.product(i, other) + self.product(j, other) for other in others}
        self._alive[i] = join_clusters(self._alive[i], self._alive.pop(j))
        self.home[j] = i
        for other in self._linked[i] | others:
            self._linked[other].discard(j) if other in self._linked else None
        self._linked[i].discard(j)
        for other in sorted(others):
            self.offer(i, other, joint[other])


def join_clusters(*clusters: Cluster) -> Cluster:
    """The cluster of the members of all."""
    total, sources = dict(clusters[0].total), Counter(clusters[0].sources)
    for other in clusters[1:]:
        for term, weight in other.total.items():
            total[term] = total.get(term, 0.0) + weight
        for source, n in other.sources.items():
            sources[source] += n
    published = reduce(hull, (cluster.published for cluster in clusters))
    arrived = reduce(hull, (cluster.arrived for cluster in clusters))
    size, n_undated = sum(cluster.size for cluster in clusters), sum(cluster.n_undated for cluster in clusters)
    return Cluster(total, size, published, arrived, sources, n_undated)
