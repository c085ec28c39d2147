"""Which article is the original."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from newsloom.transforms.reuse.originals import (
    Choice,
    Copy,
    Facts,
    choose_originals,
    credits_another,
    is_agency,
    is_earlier,
)

DAY = "the day only"
NINE = datetime(2025, 3, 1, 9, tzinfo=UTC)


def facts(name, hour=None, words=100, outlet=None, agency=None):
    at = None if hour is None else datetime(2025, 3, 1, 0 if hour == DAY else hour, tzinfo=UTC)
    return Facts(name, at, outlet, agency, words, hour == DAY)


CASES = {
    "the earliest is the original": (
        [facts("a", 9), facts("b", 8)],
        [Copy("a", "b", "near", 0.9)],
        {"a": Choice("b", "near"), "b": Choice()},
    ),
    "without times the fullest": (
        [facts("a", words=90), facts("b", words=120)],
        [Copy("a", "b", "near", 0.9)],
        {"a": Choice("b", "near"), "b": Choice()},
    ),
    "the agency itself, though its copy is dated earlier": (
        [facts("a", 8, outlet="gazette.example", agency="agence"), facts("b", 9, outlet="agence", agency="agence")],
        [Copy("a", "b", "exact", 1.0)],
        {"a": Choice("b", "exact"), "b": Choice()},
    ),
    "a day is no time before those of that day: the fuller text is the original": (
        [facts("a", DAY, words=90), facts("b", 8, words=120)],
        [Copy("a", "b", "near", 0.9)],
        {"a": Choice("b", "near"), "b": Choice()},
    ),
    "nor after them": (
        [facts("a", DAY, words=120), facts("b", 8, words=90)],
        [Copy("a", "b", "near", 0.9)],
        {"a": Choice(), "b": Choice("a", "near")},
    ),
    "of one day, the one that credits somebody else is the copy": (
        [facts("a", DAY, agency="agence"), facts("b", 8)],
        [Copy("a", "b", "exact", 1.0)],
        {"a": Choice("b", "exact"), "b": Choice()},
    ),
    "times of that day still count among those that have one": (
        [facts("a", 9, words=130), facts("b", 8, words=100), facts("c", DAY, words=90)],
        [Copy("a", "b", "near", 0.9), Copy("b", "c", "near", 0.9), Copy("a", "c", "near", 0.9)],
        {"a": Choice("b", "near"), "b": Choice(), "c": Choice("b", "near")},
    ),
    "the contained one is the copy": (
        [facts("a", 9, words=50), facts("b", 8, words=400)],
        [Copy("a", "b", "contained", 0.8)],
        {"a": Choice("b", "contained"), "b": Choice()},
    ),
    "an early report is no copy of what grew out of it": (
        [facts("a", 8, words=50), facts("b", 9, words=400)],
        [Copy("a", "b", "contained", 0.8)],
        {"a": Choice(), "b": Choice()},
    ),
    "of one time: the contained one is the copy": (
        [facts("a", 8, words=50), facts("b", 8, words=400)],
        [Copy("a", "b", "contained", 0.8)],
        {"a": Choice("b", "contained"), "b": Choice()},
    ),
    "a copy of a copy that is no copy of the original is an original": (
        [facts("a", 8), facts("b", 9), facts("c", 10)],
        [Copy("a", "b", "near", 0.5), Copy("b", "c", "near", 0.5)],
        {"a": Choice(), "b": Choice("a", "near"), "c": Choice()},
    ),
    "equal texts follow each other": (
        [facts("a", 8), facts("b", 9), facts("c", 10)],
        [Copy("a", "b", "near", 0.5), Copy("b", "c", "exact", 1.0)],
        {"a": Choice(), "b": Choice("a", "near"), "c": Choice("a", "near")},
    ),
    "a later version": (
        [facts("a", 8), facts("b", 9), facts("c", 10)],
        [Copy("a", "b", "revision", 0.9), Copy("b", "c", "revision", 0.9)],
        {"a": Choice(), "b": Choice(version_of="a"), "c": Choice(version_of="a")},
    ),
    "of one time, the version that was changed first is the first": (
        [facts("a", 8)._replace(modified_at=NINE), facts("b", 8, words=90)],
        [Copy("a", "b", "revision", 0.9)],
        {"a": Choice(version_of="b"), "b": Choice()},
    ),
    "else the one that was read first": (
        [facts("a", 8)._replace(arrived_at=NINE), facts("b", 8, words=90)],
        [Copy("a", "b", "revision", 0.9)],
        {"a": Choice(version_of="b"), "b": Choice()},
    ),
    "without a date it is no first version": (
        [facts("a"), facts("b", 9)],
        [Copy("a", "b", "revision", 0.9)],
        {"a": Choice(version_of="b"), "b": Choice()},
    ),
    "the same text at one address under another headline is a version": (
        [facts("a", 8)._replace(url="u", title="One"), facts("b", 9)._replace(url="u", title="Two")],
        [Copy("a", "b", "exact", 1.0)],
        {"a": Choice(), "b": Choice("a", "exact", "a")},
    ),
    "under the same headline, or none, it is none": (
        [
            facts("a", 8)._replace(url="u", title="One"),
            facts("b", 9)._replace(url="u", title="One"),
            facts("c", 10)._replace(url="u"),
            facts("d", 11)._replace(url="v", title="Two"),
        ],
        [Copy("a", other, "exact", 1.0) for other in "bcd"],
        {"a": Choice(), **{other: Choice("a", "exact") for other in "bcd"}},
    ),
}


@pytest.mark.parametrize("label", CASES)
def test_choice(label):
    articles, copies, expected = CASES[label]
    for order in permutations(articles):
        assert choose_originals(order, copies) == expected
        assert choose_originals(order, copies[::-1]) == expected


CREDITS = [
    # label, agency, outlet, whether it is the agency, whether it credits another
    ("no agency", None, "gazette.example", False, False),
    ("nothing", None, None, False, False),
    ("another outlet", "Agence", "gazette.example", False, True),
    ("no outlet", "Agence", None, False, True),
    ("the agency's own", "Agence", "agence.example", True, False),
    ("an empty name", "", "agence.example", False, False),
]


@pytest.mark.parametrize(
    ("agency", "outlet", "itself", "another"), [r[1:] for r in CREDITS], ids=[r[0] for r in CREDITS]
)
def test_credits(agency, outlet, itself, another):
    article = facts("a", outlet=outlet, agency=agency)
    assert (is_agency(article), credits_another(article)) == (itself, another)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (8, 9, True),
        (9, 8, False),
        (DAY, 9, False),
        (9, DAY, False),
        (None, 9, False),
    ],
)
def test_of_one_day_only_times_tell_what_came_first(a, b, expected):
    assert is_earlier(facts("a", a), facts("b", b)) == expected


def test_a_day_tells_what_came_before_another_day():
    late = Facts("b", datetime(2025, 3, 2, 0, tzinfo=UTC), None, None, 100, day_only=True)
    assert is_earlier(facts("a", 9), late) and not is_earlier(late, facts("a", 9))
