"""Which words of a text are boilerplate."""

import numpy as np
import pytest

from newsloom.transforms.reuse.background.shared_by_many import boilerplate_words
from newsloom.transforms.reuse.blocking.fingerprints import SketchOptions, shingles, sketch
from newsloom.transforms.text.word_hashes import hash_words

OPTIONS = SketchOptions()


def boilerplate(sizes, common):
    """Number of boilerplate words of texts of so many distinct words, with the shingles from some words on common."""
    words = hash_words([" ".join(f"t{i}x{n}" for n in range(size)) for i, size in enumerate(sizes)])
    shingled = shingles(words, OPTIONS.shingle)
    hashes = np.sort(shingled[0][list(common)])
    covered = boilerplate_words(words, sketch(words, OPTIONS, shingled), shingled, hashes, OPTIONS)
    return np.add.reduceat(covered.astype(int), words.offsets[:-1]).tolist()


CASES = [
    # label, words of the texts, words at which common shingles begin, boilerplate words
    ("ten words in a row", [40], range(6), [10]),
    ("nine are a phrase", [40], range(5), [0]),
    ("a window apart is one stretch", [40], [0, 8], [13]),
    ("further apart are two", [40], [0, 9], [0]),
    ("half of a text", [40], range(16), [20]),
    ("more than half: the text itself is reprinted", [40], range(17), [0]),
    ("a stretch ends with its text", [40, 40], [31, 32, 33, 34, 35, 40, 41, 42, 43, 44], [0, 0]),
    ("in one of two texts", [40, 40], range(42, 50), [0, 12]),
    ("nothing is common", [40], [], [0]),
]


@pytest.mark.parametrize(("sizes", "common", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_boilerplate(sizes, common, expected):
    assert boilerplate(sizes, common) == expected


def test_no_words_have_no_boilerplate():
    words = hash_words([""])
    shingled = shingles(words, OPTIONS.shingle)
    common = np.array([1], dtype=np.uint64)
    assert not len(boilerplate_words(words, sketch(words, OPTIONS, shingled), shingled, common, OPTIONS))
