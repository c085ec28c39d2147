from __future__ import annotations

import pytest

from newsloom.transforms.mentions.chains import build_chains
from newsloom.transforms.mentions.name_spans import find_name_spans
from newsloom.transforms.mentions.references import pronouns
from newsloom.transforms.mentions.references.person_mentions import EITHER, PersonMention
from newsloom.transforms.mentions.references.pronouns import (
    Genders,
    Resolved,
    _begins_plainly,
    _clause_mates,
    _is_owned,
    _is_reflexive,
    _read,
    resolve_pronouns,
)
from tests.marked_names import article, gazetteer, names
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


@pytest.mark.parametrize(
    ("words", "pronoun", "expected"),
    [
        ("Holm/PROPN/nsubj/1 saw/VERB/ROOT/1 himself/PRON/obj/1", 2, True),
        ("Holm/PROPN/nsubj/2 himself/PRON/nmod/0 left/VERB/ROOT/2", 1, True),
        ("saw/VERB/ROOT/0 Holm/PROPN/obj/0 himself/PRON/obl/0", 2, True),
        ("Holm/PROPN/obl/1 saw/VERB/ROOT/1 himself/PRON/obj/1", 2, False),
        ("Holm/PROPN/nsubj/1 said/VERB/ROOT/1 he/PRON/nsubj/3 saw/VERB/ccomp/1 himself/PRON/obj/3", 4, False),
        ("Holm/PROPN/nsubj/1 saw/VERB/ROOT/1 him/PRON/obj/1", 2, False),
    ],
)
def test_himself_is_the_subject_or_stands_behind_his_name(words: str, pronoun: int, expected: bool) -> None:
    doc = sentence(words)
    name = next(token for token in doc if token.text == "Holm")
    assert _is_reflexive(name, doc[pronoun]) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Holm/PROPN/nsubj/4 ,/PUNCT/punct/3 her/PRON/nmod:poss/3 husband/NOUN/appos/0 left/VERB/ROOT/4", True),
        ("Holm/PROPN/nsubj/1 lost/VERB/ROOT/1 her/PRON/nmod:poss/3 husband/NOUN/obj/1", False),
        ("Holm/PROPN/nsubj/3 ,/PUNCT/punct/0 her/PRON/obj/3 left/VERB/ROOT/3", False),
    ],
)
def test_who_is_somebodys_husband_is_not_that_somebody(words: str, expected: bool) -> None:
    doc = sentence(words)
    holm, her = (PersonMention(i, i + 1, doc[i], 0, 0, True, False) for i in (0, 2))
    assert _is_owned(holm, her) == expected


def person(among: frozenset[int] | None, gender: str = "female", position: int = 0) -> PersonMention:
    """A pronoun, or a description of one of some people."""
    return PersonMention(
        position, position + 1, sentence("she/PRON left/VERB")[0], 0, 0, True, False, None, gender, among=among
    )


@pytest.mark.parametrize(
    ("among", "confidence", "resolved"),
    [(frozenset((0,)), 0.7, True), (frozenset((0,)), 0.69, False), (None, 0.2, True)],
)
def test_a_description_means_whom_it_surely_means(monkeypatch, among, confidence, resolved) -> None:
    monkeypatch.setattr(pronouns, "_best", lambda mention, *_: Resolved(mention, 0, confidence))
    assert len(_read([person(among, EITHER)], Genders(), {})) == resolved


@pytest.mark.parametrize(("confidence", "mentioned"), [(0.55, [0]), (0.54, [-2])])
def test_a_doubtful_pronoun_is_a_mention_of_somebody_else(monkeypatch, confidence, mentioned) -> None:
    seen: list[list[int]] = []

    def best(mention: PersonMention, history: pronouns.History, *_: object) -> Resolved:
        seen.append(list(history))
        return Resolved(mention, 0, confidence)

    monkeypatch.setattr(pronouns, "_best", best)
    _read([person(None), person(None, position=5)], Genders(), {})
    assert seen == [[], mentioned]


@pytest.mark.parametrize(("confidence", "gender"), [(0.9, "female"), (0.89, None)])
def test_only_sure_pronouns_tell_a_gender(monkeypatch, confidence, gender) -> None:
    item = article("[PERSON Holm] left. She came.")
    spans = find_name_spans(item, gazetteer())
    chains = build_chains(item.text, spans, gazetteer())
    monkeypatch.setattr(pronouns, "_best", lambda mention, *_: Resolved(mention, 0, confidence))
    resolve_pronouns(item, spans, chains)
    assert chains[0].gender == gender


@pytest.mark.parametrize(("against", "gender"), [(0, "female"), (1, "female"), (2, None)])
def test_a_gender_beyond_the_article_is_clear(monkeypatch, against, gender) -> None:
    item = article("[PERSON Holm] left. " + "She came. " * 3 + "He sat. " * against)
    spans = find_name_spans(item, gazetteer())
    chains = build_chains(item.text, spans, gazetteer())
    monkeypatch.setattr(pronouns, "_best", lambda mention, *_: Resolved(mention, 0, 1.0))
    resolve_pronouns(item, spans, chains)
    assert chains[0].gender == gender


@pytest.mark.parametrize(("confidence", "but"), [(0.55, 0), (0.54, None)])
def test_who_says_it_behind_is_not_meant_inside(monkeypatch, confidence, but) -> None:
    """ "She knows," he said: "he" is read first, and "she" is nobody that he likely is."""
    asked: list[int | None] = []

    def best(mention: PersonMention, history: object, later: object, genders: object, but: int | None) -> Resolved:
        asked.append(but)
        return Resolved(mention, 0, confidence)

    monkeypatch.setattr(pronouns, "_best", best)
    _read([person(None), person(None, "male", position=5)], Genders(), {0: 1})
    assert asked == [None, but, None]
