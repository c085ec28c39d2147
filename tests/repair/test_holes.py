"""What may have stood where letters are lost."""

import pytest

from newsloom.transforms.repair.holes import MAX_TOKEN, Neighbours, fitting, key_of


@pytest.mark.parametrize(
    ("token", "word", "letters"),
    [
        ("Dovil?", "Dovilė", ("ė",)),
        ("Dovil??", "Dovilė", ("ė",)),
        ("Dovil????", "Dovilė", None),  # four bytes are no letter of this word
        ("Dovil?", "Dovile", None),  # an ASCII letter is never lost
        ("?ar?na", "Šarūna", ("Š", "ū")),
        ("O?Brien", "O’Brien", ("’",)),
        ("?Brien", "’Brien", None),  # an apostrophe is lost inside a word only
        ("Dovil?", "Dovilėjus", None),
    ],
)
def test_fitting(token, word, letters):
    assert fitting(token, word) == letters


def test_a_long_token_is_no_word():
    assert fitting("a" * MAX_TOKEN + "?", "a" * MAX_TOKEN + "ė") is None


def test_the_key_is_what_channels_leave():
    assert key_of("Šarūnas") == key_of("?ar?nas") == key_of("\ufffdar\ufffd\ufffdnas")


def test_neighbours():
    assert list(Neighbours("She met Eglė Šimkūnaitė.").beside("Egl?", "?imk?nait?")) == [("Eglė", "Šimkūnaitė")]
    assert list(Neighbours("Eglė, Šimkūnaitė").beside("Egl?", "?imk?nait?")) == []
