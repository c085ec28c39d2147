"""When an article was published, as rows say it."""

import pytest

from newsloom.transforms.inputs.row_dates import date_columns, date_of_row, date_text, without_zone

ROWS = [
    # label, row, column of the date, expected
    ("one column", {"date": "5 March 2024"}, "date", "5 March 2024"),
    ("year, month and day", {"year": 2024.0, "month": "3", "day": 5}, None, "2024-03-05"),
    ("no day", {"year": 2024, "month": 3}, None, None),
    ("a time and its zone", {"date": "2024-03-05", "time": "10:15", "timezone": "+01:00"}, "date",
     "2024-03-05 10:15 +01:00"),
    ("a zone in a column's name", {"date": "5 Mar 2024", "Time (GMT)": "10:15"}, "date", "5 Mar 2024 10:15 GMT"),
    ("a zone in the date's name", {"seen_utc": "2024-03-05 10:15"}, "seen_utc", "2024-03-05 10:15 UTC"),
    ("a day in a column named by a zone", {"day_utc": "2024-03-05"}, "day_utc", "2024-03-05"),
    ("a time without a zone", {"date": "2024-03-05", "time": "10:15"}, "date", "2024-03-05"),
    ("a time that is none", {"date": "2024-03-05", "time": "noon", "tz": "UTC"}, "date", "2024-03-05"),
    ("a day that cannot be read", {"date": "05/03/2024", "time": "10:15", "tz": "UTC"}, "date", "05/03/2024"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "column", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_date_of_a_row(row, column, expected):
    assert date_of_row(row, column, date_columns(row)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"date-parts": [["2024", 3, 5]]}, "2024-03-05"),
        ({"year": 2024, "month": 3, "day": 5}, "2024-03-05"),
        ({"date": "2024-03-05 10:15:00.000000", "timezone_type": 3, "timezone": "UTC"}, "2024-03-05 10:15:00 UTC"),
        ({"date": "2024-03-05 10:15", "timezone": "Mars/Olympus"}, "2024-03-05 10:15"),
        ([2024, 3, 5, 10, 15], "2024-03-05 10:15"),
        ([7, 8, 9], "7, 8, 9"),
        ({"$date": "2024-03-05"}, "2024-03-05"),
        (None, None),
    ],
)
def test_a_date_in_any_shape(value, expected):
    assert date_text(value) == expected


def test_a_zone_is_no_part_of_a_name():
    assert [without_zone(name) for name in ("published_utc", "Date (GMT)", "pubDateUTC", "minutc", "date")] == [
        "published", "Date", "pubDate", "minutc", "date",
    ]  # fmt: skip
