"""Languages are told apart, and English full of foreign names stays English."""

from __future__ import annotations

import json

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from newsloom.transforms.inputs.language import _identifier, _sample, language_of
from newsloom.transforms.text.caching import let_go
from tests.conftest import CASE_FILES

CASES = json.loads((CASE_FILES / "language.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_language_of(case: dict) -> None:
    language, certainty = language_of(case["input"])
    assert language == case["expected"]
    assert certainty > 0.9 or not case.get("sure")


def test_only_a_sample_is_read() -> None:
    text = "The harbour board met on Monday. " * 300_000
    language, probability = language_of(text)
    assert language == "en"
    assert 0.5 < probability <= 1


def test_the_model_is_held_until_it_is_let_go() -> None:
    before = language_of("The harbour board met on Monday.")
    assert _identifier.cache_info().currsize == 1
    let_go()
    assert _identifier.cache_info().currsize == 0
    assert language_of("The harbour board met on Monday.") == before


@pytest.mark.parametrize(("text", "is_told"), [("The votes were on Monday", True), ("The vote were on Monday", False)])
def test_twenty_letters_are_needed(text: str, is_told: bool) -> None:
    assert (language_of(text) != (None, 0.0)) == is_told


def test_the_sample_is_of_beginning_middle_and_end() -> None:
    assert _sample("a" * 1_200) == "a" * 1_200
    assert _sample("a" * 1_000 + "b" * 1_000 + "c" * 1_000) == f"{'a' * 400} {'b' * 400} {'c' * 400}"


def test_the_model_that_ships_is_the_package_s() -> None:
    ours, theirs = _identifier(), LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    assert ours.nb_classes == theirs.nb_classes
    assert ours.nb_ptc.dtype == theirs.nb_ptc.dtype
    assert (ours.nb_ptc == theirs.nb_ptc).all()
    assert (ours.nb_pc == theirs.nb_pc).all()
    assert ours.tk_nextmove == theirs.tk_nextmove
    assert ours.tk_row == theirs.tk_row
    assert ours.tk_output == theirs.tk_output
