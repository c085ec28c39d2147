"""Series of an outlet, by the form of their titles."""

import pytest

from newsloom.transforms.stories.series import series_form, sources_of

FORMS = [
    # label, one title, another one, whether they are of one series
    ("a letter", "The Harbour Letter: a quiet week", "The Harbour Letter | Storms ahead", True),
    ("two letters", "The Harbour Letter: a quiet week", "The Valley Letter: a quiet week", False),
    ("an explainer", "The Lantern explains: the water bill", "The Lantern explains: night buses", True),
    ("days", "Tide tables for Friday", "Tide tables for Sunday", True),
    ("numbered", "Voices from the pier, part 3", "Voices from the pier, part 11", True),
    ("dated", "Port log, March 3, 2025", "Port log, April 16, 2025", True),
]


@pytest.mark.parametrize(("one", "two", "same"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS])
def test_titles_of_a_series(one, two, same):
    assert series_form(one) and (series_form(one) == series_form(two)) == same


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Mayor opens the gate",
        "Harbour flood: mayor opens the gate",
        "Letter: it rains",
        "7 die in fire",
        "Poll - it rains",
    ],
)
def test_headlines_have_no_form(title):
    assert series_form(title) is None


def test_sources_are_the_outlet_and_its_series():
    series = [sources_of(outlet, "The Harbour Letter: rain") for outlet in ("a", "b")]
    assert [len(sources) for sources in series] == [2, 2] and series[0][1] != series[1][1]
    assert sources_of("a", None) == ["a"] and sources_of(None, "The Harbour Letter: rain") == []
