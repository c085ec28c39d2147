"""Which two copies are versions of one article."""

from datetime import UTC, datetime

import pytest

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.reuse.versions import VersionOptions, is_revision, same_outlet

EVE, DAY, NOON = (datetime(2025, *at, tzinfo=UTC) for at in ((2, 28), (3, 1), (3, 1, 12)))
LATER = datetime(2025, 3, 4, 12, tzinfo=UTC)


def article(at=DAY, outlet="calder.example", url=None, day_only=False, title=None):
    return Article("a", "", NOON, at, outlet=outlet, url=url, day_only=day_only, title=title)


REVISIONS = [
    # label, one article, the other, expected
    ("one outlet, two times", article(at=DAY), article(at=NOON), True),
    ("at one time", article(), article(), False),
    ("two outlets", article(at=DAY), article(at=NOON, outlet="ashby.example"), False),
    ("no outlets", article(at=DAY, outlet=None), article(at=NOON, outlet=None), False),
    ("no time", article(at=None), article(at=NOON), False),
    ("no time of the other", article(at=NOON), article(at=None), False),
    ("no times", article(at=None), article(at=None), False),
    ("the same address", article(url="u"), article(url="u", outlet="ashby.example", at=None), True),
    ("the same address, another title", article(url="u", title="Gate shut"), article(url="u", title="Flood"), True),
    ("other addresses", article(url="u"), article(url="v"), False),
    ("one day, of one no time", article(at=DAY, day_only=True), article(at=NOON), False),
    ("one day, of the other no time", article(at=NOON), article(at=DAY, day_only=True), False),
    ("the day before", article(at=EVE, day_only=True), article(at=NOON), True),
    ("both days only", article(at=EVE, day_only=True), article(at=DAY, day_only=True), True),
    ("three days later", article(at=NOON), article(at=LATER), True),
    ("more than three days later", article(at=DAY), article(at=LATER), False),
    ("one title", article(title="Gate Shut Again"), article(at=NOON, title="gate shut again, harbour says"), True),
    (
        "most of a title",
        article(title="Old gate shut by storm"),
        article(at=NOON, title="Gate shut by flood tide"),
        True,
    ),
    ("less of it", article(title="Old gate shut by storm"), article(at=NOON, title="Gate shut in flood tide"), False),
    ("a title and none", article(title="Gate shut"), article(at=NOON), False),
]


@pytest.mark.parametrize(("one", "two", "expected"), [r[1:] for r in REVISIONS], ids=[r[0] for r in REVISIONS])
def test_revision(one, two, expected):
    options = VersionOptions()
    assert is_revision(one, two, options) == is_revision(two, one, options) == expected


def test_outlets_that_are_not_known_are_not_the_same():
    assert same_outlet(article(), article())
    assert not same_outlet(article(outlet=None), article(outlet=None))
    assert not same_outlet(article(), article(outlet="ashby.example"))
