"""The order of day and month is that of the source's other dates, or of an option, or unknown."""

import pytest

from newsloom.transforms.inputs.day_order import with_day_order
from newsloom.transforms.inputs.records import Bad, Draft, Field


def orders(dates, stated=None):
    drafts = [Draft("A text.", (Field("published_at", date, "field"),)) for date in dates]
    return [draft.day_first for draft in with_day_order(drafts, stated)]


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        (["03/04/2025", "25/03/2025"], [True, True]),
        (["25/03/2025", "03/04/2025"], [True, True]),
        (["03/04/2025", "03/25/2025", "05/06/2025"], [False, False, False]),
        (["03/04/2025", "05/06/2025"], [None, None]),
        (["25/03/2025", "03/25/2025", "05/06/2025"], [True, None, None]),
        (["2025-03-04", "03/04/2025", "4 May 2025"], [None, None, None]),
    ],
)
def test_dates_show_the_order(dates, shown):
    assert orders(dates) == shown


@pytest.mark.parametrize("stated", [True, False])
def test_an_option_goes_before(stated):
    assert orders(["03/04/2025", "25/03/2025"], stated) == [stated, stated]


def test_what_is_held_back_keeps_its_place():
    first, bad = Draft("One.", (Field("modified_at", "03/04/2025", "field"),)), Bad("empty", "no text")
    last = Draft("Two.", (Field("published_at", "25/03/2025", "field"),))
    one, two, three = with_day_order([first, bad, last])
    assert (one.text, two, three.text) == ("One.", bad, "Two.") and one.day_first


def test_a_long_source_is_not_held_back_to_its_end():
    assert orders(["03/04/2025"] * 1_001 + ["25/03/2025"])[:1_001] == [None] * 1_001
    assert orders(["03/04/2025"] * 1_000 + ["25/03/2025"]) == [True] * 1_001


def test_nothing_is_held_back_without_need():
    stream = with_day_order(iter([Draft("One."), Draft("Two.")]))
    assert next(stream).text == "One."
