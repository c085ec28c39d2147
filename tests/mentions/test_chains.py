from __future__ import annotations

from dataclasses import replace

import pytest

from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.chains import _stands_for, build_chains, group_key
from newsloom.transforms.mentions.name_spans import find_name_spans
from newsloom.transforms.mentions.settled_types import settle_types
from newsloom.transforms.names.person_names import person_name
from tests.marked_names import article, gazetteer

TWO = "[PERSON Ida Holm] and [PERSON Per Holm] spoke. "
INITIAL_OF_TWO = [["Ida Holm"], ["Ina Holm"], ["I. Holm"]]
RAIN = "It rained. "
CASES = [
    ("the last one named is meant", TWO + "[PERSON Holm] left.", [["Ida Holm"], ["Per Holm", "Holm"]]),
    ("not too far back", TWO + RAIN * 3 + "[PERSON Holm] left.", [["Ida Holm"], ["Per Holm", "Holm"]]),
    ("too far back is nobody", TWO + RAIN * 4 + "[PERSON Holm] left.", [["Ida Holm"], ["Per Holm"]]),
    (
        "the title says who, however far",
        "Mr. [PERSON Per Holm] and Mrs. [PERSON Ida Holm] spoke. " + RAIN * 9 + "Mr. [PERSON Holm] left.",
        [["Per Holm", "Holm"], ["Ida Holm"]],
    ),
    (
        "the other title is somebody else",
        "Mr. [PERSON Per Holm] spoke. Mrs. [PERSON Holm] left.",
        [["Per Holm"], ["Holm"]],
    ),
    ("given name alone", "[PERSON Ida Holm] spoke. [PERSON Ida] left.", [["Ida Holm", "Ida"]]),
    (
        "transliteration",
        "[PERSON Petro Zelenskyy] and [PERSON Petro Zelensky].",
        [["Petro Zelenskyy", "Petro Zelensky"]],
    ),
    ("initial of two", "[PERSON Ida Holm], [PERSON Ina Holm], [PERSON I. Holm].", INITIAL_OF_TWO),
    (
        "a surname before a given name",
        "[PERSON Ida Paul] met [PERSON Paul Holm]. [PERSON Paul] left.",
        [["Ida Paul", "Paul"], ["Paul Holm"]],
    ),
    (
        "a given name before its bearer by surname comes",
        "[PERSON Paul Holm] came. [PERSON Paul] left. [PERSON Ida Paul] came.",
        [["Paul Holm", "Paul"], ["Ida Paul"]],
    ),
    (
        "a company called by its first word",
        "[ORG Lindau Motor Co] sold. [PERSON Lindau] fell.",
        [["Lindau Motor Co", "Lindau"]],
    ),
    (
        "of somebody with that surname",
        "[ORG Lindau Motor Co] and [PERSON Ida Lindau]. [PERSON Lindau] fell.",
        [["Lindau Motor Co"], ["Ida Lindau", "Lindau"]],
    ),
    (
        "of somebody with a title",
        "[ORG Lindau Motor Co] sold. Mr. [PERSON Lindau] fell.",
        [["Lindau Motor Co"], ["Lindau"]],
    ),
    (
        "a body with its country",
        "The [ORG U.S. Fish Commission] met. The [ORG Fish Commission] left.",
        [["U.S. Fish Commission", "Fish Commission"]],
    ),
    (
        "bodies of two countries",
        "The [ORG U.S. Fish Commission] met the [ORG Danish Fish Commission].",
        [["U.S. Fish Commission"], ["Danish Fish Commission"]],
    ),
    (
        "an acronym without the company's ending",
        "[ORG Northern Gull Machines Corp] fell. [ORG NGM] rose.",
        [["Northern Gull Machines Corp", "NGM"]],
    ),
    ("a name with a place", "[ORG Gull Trading Co of Oslo] fell.", [["Gull Trading Co of Oslo"]]),
    ("a company with its seat", "[ORG Gull Trading Co Ltd of Oslo] fell.", [["Gull Trading Co Ltd"], ["Oslo"]]),
    (
        "the company of two that begin with a word",
        "[ORG Gull Motor Co], [ORG Gull Taurus], [ORG Gull].",
        [["Gull Motor Co", "Gull"], ["Gull Taurus"]],
    ),
    (
        "two surnames of one are not the last alone of another",
        "[PERSON Ed Wick] met [PERSON Ana Holm Wick]. [PERSON Wick] spoke. [PERSON Holm Wick] left. [PERSON Wick] ate.",
        [["Ed Wick", "Wick", "Wick"], ["Ana Holm Wick", "Holm Wick"]],
    ),
    (
        "the text tells where a surname begins",
        "[PERSON Pedro Ruiz Soto] spoke. [PERSON Ruiz Soto] left.",
        [["Pedro Ruiz Soto", "Ruiz Soto"]],
    ),
    ("the first word of a body", "[ORG Goldfish Bank] fell. [ORG Goldfish] sold.", [["Goldfish Bank", "Goldfish"]]),
    ("a common first word", "[ORG National Bank] fell. [ORG National] sold.", [["National Bank"]]),
    (
        "the first word of two bodies",
        "[ORG Gull Bank], [ORG Gull Club], [ORG Gull].",
        [["Gull Bank"], ["Gull Club"], ["Gull"]],
    ),
    ("a company's ending", "[ORG Gull Inc] fell. [ORG Gull] sold.", [["Gull Inc", "Gull"]]),
    ("plural of a people", "[NORP Gullian] and [NORP Gullians].", [["Gullian", "Gullians"]]),
    ("a man and a country", "[PERSON Ida Brelt] left [GPE Brelt].", [["Ida Brelt"], ["Brelt"]]),
    ("the majority's type", "[ORG Brelt], [ORG Brelt], [PRODUCT Brelt].", [["Brelt", "Brelt", "Brelt"]]),
    ("a country is a place", "[ORG Norway] won in [GPE Norway].", [["Norway", "Norway"]]),
    (
        "acronym without brackets",
        "The [ORG Northern Fish Council] met. [ORG NFC] left.",
        [["Northern Fish Council", "NFC"]],
    ),
    (
        "acronym of two",
        "The [ORG Northern Fish Council] and the [ORG New Farm Club]. [ORG NFC] left.",
        [["Northern Fish Council"], ["New Farm Club"], ["NFC"]],
    ),
    (
        "the bracket says which",
        "The [ORG New Farm Club] and the [ORG Northern Fish Council] ([ORG NFC]).",
        [["New Farm Club"], ["Northern Fish Council", "NFC"]],
    ),
    (
        "a bracket too far behind",
        "The [ORG Northern Sea Fish Council] (" + "x" * 40 + " [ORG NRFC]).",
        [["Northern Sea Fish Council"], ["NRFC"]],
    ),
    (
        "a nickname in marks",
        "[PERSON James “Mad Dog” Matter] spoke. [PERSON James Matter] and [PERSON Mad Dog Matter] and [PERSON Matter].",
        [["James “Mad Dog” Matter", "James Matter", "Mad Dog Matter", "Matter"]],
    ),
    ("van as a given name", "[PERSON Van Maxim Carl] spoke. [PERSON Carl] left.", [["Van Maxim Carl", "Carl"]]),
    ("van as a surname", "[PERSON Ida van der Berg], [PERSON Van der Berg].", [["Ida van der Berg", "Van der Berg"]]),
    ("called by the second", "[PERSON J. Edgar Holm] spoke. [PERSON Edgar] left.", [["J. Edgar Holm", "Edgar"]]),
    ("a middle name is no call", "[PERSON Ida Anna Holm] spoke. [PERSON Anna] left.", [["Ida Anna Holm"], ["Anna"]]),
    (
        "a club by its last word",
        "[ORG Bayern Brelt] met [ORG Real Soran]. [PERSON Brelt] won. [PERSON Soran] lost.",
        [["Bayern Brelt", "Brelt"], ["Real Soran", "Soran"]],
    ),
    (
        "a person of that name",
        "[ORG Bayern Brelt] hired [PERSON Ida Brelt]. [PERSON Brelt] won.",
        [["Bayern Brelt"], ["Ida Brelt", "Brelt"]],
    ),
    ("a titled one of that name", "[ORG Bayern Brelt] left. Mr. [PERSON Brelt] won.", [["Bayern Brelt"], ["Brelt"]]),
    (
        "ministry of and ministry",
        "The [ORG Ministry of Harbours]. The [ORG Harbours Ministry].",
        [["Ministry of Harbours", "Harbours Ministry"]],
    ),
    (
        "university of is another",
        "The [ORG University of Brelt]. The [ORG Brelt University].",
        [["University of Brelt"], ["Brelt University"]],
    ),
    ("a person is no acronym", "[PERSON Nora Finn Cole] and [PERSON NFC].", [["Nora Finn Cole"], ["NFC"]]),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_chains(label: str, text: str, expected: list[list[str]]) -> None:
    read = article(text)
    spans = find_name_spans(read, gazetteer())
    chains = build_chains(read.text, spans, gazetteer())
    assert [[spans[index].text for index in chain.names] for chain in chains] == expected


@pytest.mark.xfail(strict=True, reason="the first full name takes an initial that was named before it")
def test_an_initial_before_two_that_it_can_mean() -> None:
    read = article("[PERSON I. Holm], [PERSON Ida Holm], [PERSON Ina Holm].")
    assert len(build_chains(read.text, find_name_spans(read, gazetteer()), gazetteer())) == 3


def test_a_guess_is_uncertain() -> None:
    read = article(TWO + "[PERSON Holm] left.")
    chains = build_chains(read.text, find_name_spans(read, gazetteer()), gazetteer())
    assert [chain.uncertain for chain in chains] == [{}, {2: 0.5}]


@pytest.mark.parametrize(
    ("form", "kind", "key"),
    [
        ("us", "GPE", "=US"),
        ("brelt", "GPE", "brelt"),
        ("norwegians", "NORP", "=NO"),
        ("gullians", "NORP", "gullian"),
        ("gulls", "PRODUCT", "gulls"),
        ("swiss", "NORP", "=CH"),
        ("bass", "NORP", "bass"),
        ("gull inc", "ORG", "gull"),
    ],
)
def test_what_makes_two_names_one(form: str, kind: str, key: str) -> None:
    assert group_key(form, kind, gazetteer()) == key


@pytest.mark.parametrize(
    ("form", "name", "expected"),
    [
        ("petrova", "Ana Petrova", True),
        ("ana", "Ana Petrova", True),
        ("lund", "Ana Petrova", False),
        ("ida lund", "Ana Petrova", False),
        ("ruiz soto", "Pedro Ruiz Soto", True),
        ("pedro ruiz", "Pedro Ruiz Soto", False),
        ("ruiz", "Pedro Ruiz Soto", False),
        ("berg", "Jan van der Berg", True),
        ("petrova", "Petrova", True),
        ("lund", "Petrova", False),
        ("al", "Al Petrova", False),
    ],
)
def test_what_can_stand_for_a_name(form: str, name: str, expected: bool) -> None:
    chain = Chain("PERSON", [0], name.lower(), person=person_name(name, gazetteer()))
    assert _stands_for(form, chain, gazetteer()) == expected


def test_nothing_stands_for_what_is_no_person() -> None:
    assert not _stands_for("gull", Chain("ORG", [0], "gull"), gazetteer())


GENDERS = [
    ("his own title", "Mr. [PERSON Per Holm] spoke.", ["male"]),
    ("his wife, called by his name", "Mrs. [PERSON John Holm] spoke.", [None]),
    ("a woman's name", "Mrs. [PERSON Ida Holm] spoke.", ["female"]),
    ("a given name of either", "Mr. [PERSON Jean Holm] spoke.", ["male"]),
]


@pytest.mark.parametrize(("label", "text", "expected"), GENDERS, ids=[case[0] for case in GENDERS])
def test_what_a_title_tells_of_its_bearer(label: str, text: str, expected: list[str | None]) -> None:
    read = article(text)
    chains = build_chains(read.text, find_name_spans(read, gazetteer()), gazetteer())
    assert [chain.gender for chain in chains] == expected


def test_a_surname_with_a_title_is_a_person_elsewhere_too() -> None:
    read = article("President [PERSON Holm] spoke. [ORG Holm] and [ORG Holm] left.")
    chains = build_chains(read.text, find_name_spans(read, gazetteer()), gazetteer())
    assert [(chain.type, len(chain.names)) for chain in chains] == [("PERSON", 3)]


OFFICERS = [
    ("a body's first word", "[ORG Lindau Iron] fell. [PERSON Lindau]'s managing director left.", ["ORG", "ORG"]),
    ("of nothing else", "[ORG Lindau Iron] fell. [PERSON Lindau]'s sister left.", ["ORG", "PERSON"]),
    ("a team", "[PERSON Brelt Lindau] coach [PERSON Ida Holm] left.", ["ORG", "PERSON"]),
    ("somebody's coach", "[PERSON Ida Lindau] won. [PERSON Lindau] coach [PERSON Bo Holm] left.", ["PERSON"] * 3),
    ("a coach of no name", "[PERSON Brelt Lindau] coach left.", ["PERSON"]),
    ("a team in apposition", "Her team, [PERSON Brelt-Lindau], said so. [PERSON Brelt-Lindau] left.", ["ORG", "ORG"]),
    ("a body like a place", "The utility, [GPE Costa Lindau], said so.", ["ORG"]),
    ("somebody at a body", "At the bank, [PERSON Ida Holm], said she.", ["PERSON"]),
    ("somebody with an age", "After leaving the club, [PERSON Holm], 34, left.", ["PERSON"]),
    ("of no body", "[ORG Gull Iron] fell. [PERSON Lindau]'s managing director left.", ["ORG", "PERSON"]),
]


@pytest.mark.parametrize(("label", "text", "expected"), OFFICERS, ids=[case[0] for case in OFFICERS])
def test_who_has_a_director_is_a_body(label: str, text: str, expected: list[str]) -> None:
    read = article(text)
    assert settle_types(read.text, find_name_spans(read, gazetteer()), gazetteer()) == expected


HOLM = "[PERSON Ida Holm], [PERSON Holm], [PERSON Holm]. "
PLACES = [
    ("mistagged", HOLM + "[GPE Holm] left.", [*["PERSON"] * 3, "PERSON"]),
    ("where it is", HOLM + "It rained in [GPE Holm].", [*["PERSON"] * 3, "GPE"]),
    ("a surname first", "[PERSON Ouyang Meifeng] left. [GPE Ouyang] spoke.", ["PERSON", "PERSON"]),
    ("and a place", "[PERSON Ouyang Meifeng] left. It rained in [GPE Ouyang].", ["PERSON", "GPE"]),
    ("as often a place", "[PERSON Ida Holm]. [PERSON Holm], [GPE Holm].", ["PERSON", "PERSON", "GPE"]),
    ("a country", "[PERSON Ida Jordan], [PERSON Jordan]. [GPE Jordan] left.", ["PERSON", "PERSON", "GPE"]),
    (
        "a state",
        "[PERSON Ida Ohio], [PERSON Ohio], [PERSON Ohio]. [GPE Ohio] left.",
        ["PERSON", "PERSON", "PERSON", "GPE"],
    ),
    ("nobody's surname", "[PERSON Holm], [PERSON Holm]. [GPE Holm] left.", ["PERSON", "PERSON", "GPE"]),
]


@pytest.mark.parametrize(("label", "text", "expected"), PLACES, ids=[case[0] for case in PLACES])
def test_a_surname_marked_as_a_place(label: str, text: str, expected: list[str]) -> None:
    read = article(text)
    spans = find_name_spans(read, gazetteer())
    types = {i: chain.type for chain in build_chains(read.text, spans, gazetteer()) for i in chain.names}
    assert [types[i] for i in range(len(spans))] == expected


KNOWN = [
    ("a body", "[PERSON Gull Trading] rose.", ["ORG"]),
    ("ends as another name", "[PERSON Gull Trading] left. [PERSON Trading] spoke.", ["PERSON"]),
    ("somebody's surname", "[PERSON Ida Gullfax] left. [PERSON Gullfax] spoke.", ["PERSON"]),
    ("somebody with a title", "Mr. [PERSON Gullfax] left.", ["PERSON"]),
    ("called after somebody", "[PERSON James Gull] left.", ["PERSON"]),
    ("a state", "Rep. Ann Lee, [PERSON Utah] Republican, left.", ["GPE"]),
    ("a state's short form", "[PERSON Ann Lee] (R-[PERSON Ariz.]) left.", ["PERSON", "GPE"]),
]


@pytest.mark.parametrize(("label", "text", "expected"), KNOWN, ids=[case[0] for case in KNOWN])
def test_what_is_known_as_no_person(label: str, text: str, expected: list[str]) -> None:
    known = replace(gazetteer(), known_bodies=frozenset(("gull trading", "gullfax", "james gull")))
    chains = build_chains(article(text).text, find_name_spans(article(text), known), known)
    assert [chain.type for chain in chains] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("[PERSON Le Figaro] wrote.", "ORG"), ("[GPE New Republic] wrote.", "ORG"), ("[PERSON Le Gull] wrote.", "PERSON")],
)
def test_outlets_are_bodies(text: str, expected: str) -> None:
    assert [chain.type for chain in build_chains(text, find_name_spans(article(text), gazetteer()), gazetteer())] == [
        expected
    ]


def test_a_government_is_its_country_and_the_capital_is_not() -> None:
    read = article("[GPE China] left. [GPE Beijing] accused. [GPE Beijing] sleeps.")
    spans = find_name_spans(read, gazetteer())
    spans[1] = replace(spans[1], government="CN")
    chains = build_chains(read.text, spans, gazetteer())
    assert [(chain.key, chain.names) for chain in chains] == [("=CN", [0, 1]), ("beijing", [2])]
