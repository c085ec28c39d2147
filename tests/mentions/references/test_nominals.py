from __future__ import annotations

import pytest

from newsloom.transforms.mentions.references.nominals import _goes_on, _names_one
from tests.marked_names import gazetteer, names
from tests.mentions.build import sentence

ONE = "[NORP Norwegian] Minister [PERSON Ida Holm] spoke. "
CASES = [
    ("office", ONE + "The minister left.", [("The minister", 0.7)]),
    ("with its country", ONE + "The [NORP Norwegian] minister left.", [("The Norwegian minister", 0.85)]),
    ("of another country", ONE + "The [NORP Danish] minister left.", []),
    ("modifier", ONE + "The former minister left.", [("The former minister", 0.7)]),
    ("a word that is no modifier", ONE + "The happy minister left.", []),
    ("another office", ONE + "The judge left.", []),
    ("indefinite", ONE + "A minister left.", []),
    ("before", "The minister left. " + ONE, []),
    ("of something", ONE + "The minister of trade left.", []),
    ("somebody of the minister's", ONE + "The minister's aide left.", []),
    ("a name behind", ONE + "The minister [PERSON Per Lund] left.", []),
    ("the end of a compound", "Ex-minister [PERSON Ida Holm] spoke. The minister left.", [("The minister", 0.7)]),
    ("anybody", "Student [PERSON Ida Holm] spoke. The student left.", []),
    ("to be held", "Minister-elect [PERSON Ida Holm] spoke. The minister-elect ate.", [("The minister-elect", 0.7)]),
    ("held and still to be held", ONE + "The minister-elect left.", []),
    ("two who have it", ONE + "Minister [PERSON Per Lund] came. The minister left.", []),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_nominals(label: str, text: str, expected: list[tuple[str, float]]) -> None:
    found = names(text)
    nominals = [m for m in found.mention_records if m.kind == "nominal"]
    assert [(m.text, m.confidence) for m in nominals] == expected
    assert all(found.chain_records[m.chain].name == "Ida Holm" for m in nominals if m.chain is not None)


@pytest.mark.parametrize(("n", "expected"), [(6, 1), (7, 0)])
def test_how_long_a_description_may_be(n: int, expected: int) -> None:
    nominals = [m for m in names(ONE + f"The {'former ' * n}minister left.").mention_records if m.kind == "nominal"]
    assert len(nominals) == expected


@pytest.mark.parametrize(
    ("words", "tag", "expected"),
    [
        ("the/DET Democrat/NOUN left/VERB", "NN", True),
        ("the/DET Democrat/NOUN", "NN", True),
        ("the/DET Democrat/ADJ left/VERB", "JJ", False),
        ("the/DET Democrat/NOUN leader/NOUN", "NN", False),
        ("the/DET Democrat/NOUN of/ADP", "NN", False),
        ("the/DET minister/NOUN left/VERB", "NN", True),
        ("the/DET boat/NOUN left/VERB", "NN", False),
    ],
)
def test_the_noun_of_a_description(words: str, tag: str, expected: bool) -> None:
    doc = sentence(words)
    doc[1].tag_ = tag
    assert _names_one(doc, 1, {}, gazetteer()) == expected
    assert not _names_one(doc, 1, {1: "ORG"}, gazetteer()) or "Democrat" in words


@pytest.mark.parametrize(
    ("words", "labels", "expected"),
    [
        ("the/DET engineer/NOUN ,/PUNCT Lee/PROPN", {3: "PERSON"}, True),
        ("the/DET engineer/NOUN ,/PUNCT Lee/PROPN", {3: "ORG"}, False),
        ("the/DET engineer/NOUN ,/PUNCT so/ADV", {}, False),
        ("the/DET engineer/NOUN left/VERB Lee/PROPN", {3: "PERSON"}, False),
        ("the/DET engineer/NOUN Lee/PROPN", {2: "PERSON"}, True),
        ("the/DET engineer/NOUN who/PRON left/VERB", {}, True),
        ("the/DET engineer/NOUN 's/PART aide/NOUN", {}, True),
        ("the/DET engineer/NOUN union/NOUN", {}, True),
        ("the/DET engineer/NOUN %/NOUN", {}, False),
        ("the/DET engineer/NOUN", {}, False),
    ],
)
def test_what_makes_a_description_longer(words: str, labels: dict[int, str], expected: bool) -> None:
    assert _goes_on(sentence(words), 2, labels, gazetteer()) == expected


APPOSED = [  # words behind a description's noun, number of the one that is a name, whether it says who is described
    ("responsible/ADJ ,/PUNCT Lund/PROPN left/VERB", 2, True),
    ("in/ADP charge/NOUN ,/PUNCT Dr./PROPN Lund/PROPN left/VERB", 4, True),
    (",/PUNCT Lund/PROPN left/VERB", 1, True),
    ("left/VERB ,/PUNCT Lund/PROPN too/ADV", 2, False),
    ("responsible/ADJ ,/PUNCT said/VERB Lund/PROPN", 3, False),
    ("responsible/ADJ left/VERB", 1, False),
]


@pytest.mark.parametrize(("words", "name", "expected"), APPOSED)
def test_a_name_in_apposition_says_who_is_described(words: str, name: int, expected: bool) -> None:
    assert _goes_on(sentence(words), 0, {name: "PERSON"}, gazetteer()) == expected
