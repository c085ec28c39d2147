"""Parsed paragraphs come back from the store as they were, whatever the pipeline gave."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.schemas.state.paragraphs import PARAGRAPHS, PARSED
from newsloom.transforms.annotation.parses.stored import from_stored, to_store

WORD = st.text("aBÉß日😀'.", min_size=1, max_size=4)
POS = st.sampled_from(["NOUN", "PROPN", "NUM", ""])
TAG = st.sampled_from(["NN", "NNP", "CD", "", "XYZ"])
TOKEN = st.tuples(WORD, st.booleans(), st.sampled_from(["lower", "same", "other"]), st.integers(0, 9), POS, TAG)
SCORE = st.one_of(st.none(), st.integers(0, 10_000).map(lambda n: n / 10_000), st.floats(-2, 2, width=32))
NAME = st.tuples(st.integers(0, 5), st.sampled_from(["ORG", "GPE"]), SCORE)


def base_form(word, how):
    return {"lower": word.lower(), "same": word, "other": "be"}[how]


def spans_of(names, as_entities):
    """Names as a document's entities, and as the group, which need not be the same."""
    ents = [{"group": "ents", "start": at, "end": at + 1, "label": label} for at, label, _ in names[as_entities:]]
    group = [{"group": "entities", "start": at, "end": at + 1, "label": label, "score": s} for at, label, s in names]
    return [*ents, *group, *({"group": "cue", "start": 0, "end": 2, "label": "cue", "score": 0.5} for _ in names[:1])]


def parsed_row(number, tokens, has_lemmas, has_heads, has_pos=True, has_tags=True, spans=()):
    return {
        "text_hash": f"h{number}",
        "model": "m-1",
        "words": [token[0] for token in tokens],
        "spaces": [token[1] for token in tokens],
        "tags": [token[5] for token in tokens] if has_tags else None,
        "pos": [token[4] for token in tokens] if has_pos else None,
        "lemmas": [base_form(token[0], token[2]) for token in tokens] if has_lemmas else None,
        "heads": [token[3] % len(tokens) for token in tokens] if has_heads else None,
        "deps": ["compound" if token[3] % 2 else "ROOT" for token in tokens] if has_heads else None,
        "sentences": [0] if tokens else [],
        "spans": list(spans),
    }


def text_of(row):
    return "".join(word + " " * space for word, space in zip(row["words"], row["spaces"], strict=True))


SPANS = st.builds(spans_of, st.lists(NAME, max_size=3), st.integers(0, 3))


@given(st.lists(st.tuples(st.lists(TOKEN, max_size=6), *[st.booleans()] * 4, SPANS, st.booleans()), max_size=5))
@settings(max_examples=100, deadline=None)
def test_what_was_parsed_comes_back(made):
    rows = [parsed_row(number, *facts) for number, (*facts, _) in enumerate(made)]
    texts = {row["text_hash"]: text_of(row) + "!" * other for row, (*_, other) in zip(rows, made, strict=True)}
    parsed = PARSED.table(rows)
    stored = to_store(parsed, texts)
    assert from_stored(PARAGRAPHS.conform(stored), texts) == parsed
    assert from_stored(pa.concat_tables([stored.slice(0, 2), stored.slice(2)]), texts) == parsed
    for row, before in zip(stored.to_pylist(), rows, strict=True):
        assert (row["words"] is None) == (row["spaces"] is None) == (row["cuts"] is not None)
        assert row["cuts"] is None or texts[row["text_hash"]] == text_of(before)


def test_what_follows_from_the_text_and_the_tags_is_not_stored():
    tokens = [
        ("The", True, "lower", 1, "DET", "DT"),
        ("Mill", False, "same", 1, "PROPN", "NNP"),
        ("'s", True, "same", 2, "PART", "POS"),
        ("is", False, "other", 1, "AUX", "VBZ"),
    ]
    names = spans_of([(1, "ORG", 0.9312), (1, "ORG", 0.123456)], 0)
    parsed = PARSED.table([parsed_row(0, tokens, True, True, spans=names)])
    stored = to_store(parsed, {"h0": "The Mill's is"})
    (row,) = stored.to_pylist()
    assert (row["words"], row["spaces"], row["cuts"], row["steps"]) == (None, None, [8, 5], [1, 0, 0, -2])
    assert row["forms"] == [None, None, None, "be"]
    assert (row["pos"], row["deps"]) == ([None] * 4, ["compound", None, "ROOT", "compound"])
    assert row["named"]
    assert [(span["group"], span["points"]) for span in row["spans"]] == [
        ("entities", 9312),
        ("entities", None),
        ("cue", 5000),
    ]
    assert from_stored(stored, {"h0": "The Mill's is"}) == parsed


@pytest.mark.parametrize(
    ("text", "words", "follows"),
    [
        ("a  b", [("a", True), (" ", False), ("b", False)], True),
        ("a   b", [("a", True), ("  ", False), ("b", False)], False),
        (" b", [(" ", False), ("b", False)], True),
        ("a b", [("a b", False)], False),
        ("", [], True),
        ("a" * 70_000, [("a" * 70_000, False)], True),
    ],
)
def test_words_that_are_not_the_text_cut_up_are_stored(text, words, follows):
    parsed = PARSED.table([parsed_row(0, [(*word, "same", 0, "NOUN", "NN") for word in words], True, True)])
    stored = to_store(parsed, {"h0": text})
    assert (stored["words"][0].as_py() is None) == follows
    assert from_stored(stored, {"h0": text}) == parsed
