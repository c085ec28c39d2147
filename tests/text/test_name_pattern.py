"""Names in running text by their capitals."""

import re

import pytest

from newsloom.transforms.text.name_pattern import PARTICLES, name_pattern

CASES = [  # label, text, name at its start with particles and without
    ("one word", "Holm said", "Holm", "Holm"),
    ("initials and double names", "J.R. Vestby-Lie’s boat", "J.R. Vestby-Lie’s", "J.R. Vestby-Lie’s"),
    ("a particle", "Ida van Holm said", "Ida van Holm", "Ida"),
    ("two particles of a list", "Ida van al Holm", "Ida van al Holm", "Ida"),
    ("five words at most", "Aa Bb Cc Dd Ee Ff", "Aa Bb Cc Dd Ee", "Aa Bb Cc Dd Ee"),
    ("small letters", "holm", None, None),
]


@pytest.mark.parametrize(("label", "text", "named", "plain"), CASES, ids=[case[0] for case in CASES])
def test_names(label: str, text: str, named: str | None, plain: str | None) -> None:
    found = [re.match(pattern, text) for pattern in (name_pattern(between=PARTICLES), name_pattern())]
    assert [match and match[0] for match in found] == [named, plain]


def test_a_word_may_be_of_another_form() -> None:
    assert re.match(name_pattern("[A-Z]+"), "AB CD Ef")[0] == "AB CD E"
