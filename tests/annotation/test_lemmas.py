"""Dictionary forms by table, then by spelling; a known one of several."""

import pytest

from newsloom.transforms.annotation.lemmas import Lemmas

KNOWN = Lemmas({"VBD went": "go"}, frozenset({"make", "stop", "agree", "study", "watch", "fall", "pass"}))


@pytest.mark.parametrize(
    ("word", "upos", "tag", "lemma"),
    [
        ("Went", "VERB", "VBD", "go"),
        ("making", "VERB", "VBG", "make"),
        ("stopped", "VERB", "VBD", "stop"),
        ("falling", "VERB", "VBG", "fall"),
        ("passing", "VERB", "VBG", "pass"),
        ("agreed", "VERB", "VBN", "agree"),
        ("studies", "NOUN", "NNS", "study"),
        ("watches", "VERB", "VBZ", "watch"),
        ("blogged", "VERB", "VBD", "blog"),  # unknown: the doubled letter goes
        ("Riga", "PROPN", "NNP", "Riga"),
        ("is", "AUX", "", "is"),
    ],
)
def test_lemma(word, upos, tag, lemma):
    assert KNOWN.of(word, upos, tag) == lemma
