"""Sentences side by side."""

from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.revisions.alignment import align
from newsloom.transforms.revisions.sentences import Sentence, VersionWord


def sentence(text, is_notice=False):
    return Sentence(0, len(text), tuple(VersionWord(word, 0, 0) for word in text.split()), is_notice)


def aligned(before, after):
    pairs = align([sentence(t) for t in before], [sentence(t) for t in after])
    return [tuple(s and " ".join(s.key) for s in pair) for pair in pairs]


def test_the_same_stays():
    assert aligned(["a b", "c d"], ["a b", "c d"]) == [("a b", "a b"), ("c d", "c d")]


def test_new_and_gone():
    assert aligned(["a b", "x y"], ["a b", "p q", "r s"]) == [
        ("a b", "a b"),
        ("x y", None),
        (None, "p q"),
        (None, "r s"),
    ]


def test_half_of_the_words_makes_one_of_it():
    assert aligned(["a b c d", "m"], ["x", "a b p q"]) == [(None, "x"), ("a b c d", "a b p q"), ("m", None)]
    assert aligned(["a b c d", "m"], ["x", "a o p q"])[0] == ("a b c d", None)


def test_alone_in_its_place_a_third_is_enough():
    assert aligned(["s t", "a b c d e"], ["s t", "a b p q r"])[1] == ("a b c d e", "a b p q r")
    assert aligned(["s t", "a b c d e"], ["s t", "a o p q r"])[1] == ("a b c d e", None)


def test_the_likest_is_chosen_in_order():
    before, after = ["a b c d", "a b c e"], ["a b c e f", "x y"]
    assert aligned(before, after) == [("a b c d", None), ("a b c e", "a b c e f"), (None, "x y")]


def test_what_moved_is_no_change():
    assert aligned(["a b", "c d", "e f"], ["c d", "e f", "a b"]) == [("c d", "c d"), ("e f", "e f")]
    twice = aligned(["a b", "c d"], ["c d", "a b", "a b"])
    assert [pair for pair in twice if None in pair] == [(None, "a b")]


def test_a_notice_is_no_sentence_that_was_changed():
    pairs = align([sentence("a b c d")], [sentence("a b c e", is_notice=True)])
    assert [one is None for one, _ in pairs] == [False, True]


def test_of_very_long_stretches_nothing_corresponds():
    before, after = [f"a b {i}" for i in range(101)], [f"a b x{i}" for i in range(101)]
    assert all(None in pair for pair in aligned(before, after))
    assert not any(None in pair for pair in aligned(before[:100], after[:100]))


words = st.lists(st.sampled_from("abcd"), min_size=1, max_size=4).map(" ".join)


@given(st.lists(words, max_size=6), st.lists(words, max_size=6))
def test_no_sentence_is_lost_but_those_that_moved(before, after):
    pairs = aligned(before, after)
    ones, others = [a for a, _ in pairs if a], [b for _, b in pairs if b]
    assert sorted(before) == sorted([*ones, *moved(before, ones)])
    assert moved(before, ones) == moved(after, others)


def moved(every, shown):
    rest = list(every)
    for text in shown:
        rest.remove(text)
    return sorted(rest)
