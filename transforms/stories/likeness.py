"""How much speaks for two clusters telling one event: what they say, weighed by when they said it and where.

Articles on one theme are alike for weeks and alike in one outlet; articles on one event are alike within days and in
many. So the likeness of texts fades with the time between them, and counts for less within an outlet, above all within
one of its series. Both are sums over the members of a cluster, or its first and last date: nothing else is kept. An
article without a day may be of any of the days that the others have: the more of them have one, the more it needs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from math import exp, inf

import numpy as np

from newsloom.transforms.stories.linkage import UNDATED, Cluster, gap, mean_similarity
from newsloom.transforms.stories.vectors import Floats
from newsloom.transforms.text.word_hashes import Ints

DAY = 86400.0  # seconds
WEEK = 7 * DAY
_SINCE_1900 = 2_208_988_800.0  # seconds until 1970


# Measured: python -m benchmarks.stories.events (docs/decisions/0032).
@dataclass(frozen=True)
class LikenessOptions:
    """What time and outlet make of the likeness of texts.

    same_day: likeness of texts of the same moment counts times this much.
    undated: likeness of texts of which one at least has no day counts times this much where all others have one,
        less so where fewer have, and in full where none has.
    fading_days: after so many days between them it is e times less.
    one_outlet: what is taken off where all pairs are of one outlet; twice where they are of one series of it.
    few_gain, few_ratio: a story of many articles has been told to its end, and one article more shares only a part of
        it: where one side is so many times the other, up to this much is added, less where the few are more.
    inner_share, inner_cap: two clusters, each alike inside, are not joined if they are less alike across than this
        share of what the less alike of them is inside, taken as the cap at most: a chain of events is no event.
    """

    same_day: float = 1.25
    undated: float = 0.4
    fading_days: float = 3.0
    one_outlet: float = 0.5
    few_gain: float = 0.3
    few_ratio: float = 3.0
    inner_share: float = 0.4
    inner_cap: float = 0.6

    @property
    def most(self) -> float:
        """What the likeness of two articles counts at most."""
        return max(self.same_day, self.undated)

    def among(self, days_known: float) -> LikenessOptions:
        """The options where the day of this share of the articles is known, so that `undated` counts as it is.

        >>> LikenessOptions(undated=0.25).among(0.5).undated
        0.5
        """
        return replace(self, undated=self.undated**days_known)


def week_of(at: datetime) -> int:
    """Weeks since 1900; all that is older is of the first."""
    return max(0, int((at.timestamp() + _SINCE_1900) // WEEK))


def weeks_at(seconds: Floats) -> Ints:
    """The same of seconds since 1970. *Shape:* that of `seconds`."""
    weeks: Ints = np.maximum(0, (seconds + _SINCE_1900) // WEEK).astype(np.int64)
    return weeks


def likeness(a: Cluster, b: Cluster, product: float, window: float, options: LikenessOptions) -> float:
    """Mean cosine of members of a and of b, weighed; minus infinity where they may not join.

    `product`: of their totals; `window` in seconds.
    """
    if _distance(a, b) > window:
        return -inf
    shared = shared_sources(a.sources, b.sources) / (a.size * b.size)
    weighed = mean_similarity(a, b, product) * _time_factor(a, b, options) * outlet_factor(shared, options)
    weighed *= _size_factor(a, b, options)
    if weighed >= options.inner_share * options.inner_cap:  # what they are inside need not be known
        return weighed
    return weighed if weighed >= options.inner_share * min(a.inner, b.inner) else -inf


def fading(days: Floats, options: LikenessOptions) -> Floats:
    """What likeness counts over so many days between two dated articles. *Shape:* that of `days`."""
    weights: Floats = options.same_day * np.exp(-np.abs(days) / options.fading_days)
    return weights


def outlet_factor(shared: float, options: LikenessOptions) -> float:
    """What likeness counts where pairs share so many sources (outlets, and series of these) on average."""
    return max(0.0, 1 - options.one_outlet * shared)


def shared_sources(a: Counter[str], b: Counter[str]) -> int:
    """How many outlets and series pairs of an article of each have in common, summed over all pairs."""
    return sum(n * b[source] for source, n in a.items() if source in b)


def _time_factor(a: Cluster, b: Cluster, options: LikenessOptions) -> float:
    """By the days between the middles of their dates; the gap between the spans would let chains grow."""
    if UNDATED in (a.published, b.published):
        return options.undated
    both_dated = (1 - a.n_undated / a.size) * (1 - b.n_undated / b.size)
    days = abs(sum(a.published) - sum(b.published)) / (2 * DAY)
    return both_dated * options.same_day * exp(-days / options.fading_days) + (1 - both_dated) * options.undated


def _size_factor(a: Cluster, b: Cluster, options: LikenessOptions) -> float:
    """1 where the larger is less than `few_ratio` times the smaller; most for one article and a large story."""
    few, many = sorted((a.size, b.size))
    return 1 + options.few_gain * max(0.0, 1 / few - options.few_ratio / many)


def _distance(a: Cluster, b: Cluster) -> float:
    """Seconds between two clusters: by publication where both are dated, else by arrival."""
    both = UNDATED not in (a.published, b.published)
    return gap(a.published, b.published) if both else gap(a.arrived, b.arrived)
