"""Lost letters: how much must be left of a word, and when a question mark is one."""

import pytest

from newsloom.transforms.repair.spelling import evidence_from_rows, lost_keys, lost_letters, spelling_rows, spellings_in
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
        ("Mart??n left.", "Martín Martöén", "Martöén left."),  # of its own length, before one that is shorter
    ],
)
def test_what_is_restored(text, elsewhere, after):
    assert apply_edits(text, lost_letters(text, evidence(elsewhere))) == after


def test_words_that_are_filed():
    assert spellings_in("Dovilė met O’Brien and Ann in Škoda") == ["Dovilė", "Škoda", "O’Brien"]
    assert lost_keys("All is well.") == set()
