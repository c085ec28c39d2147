from __future__ import annotations

import json

import pytest

from newsloom.transforms.mentions.chains import build_chains
from newsloom.transforms.mentions.families import generation_meant, generation_of, mark_relatives, part_surnames
from newsloom.transforms.mentions.name_spans import find_name_spans
from tests.conftest import CASE_FILES
from tests.marked_names import article, gazetteer, names
from tests.mentions.test_mentions import chains_of

CASES = json.loads((CASE_FILES / "families.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_whom_a_surname_means(case: dict) -> None:
    assert sorted(chains_of(names(case["text"]))) == sorted(case["chains"]), case["comment"]


@pytest.mark.parametrize(
    ("text", "relative", "gender"),
    [
        ("The mayor came with his wife [PERSON Brita Holm].", True, "female"),
        ("The mayor came with his late brother, [PERSON Bo Holm].", True, "male"),
        ("The first lady, [PERSON Brita Holm], sang.", True, None),
        ("Her brother, the chess player [PERSON Bo Holm], sang.", True, "male"),
        ("[PERSON Bo Holm], the mayor's younger brother, sang.", True, "male"),
        ("[PERSON Bo Holm], a son of the mayor, sang.", True, "male"),
        ("[PERSON Bo Holm] is a nephew of the mayor.", True, "male"),
        ("[PERSON Bo Holm] is a father of two.", False, None),
        ("[PERSON Bo Holm] sang. His wife slept.", False, None),
        ("The former first lady [PERSON Brita Holm] sang.", False, None),
        ("Mother [PERSON Brita Holm] sang.", False, None),
        ("It was his wife.\n[PERSON Brita Holm] sang.", False, None),
        ("His wife slept. [PERSON Bo Holm] sang.", False, None),
        ("His wife and [PERSON Bo Holm] sang.", False, None),
    ],
)
def test_who_is_introduced_as_a_relative(text: str, relative: bool, gender: str | None) -> None:
    item = article(text)
    named = find_name_spans(item, gazetteer())
    (chain,) = build_chains(item.text, named, gazetteer())
    chain.relative, chain.gender = False, None
    mark_relatives(item.text, named, [chain])
    assert (chain.relative, chain.gender) == (relative, gender)


def test_a_titled_surname_is_likely_the_full_name_further_down() -> None:
    found = names("President [PERSON Holm] spoke. [PERSON Ida Holm] left. [PERSON Holm] slept.")
    assert [(chain.name, chain.likely, chain.roles) for chain in found.chain_records] == [
        ("Holm", 1, ["president"]),
        ("Ida Holm", None, []),
    ]
    first, second = found.chains
    assert first["likely"] == second["number"]


def test_a_surname_with_a_title_that_the_full_name_never_has_is_likely_the_full_name() -> None:
    found = names(
        "Senator [PERSON Ida Holm] spoke. [PERSON Holm] left. President [PERSON Holm] slept. Senator [PERSON Holm] ate."
    )
    assert [(chain.name, chain.likely, chain.roles) for chain in found.chain_records] == [
        ("Ida Holm", None, ["senator"]),
        ("Holm", 0, ["president"]),
    ]
    first, second = found.chains
    assert second["likely"] == first["number"]
    assert [mention["chain"] for mention in found.mentions] == [0, 0, 1, 0]


def test_a_surname_before_a_full_name_with_a_suffix_is_likely_this_one() -> None:
    found = names("[PERSON Holm] spoke. [PERSON Bo Holm Jr.] left. [PERSON Holm] slept. [PERSON Holm Jr.] ate.")
    assert [(chain.name, chain.likely) for chain in found.chain_records] == [("Holm", 1), ("Bo Holm Jr.", None)]
    assert [mention["chain"] for mention in found.mentions] == [0, 1, 0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "[PERSON Bo Holm Jr.] spoke. [PERSON Holm] left.",
        "[PERSON Ida Holm], the president, spoke. President [PERSON Holm] left.",
        "[PERSON Holm] resigns\n[PERSON Ida Holm] resigned.",
        "President [PERSON Ida Holm] spoke. President [PERSON Holm] left.",
        "The president spoke. [PERSON Holm] left. [PERSON Ida Holm] slept.",
    ],
)
def test_others_stay_one(text: str) -> None:
    item = article(text)
    named = find_name_spans(item, gazetteer())
    chains = build_chains(item.text, named, gazetteer())
    assert part_surnames(chains, named, [], gazetteer()) == chains
    assert len(names(text).chain_records) == 1


@pytest.mark.parametrize(
    ("noun", "suffix", "expected"),
    [
        ("son", None, "younger"),
        ("Mother", None, "elder"),
        ("cousin", None, None),
        ("son", "sr", "elder"),
        (None, "jr", "younger"),
        (None, "iii", "younger"),
        (None, None, None),
    ],
)
def test_generation(noun: str | None, suffix: str | None, expected: str | None) -> None:
    assert generation_of(noun, suffix) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("The elder ", "elder"),
        ("the younger ", "younger"),
        ("an elder ", None),
        ("the elder\u2019s ", None),
        ("", None),
    ],
)
def test_what_stands_before_a_surname(before: str, expected: str | None) -> None:
    assert generation_meant(before + "Holm", len(before)) == expected
