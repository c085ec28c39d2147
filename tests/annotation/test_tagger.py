"""Where windows are cut."""

from __future__ import annotations

import pytest

from newsloom.transforms.annotation.features import word_piece
from newsloom.transforms.annotation.tagger import BATCH_PIECES, MAX_PIECES, windows_of

PIECES = word_piece(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", ".", '"', "!"])
CASES = [
    ("all of it fits", "a b . a", 4, [(0, 4)]),
    ("after a full stop", "a b . a b a", 5, [(0, 3), (3, 6)]),
    ("after the last stop that fits", "a . b . a b a", 5, [(0, 4), (4, 7)]),
    ("behind a mark that closes", 'a . " b a b', 5, [(0, 3), (3, 6)]),
    ("not before a mark that closes", 'a b b . " a', 4, [(0, 4), (4, 6)]),
    ("a mark that closes no sentence", 'a " b a b a', 4, [(0, 4), (4, 6)]),
    ("without a stop", "a b a b a", 3, [(0, 3), (3, 5)]),
    ("one word that is too long", "a b", 0, [(0, 1), (1, 2)]),
]


@pytest.mark.parametrize(("label", "text", "room", "expected"), CASES, ids=[case[0] for case in CASES])
def test_windows(label: str, text: str, room: int, expected: list[tuple[int, int]]) -> None:
    words = text.split()
    windows = list(windows_of(0, words, [True] * len(words), PIECES, room + 2))
    assert [(window.start, window.end) for window in windows] == expected


def test_sizes_are_those_of_the_training() -> None:
    assert (MAX_PIECES, BATCH_PIECES) == (256, 384)
