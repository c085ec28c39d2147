"""Rules over entities, on Docs whose entities are given, and amounts by rule."""

import json
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.annotation.amounts import find_amounts
from newsloom.transforms.annotation.places import build_places
from newsloom.transforms.annotation.rules import apply_rules
from tests.conftest import CASE_FILES

CASES = CASE_FILES
PLACES = build_places(
    countries=["Netherlands", "Kenya", "Peru"],
    regions=["Ontario"],
    cities={"Lagos": 9_000_000, "Lima": 7_000_000, "Sofia": 1_200_000},
    demonyms=["Kenyan", "Peruvian", "Polish"],
)


def cases(name):
    rows = json.loads((CASES / name).read_text("utf8"))
    return [pytest.param(row, id=row["label"]) for row in rows]


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


@pytest.mark.parametrize("case", cases("rules.json"))
def test_rules(nlp, case):
    doc, after = nlp(case["text"]), 0
    spans = []
    for text, label in case["entities"]:
        after = case["text"].index(text, after)
        spans.append(doc.char_span(after, after + len(text), label=label, alignment_mode="expand"))
        after += len(text)
    doc.set_ents(spans)
    apply_rules(doc, PLACES)
    assert [[e.text, e.label_] for e in doc.ents] == case["expected"]
    assert len(doc.spans["entities"].attrs["scores"]) == len(doc.ents)


@pytest.mark.parametrize("case", cases("amounts.json"))
def test_amounts(case):
    text = case["input"]
    assert [[text[start:end], label] for start, end, label in find_amounts(text)] == case["expected"]


@given(st.text(alphabet="0123456789 ,.$%-ofMayJunemilliontwo", max_size=60))
def test_amounts_are_ordered_and_apart(text):
    found = find_amounts(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
