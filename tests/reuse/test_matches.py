"""Verbatim runs, against the plain definition."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.transforms.reuse.matches import Texts, find_matches
from newsloom.transforms.text.word_hashes import hash_words

SEQUENCE = st.lists(st.integers(0, 3), max_size=40)


def maximal_matches(a, b, least=5):
    runs = set()
    for i in range(len(a)):
        for j in range(len(b)):
            if i and j and a[i - 1] == b[j - 1]:
                continue
            n = 0
            while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
                n += 1
            if n >= least:
                runs.add((i, j, n))
    return runs


def text(sequence):
    return " ".join(f"w{n}" for n in sequence)


@given(SEQUENCE, SEQUENCE)
@settings(max_examples=150, deadline=None)
def test_runs_are_maximal_and_cover_all(a, b):
    found = find_matches(Texts(hash_words([text(a), text(b)])), np.array([0]), np.array([1]))
    got = set(zip(found.a_starts.tolist(), found.b_starts.tolist(), found.lengths.tolist(), strict=True))
    all_runs = maximal_matches(a, b)
    assert got <= all_runs
    for side in (0, 1):
        assert {r[side] + k for r in got for k in range(r[2])} == {r[side] + k for r in all_runs for k in range(r[2])}


def test_one_word_a_hundred_thousand_times():
    found = find_matches(Texts(hash_words(["la " * 100_000, "la " * 90_000])), np.array([0]), np.array([1]))
    assert found.lengths.max() == 90_000
