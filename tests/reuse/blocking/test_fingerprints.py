"""Words, fingerprints and text keys."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsloom.transforms.reuse.blocking.fingerprints import SketchOptions, shingles, sketch, text_keys
from newsloom.transforms.text.word_hashes import hash_words

WORD = st.text(alphabet="abcdé", min_size=1, max_size=3)
TEXTS = st.lists(st.lists(WORD, max_size=40).map(" ".join), max_size=5)


def test_case_accents_and_marks_do_not_count():
    one, two, other = text_keys(hash_words(["It was, “he” said, naïve.", "it WAS he said: naive", "it was he said"]))
    assert one == two != other


def test_a_text_without_words_has_no_key():
    assert text_keys(hash_words(["", "…  —", "a"])).tolist()[:2] == [0, 0]


@given(TEXTS)
def test_words_are_where_they_say(texts):
    words = hash_words(texts)
    for i, text in enumerate(texts):
        span = slice(words.offsets[i], words.offsets[i + 1])
        found = [text[a:b] for a, b in zip(words.starts[span], words.ends[span], strict=True)]
        assert found == text.split()


@given(TEXTS)
@settings(max_examples=50)
def test_a_text_is_fingerprinted_the_same_in_any_company(texts):
    options = SketchOptions()
    together = sketch(hash_words(texts), options)
    for i, text in enumerate(texts):
        alone = sketch(hash_words([text]), options)
        assert together.hashes[together.texts == i].tolist() == alone.hashes.tolist()


@given(st.lists(st.integers(0, 9), min_size=20, max_size=40), st.integers(0, 20), st.integers(0, 20))
@example(list(range(6)) * 4, 0, 0)  # one phrase over and over
@example([1] * 20, 3, 7)
def test_a_run_of_twenty_words_shares_two_fingerprints(run, before, after):
    shared = " ".join(f"w{n}" for n in run)
    one = " ".join(f"a{i}" for i in range(40 + before)) + " " + shared
    two = shared + " " + " ".join(f"b{i}" for i in range(40 + after))
    prints = sketch(hash_words([one, two]))
    common = np.intersect1d(prints.hashes[prints.texts == 0], prints.hashes[prints.texts == 1])
    assert len(common) >= 2


def test_shingles_do_not_cross_texts():
    _, whole = shingles(hash_words(["a b c", "d e f g h i"]), 5)
    assert whole.tolist() == [False] * 3 + [True, True] + [False] * 4


def distinct(count):
    return hash_words([" ".join(f"w{n}" for n in range(count))])


def test_all_shingles_of_a_text_of_fifty_words_are_fingerprints():
    assert len(sketch(distinct(50)).hashes) == 46
    assert len(sketch(distinct(51)).hashes) < 47


def test_two_of_nine_shingles_of_a_long_text_are_fingerprints():
    assert 80 <= len(sketch(distinct(400)).hashes) <= 96  # 396 * 2 / 9 is 88


def test_a_text_shorter_than_a_shingle_has_none():
    assert [len(sketch(distinct(count)).hashes) for count in (4, 5)] == [0, 1]
