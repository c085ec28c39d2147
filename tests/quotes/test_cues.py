"""Cue words: the shipped list keeps to its classes, and inflection finds its way back to the lemma."""

import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.quotes.cues import CUE_CLASSES, inflections

CUES = load_assets().cues
LEMMAS = [
    ("said", "say"),
    ("has made it clear", "make clear"),
    ("pointed out", "point out"),
    ("according to", "according to"),
    ("denies", "deny"),
    ("quipped", "quip"),
    ("said in a statement", "say"),
    ("have expressed concerns", "express"),
    ("did not deny", "deny"),
    (":", None),
]


@pytest.mark.parametrize(("cue", "lemma"), LEMMAS)
def test_lemma(cue: str, lemma: str | None) -> None:
    assert CUES.lemma(cue) == lemma


def test_list_keeps_to_its_classes() -> None:
    assert set(CUES.classes.values()) == set(CUE_CLASSES)
    assert CUES.speech <= set(CUES.classes)
    assert {CUES.class_of(word) for word in ("say", "claim", "insist", "hope")} == {
        "neutral",
        "doubtful",
        "assertive",
        "belief",
    }


def test_every_lemma_is_among_its_forms() -> None:
    assert all(lemma in inflections(lemma) for lemma in CUES.classes)
