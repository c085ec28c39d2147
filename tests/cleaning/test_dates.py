"""Which dates are candidates."""

import datetime as dt

import pytest

from newsloom.transforms.cleaning.dates import (
    DateReading,
    date_field,
    date_in_address,
    is_date,
    name_and_day,
    place_and_day,
)

NOW = dt.datetime(2025, 3, 4, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "readable"),
    [("2026-03-05", True), ("2026-03-06", False), ("3013-01-01", False), ("2094-05-06", False), ("garbage", False)],
)
def test_a_day_far_ahead_is_no_date(value, readable):
    assert DateReading(now=NOW).readable("published_at", value) is readable


def test_only_dates_must_be_read():
    assert DateReading().readable("title", "garbage") and not DateReading().readable("modified_at", "garbage")


def test_the_order_that_is_known_is_used():
    assert DateReading(day_first=True).moment("03/04/2025").day == dt.date(2025, 4, 3)
    assert DateReading().moment("03/04/2025") is None


def test_a_line_is_a_date_in_either_order():
    assert is_date("03/04/2025") and not is_date("03/04")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2025/02/13/ferry", "2025-02-13"),
        ("https://example.org/world/2025/feb/13/ferry", "2025-feb-13"),
        ("https://example.org/news/2025-02-13-ferry", "2025-02-13"),
        ("https://example.org/ferry-20250213.html", "2025-02-13"),
        ("https://example.org/2025/2/3", "2025-2-3"),
        ("https://example.org/2025/02/ferry", None),
        ("https://example.org/2025/13/45/ferry", None),
        ("https://example.org/story-1820250213", None),
        ("https://example.org/a?from=/2025/02/13/", None),
    ],
)
def test_days_in_addresses(url, day):
    assert date_in_address(url) == day


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Lindmouth, 10 March 2024", "Lindmouth"),
        ("Stoke on Trent, England, March 10, 2024", "Stoke on Trent, England"),
        ("  New York, 10.03.2024 ", "New York"),
        ("LINDMOUTH, 10 March 2024", "LINDMOUTH"),
        ("The Lindmouth, 10 March 2024", None),
        ("Lindmouth Times, 10 March 2024", None),
        ("Anna Aas, 10 March 2024", None),
        ("Analysis, 10 March 2024", None),
        ("Lindmouth, 31 February 2024", None),
        ("The ferry sank, 10 March 2024", None),
        ("Lindmouth, 10 March 2024.", None),
        ("Lindmouth", None),
    ],
)
def test_a_line_of_a_place_and_a_day(line: str, place: str | None) -> None:
    match = place_and_day(line)
    assert (match and match[1]) == place


def test_a_name_and_a_day_may_be_of_anyone() -> None:
    assert name_and_day("Anna Aas, 10 March 2024") and name_and_day("Lindmouth Times, 10 March 2024")
    assert not name_and_day("Anna Aas spoke on 10 March 2024") and not name_and_day("Anna Aas, 30 February 2024")


@pytest.mark.parametrize(
    ("label", "column"),
    [("Updated", "modified_at"), ("last seen", "modified_at"), ("Posted", "published_at"), (None, "published_at")],
)
def test_the_column_of_a_date(label: str | None, column: str) -> None:
    assert date_field(label) == column
