"""Which quoted spans are something said."""

import pytest

from newsloom.transforms.quotes.quoted_speech import count_quoted_words, is_speech, is_title_of_work, quote_type
from newsloom.transforms.text.quotation_marks import QuotedSpan, find_quoted_spans
from tests.quotes.build import view

SPEECH = [  # text, its first quoted span is speech
    ("“It is too late.”", True),
    ("“It is late”", False),
    ("the “late” train", False),
    ("‘It is late’ again", False),
    ("“Late,” Ann Lee said.", True),
    ("‘Late,’ said Ann Lee.", True),
    ("Ann Lee said: “Late.”", True),
    ("Ann Lee said of the train “late” then", False),
    ("“…” he", False),
    ("the novel “The Late Hour of Lee” sold", False),
]
TITLES = [  # text, its first quoted span is a title
    ("“The Late Hour” sold", True),
    ("“The Late Hour.” sold", False),
    ("“The late hour” sold", False),
    ("“The Hour with Lee” sold", True),
    ("“The Hour above Lee” sold", False),
    ("“Late” sold", False),
    ("the book “Late” sold", True),
    ("the books “Late” sold", True),
    ("the book “The Late Hour.” sold", True),
    ("the book “late” sold", False),
    ("the book “The late hour above Lee” sold", False),
    ("so-called “Late” sold", True),
    ("the book that he sold “Late” then", False),
    ("“" + "Late " * 7 + "Hour” sold", True),
    ("“" + "Late " * 8 + "Hour” sold", False),
    ("x\n“The Late Hour!”\ny", True),
    ("the book “1984” sold", False),
]


@pytest.mark.parametrize(("text", "expected"), SPEECH)
def test_speech(text: str, expected: bool) -> None:
    assert is_speech(find_quoted_spans(text)[0], view(text)) == expected


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_title_of_work(text: str, expected: bool) -> None:
    assert is_title_of_work(find_quoted_spans(text)[0], text) == expected


TYPES = [  # text, words in marks, words, type of the whole
    ("“It is late.”", 3, 3, "direct"),
    ("it is “too late”", 2, 4, "mixed"),
    ("it’s late", 0, 2, "indirect"),
    ("“—”", 0, 0, "indirect"),
]


@pytest.mark.parametrize(("text", "inside", "words", "of_type"), TYPES)
def test_type_by_the_words_in_marks(text, inside, words, of_type):
    spans = find_quoted_spans(text)
    assert count_quoted_words(text, (0, len(text)), spans) == (inside, words)
    assert quote_type(text, (0, len(text)), spans) == of_type


def test_marks_around_no_word_hold_none() -> None:
    assert count_quoted_words("“…”", (0, 3), [QuotedSpan(0, 3, 1, 2)]) == (0, 0)
