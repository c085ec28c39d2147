"""A word is the same under every case, accent and typography; its place in the text is known."""

import numpy as np
import pytest

from newsloom.transforms.text.word_hashes import find_common, hash_words, ranges

SAME = [("Café", "cafe"), ("ŽYDRŪNAS", "zydrunas"), ("well-known “fact”", "well known fact"), ("x²", "x2")]
OTHER = [("cafe", "cafes"), ("ab c", "a bc"), ("now", "won"), ("10", "100")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one, other):
    words = hash_words([one, other])
    a, b = (words.hashes[words.offsets[i] : words.offsets[i + 1]] for i in (0, 1))
    assert a.tolist() == b.tolist()


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other(one, other):
    words = hash_words([one, other])
    a, b = (words.hashes[words.offsets[i] : words.offsets[i + 1]] for i in (0, 1))
    assert a.tolist() != b.tolist()


def test_places_numbers_and_capitals():
    text = "In 2024, Riga fell."
    words = hash_words([text])
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == ["In", "2024", "Riga", "fell"]
    assert words.numeric.tolist() == [False, True, False, False]
    assert words.capital.tolist() == [True, False, True, False]


def test_ranges():
    numbers, owners = ranges(np.array([5, 9, 20]), np.array([2, 0, 3]))
    assert numbers.tolist() == [5, 6, 20, 21, 22] and owners.tolist() == [0, 0, 2, 2, 2]


def test_the_words_in_spans_of_one_text_are_marked():
    words = hash_words(["one two three", "four five six"])
    mask = np.zeros(6, dtype=bool)
    words.mark(mask, 1, [(0, 4), (9, 13)])
    assert mask.tolist() == [False, False, False, True, False, True]


def test_what_texts_have_in_common():
    bits = np.uint64(8)
    have = [[3, 5, 7], [5], [], [3, 7, 9]]
    keys = np.array([text << 8 | value for text, values in enumerate(have) for value in values], dtype=np.uint64)
    offsets = np.array([0, 3, 4, 4, 7])
    pairs, here, there = find_common(keys, offsets, np.array([0, 0, 1]), np.array([1, 3, 2]), bits)
    assert list(zip(pairs.tolist(), here.tolist(), there.tolist(), strict=True)) == [(0, 1, 3), (1, 0, 4), (1, 2, 5)]
    nothing = np.zeros(0, dtype=np.int64)
    assert not any(len(part) for part in find_common(keys[:0], np.array([0]), nothing, nothing, bits))
