from __future__ import annotations

import pytest

from newsloom.transforms.entities.naming.canonical import alias_kind, canonical_name
from tests.marked_names import gazetteer


@pytest.mark.parametrize(
    ("kind", "forms", "expected"),
    [
        ("PERSON", {"Dovile Simkute": 9, "Dovilė Šimkutė": 1, "Simkute": 30}, "Dovilė Šimkutė"),
        ("PERSON", {"ANA PETROVA": 3, "Ana Petrova": 1, "Petrova": 5}, "Ana Petrova"),
        ("PERSON", {"A. Petrova": 4, "Ana Petrova": 1}, "Ana Petrova"),
        ("PERSON", {"Ana Petrova": 60, "Ana Petrova Ida Holm": 1}, "Ana Petrova"),
        ("PERSON", {"Petrova": 2}, "Petrova"),
        ("PERSON", {"Ana Berg Petrova": 1, "Ana Petrova": 1, "Petrova": 3}, "Ana Petrova"),
        ("PERSON", {"Ana H. B. Petrova": 1, "Ana Petrova": 1}, "Ana H. B. Petrova"),
        ("PERSON", {"Ana al-Petra": 1, "Ana Petra": 1}, "Ana al-Petra"),
        ("PERSON", {"Ana de la Petra": 1, "De la Petra": 1}, "Ana de la Petra"),
        ("PERSON", {"Ana Petrova": 5, "Ana Ida Petrova": 3}, "Ana Petrova"),
        ("PERSON", {"Al Holm": 3, "Al Holm Jr.": 1, "Holm": 9}, "Al Holm"),
        ("PERSON", {"Al Holm Jr.": 3, "Al Holm": 1}, "Al Holm Jr."),
        ("PERSON", {"al holm": 7, "Al Holm": 1}, "Al Holm"),
        ("PERSON", {"Al Holm MORE": 4, "Al Holm": 2}, "Al Holm"),
        ("PERSON", {"Ana Petrova IBHarbour": 4, "Ana Petrova": 2}, "Ana Petrova"),
        ("PERSON", {"A/Reuters Petrova": 4, "Ana Petrova": 2}, "Ana Petrova"),
        ("PERSON", {"Rep. Ana Petrova": 4, "Ana Petrova": 2}, "Ana Petrova"),
        ("PERSON", {"Dean Heller": 4, "Heller": 9}, "Dean Heller"),
        ("PERSON", {"Dan Heller": 1, "Dean Heller": 4}, "Dean Heller"),
        ("PERSON", {"Ida Petrova": 2, "Ana Petrova": 2}, "Ana Petrova"),  # ties by the alphabet, never by order
        ("ORG", {"Gull Foods": 9, "Gull Foods Holding Group": 2, "Gull": 30}, "Gull Foods"),
        ("PERSON", {"ANA HOLM": 1, "Ana": 3}, "Ana Holm"),
        ("PERSON", {"Ruiz Soto": 8, "Debbie Ruiz Soto": 7}, "Debbie Ruiz Soto"),
        ("PERSON", {"Ruiz Soto": 3, "Debbie Ruiz Soto": 1}, "Debbie Ruiz Soto"),
        ("PERSON", {"De Soto": 5, "Debbie de Soto": 4, "de Soto": 13}, "Debbie de Soto"),
        ("PERSON", {"Ana Holm": 4, "Ida Ana Holm": 1}, "Ana Holm"),
        ("PERSON", {"Abdel al-Sisi": 1, "Sisi": 3}, "Abdel al-Sisi"),
        ("ORG", {"ICE": 6, "Ice": 1}, "ICE"),
        ("ORG", {"GULL WATCH": 6, "Gull Watch": 1}, "Gull Watch"),
        ("ORG", {"ACADEMY": 6, "Academy": 1}, "Academy"),
        ("ORG", {"Gull": 30, "Gull Inc": 2}, "Gull"),
        ("ORG", {"gull watch": 3, "Gull Watch": 1}, "Gull Watch"),
        ("ORG", {"NFC": 40, "Northern Fish Council": 2}, "Northern Fish Council"),
        ("GPE", {"OSLO": 6, "Oslo": 1}, "Oslo"),
        ("GPE", {"BRELT": 6, "brelt": 1}, "Brelt"),
        ("GPE", {"NEW BRELT": 2}, "New Brelt"),
        ("GPE", {"NEW LUND": 2}, "New Lund"),
        ("GPE", {"PORT-AU-BRELT": 2}, "PORT-AU-BRELT"),
        ("GPE", {"BRELT DE LUND": 2}, "BRELT DE LUND"),
        ("GPE", {"USSR": 2}, "USSR"),
        ("LOC", {"ÖREBRO": 1, "Örebro": 1, "Orebro": 1}, "Örebro"),
        ("NORP", {"Europeans": 1, "European": 4}, "European"),
    ],
)
def test_fullest_best_spelled(kind: str, forms: dict[str, int], expected: str) -> None:
    assert canonical_name(kind, forms, gazetteer()) == expected


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
        ("PERSON", "Victor Hale", "Victor Hale Jr.", "full"),
        ("PERSON", "Bill Hale", "William Hale", "full"),
        ("PERSON", "Ana Maria Petrova", "Ana Petrova", "full"),
        ("PERSON", "Bo O'Hara", "Bo O’Hara", "spelling"),
        ("PERSON", "A. Petrova", "Ana Petrova", "spelling"),
        ("PERSON", "Anna Petrova", "Ana Petrov", "full"),
        ("PERSON", "Ana", "Ana Petrova", "surname"),
        ("PERSON", "Zelensky", "Petro Zelenskyy", "surname"),
        ("PERSON", "Dmitri Hale", "Dmitry Hale", "transliteration"),
        ("GPE", "Beijing", "China", "metonym"),
        ("GPE", "Beijing", "Beijing", "full"),
        ("GPE", "Moscow", "China", "spelling"),
        ("PERSON", "Stubby", "Ana Petrova", "spelling"),
        ("ORG", "Gull Foods", "Gull Foods Inc", "full"),
        ("ORG", "Gull", "Gull Foods", "spelling"),
    ],
)
def test_alias_kinds(kind: str, alias: str, name: str, expected: str) -> None:
    assert alias_kind(kind, alias, name, gazetteer()) == expected
