"""The lemma table: what a treebank says and the rules of spelling do not."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from newsloom.flows.training.lemmas import harvest_lemmas

_VOCAB = spacy.blank("en").vocab


def harvested(word: str, pos: str, tag: str, lemmas: list[str]) -> dict[str, str]:
    n = len(lemmas)
    doc = Doc(_VOCAB, [word] * n, pos=[pos] * n, tags=[tag] * n, lemmas=lemmas)
    return dict(harvest_lemmas([doc]).table)


@pytest.mark.parametrize(
    ("label", "word", "pos", "tag", "lemmas", "expected"),
    [
        ("irregular", "oxen", "NOUN", "NNS", ["ox", "ox"], {"NNS oxen": "ox"}),
        ("regular", "ferries", "NOUN", "NNS", ["ferry", "ferry"], {}),
        ("seen once", "oxen", "NOUN", "NNS", ["ox"], {}),
        ("the more frequent one", "oxen", "NOUN", "NNS", ["ox", "oxe", "ox"], {"NNS oxen": "ox"}),
        ("names have none", "Oxen", "PROPN", "NNPS", ["Ox", "Ox"], {}),
        ("in small letters", "Oxen", "NOUN", "NNS", ["Ox", "Ox"], {"NNS oxen": "ox"}),
    ],
)
def test_table(label: str, word: str, pos: str, tag: str, lemmas: list[str], expected: dict[str, str]) -> None:
    assert harvested(word, pos, tag, lemmas) == expected
