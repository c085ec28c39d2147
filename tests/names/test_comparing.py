from __future__ import annotations

import pytest

from newsloom.transforms.names.comparing import (
    CONFLICT,
    EQUAL,
    INITIAL,
    SIMILAR,
    UNKNOWN,
    VARIANT,
    abbreviates,
    acronym_letters,
    compare_given_names,
    compare_surnames,
    initials,
    is_acronym,
    without_ending,
)
from newsloom.transforms.names.person_names import person_name
from tests.marked_names import gazetteer

GIVEN = [
    ("same", "Ana Holm", "Ana Holm", EQUAL),
    ("initial", "A. Holm", "Ana Holm", INITIAL),
    ("same initials only", "A. Holm", "A. Holm", INITIAL),
    ("another initial", "B. Holm", "Ana Holm", CONFLICT),
    ("short form", "Bill Holm", "William Holm", VARIANT),
    ("transliteration", "Alexei Holm", "Aleksey Holm", VARIANT),
    ("spelling", "Marten Holm", "Morten Holm", SIMILAR),
    ("woman and man", "Daniel Holm", "Daniela Holm", CONFLICT),
    ("more than two letters", "Mar Holm", "Mariiri Holm", CONFLICT),
    ("a silent end more", "Philip Holm", "Philippe Holm", SIMILAR),
    ("three letters more", "Philip Holm", "Philippee Holm", CONFLICT),
    ("another consonant", "Karin Holm", "Karim Holm", CONFLICT),
    ("two women", "Kristina Holm", "Kristena Holm", SIMILAR),
    ("sounds alike, spelt far apart", "Iain Holm", "Anneo Holm", CONFLICT),
    ("middle initials differ", "George W. Holm", "George H. Holm", CONFLICT),
    ("middle name left out", "George Holm", "George W. Holm", EQUAL),
    ("hyphen", "Kim Jong-un", "Kim Jong Un", EQUAL),
    ("none", "Holm", "Ana Holm", UNKNOWN),
    ("suffixes", "Owen Smith Jr.", "Owen Smith Sr.", CONFLICT),
    ("one suffix", "Owen Smith Jr.", "Owen Smith", CONFLICT),
    ("one suffix twice", "Owen Smith Jr.", "Owen Smith, Jr", EQUAL),
    ("an honour is no suffix", "Owen Smith OBE", "Owen Smith", EQUAL),
]


@pytest.mark.parametrize(("label", "a", "b", "expected"), GIVEN, ids=[case[0] for case in GIVEN])
def test_given_names(label: str, a: str, b: str, expected: int) -> None:
    x, y = person_name(a, gazetteer()), person_name(b, gazetteer())
    assert compare_given_names(x, y, gazetteer()) == expected == compare_given_names(y, x, gazetteer())


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("petrova", "petrova", EQUAL),
        ("ocasio-cortez", "ocasio cortez", EQUAL),
        ("zelensky", "zelenskiy", VARIANT),
        ("larsen", "larson", SIMILAR),
        ("petrov", "petrova", CONFLICT),
        ("holm", "dahl", CONFLICT),
        ("lee", "li", CONFLICT),  # too short to be a spelling
        ("smith", "smooth", SIMILAR),
        ("bote", "baute", CONFLICT),
    ],
)
def test_surnames(a: str, b: str, expected: int) -> None:
    assert compare_surnames(a, b) == expected == compare_surnames(b, a)


def test_degrees_are_in_order() -> None:
    assert CONFLICT < UNKNOWN < INITIAL < SIMILAR < VARIANT < EQUAL


@pytest.mark.parametrize(
    ("form", "expected"),
    [("gull inc", "gull"), ("gull holdings group", "gull"), ("group", "group"), ("gull watch", "gull watch")],
)
def test_endings_of_companies(form: str, expected: str) -> None:
    assert without_ending(form, gazetteer()) == expected


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("ECFR", "European Council on Foreign Relations", True),
        ("ECOFR", "European Council on Foreign Relations", True),
        ("E.C.F.R.", "European Council on Foreign Relations", True),
        ("EU", "European Council", False),
        ("N", "Northern", False),
        ("Nfc", "Northern Fish Council", False),
        ("NFc", "Northern Fish Council", True),
    ],
)
def test_acronyms(short: str, long: str, expected: bool) -> None:
    assert is_acronym(short, long) == expected


def test_letters_of_an_acronym() -> None:
    assert acronym_letters("N.F.C.") == "nfc"
    assert acronym_letters("ABCDEFGH") == "abcdefgh"
    assert acronym_letters("ABCDEFGHI") is None
    assert acronym_letters("A") is None
    assert initials("Bank") == set()
    assert initials("Bank of Oslo") == {"bo", "boo"}


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("NATO", "North Atlantic Treaty Organization", True),
        ("Interpol", "International Police", False),
        ("ATO", "North Atlantic Treaty Organization", False),
        ("NZA", "North Atlantic", False),
        ("NO", "North", False),
        ("N", "North Atlantic", False),
        ("GRL", "W.R. Gerald", True),
        ("GULL.L", "Gull and Lee", True),
        ("GULL.LONDON", "Gull and Lee", False),
        ("GULL.X", "Gull and Lee", True),
        ("GU.X", "Gull and Lee", False),
        ("GU.L", "Gull and Lee", True),
    ],
)
def test_abbreviates(short: str, long: str, expected: bool) -> None:
    assert abbreviates(short, long) == expected
