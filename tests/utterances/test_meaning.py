"""What was exchanged between two wordings that correspond: cases both ways, and that equal ones differ in nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.utterances.meaning import POLARITY, _anchors, find_changes
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


DENIED = [  # what one is told to deny, what the other one says, whether that turns it
    ("the harbour will close before the winter storms", "“The harbour will close before the winter storms,”", True),
    ("the harbour would close before winter", "“The harbour will not close before winter,”", False),
    ("he had not sold the boats to Hansen", "“I have not sold the boats to Hansen,”", True),
    ("the harbour would close", "the harbour would close in May as the boats of the northern line go", False),
    ("the steel harbour would close", "The steel harbour will close, and nobody asked the people", True),
    ("any sale of steel boats", "There was no sale of steel boats", False),
    ("the steel harbour would close", "Nobody was asked. We were all told that the steel harbour will close", True),
    ("the old steel harbour would close", "The steel bridge will open", False),
    ("steel boats would close the harbour", "Steel boats will block the harbour", True),  # three quarters of the words
    ("the old steel harbour would close", "The steel harbour will open", False),  # half of them
    ("the steel harbour would close", "Nobody asked whether the steel harbour will close", False),
    ("the steel harbour would close", "Nobody then asked whether the steel harbour will close", True),
]


@pytest.mark.parametrize(("one", "other", "expected"), DENIED)
def test_what_is_denied_says_the_contrary_in_the_same_words(one: str, other: str, expected: bool) -> None:
    for first, second in ((one, other), (other, one)):
        assert ("negation" in find_changes(wording(first), wording(second), True, denied=True)) == expected


@given(WORDS)
def test_nothing_changes_in_the_same_words(words: list[str]) -> None:
    assert find_changes(wording(" ".join(words)), wording(" ".join(words)), False) == []


@given(WORDS, st.integers(0, 12))
def test_a_cut_changes_nothing(words: list[str], size: int) -> None:
    assert find_changes(wording(" ".join(words)), wording(" ".join(words[:size])), False) == []


def test_polarity_is_of_negations_and_modals() -> None:
    assert {"negation", "modal"} == POLARITY


@pytest.mark.parametrize(
    ("run", "at_edge", "across", "expected"),
    [
        (2, False, 0, True),
        (1, False, 2, False),
        (1, False, 3, True),
        (0, True, 3, True),
        (0, True, 2, False),
        (0, False, 9, False),
    ],
)
def test_when_a_side_of_an_exchange_corresponds(run: int, at_edge: bool, across: int, expected: bool) -> None:
    """By two words of its own, or by three across from one, or from the edge."""
    assert _anchors(run, at_edge, across) == expected
