"""When two names with given names are one person's, in an article: parts that agree, in either order."""

from __future__ import annotations

import pytest

from newsloom.transforms.mentions.chains import same_full_name
from newsloom.transforms.names.person_names import person_name
from tests.marked_names import gazetteer

CASES = [
    ("one name", "Ida Holm", "Ida Holm", True),
    ("an initial", "I. Holm", "Ida Holm", True),
    ("another given name", "Bo Holm", "Ida Holm", False),
    ("family name first, by a comma of custom", "Kor Xenia", "Xenia Kor", True),
    ("nothing in common", "Ida Holm", "Bo Lund", False),
    ("one word in common", "Ida Holm", "Holm Lund", False),
    ("a spelling", "Petro Zelenskyy", "Petro Zelensky", True),
    ("a particle left out", "Abdel al-Sisi", "Abdel Sisi", True),
    ("a particle left out, of another one", "Abdel al-Sisi", "Omar Sisi", False),
]


@pytest.mark.parametrize(("label", "a", "b", "expected"), CASES, ids=[case[0] for case in CASES])
def test_one_person(label: str, a: str, b: str, expected: bool) -> None:
    x, y = person_name(a, gazetteer()), person_name(b, gazetteer())
    assert same_full_name(x, y, gazetteer()) is expected
    assert same_full_name(y, x, gazetteer()) is expected
