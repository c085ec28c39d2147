from __future__ import annotations

import pytest

from newsloom.transforms.entities.canonical import alias_kind, canonical_name
from tests.marked_names import gazetteer


@pytest.mark.parametrize(
    ("kind", "forms", "expected"),
    [
        ("PERSON", {"Dovile Simkute": 9, "Dovilė Šimkutė": 1, "Simkute": 30}, "Dovilė Šimkutė"),
        ("PERSON", {"ANA PETROVA": 3, "Ana Petrova": 1, "Petrova": 5}, "Ana Petrova"),
        ("PERSON", {"A. Petrova": 4, "Ana Petrova": 1}, "Ana Petrova"),
        ("PERSON", {"Ana Petrova": 60, "Ana Petrova Ida Holm": 1}, "Ana Petrova"),
        ("PERSON", {"Petrova": 2}, "Petrova"),
        ("ORG", {"NFC": 40, "Northern Fish Council": 2}, "Northern Fish Council"),
        ("NORP", {"Europeans": 1, "European": 4}, "European"),
    ],
)
def test_fullest_best_spelled(kind: str, forms: dict[str, int], expected: str) -> None:
    assert canonical_name(kind, forms) == expected


@pytest.mark.parametrize(
    ("kind", "alias", "name", "expected"),
    [
        ("PERSON", "Ana Petrova", "Ana Petrova", "full"),
        ("PERSON", "Petrova", "Ana Petrova", "surname"),
        ("PERSON", "Simkute", "Dovilė Šimkutė", "surname"),
        ("PERSON", "Dovile Simkute", "Dovilė Šimkutė", "unaccented"),
        ("PERSON", "Petro Zelenskiy", "Petro Zelenskyy", "transliteration"),
        ("ORG", "NFC", "Northern Fish Council", "acronym"),
        ("GPE", "U.S.", "United States", "acronym"),
        ("PERSON", "ANA PETROVA", "Ana Petrova", "spelling"),
    ],
)
def test_alias_kinds(kind: str, alias: str, name: str, expected: str) -> None:
    assert alias_kind(kind, alias, name, gazetteer()) == expected
