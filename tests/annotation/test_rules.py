"""Rules over entities, on Docs whose entities are given."""

import json

import pytest
import spacy

from newsloom.transforms.annotation.document import put_group
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


@pytest.mark.parametrize(
    ("text", "name", "label", "score", "expected"),
    [
        ("She lives by Peru these days.", "Peru", "ORG", 0.89, "GPE"),
        ("She lives by Peru these days.", "Peru", "ORG", 0.91, "ORG"),
        ("They saw Lima again.", "Lima", "PERSON", 0.94, "GPE"),
        ("They saw Lima again.", "Lima", "PERSON", 0.96, "PERSON"),
        ("They came from Lima again.", "Lima", "PERSON", 0.99, "GPE"),
        ("They saw Tiny again.", "Tiny", "PERSON", 0.94, "PERSON"),  # too few people for a network to be outvoted
        ("They came from Tiny again.", "Tiny", "PERSON", 0.94, "GPE"),
        ("They met Mr. Lima again.", "Lima", "PERSON", 0.5, "PERSON"),
    ],
)
def test_certainty_and_size_decide_between_place_and_name(nlp, text, name, label, score, expected):
    places = build_places(["Peru"], [], {"Lima": 7_000_000, "Tiny": 200_000}, [])
    doc = nlp(text)
    start = text.index(name)
    put_group(doc, "entities", [doc.char_span(start, start + len(name), label=label)], [score])
    doc.set_ents(list(doc.spans["entities"]))
    doc.spans["entities"].attrs["scores"] = [score]
    apply_rules(doc, places)
    assert [e.label_ for e in doc.ents if e.text == name] == [expected]
