"""Which parts of a line were replaced: by what a code page makes of a character, else character by character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.repair.align import replaced


def garbled(text: str, times: int) -> str:
    for _ in range(times):
        text = text.encode().decode("latin-1")
    return text


@pytest.mark.parametrize(
    ("label", "before", "after", "expected"),
    [
        ("nothing", "a café", "a café", []),
        ("one letter", "cafÃ©", "café", [(3, 5, 3, 4)]),
        ("two letters side by side", "Ã©Ã©", "éé", [(0, 4, 0, 2)]),
        ("two words", "naÃ¯ve cafÃ©", "naïve café", [(2, 4, 2, 3), (10, 12, 9, 10)]),
        ("a letter that is right between", "Ã©–Ã©", "é–é", [(0, 2, 0, 1), (3, 5, 2, 3)]),
        ("the words differ", "a b Ã©", "a c é", [(0, 6, 0, 5)]),
        ("no code page makes this", "a –!– b", "a —!— b", [(2, 3, 2, 3), (4, 5, 4, 5)]),
        ("what is left over", "a Ã©– b", "a é b", [(2, 5, 2, 3)]),
        ("as much as is compared", "–" * 23 + "!", "–" * 23 + "?", [(23, 24, 23, 24)]),
        ("more than is compared", "–" * 24 + "!", "–" * 24 + "?", [(0, 25, 0, 25)]),
        ("garbled three times", garbled("é-é-é", 3), "é-é-é", [(0, 8, 0, 1), (9, 17, 2, 3), (18, 26, 4, 5)]),
        ("garbled four times", garbled("é-é-é", 4), "é-é-é", [(0, 50, 0, 5)]),
    ],
)
def test_replaced(label: str, before: str, after: str, expected: list[tuple[int, int, int, int]]) -> None:
    assert replaced(before, after) == expected


@given(st.text("aé –—€", max_size=12), st.text("aé –—€", max_size=12))
def test_the_changes_lead_from_one_line_to_the_other(before: str, after: str) -> None:
    built, at = "", 0
    for start, end, first, last in replaced(before, after):
        built += before[at:start] + after[first:last]
        at = end
    assert built + before[at:] == after
