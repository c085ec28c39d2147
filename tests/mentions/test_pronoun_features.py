"""What speaks for and against each candidate of a pronoun."""

from __future__ import annotations

from collections import OrderedDict

import pytest
import spacy
from spacy.tokens import Doc, Span

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.mentions.chains import build_chains
from newsloom.transforms.mentions.name_spans import find_name_spans
from newsloom.transforms.mentions.references.person_mentions import find_person_mentions
from newsloom.transforms.mentions.references.pronouns import (
    WEIGHTS,
    Genders,
    History,
    find_cataphora,
    note_mention,
    rank_features,
)
from tests.marked_names import article, gazetteer

_VOCAB = spacy.blank("en").vocab


def parsed(words: str) -> ParsedArticle:
    """One sentence from tokens "word/relation/head": head is the index of the token; capitals with nsubj are people."""
    cells = [cell.split("/") for cell in words.split()]
    heads = [int(cell[2]) for cell in cells]
    deps = [cell[1] for cell in cells]
    texts = [cell[0] for cell in cells]
    lemmas = [{"said": "say", "added": "add"}.get(text, text) for text in texts]
    doc = Doc(_VOCAB, texts, heads=heads, deps=deps, pos=["NOUN"] * len(cells), lemmas=lemmas)
    doc.set_ents([Span(doc, i, i + 1, "PERSON") for i, cell in enumerate(cells) if cell[0] in ("Holm", "Lund")])
    return ParsedArticle("a_0", doc.text, (Paragraph(3, "paragraph", 0, len(doc.text), doc),))


def features(
    text: ParsedArticle, genders: dict[str, str] | None = None, given: dict[int, str] | None = None
) -> dict[str, dict[str, float]]:
    """The features of the last pronoun's candidates, by the key of their chain."""
    spans = find_name_spans(text, gazetteer())
    chains = build_chains(text.text, spans, gazetteer())
    mentions = find_person_mentions(text, spans, chains)
    told = {number: (genders or {})[chain.key] for number, chain in enumerate(chains) if chain.key in (genders or {})}
    last = max(index for index, mention in enumerate(mentions) if mention.gender)
    history: History = OrderedDict()
    for mention in mentions[:last]:
        if mention.chain is not None:
            note_mention(history, mention.chain, mention)
    ranked = rank_features(mentions[last], history, find_cataphora(mentions, last), Genders(told, given or {}))
    return {chains[number].key if number >= 0 else "unnamed": found for number, found in ranked.items()}


TEXTS = [
    ("same sentence", "[PERSON Holm] left her.", {"sentences": 0, "far": 0, "paragraph": 1, "between": 0}),
    ("one sentence back", "[PERSON Holm] left. She came.", {"sentences": 1, "far": 0}),
    ("three back", "[PERSON Holm] left. It rained. It rained. She came.", {"sentences": 3, "far": 0}),
    ("four back", "[PERSON Holm] left. It rained. It rained. It rained. She came.", {"sentences": 3, "far": 1}),
    ("one named between", "[PERSON Holm] left. [PERSON Lund] came. She sat.", {"between": 1}),
    ("another paragraph", "[PERSON Holm] left.\nShe came.", {"paragraph": 0}),
    ("named once", "[PERSON Holm] left. She came.", {"often": 0.0}),
    ("named twice", "[PERSON Holm] left. [PERSON Holm] sat. She came.", {"often": pytest.approx(0.693, abs=1e-3)}),
    ("named ten times", "[PERSON Holm] left. " * 10 + "She came.", {"often": pytest.approx(2.079, abs=1e-3)}),
    ("only in a quotation", '"[PERSON Holm] left." She came.', {"quoted only": 1}),
    ("both in a quotation", '"[PERSON Holm] left. She came."', {"quoted only": 0}),
    ("gender unknown", "[PERSON Holm] left. She came.", {"gender": 0}),
]


@pytest.mark.parametrize(("label", "text", "expected"), TEXTS, ids=[case[0] for case in TEXTS])
def test_of_texts(label: str, text: str, expected: dict[str, float]) -> None:
    found = features(article(text))["holm"]
    assert {name: found[name] for name in expected} == expected


PARSED = [
    (
        "subject",
        "Holm/nsubj/1 left/ROOT/1 because/mark/4 she/nsubj/4 slept/advcl/1",
        {"subject": 1, "same sentence subject": 1, "reporting subject": 1, "clause mate": 0, "outranked": 0},
    ),
    (
        "object of the verb whose subject is the pronoun",
        "She/nsubj/1 told/ROOT/1 Lund/obj/1 and/cc/5 Holm/nsubj/5 saw/conj/1 her/obj/5",
        {"clause mate": 1, "reporting subject": 0},
    ),
    (
        "possessor of the object is no clause mate",
        "Holm/nsubj/1 saw/ROOT/1 her/nmod:poss/3 car/obj/1",
        {"clause mate": 0, "subject": 1},
    ),
    (
        "a possessor",
        "Holm/nmod:poss/1 car/nsubj/2 hit/ROOT/2 her/obj/2",
        {"possessor": 1, "subject": 0, "clause mate": 0},
    ),
    (
        "both subjects, but in one sentence",
        "Holm/nsubj/1 left/ROOT/1 because/mark/4 she/nsubj/4 slept/advcl/1",
        {"last subject": 0, "pronoun": 0, "speaker in quote": 0},
    ),
    (
        "the speaker of a quotation",
        "Holm/nsubj/1 said/ROOT/1 “/punct/4 she/nsubj/4 slept/ccomp/1 ”/punct/4",
        {"speaker in quote": 1},
    ),
    (
        "outranked by a subject",
        "Lund/nsubj/1 saw/ROOT/1 Holm/obj/1 when/mark/5 she/nsubj/5 left/advcl/1",
        {"outranked": 1, "subject": 0},
    ),
]


@pytest.mark.parametrize(("label", "words", "expected"), PARSED, ids=[case[0] for case in PARSED])
def test_of_parses(label: str, words: str, expected: dict[str, float]) -> None:
    found = features(parsed(words))["holm"]
    assert {name: found[name] for name in expected} == expected


def test_the_other_gender_is_no_candidate() -> None:
    assert set(features(article("[PERSON Holm] met [PERSON Lund]. She left."), {"lund": "male"})) == {"holm"}
    assert features(article("[PERSON Holm] left. She sat."), {"holm": "female"})["holm"]["gender"] == 1


def test_a_given_name_speaks_for_or_against_a_candidate_whose_gender_is_not_stated() -> None:
    text = article("[PERSON Holm] left. She sat.")
    for given, agrees, contradicts in (({}, 0, 0), ({0: "female"}, 1, 0), ({0: "male"}, 0, 1)):
        holm = features(text, given=given)["holm"]
        assert (holm["given name"], holm["other given name"]) == (agrees, contradicts)
    assert features(text, {"holm": "female"}, {0: "male"})["holm"]["other given name"] == 0


TOLD_OF = "Holm/nsubj/1 said/ROOT/1 Lund/nsubj/3 sat/ccomp/1"
REPORTS = [  # label, parsed words, the feature of Holm and Lund that are 1
    ("who reported last", "Holm/nsubj/1 said/ROOT/1 Lund/obj/1 she/nsubj/4 added/conj/1", {"holm"}, set()),
    ("the pronoun does not report", "Holm/nsubj/1 said/ROOT/1 Lund/obj/1 she/nsubj/4 sat/conj/1", set(), set()),
    (
        "who is told of",
        "Holm/nsubj/1 said/ROOT/1 Lund/nsubj/3 sat/ccomp/1 she/nsubj/5 added/conj/1",
        {"holm"},
        {"lund"},
    ),
]


@pytest.mark.parametrize(("label", "words", "reporters", "told_of"), REPORTS, ids=[case[0] for case in REPORTS])
def test_who_spoke_and_who_was_spoken_of(label: str, words: str, reporters: set[str], told_of: set[str]) -> None:
    ranked = features(parsed(words))
    assert {key for key, found in ranked.items() if found["reported last"]} == reporters
    assert {key for key, found in ranked.items() if found["told of"]} == told_of


def test_one_who_speaks_unnamed_is_a_candidate() -> None:
    ranked = features(parsed("Holm/nsubj/1 left/ROOT/1 officer/nsubj/3 said/conj/1 she/nsubj/5 added/conj/1"))
    assert {key: found["unnamed"] for key, found in ranked.items()} == {"holm": 0, "unnamed": 1}
    assert {key: found["silent"] for key, found in ranked.items()} == {"holm": 0, "unnamed": 0}
    silent = features(parsed("Holm/nsubj/1 saw/ROOT/1 woman/obj/1 she/nsubj/4 left/conj/1"))
    assert {key: found["silent"] for key, found in silent.items()} == {"holm": 0, "unnamed": 1}
    plural = features(parsed("Holm/nsubj/1 left/ROOT/1 officers/nsubj/3 said/conj/1 she/nsubj/5 added/conj/1"))
    assert set(plural) == {"holm"}


CONTENTS = [
    ("told before", "Holm/nsubj/1 left/ccomp/3 he/nsubj/3 said/ROOT/3", 1),
    ("a clause that is not told", "Holm/nsubj/1 left/advcl/3 he/nsubj/3 said/ROOT/3", 0),
    ("told by another", "Holm/nsubj/1 left/ccomp/4 he/obj/4 they/nsubj/4 told/ROOT/4", 0),
    ("in marks", "“/punct/2 Holm/nsubj/2 left/ccomp/5 ”/punct/2 he/nsubj/5 said/ROOT/5", 0.4),
]


@pytest.mark.parametrize(("label", "words", "expected"), CONTENTS, ids=[case[0] for case in CONTENTS])
def test_who_is_told_of_does_not_tell(label: str, words: str, expected: float) -> None:
    assert features(parsed(words))["holm"]["own content"] == expected


def test_too_far_back_is_no_candidate() -> None:
    near = "[PERSON Holm] left." + " It rained." * 7 + " She came."
    far = "[PERSON Holm] left." + " It rained." * 8 + " She came."
    assert (set(features(article(near))), set(features(article(far)))) == ({"holm"}, set())


def test_cataphora() -> None:
    opening = "In/case/2 her/nmod:poss/2 speech/obl/5 ,/punct/5 Holm/nsubj/5 spoke/ROOT/5"
    unknown = {"gender": 0.0, "given name": 0.0, "other given name": 0.0}
    assert features(parsed(opening)) == {"holm": {"cataphora": 1.0, "subject": 1.0, **unknown}}
    assert features(parsed(opening), {"holm": "male"}) == {}
    assert features(parsed("In/case/2 her/nmod:poss/2 speech/obl/4 Holm/nsubj/4 spoke/ROOT/4")) == {}
    assert features(parsed("In/case/2 her/nmod:poss/2 speech/obl/4 ,/punct/4 praised/ROOT/4 Holm/obj/4")) == {}


def test_weights_are_those_that_were_fitted() -> None:
    """A weight changes with a new measurement, never by accident."""
    assert dict(WEIGHTS) == {
        "sentences": -0.45,
        "far": -1.1,
        "between": 0.0,
        "subject": 0.0,
        "same sentence subject": 1.5,
        "reporting subject": 1.5,
        "last subject": 0.5,
        "last leads": 1.0,
        "outranked": -0.7,
        "often": 0.4,
        "gender": 1.05,
        "pronoun": 0.45,
        "speaker in quote": -3.0,
        "quoted only": -0.4,
        "spoken of": -2.5,
        "paragraph": 1.0,
        "possessor": 0.0,
        "clause mate": -2.0,
        "own content": -4.0,
        "reflexive": 3.0,
        "cataphora": -0.5,
        "given name": 1.0,
        "other given name": -4.0,
        "reported last": 1.0,
        "answered himself": -3.0,
        "told of": -0.5,
        "unnamed": -0.5,
        "silent": -2.5,
    }


def test_of_a_crowd_those_named_last_can_be_meant() -> None:
    people = [f"[PERSON B{a}{b}l]" for a in "aeiou" for b in "bdfgklmn"]
    assert len(features(article(", ".join(people) + " left. She came."))) == 32
