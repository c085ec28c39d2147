"""Words as the network reads them."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsloom.transforms.annotation.features
import newsloom.transforms.annotation.lemmas
import newsloom.transforms.annotation.places
from newsloom.transforms.annotation.features import quote_states, word_piece
from newsloom.transforms.annotation.lemmas import Lemmas
from newsloom.transforms.annotation.tagger import windows_of

PIECES = word_piece(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##able", "a", "b", ".", '"', "'", "s"])


@pytest.mark.parametrize(
    "module",
    [
        newsloom.transforms.annotation.features,
        newsloom.transforms.annotation.places,
        newsloom.transforms.annotation.lemmas,
    ],
)
def test_examples_in_docstrings(module):
    assert doctest.testmod(module).failed == 0


def test_longest_pieces_first_and_unknown_words_whole():
    assert PIECES.pieces("Unable") == (4, 5)
    assert PIECES.pieces("zebra") == (1,)
    assert PIECES.pieces("“") == PIECES.pieces('"') == (9,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“~a~. b~” a", "1 2 2 2 3 0"),
        ('"~a~.~" a', "1 2 2 3 0"),
        ("a “~b", "0 1 2"),
        ("a~” b", "0 0 0"),
        ("a~.~” b", "0 0 0 0"),
    ],
)
def test_quotation_states(text, expected):
    words = text.replace("~", " ").split()
    spaces = [text[len(" ".join(words[: i + 1])) :][:1] == " " for i in range(len(words))]
    assert quote_states(words, spaces) == [int(state) for state in expected.split()]


@pytest.mark.parametrize(("is_glued", "state"), [(True, 1), (False, 0)], ids=["glued", "blank behind"])
def test_a_straight_mark_opens_where_a_word_follows_at_once(is_glued, state):
    assert quote_states(["a", '"', "b"], [True, not is_glued, False])[1] == state


def test_a_straight_mark_at_the_end_opens_nothing():
    assert quote_states(["a", '"'], [True, False]) == [0, 0]


@given(st.lists(st.sampled_from(["a", "unable", ".", '"', "b"]), max_size=80), st.integers(12, 40))
def test_windows_cover_every_word_once(words, limit):
    windows = list(windows_of(0, words, [True] * len(words), PIECES, limit))
    assert [place for window in windows for place in range(window.start, window.end)] == list(range(len(words)))
    assert all(window.columns.shape[1] <= limit for window in windows)


@pytest.mark.parametrize(
    ("word", "upos", "tag", "lemma"),
    [("cities", "NOUN", "NNS", "city"), ("stopped", "VERB", "VBD", "stop"), ("Kenya", "PROPN", "NNP", "Kenya"),
     ("went", "VERB", "VBD", "go"), ("tariffs", "NOUN", "NNS", "tariff")],
)  # fmt: skip
def test_lemmas(word, upos, tag, lemma):
    lemmas = Lemmas({"VBD went": "go"}, frozenset({"stop", "city"}))
    assert lemmas.of(word, upos, tag) == lemma


def test_a_long_word_keeps_its_first_pieces():
    pieces = word_piece(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "##b"])
    assert [len(pieces.pieces("a" + "b" * n)) for n in (6, 7, 8, 20)] == [7, 8, 8, 8]
