"""Dates as news writes them are read; what is not certain is no date."""

import datetime as dt
import re

import pytest

from newsloom.transforms.text.calendar import DATE, MONTH_NAMES, MONTH_SHORT, MONTHS, day_order, parse_moment


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-02-13", "2025-02-13"),
        ("20250213", "2025-02-13"),
        ("2025-W07-4", "2025-02-13"),
        ("2025W074", "2025-02-13"),
        ("2025-W07", None),
        ("2025-W54-1", None),
        ("13 February 2025", "2025-02-13"),
        ("Thursday, February 13th, 2025", "2025-02-13"),
        ("Feb. 13, 2025, 10:30 a.m. EST", "2025-02-13"),
        ("Thu, 13 Feb 2025 10:30:00 +0100", "2025-02-13"),
        ("2025-02-13T10:30:00Z", "2025-02-13"),
        ("13/02/2025", "2025-02-13"),
        ("1739442600", "2025-02-13"),
        ("03/04/2025", None),
        ("04/04/2025", "2025-04-04"),
        ("02/13/2025", "2025-02-13"),
        ("1 Sept. 2025", "2025-09-01"),
        ("12 Dec 1599", None),
        ("13 February", None),
        ("February 2025", None),
        ("Thursday", None),
        ("31 February 2025", None),
        ("yesterday", None),
        ("2025", None),
        ("", None),
        ("25.03.2024", "2024-03-25"),
        ("03.04.2024 14:30", "2024-04-03"),
        ("2024/3/25 10:15:30", "2024-03-25"),
        ("03-25-2019", "2019-03-25"),
        ("03/25/24", "2024-03-25"),
        ("25/03/24", None),  # or the 24th of March 2025
        ("5-Mar-2024", "2024-03-05"),
        ("04-Mar-25", "2025-03-04"),
        ("5 Mar ’94", "1994-03-05"),
        ("05MAR2024", "2024-03-05"),
        ("2024 Mar 5", "2024-03-05"),
        ("the 5th of March, 2024", "2024-03-05"),
        ("March 5, 2024 Tuesday", "2024-03-05"),
        ("on Nov 10, 2011", "2011-11-10"),
        ("Published: March 5, 2024", "2024-03-05"),
        ("Mon Mar 25 14:30:00 2024", "2024-03-25"),
        ("2024-03-25 02:30 PM", "2024-03-25"),
        ("March 5, 2024 and more", "2024-03-05"),
        ("45719", "2025-03-03"),
        ("45719.5", "2025-03-03"),
        ("25568", None),
        ("20240305T101530Z", "2024-03-05"),
        ("1970-01-01", None),
        ("12/31/1969", None),
        ("2024-065", "2024-03-05"),
        ("20240305 07:15", "2024-03-05"),
        ("March 5, 20247:15 AM ET", "2024-03-05"),
        ("5 March 202410:15 am", "2024-03-05"),
        ("5 March 20247", None),
        ("2024-366", "2024-12-31"),
        ("2023-366", None),
        ("2024-000", None),
        ("1969-12-31 19:00:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("1900-01-01", None),
        ("January 1, 1970", "1970-01-01"),
        ("May 5-7, 2024", None),
        ("1.2.3", None),
        ("12.30", None),
        ("2024-03-05/06", None),
        ("25/03.2024", None),
        ("20 minutes ago", None),
        ("Tue 05/03/2024", "2024-03-05"),
        ("Tuesday, 03/05/2024", "2024-03-05"),
        ("Mon 03/05/2024", None),
        ("03/05/2024 22:15 (Tue)", "2024-03-05"),
        ("2024. 3. 5.", "2024-03-05"),
        ("March the 5th, 2024", "2024-03-05"),
        ("2024-03-05 08:00 Mars/Olympus", "2024-03-05"),
        ("'2024-03-05", "2024-03-05"),
        ("1753-01-01", None),
        ("1899-12-30", None),
        ("Mar 5th, 2024, 10:15 Uhr", "2024-03-05"),
        ("5 March 2024, 10:15 hrs IST", "2024-03-05"),
        ("5. März 2024 um 7:15 Uhr", "2024-03-05"),
        ("1er août 2024 à 10h15", "2024-08-01"),
        ("5 de marzo de 2024", "2024-03-05"),
        ("31 juin 2024", None),
        ("Timestamp('2024-03-05 10:15:00')", "2024-03-05"),
        ("datetime.date(2024, 3, 5)", "2024-03-05"),
        ("datetime.date(2024, 3)", None),
        ("1.70963E+12", None),
    ],
)
def test_a_date_is_read_or_declined(value, day):
    moment = parse_moment(value)
    assert (str(moment.day) if moment else None) == day


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2025-02-13T10:30:00+02:00", dt.datetime(2025, 2, 13, 8, 30, tzinfo=dt.UTC)),
        ("2025-02-13 10:30:00 UTC", dt.datetime(2025, 2, 13, 10, 30, tzinfo=dt.UTC)),
        ("13 February 2025, 4:05 pm GMT", dt.datetime(2025, 2, 13, 16, 5, tzinfo=dt.UTC)),
        ("13 February 2025, 12:05 am GMT", dt.datetime(2025, 2, 13, 0, 5, tzinfo=dt.UTC)),
        ("13 February 2025, 12:05 pm GMT", dt.datetime(2025, 2, 13, 12, 5, tzinfo=dt.UTC)),
        ("2025-02-13T23:30:00-05:00", dt.datetime(2025, 2, 14, 4, 30, tzinfo=dt.UTC)),
        ("Thu, 13 Feb 2025 10:30:45 +0100", dt.datetime(2025, 2, 13, 9, 30, 45, tzinfo=dt.UTC)),
        ("Thu, 13 Feb 2025 10:30:45 EST", dt.datetime(2025, 2, 13, 15, 30, 45, tzinfo=dt.UTC)),
        ("Thu Feb 13 10:30:00 +0000 2025", dt.datetime(2025, 2, 13, 10, 30, tzinfo=dt.UTC)),
        ("Thu Feb 13 2025 10:30:00 GMT+0100 (Central European Time)", dt.datetime(2025, 2, 13, 9, 30, tzinfo=dt.UTC)),
        ("10:30 AM ET, February 13, 2025", dt.datetime(2025, 2, 13, 15, 30, tzinfo=dt.UTC)),
        ("June 11, 2012 at 12:36 PM ET", dt.datetime(2012, 6, 11, 16, 36, tzinfo=dt.UTC)),
        ("1739442600000", dt.datetime(2025, 2, 13, 10, 30, tzinfo=dt.UTC)),
        ("/Date(1739442600000)/", dt.datetime(2025, 2, 13, 10, 30, tzinfo=dt.UTC)),
        ("\\/Date(1739442600000-0500)\\/", dt.datetime(2025, 2, 13, 10, 30, tzinfo=dt.UTC)),
        ("2025-02-13t10:30:00z", dt.datetime(2025, 2, 13, 10, 30, tzinfo=dt.UTC)),
        ("thu, 13 feb 2025 10:30:00 gmt", dt.datetime(2025, 2, 13, 10, 30, tzinfo=dt.UTC)),
        (
            "datetime.datetime(2025, 2, 13, 10, 30, tzinfo=datetime.timezone.utc)",
            dt.datetime(2025, 2, 13, 10, 30, tzinfo=dt.UTC),
        ),
        ("2025-02-13 05:30 America/New_York", dt.datetime(2025, 2, 13, 10, 30, tzinfo=dt.UTC)),
        ("2025-02-13T11:30:30+01:00[Europe/Paris]", dt.datetime(2025, 2, 13, 10, 30, 30, tzinfo=dt.UTC)),
        ("2025-02-13T10:30:00+0000Z", dt.datetime(2025, 2, 13, 10, 30, tzinfo=dt.UTC)),
        ("1.7394426E9", dt.datetime(2025, 2, 13, 10, 30, tzinfo=dt.UTC)),
        ("13. Februar 2025, 10:30 Uhr MEZ", dt.datetime(2025, 2, 13, 9, 30, tzinfo=dt.UTC)),
        ("13 February 2025, 10:30 IST", None),
        ("2025-02-13 10:30:00", None),
        ("2025年2月13日 10:30", None),
        ("2025년 2월 13일", None),
        ("13 February 2025, 4:05 pm", None),
    ],
)
def test_a_time_without_a_zone_is_no_moment(value, at):
    moment = parse_moment(value)
    assert moment is not None and moment.at == at


def test_months_are_twelve_in_order():
    assert [MONTHS[name.lower()] for name in MONTH_NAMES] == list(range(1, 13))
    assert all(
        MONTHS[short.lower()] == MONTHS[name.lower()]
        for short in MONTH_SHORT
        for name in MONTH_NAMES
        if name.startswith(short[:3])
    )


@pytest.mark.parametrize(
    ("value", "day_first", "day"),
    [
        ("03/04/2025", True, dt.date(2025, 4, 3)),
        ("03/04/2025", False, dt.date(2025, 3, 4)),
        ("03-04-25", True, dt.date(2025, 4, 3)),
        ("25/03/2025", False, dt.date(2025, 3, 25)),
        ("03/25/2025", True, dt.date(2025, 3, 25)),
        ("03.04.2025", False, dt.date(2025, 4, 3)),
        ("2025/03/04", True, dt.date(2025, 3, 4)),
    ],
)
def test_a_known_order_settles_what_is_open_and_nothing_else(value, day_first, day):
    moment = parse_moment(value, day_first)
    assert moment is not None and moment.day == day


@pytest.mark.parametrize(
    ("value", "order"),
    [
        ("25/03/2025", True),
        ("25-3-2025 10:00", True),
        ("3/25/25", False),
        ("03/04/2025", None),
        ("04/04/2025", None),
        ("25.03.2025", None),
        ("25/03/24", None),
        ("31/31/2025", None),
        ("2025/03/25", None),
        ("25 March 2025", None),
    ],
)
def test_which_order_a_date_shows(value, order):
    assert day_order(value) is order


@pytest.mark.parametrize(
    "text", ["13 February 2025", "Thursday, Feb. 13, 2025 at 10:30 a.m. GMT", "2025-02-13T10:30:00Z", "25.03.2025"]
)
def test_the_pattern_takes_the_whole_date(text):
    assert re.fullmatch(DATE, text, re.IGNORECASE)
