"""A headline without its label and its outlet, and what of it stands in marks."""

import pytest

from newsloom.transforms.utterances.headlines.title import MASK, is_clause
from tests.utterances.headlines.build import title


@pytest.mark.parametrize(
    ("text", "outlet", "told"),
    [
        ("Bridge is safe", None, "Bridge is safe"),
        ("Opinion: Bridge is safe", None, "Bridge is safe"),
        ("EXCLUSIVE: VIDEO: Bridge is safe", None, "Bridge is safe"),
        ("Mayor: Bridge is safe", None, "Mayor: Bridge is safe"),
        ("Bridge is safe : NPR", None, "Bridge is safe"),
        ("Bridge is safe | BBC News ", None, "Bridge is safe"),
        ("Bridge is safe - Ardle Echo", None, "Bridge is safe"),
        ("Bridge is safe - Sun", None, "Bridge is safe - Sun"),  # a word alone may be anything
        ("Bridge is safe - Harbour Folk", "Harbour Folk", "Bridge is safe"),
        ("Bridge is safe - Harbour Folk", "Folk", "Bridge is safe - Harbour Folk"),
        ("Bridge is safe ", None, "Bridge is safe"),
        ("Bridge is safe (+video)", None, "Bridge is safe"),
        ("Bridge is safe [VIDEO]", None, "Bridge is safe"),
        ("Bridge is safe (for now)", None, "Bridge is safe (for now)"),
    ],
)
def test_label_and_outlet_are_left_out(text, outlet, told):
    read = title(text, outlet)
    assert read.text[read.low : read.high] == told


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Opinion: Bridge is safe", True), ("EXCLUSIVE: Op-Ed: Bridge is safe", True), ("Video: Bridge is safe", False)],
)
def test_a_label_says_that_it_is_a_view(text, expected):
    assert title(text).is_view is expected


def test_what_stands_in_marks_is_masked():
    text = "Mayor: ‘Bridge is safe’ now"
    read = title(text)
    assert read.masked == "Mayor: " + MASK * 16 + " now"
    assert [word.lower for word in read.words(0, len(text))] == ["mayor", "now"]
    assert read.is_marked((7, 23))
    assert not read.is_marked((7, 27))
    assert read.has_marks((0, 8))
    assert not read.has_marks((0, 7))


def test_marks_of_an_outlet_are_none():
    assert not title("Bridge is safe | ‘Ardle Echo’ News").has_marks((0, 14))
    assert title("“Bridge is safe").quoted == []


def test_a_span_loses_commas_and_dashes():
    text = "Bridge is safe – mayor"
    assert text[slice(*title(text).trimmed(9, 17))] == "safe"
    assert title(text).trimmed(14, 17) == (17, 17)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Bridge is safe", True),
        ("Bridge isn’t safe", True),
        ("Bridge might fall", True),
        ("We remember", True),
        ("It’s over", True),
        ("A bridge to be", False),
        ("Bridge safe", False),
        ("", False),
    ],
)
def test_a_clause_has_a_finite_word(text, is_one):
    read = title(text)
    assert is_clause(read.words(0, len(text))) is is_one
