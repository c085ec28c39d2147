"""Cue words: the shipped list keeps to its classes, and every inflected form finds its way back to a lemma."""

import re

import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.schemas.contract.quotes import CUE_CLASSES
from newsloom.transforms.quotes.attributions.cues import CueLexicon, cues_from_bytes
from newsloom.transforms.quotes.kinds.sort import SILENT
from tests.conftest import ROOT

CUES = load_assets().cues
LEMMAS = [  # cue as written, lemma
    ("said", "say"),
    ("has made it clear", "make clear"),
    ("made it very clear", "make clear"),
    ("made it all too clear", "made"),  # the rest of the phrase stands too far off, and "make" alone is no cue
    ("pointed out", "point out"),
    ("summed it up", "sum up"),
    ("shrugged it off", "shrug off"),
    ("was hitting back", "hit back"),
    ("put it", "put it"),
    ("according to", "according to"),
    ("denies", "deny"),
    ("quipped", "quip"),
    ("begged", "beg"),
    ("snapped", "snap"),
    ("concurred", "concur"),
    ("said in a statement", "say"),
    ("have expressed concerns", "express"),
    ("did not deny", "deny"),
    ("accusations", "accusation"),
    ("would then have nodded", "nodded"),  # not on the list: the first word that is no filler
    ("would have been", "would"),  # fillers alone
    (":", None),
]


@pytest.mark.parametrize(("cue", "lemma"), LEMMAS)
def test_lemma(cue: str, lemma: str | None) -> None:
    assert CUES.lemma(cue) == lemma


def test_only_words_of_the_list_are_listed() -> None:
    assert list(CUES.listed(["said"])) == [(0, "say")]
    assert list(CUES.listed(["nodded"])) == []


def test_list_keeps_to_the_classes_that_its_page_describes() -> None:
    page = (ROOT / "data" / "cues" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z, ]+) \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE)
    classes = {name.strip() for row in rows for name in row.split(",")} - {"class"}
    assert set(CUES.classes.values()) == classes


def test_classes_of_some_words() -> None:
    classes = [CUES.class_of(word) for word in ("say", "claim", "insist", "hope", "nod", None)]
    assert classes == ["neutral", "doubtful", "assertive", "thought", None, None]


def test_classes_of_thought_and_the_like_report_no_speech() -> None:
    assert CUES.speech <= set(CUES.classes)
    assert {CUES.class_of(word) for word in CUES.classes if word not in CUES.speech} == SILENT
    assert not {CUES.class_of(word) for word in CUES.speech} & SILENT


def test_classes_are_those_of_the_column() -> None:
    assert set(CUES.classes.values()) == set(CUE_CLASSES)


def test_listed_words_come_with_their_number() -> None:
    assert list(CUES.listed(["then", "he", "pointed", "out", "and", "said"])) == [(2, "point out"), (5, "say")]
    assert {"say", "deny", "urge"} <= CUES.speech


def test_every_lemma_is_among_its_forms() -> None:
    assert all(lemma.split(" ")[0] in CUES.inflect(lemma) for lemma in CUES.classes)


def test_a_noun_and_an_adverb_are_not_inflected_as_verbs() -> None:
    cues = cues_from_bytes(
        b"lemma\tclass\tspeech\tpart\nthreat\twarning\tyes\tnoun\nallegedly\tdoubtful\tyes\tadverb\n"
    )
    assert set(cues.forms) == {"threat", "threats", "allegedly"}


def test_a_line_of_other_width_is_an_error() -> None:
    with pytest.raises(ValueError):
        cues_from_bytes(b"lemma\tclass\tspeech\tpart\nsay\tneutral\tyes\n")


def test_a_phrase_wins_over_its_first_word() -> None:
    cues = CueLexicon({"point": "neutral", "point out": "assertive"}, frozenset())
    assert [cues.lemma("points out"), cues.lemma("points at"), cues.lemma("out points")] == [
        "point out",
        "point",
        "point",
    ]
