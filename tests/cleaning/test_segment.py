"""Paragraphs, headings, captions and boilerplate, told by their shape."""

import pytest

from newsloom.transforms.cleaning.segment import is_heading, segment

WORDS = "Parliament votes on the long bill that had been put off twice before summer came again"


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Parliament votes on the bill", True),
        ("parliament votes on the bill", False),
        ("Parliament voted on the bill.", False),
        ("“We will not go,” she said,", False),
        ("What now?", True),
        ("What now? “Nothing,” she said?", False),
        (" ".join(WORDS.split()[:14]), True),
        (" ".join(WORDS.split()[:15]), False),
        (" ".join(WORDS.split()[:10]) + "?", True),
        (" ".join(WORDS.split()[:11]) + "?", False),
        ("- Parliament votes", False),
        ("2. Parliament votes", False),
        ("A" * 121, False),
        ("2024", False),
        ("", False),
    ],
)
def test_the_shape_of_a_heading(line, heading):
    assert is_heading(line) is heading


def test_a_run_of_short_lines_has_no_heading():
    assert {row["kind"] for row in segment("Roses\nViolets\nSugar\nYou")} == {"paragraph"}


def test_offsets_and_hashes_are_of_the_line():
    text = "A vote.\n\nA vote."
    rows = segment(text)
    assert [text[row["start_char"] : row["end_char"]] for row in rows] == ["A vote."] * 2
    assert rows[0]["text_hash"] == rows[1]["text_hash"] and [row["ordinal"] for row in rows] == [0, 1]
