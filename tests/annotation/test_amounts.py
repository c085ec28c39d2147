"""Amounts, dates and times by rule."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.annotation.amounts import find_amounts
from tests.conftest import CASE_FILES


def cases(name):
    rows = json.loads((CASE_FILES / name).read_text("utf8"))
    return [pytest.param(row, id=row["label"]) for row in rows]


@pytest.mark.parametrize("case", cases("amounts.json"))
def test_amounts(case):
    text = case["input"]
    assert [[text[start:end], label] for start, end, label in find_amounts(text)] == case["expected"]


@given(st.text(alphabet="0123456789 ,.$%-ofMayJunemilliontwo", max_size=60))
def test_amounts_are_ordered_and_apart(text):
    found = find_amounts(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "amount", "label"),
    [
        ("It was 20 degrees Fahrenheit outside.", "20 degrees Fahrenheit", "QUANTITY"),
        ("It cost 12 pounds sterling.", "12 pounds sterling", "MONEY"),
        ("He came Sept. 4, 2020.", "Sept. 4, 2020", "DATE"),
        ("He came in May.", "May", "DATE"),
        ("He was twenty-first of all.", "twenty-first", "ORDINAL"),
    ],
)
def test_words_of_the_lexicon(text, amount, label):
    assert (amount, label) in [(text[a:b], kind) for a, b, kind in find_amounts(text)]


@pytest.mark.parametrize("text", ["March on, he may win.", "They may go."])
def test_a_verb_is_no_month(text):
    assert find_amounts(text) == []
