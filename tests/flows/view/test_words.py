"""Quotes side by side: which words an outlet left out and put in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.flows.view.page.words import mark_words

CASES = (
    ("The gate will hold.", "“the gate will hold,”", [("kept", "“the gate will hold,”")]),
    (
        "The gate will hold.",
        "The gate may hold.",
        [("kept", "The gate "), ("out", "will "), ("in", "may "), ("kept", "hold.")],
    ),
    ("Costs rose 5%.", "Costs rose 5.", [("kept", "Costs rose "), ("out", "5%. "), ("in", "5.")]),
    ("We left. They stayed.", "We left.", [("kept", "We left. "), ("out", "They stayed.")]),
    (
        "They stayed.",
        "[The crew] stayed — all.",
        [("out", "They "), ("in", "[The crew] "), ("kept", "stayed — "), ("in", "all.")],
    ),
    ("I’ve seen it — and it holds", "I have seen it—and it holds", [("kept", "I have seen it—and it holds")]),
    ("We can’t stay.", "We can stay.", [("kept", "We "), ("out", "can’t "), ("in", "can "), ("kept", "stay.")]),
    (
        "We are going to win",
        "We're gonna win",
        [("kept", "We're "), ("out", "going to "), ("in", "gonna "), ("kept", "win")],
    ),
    ("The port's gate", "The port gate", [("kept", "The "), ("out", "port's "), ("in", "port "), ("kept", "gate")]),
)


@pytest.mark.parametrize(("reference", "variant", "expected"), CASES)
def test_changes_are_marked_word_by_word(reference, variant, expected):
    assert mark_words(reference, variant) == expected


SAID = ["the", "gate", "can", "not", "can’t", "hold,", "“it”", "it’s", "is", "5%", "—"]
WORDS = st.lists(st.sampled_from(SAID), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_without_what_was_left_out_the_marks_are_the_variant(reference, variant):
    marks = mark_words(reference, variant)
    assert "".join(words for kind, words in marks if kind != "out").rstrip() == variant
    assert all(words for _, words in marks)
    left_out = "".join(words for kind, words in marks if kind == "out")
    assert all(word in reference for word in left_out.split())
