"""Sentence ends by letters and marks."""

import pytest

from newsloom.transforms.text.sentences import ends_sentence, has_clause_break, has_sentence_break

ENDS = [
    ("It is late.", True),
    ("Is it late?”", True),
    ("Late!\"'", True),
    ("Well…", True),
    ("The Late Hour", False),
    ("late. He", False),
    ("late;", False),
]
BREAKS = [  # text, a sentence ends inside, a clause ends inside
    ("late. He", True, True),
    ("late! He", True, True),
    ("late? He", True, True),
    ("late… he", False, True),
    ("late; he", False, True),
    ("late.” He", False, True),
    ("late\nHe", False, True),
    ("9.30 sharp", False, False),
    ("late, he", False, False),
    ("late.", False, False),
]


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_ends_sentence(text: str, expected: bool) -> None:
    assert ends_sentence(text) == expected


@pytest.mark.parametrize(("text", "sentence", "clause"), BREAKS)
def test_breaks(text: str, sentence: bool, clause: bool) -> None:
    assert (has_sentence_break(text), has_clause_break(text)) == (sentence, clause)
