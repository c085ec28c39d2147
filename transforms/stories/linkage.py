"""Average-link clustering of sparse vectors, where some of what is clustered may be clusters already."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

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


def mean_similarity(a: Cluster, b: Cluster) -> float:
    """Mean cosine over all pairs of a member of a and a member of b."""
    return dot(a.total, b.total) / (a.size * b.size)


def average_link(
    clusters: Sequence[Cluster],
    pairs: Iterable[tuple[int, int]],
    threshold: float,
    similarity: Callable[[Cluster, Cluster], float] = mean_similarity,
) -> list[int]:
    """Join the most similar two clusters while their `similarity` is at least `threshold`.

    Only clusters that `pairs` connects, directly or through what they were joined with, are compared: of two
    that are not, neither can be similar enough if `pairs` holds all that are. Returns for each cluster the
    smallest number of those it was joined with; ties go to smaller numbers.
    """
    alive: dict[int, Cluster] = dict(enumerate(clusters))
    linked: dict[int, set[int]] = {i: set() for i in alive}
    home = list(range(len(clusters)))
    heap: list[tuple[float, int, int, int, int]] = []

    def offer(i: int, j: int) -> None:
        a, b = alive[i], alive[j]
        alike = similarity(a, b)
        if alike >= threshold:
            linked[i].add(j)
            linked[j].add(i)
            heapq.heappush(heap, (-alike, min(i, j), max(i, j), a.size + b.size, 0))
        else:
            linked[i].discard(j)
            linked[j].discard(i)

    for i, j in sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}):
        offer(i, j)
    while heap:
        _, i, j, size, _ = heapq.heappop(heap)
        if i not in alive or j not in alive or alive[i].size + alive[j].size != size:
            continue
        alive[i] = join_clusters(alive[i], alive.pop(j))
        home[j] = i
        others = (linked.pop(j) | linked[i]) - {i, j}
        for other in linked[i] | others:
            linked[other].discard(j) if other in linked else None
        linked[i].discard(j)
        for other in sorted(others):
            offer(i, other)
    return [root(home, i) for i in range(len(home))]


def join_clusters(a: Cluster, b: Cluster) -> Cluster:
    """The cluster of the members of both."""
    total = dict(a.total)
    for term, weight in b.total.items():
        total[term] = total.get(term, 0.0) + weight
    spans = hull(a.published, b.published), hull(a.arrived, b.arrived)
    return Cluster(total, a.size + b.size, *spans, a.sources + b.sources, a.n_undated + b.n_undated)
