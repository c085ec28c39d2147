"""What may have stood where letters are lost."""

import pytest

from newsloom.transforms.inputs.records import Bad
from newsloom.transforms.repair.holes import Neighbours, fitting, spelling_key


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
    assert fitting("a" * 129 + "?", "a" * 129 + "ė") == ("ė",)
    assert fitting("a" * 130 + "?", "a" * 130 + "ė") is None


def test_too_many_pairs_are_refused():
    neighbours = Neighbours("Eglė Šimkūnaitė")
    neighbours._n_compared = 199_999
    assert list(neighbours.beside("Egl?", "?imk?nait?"))
    with pytest.raises(Bad):
        list(neighbours.beside("Egl?", "?imk?nait?"))


def test_the_key_is_what_channels_leave():
    assert spelling_key("Šarūnas") == spelling_key("?ar?nas") == spelling_key("\ufffdar\ufffd\ufffdnas")


def test_neighbours():
    assert list(Neighbours("She met Eglė Šimkūnaitė.").beside("Egl?", "?imk?nait?")) == [("Eglė", "Šimkūnaitė")]
    assert list(Neighbours("Eglė, Šimkūnaitė").beside("Egl?", "?imk?nait?")) == []


@pytest.mark.parametrize(
    ("text", "left", "expected"),
    [
        ("l’Eglė Šimė", "Egl?", [("Eglė", "Šimė")]),
        ("a’b’c’Eglė Šimė", "Egl?", [("Eglė", "Šimė")]),
        ("z’a’b’c’Eglė Šimė", "Egl?", []),  # more apostrophes than any word has
        ("Eglė’s’s’s’s Šimė", "Eglė’s’s’s’s", [("Eglė’s’s’s’s", "Šimė")]),
    ],
)
def test_neighbours_behind_an_apostrophe(text, left, expected):
    assert list(Neighbours(text).beside(left, "?im?")) == expected
