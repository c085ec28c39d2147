"""What is written onto a document."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from newsloom.transforms.annotation.decode import Span
from newsloom.transforms.annotation.document import choose_sentence_starts, content_edges, put_group, whole_names

VOCAB = spacy.blank("en").vocab
CONTENTS = [  # words with blanks between them, "_" glues; the content's first and last word; what it is by convention
    ("plain", "He said rain fell .", (2, 4), "rain fell"),
    ("that", "He said that rain fell .", (2, 5), "rain fell"),
    ("that alone", "He said that .", (2, 3), "that"),
    ("opening mark", "He said “_ rain fell", (3, 5), "“rain fell"),
    ("mark of another's end", "He said ”_ rain fell", (3, 5), "rain fell"),
    ("mark with a blank", "He said “ rain fell", (3, 5), "rain fell"),
    ("mark glued to a word", "He said_ “_ rain fell", (3, 5), "rain fell"),
    ("mark at the start", "“_ rain fell", (1, 3), "“rain fell"),
    ("has its mark", "He said “_ rain fell", (2, 5), "“rain fell"),
    ("closing mark", "rain fell_ ” he said", (0, 2), "rain fell”"),
    ("closing mark with a blank", "rain fell ” he said", (0, 2), "rain fell"),
    ("possessive", "the boss_ 's car", (0, 2), "the boss"),
]


@pytest.mark.parametrize(("label", "text", "span", "expected"), CONTENTS, ids=[case[0] for case in CONTENTS])
def test_edges_of_contents(label: str, text: str, span: tuple[int, int], expected: str) -> None:
    words = text.split()
    doc = Doc(VOCAB, [word.rstrip("_") for word in words], [not word.endswith("_") for word in words])
    start, end = content_edges(doc, *span)
    assert doc[start:end].text == expected


NAMES = [Span(2, 5, "ORG", 1.0), Span(7, 9, "PERSON", 1.0), Span(10, 12, "GPE", 1.0)]


@pytest.mark.parametrize(
    ("source", "end"), [((0, 3), 5), ((0, 5), 5), ((0, 2), 2), ((6, 8), 9), ((6, 11), 11), ((0, 1), 1), ((2, 6), 6)]
)
def test_nobody_speaks_for_half_a_body(source: tuple[int, int], end: int) -> None:
    whole = whole_names(Span(*source, "source", 0.5), NAMES, [name.start for name in NAMES])
    assert (whole.start, whole.end, whole.label, whole.score) == (source[0], end, "source", 0.5)


def test_sentences_never_begin_with_what_closes() -> None:
    scores = [-1.0, 0.5, 0.0, 0.5]
    assert choose_sentence_starts(scores, ["a", "b", "c", "”"]) == [0, 1]


def test_scores_are_plain_numbers() -> None:
    doc = Doc(VOCAB, ["a", "b"])
    put_group(doc, "cue", [doc[0:1]], [np.float32(1 / 3)])
    assert doc.spans["cue"].attrs["scores"] == [0.3333]
