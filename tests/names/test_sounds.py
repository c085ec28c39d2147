from __future__ import annotations

import pytest

from newsloom.transforms.names.sounds import skeleton, transliterated


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("kyiv", "kiev", True),
        ("gaddafi", "qadhafi", True),
        ("shevchenko", "szevczenko", True),
        ("tchaikovsky", "chaikovskiy", True),
        ("philip", "filip", True),
        ("maxim", "maksim", True),
        ("larsen", "larson", True),
        ("holm", "dahl", False),
        ("anna", "hanna", False),
    ],
)
def test_skeleton(a: str, b: str, alike: bool) -> None:
    assert (skeleton(a) == skeleton(b)) == alike


def test_skeleton_of_vowels_is_not_empty() -> None:
    assert skeleton("ao") == "a"
    assert skeleton("") == ""


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("zelenskyy", "zelenskij", True),
        ("medvedev", "medvedeff", True),
        ("khrushchev", "hrushchev", True),
        ("mahmud", "mahmoud", True),
        ("alexei", "aleksey", True),
        ("larsen", "larson", False),
        ("petrov", "petrova", False),
    ],
)
def test_transliterated(a: str, b: str, one: bool) -> None:
    assert (transliterated(a) == transliterated(b)) == one
