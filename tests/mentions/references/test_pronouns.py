from __future__ import annotations

import pytest

from newsloom.transforms.mentions.references.pronouns import _begins_plainly, _clause_mates
from tests.marked_names import names
from tests.mentions.build import sentence

CASES = [
    ("surname goes on", "[PERSON Ana Petrova] left. [PERSON Petrova] said she would stay.", {"she": "Ana Petrova"}),
    (
        "title tells",
        "Mr. [PERSON Holm] met Mrs. [PERSON Petrova]. She left. He stayed.",
        {"She": "Petrova", "He": "Holm"},
    ),
    ("nobody", "She left. [PERSON Ana Petrova] stayed.", {}),
    ("too long ago", "[PERSON Ana Petrova] left." + " It rained." * 12 + " She came back.", {}),
    ("own quote", '"I know her," [PERSON Ana Petrova] said.', {}),
    (
        "office",
        "[NORP Norwegian] Trade Minister [PERSON Ida Holm] spoke. The minister left.",
        {"The minister": "Ida Holm"},
    ),
    (
        "office of another country",
        "[NORP Norwegian] Trade Minister [PERSON Ida Holm] spoke. The [NORP Danish] minister left.",
        {},
    ),
    (
        "two of that office",
        "[NORP Norwegian] Minister [PERSON Ida Holm] met [NORP Danish] Minister [PERSON Per Dahl]. The minister left.",
        {},
    ),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_who_is_meant(label: str, text: str, expected: dict[str, str]) -> None:
    found = names(text)
    meant = {m["text"]: found.chains[m["chain"]]["name"] for m in found.mentions if m["kind"] != "name"}
    assert meant == expected


def test_gender_is_never_read_from_a_name() -> None:
    assert [chain["gender"] for chain in names("[PERSON Mary Holm] met [PERSON John Dahl].").chains] == [None, None]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Holm/PROPN/nsubj/1 told/VERB/ROOT/1 him/PRON/obj/1", True),
        ("Holm/PROPN/nsubj/1 saw/VERB/ROOT/1 himself/PRON/obj/1", False),
        ("Holm/PROPN/nsubj/1 saw/VERB/ROOT/1 hers/PRON/obj/1", False),
        ("Holm/PROPN/nsubj/1 saw/VERB/ROOT/1 him/PRON/nmod:poss/1", False),
        ("Holm/PROPN/conj/1 saw/VERB/ROOT/1 him/PRON/obj/1", False),
        ("Holm/PROPN/nsubj/1 left/VERB/ROOT/1 him/PRON/obj/0", False),
        ("Holm/PROPN/nsubj/3 was/AUX/cop/3 his/PRON/nmod:poss/3 teacher/NOUN/ROOT/3", True),
        ("Holm/PROPN/nsubj/3 saw/VERB/ROOT/1 his/PRON/nmod:poss/3 teacher/NOUN/obj/1", False),
    ],
)
def test_arguments_of_one_verb_are_two_people(words: str, expected: bool) -> None:
    doc = sentence(words)
    assert _clause_mates(doc[0], doc[2]) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Agnė Holm", False), ("Agne Holm", True), ("Enrique Peña", True), ("Šakalienė", True), ("René van Holm", False)],
)
def test_a_given_name_beyond_ascii_tells_no_gender(name: str, expected: bool) -> None:
    assert _begins_plainly(name) == expected
