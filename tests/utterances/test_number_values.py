"""The values of numbers in figures and words."""

import pytest

from newsloom.transforms.utterances.number_values import number_values

VALUES = [
    ("12 boats", ["12"]),
    ("1,200 boats and 3.5% more", ["1200", "7/2"]),
    ("twenty one boats", ["21"]),
    ("twenty boats, one gone", ["20"]),
    ("20 thousand", ["20000"]),
    ("two hundred thousand and five", ["200000", "5"]),
    ("three million two hundred", ["3000200"]),
    ("a dozen", ["12"]),
    ("one million", ["1000000"]),
    ("a hundred", ["100"]),
    ("one of a kind", []),
    ("million", ["1000000"]),
    ("nineteen", ["19"]),
    ("ninety", ["90"]),
    ("", []),
    ("1.2.3 boats", []),
]


@pytest.mark.parametrize(("text", "values"), VALUES, ids=[text for text, _ in VALUES])
def test_values(text: str, values: list[str]) -> None:
    words = text.replace(", ", " ").split()
    assert [str(value) for value in number_values(words)] == values
