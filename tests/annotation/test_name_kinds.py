"""What names are."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from newsloom.transforms.annotation.doc_names import Name
from newsloom.transforms.annotation.name_kinds import (
    bodies_not_places,
    cities_not_persons,
    name_acronyms,
    name_bodies,
    name_peoples,
    name_things,
    one_label,
    place_kinds,
    surnames_inherit,
)
from newsloom.transforms.annotation.places import build_places
from tests.annotation.marked import PLACES, Rule, after
from tests.marked_names import tokenizer

CASES = [
    (name_bodies, 1.0, "The newspaper [PERSON Gull] fell", [("Gull", "ORG")]),
    (name_bodies, 1.0, "The newspaper’s [PERSON Gull] fell", [("Gull", "PERSON")]),
    (name_bodies, 1.0, "The newspaper [GPE Lima] fell", [("Lima", "GPE")]),
    (name_bodies, 1.0, "[PERSON Gull] fell", [("Gull", "PERSON")]),
    (name_bodies, 1.0, "The ferry [PERSON Gull] fell", [("Gull", "OTHER")]),
    (name_bodies, 1.0, "The ferry [LOC Gull] fell", [("Gull", "OTHER")]),
    (name_bodies, 1.0, "The ferry [ORG Gull] fell", [("Gull", "ORG")]),
    (name_bodies, 1.0, "The M / V [PERSON Ida Gull] fell", [("Ida Gull", "OTHER")]),
    (name_bodies, 1.0, "HMS [GPE Lima] fell", [("Lima", "OTHER")]),
    (name_bodies, 1.0, "[PERSON MV Ida Gull] fell", [("MV Ida Gull", "OTHER")]),
    (name_bodies, 1.0, "The Ferry [PERSON Gull] fell", [("Gull", "PERSON")]),
    (name_bodies, 1.0, "[PERSON Gull] chairman [PERSON Ida Holm] fell", [("Gull", "ORG"), ("Ida Holm", "PERSON")]),
    (name_bodies, 1.0, "[PERSON Gull] lawyer [PERSON Ida Holm] fell", [("Gull", "PERSON"), ("Ida Holm", "PERSON")]),
    (name_bodies, 1.0, "Mr. [PERSON Gull] chairman [PERSON Ida Holm]", [("Gull", "PERSON"), ("Ida Holm", "PERSON")]),
    (name_bodies, 1.0, "[PERSON Ida Holm] of [PERSON Gull] fell", [("Ida Holm", "PERSON"), ("Gull", "ORG")]),
    (name_bodies, 1.0, "[PERSON Ida Holm] of [PERSON Lima] fell", [("Ida Holm", "PERSON"), ("Lima", "GPE")]),
    (name_bodies, 1.0, "a son of [PERSON Gull] fell", [("Gull", "PERSON")]),
    (bodies_not_places, 0.8, "He was in [ORG Lima]", [("Lima", "GPE")]),
    (bodies_not_places, 0.95, "He was in [ORG Lima]", [("Lima", "ORG")]),
    (bodies_not_places, 0.8, "He was in [ORG Lima]'s team", [("Lima", "ORG")]),
    (bodies_not_places, 0.8, "He beat [ORG Lima]", [("Lima", "ORG")]),
    (place_kinds, 1.0, "[GPE Gull University] fell", [("Gull University", "ORG")]),
    (place_kinds, 0.8, "[PERSON Gull University] fell", [("Gull University", "ORG")]),
    (place_kinds, 0.95, "[PERSON Gull University] fell", [("Gull University", "PERSON")]),
    (place_kinds, 1.0, "[NORP Gull University] fell", [("Gull University", "NORP")]),
    (place_kinds, 1.0, "[ORG Gull Airport] fell", [("Gull Airport", "ORG")]),
    (place_kinds, 1.0, "[GPE Gull Airport] fell", [("Gull Airport", "FAC")]),
    (place_kinds, 0.8, "[ORG Kenya] fell", [("Kenya", "GPE")]),
    (place_kinds, 0.95, "[ORG Kenya] fell", [("Kenya", "ORG")]),
    (place_kinds, 1.0, "[GPE Africa] fell", [("Africa", "LOC")]),
    (place_kinds, 1.0, "[LOC Ontario] fell", [("Ontario", "GPE")]),
    (place_kinds, 1.0, "[ORG Gull Act] fell", [("Gull Act", "LAW")]),
    (name_peoples, 1.0, "the Kenyan boats", [("Kenyan", "NORP")]),
    (name_peoples, 1.0, "the Kenyan Boats", []),
    (name_peoples, 1.0, "in Peru again", [("Peru", "GPE")]),
    (name_peoples, 1.0, "in Kenya again", []),
    (surnames_inherit, 1.0, "[PERSON Ada Lima] sat. [GPE Lima] left", [("Ada Lima", "PERSON"), ("Lima", "PERSON")]),
    (surnames_inherit, 1.0, "[PERSON Ada Lima] sat in [GPE Lima]", [("Ada Lima", "PERSON"), ("Lima", "GPE")]),
    (surnames_inherit, 1.0, "[PERSON Ada King] sat. King left", [("Ada King", "PERSON"), ("King", "PERSON")]),
    (surnames_inherit, 1.0, "Mr. Justice Holm sat", [("Holm", "PERSON")]),
    (surnames_inherit, 1.0, "Mr. Speaker sat", []),
    (surnames_inherit, 1.0, "Justice Holm sat", []),
    (surnames_inherit, 1.0, "Mr. [ORG Gull] sat", [("Gull", "PERSON")]),
    (surnames_inherit, 1.0, "Mr. [NORP Gull] sat", [("Gull", "NORP")]),
    (cities_not_persons, 0.94, "They saw [PERSON Lima]", [("Lima", "GPE")]),
    (cities_not_persons, 0.96, "They saw [PERSON Lima]", [("Lima", "PERSON")]),
    (cities_not_persons, 0.96, "They were in [PERSON Lima]", [("Lima", "GPE")]),
    (cities_not_persons, 0.5, "They saw Mr. [PERSON Lima]", [("Lima", "PERSON")]),
    (cities_not_persons, 0.5, "[PERSON Ada Lima] saw [PERSON Lima]", [("Ada Lima", "PERSON"), ("Lima", "PERSON")]),
    (name_acronyms, 1.0, "the GDP and CEO fell", []),
    (one_label, 1.0, "[ORG Gull], [ORG Gull], [GPE Gull]", [("Gull", "ORG")] * 3),
    (one_label, 1.0, "[ORG Gull], [ORG Gull], [NORP Gull]", [("Gull", "ORG"), ("Gull", "ORG"), ("Gull", "NORP")]),
]


@pytest.mark.parametrize(
    ("rule", "score", "text", "expected"), CASES, ids=[f"{c[0].__name__} {c[1]}: {c[2]}" for c in CASES]
)
def test_kinds(rule: Rule, score: float, text: str, expected: list[tuple[str, str]]) -> None:
    assert after(rule, text, score) == expected


@pytest.mark.parametrize(
    ("words", "heads", "expected"),
    [
        ("the Freja burned", [1, 2, 2], "OTHER"),
        ("The Freja burned", [1, 2, 2], "OTHER"),
        ("the Lund plan", [2, 2, 2], "PERSON"),
        ("a Lund burned", [1, 2, 2], "PERSON"),
    ],
)
def test_an_article_of_its_own_makes_a_thing(words: str, heads: list[int], expected: str) -> None:
    doc = Doc(tokenizer().vocab, words.split(), heads=heads, deps=["det", "nsubj", "ROOT"])
    assert [name.label for name in name_things(doc, [Name(1, 2, "PERSON", 1.0)], PLACES)] == [expected]


def test_without_a_parse_an_article_says_nothing() -> None:
    assert after(name_things, "the [PERSON Freja] burned") == [("Freja", "PERSON")]


@pytest.mark.parametrize(
    ("name", "article", "expected"),
    [
        (Name(1, 2, "PERSON", 1.0), "the", "OTHER"),
        (Name(1, 3, "PERSON", 1.0), "the", "PERSON"),
        (Name(1, 2, "ORG", 1.0), "the", "ORG"),
        (Name(0, 1, "PERSON", 1.0), "the", "PERSON"),
        (Name(1, 2, "PERSON", 1.0), "a", "PERSON"),
    ],
)
def test_a_lone_word_of_a_person_alone_can_be_a_thing(name: Name, article: str, expected: str) -> None:
    doc = Doc(tokenizer().vocab, [article, "Freja", "Lund"], heads=[1, 1, 1], deps=["det", "ROOT", "flat"])
    assert [name.label for name in name_things(doc, [name], PLACES)] == [expected]


@pytest.mark.parametrize(("people", "expected"), [(300_000, "GPE"), (299_999, "PERSON")])
def test_a_city_of_many_people_is_no_person(people: int, expected: str) -> None:
    doc = tokenizer()("They saw Lima")
    places = build_places([], [], {"Lima": people}, [])
    assert [name.label for name in cities_not_persons(doc, [Name(2, 3, "PERSON", 0.94)], places)] == [expected]


def test_how_sure_the_names_are_that_rules_add() -> None:
    doc = Doc(tokenizer().vocab, ["the", "FBQ", "fell"], tags=["DT", "NNP", "VBD"])
    assert name_acronyms(doc, [], PLACES) == [Name(1, 2, "ORG", 0.6)]
    assert [name.score for name in name_peoples(tokenizer()("the Kenyan boats of Peru"), [], PLACES)] == [0.8, 0.8]
    assert [name.score for name in surnames_inherit(tokenizer()("Mr. Holm sat"), [], PLACES)] == [0.8]
