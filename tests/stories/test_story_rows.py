"""Rows of stories: titles, and which articles are first and last."""

from datetime import UTC, date, datetime

import pytest

from newsloom.transforms.stories.story_rows import _Member, _story_row, first_sentence
from tests.memory import NOW, one_run

SENTENCES = [
    # label, text, title
    ("nothing", "", None),
    ("one line", "The ferry did not sail from the old pier.\nIt rained.", "The ferry did not sail from the old pier."),
    ("a short first sentence", "It rained. The ferry did not sail today.", "It rained. The ferry did not sail today."),
    ("thirty characters", "The ferry did not sail at noon. It rained.", "The ferry did not sail at noon."),
    ("a question", "Why did the old ferry not sail at noon? It rained.", "Why did the old ferry not sail at noon?"),
    ("no stop", "x" * 300, "x" * 200),
]


@pytest.mark.parametrize(("text", "title"), [row[1:] for row in SENTENCES], ids=[row[0] for row in SENTENCES])
def test_title_of_an_article_without_headline(text, title):
    assert first_sentence(text) == title


MORNING, NOON = datetime(2025, 2, 13, 8, tzinfo=UTC), datetime(2025, 2, 13, 12, tzinfo=UTC)
DAY, NEXT = datetime(2025, 2, 13, tzinfo=UTC), datetime(2025, 2, 14, tzinfo=UTC)


def row(*published):
    """The row of a story of articles a, b, c with these times of publication; midnight is a day alone."""
    members = [
        _Member(name, NOW, at, bool(at and not at.hour), "o", False) for name, at in zip("abc", published, strict=False)
    ]
    return _story_row("s_1", members)


ENDS = [
    # label, times, first article, first time, first day
    ("the earliest", (NOON, MORNING), "b", MORNING, DAY),
    ("at one time", (MORNING, MORNING), None, MORNING, DAY),
    ("of one day, one without a time", (NOON, DAY), None, None, DAY),
    ("alone on the first day", (NEXT, DAY), "b", None, DAY),
    ("one without a date", (NOON, None), None, NOON, DAY),
    ("none with a date", (None, None), None, None, None),
    ("a time on the first day, a day later", (NOON, NEXT), "a", NOON, DAY),
]


@pytest.mark.parametrize(("times", "first", "at", "day"), [r[1:] for r in ENDS], ids=[r[0] for r in ENDS])
def test_the_first_article_and_its_time_are_what_is_known(times, first, at, day):
    got = row(*times)
    assert (got["first_article_id"], got["first_published_at"]) == (first, at)
    assert got["first_published_date"] == (day and day.date())


def test_the_last_day_and_time():
    assert row(NOON, MORNING)["last_published_at"] == NOON
    assert row(NOON, NEXT)["last_published_at"] is None
    assert row(NOON, NEXT)["last_published_date"] == date(2025, 2, 14)


def test_articles_without_dates_make_no_dates():
    stored = one_run(["The tide was high at noon and the ferry did not sail from the old pier."])
    (story,) = stored.tables["stories"].to_pylist()
    named = ("first_article_id", "first_published_at", "first_published_date", "last_published_at", "thread_id")
    assert [story[name] for name in named] == [None] * 5
