"""Which quoted spans are something said."""

import pytest

from newsloom.transforms.quotes.quoted_speech import is_speech, is_title_of_work
from newsloom.transforms.text.quotation_marks import find_quoted_spans
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
