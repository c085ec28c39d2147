"""Dates: the day of publication that a text itself tells, and none where it tells none."""

import datetime as dt

import pytest

from tests.floors.gold import dataset_of, ratio, read_gold

ITEMS = read_gold("dates/texts.jsonl")
FOUND = 1.0  # measured: 10 of 10


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    """Label of an item -> the day that was found."""
    rows = dataset_of(ITEMS, tmp_path_factory.mktemp("dates")).arrow("articles", ["source_row", "published_date"])
    return {ITEMS[row["source_row"]]["label"]: row["published_date"] for row in rows.to_pylist()}


def test_days_that_are_told_are_found(days):
    told = {i["label"]: dt.date.fromisoformat(i["published_date"]) for i in ITEMS if i["published_date"]}
    assert ratio(sum(days.get(label) == day for label, day in told.items()), len(told)) >= FOUND


def test_a_day_that_is_not_told_is_never_guessed(days):
    assert [item["label"] for item in ITEMS if not item["published_date"] and days.get(item["label"])] == []
