"""Segments of a quote: quoted, paraphrased, the editor's."""

import pytest

from newsloom.transforms.quotes.segments import QuoteSegment, quote_segments
from newsloom.transforms.text.quotation_marks import find_quoted_spans

CASES = [  # label, text, segments as (text, quoted, editorial)
    ("all quoted", "“It is late.”", [("It is late.", True, False)]),
    ("none quoted", "it is late", [("it is late", False, False)]),
    ("mixed", "it was “late” by then", [("it was", False, False), ("late", True, False), ("by then", False, False)]),
    ("marks and blanks alone", "“late” , “very”", [("late", True, False), ("very", True, False)]),
    ("brackets", "“he [Lee] left”", [("he", True, False), ("[Lee]", True, True), ("left", True, False)]),
    ("ellipsis", "“late … very”", [("late", True, False), ("…", True, True), ("very", True, False)]),
    ("dots", "“late ... very”", [("late", True, False), ("...", True, True), ("very", True, False)]),
    ("gloss", "“he (Lee) left”", [("he", True, False), ("(Lee)", True, True), ("left", True, False)]),
    ("own parenthesis", "“he (rightly) left”", [("he (rightly) left", True, False)]),
    ("brackets outside marks are the reporter's", "he [Lee] left", [("he [Lee] left", False, False)]),
]


@pytest.mark.parametrize(("_", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_segments(_: str, text: str, expected: list[tuple[str, bool, bool]]) -> None:
    segments = list(quote_segments(text, "q_1", (0, len(text)), find_quoted_spans(text)))
    assert [(s.text, s.quoted, s.editorial) for s in segments] == expected
    assert [s.ordinal for s in segments] == list(range(len(expected)))
    assert all(text[s.start_char : s.end_char] == s.text for s in segments)


def test_only_the_content_is_parted() -> None:
    text = "He said “it is late” twice."
    (segment,) = quote_segments(text, "q_1", (8, 20), find_quoted_spans(text))
    assert segment == QuoteSegment("q_1", 0, 9, 19, "it is late", True, False)
    assert segment.row()["quote_id"] == "q_1"
