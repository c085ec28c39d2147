"""What reads articles is told of a text what spaCy's own document of it would tell."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

from newsloom.transforms.annotation.parses.parsed_rows import parsed_rows
from newsloom.transforms.annotation.parses.read_rows import Documents
from newsloom.transforms.annotation.parses.tokens import Doc as ReadDoc

VOCAB = spacy.blank("en").vocab
WORDS = ["Rain", "fell", ",", "\n", "ten", "—", "boats", "left", "Holm", "”", "1998", "and"]
OF_TOKENS = (
    "i", "idx", "text", "lower_", "whitespace_", "pos_", "tag_", "lemma_", "dep_", "ent_type_",
    "is_alpha", "is_space", "is_punct", "like_num",
)  # fmt: skip


def grown(seed: int) -> Doc:
    """A document whose tree is drawn, so that branches cross; an odd one has no tree."""
    chance = random.Random(seed)
    size = chance.randrange(1, 14)
    heads = [chance.randrange(i) if i else 0 for i in range(size)]
    order = chance.sample(range(size), size)
    heads = [order[heads[order.index(i)]] for i in range(size)]
    parse: dict[str, Any] = {} if seed % 2 else {"heads": heads, "deps": ["dep"] * size}
    words, spaces = chance.choices(WORDS, k=size), chance.choices([True, False], k=size)
    doc = Doc(VOCAB, words, spaces, pos=["NOUN"] * size, tags=["NN"] * size, lemmas=words, **parse)
    doc.set_ents([Span(doc, size // 2, size, "ORG")])
    return doc


def pairs() -> list[tuple[Doc, ReadDoc]]:
    docs = [grown(seed) for seed in range(120)]
    return list(zip(docs, Documents(parsed_rows([str(i) for i in range(120)], "m", docs)).values(), strict=True))


PAIRS = pairs()


def numbers(tokens: Any) -> list[int]:
    return [token.i for token in tokens]


@pytest.mark.parametrize("name", OF_TOKENS)
def test_a_token_has_what_spacy_says(name: str) -> None:
    for spacys, ours in PAIRS:
        assert [getattr(token, name) for token in ours] == [getattr(token, name) for token in spacys]


@pytest.mark.parametrize("name", ["children", "lefts", "ancestors", "subtree"])
def test_what_hangs_on_what(name: str) -> None:
    for spacys, ours in PAIRS:
        assert [numbers(getattr(token, name)) for token in ours] == [numbers(getattr(t, name)) for t in spacys]


@pytest.mark.parametrize("name", ["head", "left_edge", "right_edge"])
def test_one_that_belongs_to_another(name: str) -> None:
    for spacys, ours in PAIRS:
        assert [getattr(token, name).i for token in ours] == [getattr(token, name).i for token in spacys]


@pytest.mark.parametrize("mode", ["strict", "expand", "contract"])
def test_tokens_at_places_of_the_text(mode: str) -> None:
    for spacys, ours in PAIRS:
        assert ours.text == spacys.text
        for start, end in product(range(len(ours.text) + 1), repeat=2):
            if start < end:
                of_both = [doc.char_span(start, end, alignment_mode=mode) for doc in (ours, spacys)]
                assert len({span is not None and (span.start, span.end) for span in of_both}) == 1


def test_spans() -> None:
    for spacys, ours in PAIRS:
        assert [(e.start, e.end, e.label_, e.text) for e in ours.ents] == [
            (e.start, e.end, e.label_, e.text) for e in spacys.ents
        ]
        for start, end in product(range(len(ours)), range(1, len(ours) + 1)):
            of_both = [doc[start:end] for doc in (ours, spacys)]
            assert len({(span.start, span.end, span.text, len(span[1:])) for span in of_both}) == 1
            if start < end:
                assert len({(s.root.i, s[-1].i, s.start_char, s.end_char) for s in of_both}) == 1


def test_sentences() -> None:
    for spacys, ours in PAIRS:
        if spacys.has_annotation("SENT_START"):
            assert [(t.sent.start, t.sent.end) for t in ours] == [(t.sent.start, t.sent.end) for t in spacys]
            assert ours[0].sent == ours[0].sent
        else:
            assert [t.is_sent_start for t in ours] == [t.i == 0 for t in ours]


def test_a_neighbour() -> None:
    ours = next(ours for _, ours in PAIRS if len(ours) > 2)
    assert ours[0].nbor(2).i == 2
    for token, steps in ((ours[0], -1), (ours[-1], 1)):
        with pytest.raises(IndexError):
            token.nbor(steps)
