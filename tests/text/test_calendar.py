"""Dates as news writes them are read; what is not certain is no date."""

import datetime as dt
import re

import pytest

from newsloom.transforms.text.calendar import DATE, MONTH_NAMES, MONTH_SHORT, MONTHS, parse_moment


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-02-13", "2025-02-13"),
        ("20250213", "2025-02-13"),
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
        ("2025-02-13 10:30:00", None),
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
    "text", ["13 February 2025", "Thursday, Feb. 13, 2025 at 10:30 a.m. GMT", "2025-02-13T10:30:00Z"]
)
def test_the_pattern_takes_the_whole_date(text):
    assert re.fullmatch(DATE, text, re.IGNORECASE)
