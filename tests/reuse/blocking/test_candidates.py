"""Which texts are candidates, by fingerprints joined in buckets and by those of a pair; what two texts share."""

import numpy as np
import pyarrow as pa
import pytest

from newsloom.transforms.reuse.blocking.candidates import (
    CandidateOptions,
    among,
    is_candidate,
    join_fingerprints,
    measure,
    select_candidates,
    sorted_unique,
)
from newsloom.transforms.reuse.blocking.fingerprints import Fingerprints, SketchOptions
from newsloom.transforms.text.word_hashes import hash_words

EVERY = pa.schema([("hash", pa.uint64()), ("text_key", pa.uint64()), ("short", pa.bool_())])


def prints(*rows, short=()):
    """Fingerprints (hash, text), those of some texts short."""
    return pa.Table.from_pylist([{"hash": h, "text_key": t, "short": t in short} for h, t in rows], schema=EVERY)


def selected(new, earlier):
    pairs, common, recheck = select_candidates([join_fingerprints(new, earlier)])
    return list(zip(*pairs.to_pydict().values(), strict=True)), common["hash"].to_pylist(), recheck[0].to_pylist()


JOINS = [
    # label, new, earlier, expected pairs
    ("two fingerprints", prints((1, 5), (2, 5)), prints((1, 4), (2, 4)), [(4, 5)]),
    ("one is too few", prints((1, 5), (2, 5)), prints((1, 4), (3, 4)), []),
    ("one of a short text", prints((1, 5)), prints((1, 4), short=[4]), [(4, 5)]),
    ("two new ones", prints((1, 5), (2, 5), (1, 6), (2, 6)), prints(), [(5, 6)]),
    ("two earlier ones are no news", prints((1, 9)), prints((1, 4), (2, 4), (1, 5), (2, 5)), []),
]


@pytest.mark.parametrize(("new", "earlier", "expected"), [row[1:] for row in JOINS], ids=[row[0] for row in JOINS])
def test_candidates_share_fingerprints(new, earlier, expected):
    assert selected(new, earlier) == (expected, [], [])


@pytest.mark.parametrize(("texts", "is_common"), [(100, False), (101, True)])
def test_a_fingerprint_of_more_than_a_hundred_texts_is_boilerplate(texts, is_common):
    earlier = prints(*((h, t) for h in (1, 2) for t in range(1, texts)))
    pairs, common, recheck = selected(prints((1, 500), (2, 500)), earlier)
    assert common == ([1, 2] if is_common else [])
    assert pairs == ([] if is_common else [(t, 500) for t in range(1, texts)])
    assert recheck == (list(range(1, texts)) if is_common else [])


PAIRS = [
    # label, words of the texts, their fingerprints, common ones, expected
    ("two fingerprints", (60, 60), ([1, 2, 3], [2, 3, 4]), [], True),
    ("one", (60, 60), ([1, 2], [2, 3]), [], False),
    ("one of a short text", (60, 50), ([1, 2], [2, 3]), [], True),
    ("one of a short text, the other way", (50, 60), ([1, 2], [2, 3]), [], True),
    ("none of a short text", (60, 50), ([1, 2], [3, 4]), [], False),
    ("one of two is common", (60, 60), ([1, 2, 3], [2, 3, 4]), [3], False),
    ("two of three are not", (60, 60), ([1, 2, 3], [1, 2, 3]), [3], True),
]


@pytest.mark.parametrize(("sizes", "both", "common", "expected"), [row[1:] for row in PAIRS])
def test_candidate(sizes, both, common, expected):
    words = hash_words(["word " * size for size in sizes])
    hashes = [np.array(values, dtype=np.uint64) << np.uint64(40) for values in (*both, common)]
    fingerprints = Fingerprints(np.concatenate(hashes[:2]), np.repeat([0, 1], [len(h) for h in hashes[:2]]))
    a, b = np.array([0]), np.array([1])
    found = is_candidate(words, fingerprints, a, b, hashes[2], CandidateOptions(), SketchOptions())
    assert found.tolist() == [expected]


@pytest.mark.parametrize(
    ("values", "among_these", "expected"),
    [([3, 1, 9], [1, 2, 3], [True, True, False]), ([1], [], [False]), ([], [1], []), ([0], [1], [False])],
)
def test_among(values, among_these, expected):
    one, two = (np.array(v, dtype=np.uint64) for v in (values, among_these))
    assert among(one, two).tolist() == expected


def test_sorted_unique():
    assert sorted_unique(np.array([3, 1, 3, 2], dtype=np.uint64)).tolist() == [1, 2, 3]


def test_measures_are_shares_of_shingles():
    words = hash_words(["a b c d e f g", "x a b c d e f", "y z"])
    overlap, matches = measure(words, np.array([0, 0]), np.array([1, 2]))
    assert overlap.shared.tolist() == [4, 0]
    assert overlap.containment_a.tolist() == overlap.containment_b.tolist() == [0.8, 0]
    assert overlap.jaccard.tolist() == [4 / 6, 0]
    assert overlap.longest_run.tolist() == [6, 0] and matches.lengths.tolist() == [6]


def test_ignored_words_are_in_no_shingle():
    words = hash_words(["a b c d e f g", "a b c d e f g"])
    ignored = np.arange(14) % 7 == 3
    assert measure(words, np.array([0]), np.array([1]), ignored)[0].shared.tolist() == [2]
