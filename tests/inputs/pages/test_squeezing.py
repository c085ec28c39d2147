"""Texts without their blanks."""

import pytest

from newsloom.transforms.inputs.pages.squeezing import squeezed


@pytest.mark.parametrize(("text", "expected"), [("a b", "ab"), ("  a\u00a0b\n\tc ", "abc"), ("", "")])
def test_no_blank_is_left(text: str, expected: str) -> None:
    assert squeezed(text) == expected
