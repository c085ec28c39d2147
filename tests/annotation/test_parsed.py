"""Texts in words, and in portions."""

from __future__ import annotations

import pytest
import spacy

from newsloom.transforms.annotation.parsed import LONGEST_WORD, portions, words_of

NLP = spacy.blank("en")


@pytest.mark.parametrize(
    ("most", "chars", "expected"),
    [(2, 99, [["a", "bb"], ["ccc"]]), (9, 3, [["a", "bb"], ["ccc"]]), (9, 2, [["a"], ["bb"], ["ccc"]])],
)
def test_portions(most: int, chars: int, expected: list[list[str]]) -> None:
    assert list(portions(["a", "bb", "ccc"], most, len, chars)) == expected


def test_half_a_million_code_points_are_read_together() -> None:
    assert len(list(portions(["a", "b"], 9, lambda _: 250_000))) == 1
    assert len(list(portions(["a", "b"], 9, lambda _: 250_001))) == 2


def test_long_runs_are_cut() -> None:
    assert [len(token) for token in words_of("x" * (LONGEST_WORD + 1), NLP)] == [LONGEST_WORD, 1]
    assert len(words_of("x" * LONGEST_WORD, NLP)) == 1
    assert LONGEST_WORD == 300
