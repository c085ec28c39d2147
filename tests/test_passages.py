"""Passages: whether they lie inside quotation marks, by the words of a text."""

import json
from pathlib import Path

import pytest

from transforms.sameness.passages import quoted_words
from transforms.sameness.words import hash_words

CASES = json.loads((Path(__file__).parent / "cases" / "quoted.json").read_text())


def quoted(text):
    words = hash_words([text])
    inside = quoted_words([text], words)
    return " ".join(text[a:b] for a, b, yes in zip(words.starts, words.ends, inside, strict=True) if yes)


def case(row):
    marks = [pytest.mark.xfail(strict=True, reason=row["fails"])] if "fails" in row else []
    return pytest.param(row["text"], row["quoted"], id=row["label"], marks=marks)


@pytest.mark.parametrize(("text", "expected"), [case(row) for row in CASES])
def test_words_inside_quotation_marks(text, expected):
    assert quoted(text) == expected
