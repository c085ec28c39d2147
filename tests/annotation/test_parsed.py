"""Documents as rows and back, and texts in portions."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from newsloom.transforms.annotation.document import put_group
from newsloom.transforms.annotation.parsed import LONGEST_WORD, doc_from_row, doc_row, portions, words_of

NLP = spacy.blank("en")


def spoken() -> Doc:
    """Two contents, of which the second has no cue and no source."""
    doc = Doc(NLP.vocab, ["Holm", "said", "so", ".", "Rain"], heads=[1, 1, 1, 1, 4], deps=["nsubj"] * 5)
    doc.set_ents([Span(doc, 0, 1, "PERSON")])
    put_group(doc, "content", [doc[2:3], doc[4:5]], [0.5, 0.25])
    doc.spans["content"].attrs.update(cue=[0, -1], source=[0, -1], link_scores=[0.5, 0.25])
    return doc


def test_a_document_comes_back() -> None:
    doc = doc_from_row(doc_row("h", "m", spoken()), NLP.vocab)
    assert [(e.text, e.label_) for e in doc.ents] == [("Holm", "PERSON")]
    assert [token.head.i for token in doc] == [1, 1, 1, 1, 4]
    attrs = doc.spans["content"].attrs
    assert (attrs["cue"], attrs["source"], attrs["link_scores"]) == ([0, -1], [0, -1], [0.5, 0.25])


def test_a_link_that_is_not_stored_is_none() -> None:
    row = doc_row("h", "m", spoken())
    row["spans"][-1] |= {"cue": None, "source": None}
    assert doc_from_row(row, NLP.vocab).spans["content"].attrs["cue"] == [0, -1]


@pytest.mark.parametrize(
    ("most", "chars", "expected"),
    [(2, 99, [["a", "bb"], ["ccc"]]), (9, 3, [["a", "bb"], ["ccc"]]), (9, 2, [["a"], ["bb"], ["ccc"]])],
)
def test_portions(most: int, chars: int, expected: list[list[str]]) -> None:
    assert list(portions(["a", "bb", "ccc"], most, len, chars)) == expected


def test_half_a_million_code_points_are_read_together() -> None:
    assert len(list(portions(["a", "b"], 9, lambda _: 250_000))) == 1
    assert len(list(portions(["a", "b"], 9, lambda _: 250_001))) == 2


def test_long_runs_are_cut() -> None:
    assert [len(token) for token in words_of("x" * (LONGEST_WORD + 1), NLP)] == [LONGEST_WORD, 1]
    assert len(words_of("x" * LONGEST_WORD, NLP)) == 1
    assert LONGEST_WORD == 300
