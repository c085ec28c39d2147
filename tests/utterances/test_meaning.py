"""What was exchanged between two wordings that correspond: cases both ways, and that equal ones differ in nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.utterances.meaning import POLARITY, find_changes
from newsloom.transforms.utterances.wording import wording
from tests.conftest import CASE_FILES

CASES = json.loads((CASE_FILES / "changes.json").read_text(encoding="utf-8"))
VOCABULARY = ("we", "will", "not", "sell", "12", "boats", "to", "Hansen", "may", "never", "now", "the")
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=12)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case: dict) -> None:
    one, other = wording(case["one"]), wording(case["other"])
    assert find_changes(one, other, case["reported"]) == case["changed"]
    assert find_changes(other, one, case["reported"]) == case["changed"]


@given(WORDS)
def test_nothing_changes_in_the_same_words(words: list[str]) -> None:
    assert find_changes(wording(" ".join(words)), wording(" ".join(words)), False) == []


@given(WORDS, st.integers(0, 12))
def test_a_cut_changes_nothing(words: list[str], size: int) -> None:
    assert find_changes(wording(" ".join(words)), wording(" ".join(words[:size])), False) == []


def test_polarity_is_of_negations_and_modals() -> None:
    assert {"negation", "modal"} == POLARITY
