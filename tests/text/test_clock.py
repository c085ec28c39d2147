"""Times of day with their zones become moments; a zone that is not certain makes none."""

import datetime as dt
import re

import pytest

from newsloom.transforms.text.clock import CLOCK, moment_of

WINTER, SUMMER = dt.date(2024, 1, 5), dt.date(2024, 7, 5)


@pytest.mark.parametrize(
    ("clock", "utc"),
    [
        ("10:15 GMT", "10:15:00"),
        ("10:15:45 +0000", "10:15:45"),
        ("10:15:30.5Z", "10:15:30.500000"),
        ("101530Z", "10:15:30"),
        ("10:15 +05:30", "04:45:00"),
        ("10:15 −03:30", "13:45:00"),
        ("10.15 BST", "09:15:00"),
        ("10:15 a.m. EST", "15:15:00"),
        ("20:15 AEST", "10:15:00"),
        ("10:15 AM EST", "15:15:00"),
        ("2:15 pm CET", "13:15:00"),
        ("12:05 am GMT", "00:05:00"),
        ("12:05 pm GMT", "12:05:00"),
        ("14:30 PM GMT", "14:30:00"),
        ("5 p.m. UTC+2", "15:00:00"),
        ("10:15am (UTC+2)", "08:15:00"),
        ("10:15 GMT+0100 (Central European Standard Time)", "09:15:00"),
        ("10:15 IST", None),
        ("10:15 XYZT", None),
        ("25:15 GMT", None),
        ("10:61 GMT", None),
        ("10:15 +99:00", None),
        ("10:15", None),
        ("soon", None),
    ],
)
def test_a_time_is_a_moment_where_its_zone_is_certain(clock, utc):
    moment = moment_of(WINTER, clock)
    assert (moment.strftime("%H:%M:%S.%f").removesuffix(".000000") if moment else None) == utc


@pytest.mark.parametrize(("day", "hour"), [(WINTER, 15), (SUMMER, 14)])
@pytest.mark.parametrize("zone", ["ET", "Eastern", "Eastern Time", "(ET)"])
def test_a_place_has_its_summer_time(day, hour, zone):
    assert moment_of(day, f"10:15 {zone}") == dt.datetime.combine(day, dt.time(hour, 15), dt.UTC)


def test_the_day_in_utc_may_be_another():
    assert moment_of(WINTER, "23:30 -0500") == dt.datetime(2024, 1, 6, 4, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("clock", ["10:15", "10:15:30 +0100", "5: 03pm", "10 a.m. ET", "10:15 GMT+1"])
def test_the_pattern_takes_the_whole_time(clock):
    assert re.fullmatch(CLOCK, clock, re.IGNORECASE)
