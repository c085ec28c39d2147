"""Columns under the names that others give them, cells that are nothing, and what a reject proposes."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from newsloom.transforms.inputs.cells import plain
from newsloom.transforms.inputs.columns import (
    Columns,
    choose_columns,
    drafts_of_row,
    longest_text,
    missing_text,
    proposed_mapping,
    recognise,
)
from newsloom.transforms.inputs.records import Bad, Draft, ParseOptions

STORY = "The harbour board voted to keep the ferry."


@pytest.mark.parametrize(
    ("columns", "mapped", "expected"),
    [
        (["text"], {}, {"text": "text"}),
        (["Full_Text"], {}, {"text": "Full_Text"}),
        (["a", "b"], {"text": "b"}, {"text": "b"}),
        (["text", "b"], {"text": "b"}, {"text": "b"}),
        (
            ["news_text", "news_date", "pub_datetime", "last_updated"],
            {},
            {"text": "news_text", "published_at": "pub_datetime", "modified_at": "last_updated"},
        ),
        (["text"], {"title": "text"}, {"title": "text"}),  # what a user names is nothing else as well
        (["text"], {"text": "gone"}, {"text": "text"}),
    ],
)
def test_recognise(columns: list[str], mapped: dict[str, str], expected: dict[str, str]) -> None:
    assert recognise(columns, mapped) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, None),
        (math.nan, None),
        ("", None),
        (" NaN ", None),
        ("N/A", None),
        ("None of them came", "None of them came"),
        (5, "5"),
        (dt.date(2024, 5, 1), "2024-05-01"),
        (b"caf\xc3\xa9", "café"),
        (["Ida Holm", None, "Bo Lund"], "Ida Holm, Bo Lund"),
        ([], None),
        ({"name": "Ida Holm"}, "Ida Holm"),
        ({"$date": "2024-05-01"}, "2024-05-01"),
        ({"other": "x"}, None),
    ],
)
def test_cells(value: object, expected: str | None) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"text": STORY}, STORY),
        ({"text": STORY, "lead": "It rained."}, f"It rained.\n\n{STORY}"),
        ({"text": STORY, "lead": "The harbour  board voted"}, STORY),  # it begins with it
        ({"lead": "It rained."}, "It rained."),
        ({"html": "<p>It <b>rained</b>.</p>"}, "It rained."),
        ({"text": STORY, "html": "<p>It rained.</p>"}, STORY),
        ({"text": ""}, ""),
        ({"text": None}, None),
    ],
)
def test_the_text_of_a_row(row: dict[str, object], text: str | None) -> None:
    (outcome,) = drafts_of_row(row, Columns({name: name for name in row}))
    assert (None if isinstance(outcome, Bad) else outcome.text) == text


@pytest.mark.parametrize(
    ("value", "expected"), [("One two three four five", "x"), ("One two three four", None), ("", None)]
)
def test_five_words_may_be_an_article(value: str, expected: str | None) -> None:
    assert longest_text(["x", "nr"], [{"x": value, "nr": 5}]) == expected


def test_the_longest_column_is_proposed() -> None:
    rows = [{"a": STORY, "b c": STORY + " Again.", "title": STORY * 9}]
    reject = missing_text(["a", "b c", "title"], rows)
    assert (reject.reason, proposed_mapping(reject.detail)) == ("missing_text", "text=b c")


@pytest.mark.parametrize(("n_letters", "shown"), [(280, True), (320, False)])
def test_a_reject_does_not_list_endless_columns(n_letters: int, shown: bool) -> None:
    name = "c " * (n_letters // 2)
    assert (name.strip() in missing_text([name.strip()]).detail.partition(";")[0]) is shown


@pytest.mark.parametrize(
    ("day", "moment", "dates"),
    [
        ("2024-11-04", "2024-11-04 18:45:30+01:00", 2),
        ("2024-11-04", "2024-11-05 18:45:30+01:00", 1),  # of another day
        ("2024-11-04T08:00:00Z", "2024-11-04 18:45:30+01:00", 1),
        ("2024-11-04", "2024-11-04", 1),
    ],
)
def test_a_moment_in_another_column_of_the_same_day(day: str, moment: str, dates: int) -> None:
    row = {"text": STORY, "publish_date": day, "pub_datetime": moment}
    (draft,) = drafts_of_row(row, choose_columns(row, ParseOptions()))
    assert isinstance(draft, Draft)
    assert [f.value for f in draft.fields if f.field == "published_at"] == [day, moment][:dates]
