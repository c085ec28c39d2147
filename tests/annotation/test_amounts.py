"""Amounts, dates and times by rule."""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.annotation.amounts import RULES, find_amounts
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


WORDS = """
1,200 20 5th 2019 3pm 9:30 three Twenty twenty-first hundred million per cent % dollars pence real US$ €5 last next
early mid- the in of May March June Sept. Sunday Sundays yesterday tomorrow Christmas Eve New Year’s midnight tonight
overnight noon midday dawn dusk morning hours seconds weeks decade century ago earlier old years feet km °C
degrees Celsius square tonnes - – , . a few ٣ Thanksgiving Independence Day Easter evening
"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join))
def test_no_text_with_a_span_lacks_what_its_rule_needs(text):
    for rule in RULES:
        if rule.needs and re.search(rule.pattern, text):
            digit = rule.needs == ("a digit",) and re.search(r"\d", text)
            assert digit or any(piece in text for piece in rule.needs)
