"""Letters lose their accents and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsloom.transforms.text.folding import fold_character, plain_letter, without_accents


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Šimonytė", "Simonyte"), ("Łódź", "Łodz"), ("naïve ½ ™", "naive ½ ™"), ("a\u00adb", "ab"), ("", "")],
)
def test_accents_go_and_other_letters_stay(text, plain):
    assert without_accents(text) == plain


@pytest.mark.parametrize(
    ("char", "plain", "folded"), [("É", "E", "e"), ("ŷ", "y", "y"), ("Ø", "Ø", "ø"), ("²", "²", "2"), ("İ", "I", "i")]
)
def test_one_character(char, plain, folded):
    assert (plain_letter(char), fold_character(char)) == (plain, folded)


@given(st.text(max_size=40))
def test_a_second_time_changes_nothing(text):
    assert without_accents(without_accents(text)) == without_accents(text)
