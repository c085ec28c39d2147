"""Of several candidates for a column the one of the best origin wins, and those that disagree are marked."""

import pytest

from newsloom.transforms.cleaning.candidates import Found, choose


def test_fields_beat_text_and_conflicts_are_marked():
    found = [
        Found("published_at", "13 March 2025", "header"),
        Found("published_at", "2025-03-14T08:00:00Z", "field"),
        Found("title", "A title", "field"),
        Found("title", "A  Title", "html"),
    ]
    winners, conflicts = choose(found)
    assert winners["published_at"].origin == "field"
    assert conflicts == {"published_at"}


def test_a_date_that_cannot_be_read_is_no_candidate():
    found = [Found("published_at", "garbage", "field"), Found("published_at", "10 November 2011", "dateline")]
    winners, conflicts = choose(found)
    assert winners["published_at"].origin == "dateline" and not conflicts
    assert choose(found[:1]) == ({}, set())


@pytest.mark.parametrize(
    ("second", "origin", "wins"),
    [
        ("2024-03-05T08:00:00Z", "html", 1),
        ("2024-03-06T08:00:00Z", "html", 0),
        ("2024-03-05T08:00:00Z", "url", 0),
        ("2024-03-05", "html", 0),
        ("garbage", "html", 0),
    ],
)
def test_the_time_of_a_day_is_taken_from_another_statement_of_that_day(second, origin, wins):
    found = [Found("published_at", "2024-03-05T07:00:00", "html"), Found("published_at", second, origin)]
    assert choose(found)[0]["published_at"] is found[wins]


def test_the_first_of_two_times_wins():
    found = [Found("published_at", f"2024-03-05T0{hour}:00:00Z", "html") for hour in (7, 8)]
    assert choose(found)[0]["published_at"] is found[0]
    assert choose([Found("title", "A", "html"), Found("title", "B", "html")])[0]["title"].value == "A"
