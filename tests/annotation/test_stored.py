"""Parsed paragraphs come back from the store as they were, whatever the pipeline gave."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.schemas.state.paragraphs import PARAGRAPHS, PARSED
from newsloom.transforms.annotation.stored import from_stored, to_store

WORD = st.text("aBÉß日😀'.", min_size=1, max_size=4)
POS = st.sampled_from(["NOUN", "PROPN", "NUM", ""])
TOKEN = st.tuples(WORD, st.booleans(), st.sampled_from(["lower", "same", "other"]), st.integers(0, 9), POS)


def base_form(word, how):
    return {"lower": word.lower(), "same": word, "other": "be"}[how]


def parsed_row(number, tokens, has_lemmas, has_heads, has_pos=True):
    return {
        "text_hash": f"h{number}",
        "model": "m-1",
        "words": [token[0] for token in tokens],
        "spaces": [token[1] for token in tokens],
        "tags": ["NN" for _ in tokens],
        "pos": [token[4] for token in tokens] if has_pos else None,
        "lemmas": [base_form(token[0], token[2]) for token in tokens] if has_lemmas else None,
        "heads": [token[3] % len(tokens) for token in tokens] if has_heads else None,
        "sentences": [0] if tokens else [],
        "spans": [{"group": "ents", "start": 0, "end": 1, "label": "ORG"}] if tokens else [],
    }


def text_of(row):
    return "".join(word + " " * space for word, space in zip(row["words"], row["spaces"], strict=True))


@given(st.lists(st.tuples(st.lists(TOKEN, max_size=6), *[st.booleans()] * 4), max_size=5))
@settings(max_examples=80, deadline=None)
def test_what_was_parsed_comes_back(made):
    rows = [parsed_row(number, *facts) for number, (*facts, _) in enumerate(made)]
    texts = {row["text_hash"]: text_of(row) + "!" * other for row, (*_, other) in zip(rows, made, strict=True)}
    parsed = PARSED.table(rows)
    stored = to_store(parsed, texts)
    assert from_stored(PARAGRAPHS.conform(stored), texts) == parsed
    assert from_stored(pa.concat_tables([stored.slice(0, 2), stored.slice(2)]), texts) == parsed
    for row, before in zip(stored.to_pylist(), rows, strict=True):
        assert (row["words"] is None) == (texts[row["text_hash"]] == text_of(before))
        assert (row["words"] is None) != (row["lengths"] is None)


@pytest.mark.parametrize("length", [65_535, 65_536])
def test_a_word_of_any_length_comes_back(length):
    parsed = PARSED.table([parsed_row(0, [("a" * length, False, "lower", 0, "NOUN")], True, True)])
    texts = {"h0": "a" * length}
    stored = to_store(parsed, texts)
    assert (stored["words"][0].as_py() is None) == (length < 65_536)
    assert from_stored(stored, texts) == parsed


def test_what_follows_from_the_text_is_not_stored():
    tokens = [("The", True, "lower", 1, "DET"), ("Mill", True, "same", 1, "PROPN"), ("is", False, "other", 1, "AUX")]
    parsed = PARSED.table([parsed_row(0, tokens, True, True)])
    (row,) = to_store(parsed, {"h0": "The Mill is"}).to_pylist()
    assert (row["words"], row["lengths"], row["steps"]) == (None, [3, 4, 2], [1, 0, -1])
    assert row["forms"] == [None, None, "be"]
