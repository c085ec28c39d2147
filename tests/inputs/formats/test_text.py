"""One text file, one article or several: split only where nothing else explains the separator."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.inputs.formats.text import split_articles
from tests.conftest import CASE_FILES
from tests.payloads import parsed

CASES = json.loads((CASE_FILES / "text_split.json").read_text(encoding="utf-8"))
BODY = "Report {}: the harbour board of Lindmouth voted on Tuesday to keep the old ferry running. "


def filled(text: str) -> str:
    """{A}, {B} and {C} stand for articles of some length."""
    for letter in "ABC":
        text = text.replace(f"{{{letter}}}", BODY.format(letter) * 3)
    return text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_split_articles(case: dict) -> None:
    assert split_articles(filled(case["input"])) == [filled(piece) for piece in case["expected"]]


def test_pieces_are_numbered_and_hashed_apart() -> None:
    found = parsed("a.txt", filled("{A}\n=====\n{B}"))
    assert [record.source_row for record in found] == [0, 1]
    assert len({record.raw_sha256 for record in found}) == 2


@given(st.text(alphabet="a \n\f=-:Source https://x.Title", max_size=300))
def test_nothing_but_separators_is_lost(text: str) -> None:
    assert "".join(split_articles(text)).count("a") == text.count("a")


@pytest.mark.parametrize(("n", "n_pieces"), [(25, 2), (24, 1)])
def test_how_many_words_a_piece_has(n: int, n_pieces: int) -> None:
    text = "word " * 40 + "\f" + "word " * n
    assert len(split_articles(text)) == n_pieces
