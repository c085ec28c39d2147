"""Lost letters: how much must be left of a word, and when a question mark is one."""

import pytest

from newsloom.transforms.repair.spelling import (
    _in_address,
    evidence_from_rows,
    lost_keys,
    lost_letters,
    settles,
    spelling_rows,
    spellings_in,
)
from newsloom.transforms.text.edits import apply_edits


def evidence(*words):
    return evidence_from_rows(spelling_rows([("a_00000000000000aa", " ".join(words))]))


@pytest.mark.parametrize(
    ("text", "elsewhere", "after"),
    [
        ("Mr Egl\ufffd left.", "Eglė", "Mr Egl\ufffd left."),  # three letters left are too few for another article
        ("Mr Rimas? left.", "Rimasė", "Mr Rimasė left."),
        ("They met Jürg? left.", "Jürgė", "They met Jürgė left."),
        ("Egl\ufffd left. Eglė slept.", "", "Eglė left. Eglė slept."),  # but not for the same text
        ("Rimas? He left.", "Rimasė", "Rimasė He left."),
        ("Did Egl? He left. Eglė slept.", "", "Did Egl? He left. Eglė slept."),  # a short word may end a question
        ("Did Egl? he left. Eglė slept.", "", "Did Eglė he left. Eglė slept."),
        ("Ab? left. Abė slept.", "", "Abė left. Abė slept."),
        ("A?? left. Aėė slept.", "", "A?? left. Aėė slept."),  # one letter is no word
        ("Mr A\ufffdna. Aėna slept.", "", "Mr Aėna. Aėna slept."),
        ("Did Eg?? He left. Egėė slept.", "", "Did Egėė He left. Egėė slept."),  # two marks end no question
        ("Mart??n left.", "Martín Martöén", "Martöén left."),  # of its own length, before one that is shorter
    ],
)
def test_what_is_restored(text, elsewhere, after):
    assert apply_edits(text, lost_letters(text, evidence(elsewhere))) == after


def test_words_that_are_filed():
    assert spellings_in("Dovilė met O’Brien and Ann in Škoda") == ["Dovilė", "Škoda", "O’Brien"]
    assert lost_keys("All is well.") == set()


@pytest.mark.parametrize(
    ("text", "elsewhere", "expected"),
    [
        ("Dovil? left.", "Dovilė", True),
        ("Dovil? left.", "Dovilė Dovilą", True),
        ("Dovil\ufffd left.", "", False),
        ("Dovilė left.", "Dovilė", False),
    ],
)
def test_what_settles_a_text(text, elsewhere, expected):
    assert settles(text, evidence(elsewhere)) == expected


@pytest.mark.parametrize(("length", "expected"), [(2_000, True), (2_001, False)])
def test_how_far_back_an_address_begins(length, expected):
    text = "See " + "http://".ljust(length, "a")
    assert _in_address(text, len(text)) == expected


@pytest.mark.parametrize(("n", "among"), [(50, {"абв", "абг", "где"}), (51, {"абв"})])
def test_words_of_one_key_are_looked_up_by_their_ends(n, among):
    """All words of a script without ASCII letters have one key; of more than fifty, those with the same ends count."""
    others = [f"где{a}{b}" for a in "жзиклмно" for b in "прстуфхц"][: n - 2]
    words = [spelling.word for spelling in evidence("абвж", "абгж", *others).candidates("абв?")]
    assert {word[:3] for word in words} == among
