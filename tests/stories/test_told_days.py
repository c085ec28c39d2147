"""Of which days of the week an article tells where it begins."""

from datetime import date

import pytest

from newsloom.transforms.stories.told_days import AHEAD, told_days

TUESDAY = date(2025, 3, 4)
CASES = [
    # label, title, text, day of publication, the days told
    ("none", "Ferry sinks off Skarholm", "Nine were saved.", TUESDAY, ""),
    ("in the text", "Ferry sinks", "Nine were saved on Monday, and none on SUNDAY.", None, "mon sun"),
    ("in the title", "Sunday’s storm", "", None, "sun"),
    ("late in the text", "Ferry sinks", "x " * 50 + "on Monday", None, ""),
    ("no title", None, "On Friday the quay was shut.", None, "fri"),
    ("every week", "Ferry sails on Mondays", "", None, ""),
    ("today", "Quay opens today", "It was to open yesterday; the crane comes tomorrow.", TUESDAY, "mon tue wed"),
    ("tonight", "Storm tonight", "", TUESDAY, "tue"),
    ("today, of a day that is not known", "Quay opens today", "", None, ""),
    ("yesterday, on a Monday", "Quay opened yesterday", "", date(2025, 3, 3), "sun"),
    ("by date", "Quay opens", "It was built by March 2 and opened on Mar. 3.", TUESDAY, "mon sun"),
    ("by date, of a day that is not known", "Quay opened on March 3", "", None, ""),
    ("by a date far off", "Quay to open on June 3", "", TUESDAY, ""),
    ("by a date of another year", "Quay opened on March 3, 1964", "", TUESDAY, ""),
    ("by a date that there is not", "Quay opened on February 30", "", TUESDAY, ""),
    ("to come", "Town is set to vote on the quay", "", None, "ahead"),
    ("to come, and when", "Town votes", "Ahead of the vote on Friday crowds came to the quay.", None, "fri ahead"),
    ("to come, in the middle of a word", "Cassette tokens", "", None, ""),
]
FLAGS = {name: 1 << n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))} | {"ahead": AHEAD}


@pytest.mark.parametrize(("title", "text", "published", "days"), [r[1:] for r in CASES], ids=[r[0] for r in CASES])
def test_told_days(title, text, published, days):
    assert told_days(title, text, published) == sum(FLAGS[name] for name in days.split())
