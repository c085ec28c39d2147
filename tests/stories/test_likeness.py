"""How much speaks for two clusters telling one event."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from math import e, inf

import numpy as np
import pytest

from newsloom.transforms.stories.likeness import (
    DAY,
    LikenessOptions,
    fading,
    likeness,
    outlet_factor,
    shared_sources,
    week_of,
)
from newsloom.transforms.stories.linkage import UNDATED, Cluster, dot

OPTIONS = LikenessOptions()
WINDOW = 7 * DAY


def cluster(total, size=1, first=0.0, last=None, sources=(), dated=True, arrived=0.0):
    span = (first * DAY, (first if last is None else last) * DAY)
    return Cluster(
        total, size, span if dated else UNDATED, (arrived * DAY, arrived * DAY), Counter(sources), 0 if dated else size
    )


ONE = {0: 1.0}
HALF_DATED = Cluster({0: 2.0}, 2, (0.0, 0.0), (0.0, 0.0), n_undated=1)
CASES = [
    # label, one, the other, likeness
    ("the same moment", cluster(ONE), cluster(ONE), 1.25),
    ("three days apart", cluster(ONE), cluster(ONE, first=3), 1.25 / e),
    ("by the middles of the spans", cluster({0: 2.0}, 2, 0, 3), cluster({0: 2.0}, 2, 3, 6), 1.25 / e),
    ("too far", cluster(ONE), cluster(ONE, first=7.1), -inf),
    ("undated", cluster(ONE, dated=False), cluster(ONE, first=3), 0.4),
    ("both undated", cluster(ONE, dated=False), cluster(ONE, dated=False), 0.4),
    ("half of it undated", HALF_DATED, cluster(ONE), (1.25 + 0.4) / 2),
    ("half of each undated", HALF_DATED, HALF_DATED, 1.25 / 4 + 0.4 * 3 / 4),
    ("undated, arrived too far apart", cluster(ONE, dated=False), cluster(ONE, arrived=7.1), -inf),
    ("one outlet", cluster(ONE, sources="a"), cluster(ONE, sources="a"), 0.625),
    ("half of one outlet", cluster({0: 2.0}, 2, sources="ab"), cluster(ONE, sources="a"), 0.9375),
    ("one series", cluster(ONE, sources="ax"), cluster(ONE, sources="ax"), 0.0),
    ("each alike inside, less across", cluster({0: 2.0}, 2), cluster({0: 0.3, 1: 3.98**0.5 - 0.02}, 2), -inf),
    ("one article and three", cluster({0: 3.0}, 3), cluster(ONE), 1.25),
    ("one article and twelve", cluster({0: 12.0}, 12), cluster(ONE), 1.25 * (1 + 0.3 * (1 - 3 / 12))),
    ("two articles and twelve", cluster({0: 12.0}, 12), cluster({0: 2.0}, 2), 1.25 * (1 + 0.3 * (1 / 2 - 3 / 12))),
    ("one article is no chain", cluster({0: 2.0}, 2), cluster({0: 0.15, 1: 0.98}), 0.1875),
]


@pytest.mark.parametrize(("one", "two", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_likeness(one, two, expected):
    got = [likeness(a, b, dot(a.total, b.total), WINDOW, OPTIONS) for a, b in ((one, two), (two, one))]
    assert got[0] == got[1] == pytest.approx(expected)


def test_factors():
    assert fading(np.array([0.0, -3.0, 3.0]), OPTIONS).tolist() == pytest.approx([1.25, 1.25 / e, 1.25 / e])
    assert [outlet_factor(shared, OPTIONS) for shared in (0, 1, 2, 3)] == [1, 0.5, 0, 0]
    assert shared_sources(Counter(a=2, b=1), Counter(a=3, c=4)) == 6


def test_what_a_day_counts_depends_on_how_many_are_known():
    undated, one = cluster(ONE, dated=False), cluster(ONE)
    counts = [likeness(undated, one, 1.0, WINDOW, OPTIONS.among(share)) for share in (0, 0.5, 1)]
    assert counts == pytest.approx([1.0, 0.4**0.5, 0.4])


def test_weeks():
    epoch = datetime(1900, 1, 1, tzinfo=UTC)
    assert [week_of(epoch + timedelta(days=days)) for days in (-9, 0, 6.9, 7, 14)] == [0, 0, 0, 1, 2]
