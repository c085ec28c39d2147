from __future__ import annotations

import pytest

from newsloom.transforms.names.folding import fold, folded_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dovilė Šakalienė", "dovile sakaliene"),
        ("U.S.", "us"),
        ("J. D. Vance", "j d vance"),
        ("Côte d’Ivoire", "cote divoire"),
        ("  AT&T   Inc. ", "at&t inc"),
        ("Ocasio-Cortez", "ocasio-cortez"),
        ("- Ana -", "ana"),
        ("…", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected
    assert fold(expected) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bashar al-Assad", ("bashar", "al", "assad")),
        ("Ash-Shams", ("ash", "shams")),
        ("al-Qa", ("al-qa",)),  # too short behind the article
        ("Alexandria Ocasio-Cortez", ("alexandria", "ocasio-cortez")),
        ("", ()),
    ],
)
def test_arabic_articles_stand_apart(text: str, expected: tuple[str, ...]) -> None:
    assert folded_words(text) == expected
