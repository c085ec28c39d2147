from __future__ import annotations

import pytest

from newsloom.transforms.names.blocking import (
    ALIKE,
    INITIAL,
    KIND_BITS,
    SURNAME,
    acronyms,
    block_keys,
    could_be_acronym,
    family,
    initial_block,
    surname_blocks,
    without_country,
)
from newsloom.transforms.names.person_names import person_name
from tests.marked_names import gazetteer


def keys(name: str, kind: str = "PERSON", key: str = "") -> set[int]:
    return set(block_keys(kind, key or name.lower(), name, [name], gazetteer()))


def kinds(blocks: set[int]) -> set[int]:
    return {block & KIND_BITS for block in blocks}


SHARED = [
    ("one surname", "Ana Petrova", "Ida Petrova", {SURNAME}),
    ("initial", "A. Petrova", "Ana Petrova", {SURNAME, INITIAL}),
    ("transliteration", "Petro Zelenskyy", "Petro Zelensky", {ALIKE, INITIAL, SURNAME}),
    ("sound only", "Per Larsen", "Per Larson", {ALIKE, INITIAL}),
    ("short given name", "Bill Holm", "William Holm", {ALIKE, SURNAME}),
    ("other order", "Dong-hyun Bae", "Bae Dong-hyun", {ALIKE, INITIAL, SURNAME}),
    ("particles left out", "Berg", "Jan van der Berg", {SURNAME}),
    ("strangers", "Ana Petrova", "Per Lund", set()),
]


@pytest.mark.parametrize(("label", "a", "b", "expected"), SHARED, ids=[case[0] for case in SHARED])
def test_people_share(label: str, a: str, b: str, expected: set[int]) -> None:
    assert kinds(keys(a) & keys(b)) == expected


def test_a_surname_alone_has_no_other_keys() -> None:
    assert kinds(keys("Petrova")) == {SURNAME}
    assert surname_blocks(person_name("Petrova", gazetteer())) == keys("Petrova")


def test_an_initial_is_found_by_its_block() -> None:
    assert initial_block(person_name("A. Petrova", gazetteer())) in keys("Ana Petrova")
    assert initial_block(person_name("B. Petrova", gazetteer())) not in keys("Ana Petrova")


def test_other_names() -> None:
    assert keys("Oslo", "GPE") & keys("Oslo", "LOC")
    assert keys("Oslo", "GPE") & keys("Oslo", "ORG")  # one of the two may be a slip
    assert keys("Gull Organisation", "ORG") & keys("Gull Organization", "ORG")
    both = set(block_keys("ORG", "northern fish council", "Northern Fish Council", ["NFC"], gazetteer()))
    assert both & keys("NFC", "ORG")
    assert not keys("Northern Fish Council", "ORG") & keys("NFC", "ORG")


def test_families() -> None:
    assert family("GPE") == family("LOC") == family("FAC") != family("ORG")
    assert family("NORP") == "NORP"


@pytest.mark.parametrize(
    ("key", "expected"), [("nfc", True), ("un", False), ("n fc", False), ("abcdefgh", True), ("abcdefghi", False)]
)
def test_could_be_acronym(key: str, expected: bool) -> None:
    assert could_be_acronym(key) == expected


def test_acronyms_are_forms_that_abbreviate_the_name() -> None:
    assert acronyms("northern fish council", "Northern Fish Council", ["N.F.C.", "Council", "XYZ"]) == {"nfc"}


def test_a_body_without_its_country() -> None:
    assert without_country("us fish office", ["U.S. Fish Office", "Fish Office"]) == {"fish office"}
    assert without_country("costa rica fish office", ["Fish Office"]) == {"fish office"}
    assert without_country("us office", ["Office", "office"]) == set()
    forms = ["US Fish Office", "Fish Office"]
    with_country = set(block_keys("ORG", "us fish office", forms[0], forms, gazetteer()))
    assert with_country & keys("Fish Office", "ORG")
