"""Quotation marks: pairing, nesting, and what carries over a paragraph break."""

import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsloom.transforms.text.quotation_marks import (
    STATES,
    QuotedSpan,
    count_words,
    find_quoted_spans,
    quotation_states,
    trimmed,
)

_MARKS = st.text(alphabet="ab .,\n\"“”‘’'«»„`s5", max_size=60)
QUOTED = [  # label, text, the quoted spans with their marks
    ("curly", "“It is late,” he said.", ["“It is late,”"]),
    ("straight", '"It is late," he said.', ['"It is late,"']),
    ("angled", "«It is late» he said.", ["«It is late»"]),
    ("low and high", "„It is late“ he said.", ["„It is late“"]),
    ("doubled", "``It is late,'' he said.", ["``It is late,''"]),
    ("closed by two single ones", "\"It is late,'' he said. \"Very.''", ["\"It is late,''", "\"Very.''"]),
    ("two single ones inside", "\"Of ''late,'' he is,\" she said.", ["\"Of ''late,'' he is,\""]),
    ("single", "‘It is late,’ he said.", ["‘It is late,’"]),
    ("nested", "“It was “late” then” he said.", ["“It was “late” then”"]),
    ("single within double", "“It was ‘late’ then” he said.", ["“It was ‘late’ then”"]),
    ("apostrophes", "It’s the Lees’ house, isn't it", []),
    ("elision", "rock 'n' roll of the '90s' time", []),
    ("inches", 'a 5" pipe and a 6" one', []),
    ("a possessive inside single marks", "‘the lees’ house.’ he said", ["‘the lees’ house.’"]),
    ("two in a line", "“Late,” he said. “Very.”", ["“Late,”", "“Very.”"]),
    ("closing mark lost", "“It is late, he said", ["“It is late, he said"]),
    ("opening mark lost", "It is late,” he said", ["It is late,”"]),
    ("closing mark without a stop before it", "It is” late", []),
    ("closed by a straight one", '“It is late," he said', ['“It is late,"']),
    ("low, closed by a straight one", '„It is late," he said. «Very»', ['„It is late,"', "«Very»"]),
    (
        "never closed, and the next of its shape",
        "“It is late. He left. “Very,” he said",
        ["“It is late. He left.", "“Very,”"],
    ),
    ("never closed, and straight", '"It is late. He left. "Very," he said', ['"It is late. He left.', '"Very,"']),
    ("never closed, and others", '"It is late, he said. “Very,” he said', ['"It is late, he said.', "“Very,”"]),
    ("never closed, others in the sentence", '"It is “late” now', ['"It is', "“late”"]),
    ("others inside straight ones", '"It is “late” now," he said', ['"It is “late” now,"']),
    ("a sentence inside", "“It is. “Late,” he said. And we left.” So", ["“It is. “Late,” he said. And we left.”"]),
    ("not closed before a word", '“It is "late" now” he', ['“It is "late"']),
]
CARRIED = [  # label, text, (closed, continues, continued) of each span
    ("re-opened", "“Late.\n“Very.”", [(False, True, False), (True, False, True)]),
    ("closed in the next one", "“Late.\nVery.”", [(False, True, False), (True, False, True)]),
    ("other marks open the next one", '"Late.\n“Very.”', [(False, False, False), (True, False, False)]),
    ("left open", "“Late.\nVery.", [(False, False, False)]),
    ("closed", "“Late.”\n“Very.”", [(True, False, False), (True, False, False)]),
    ("two breaks", "“A.\n“B.\n“C.”", [(False, True, False), (False, True, True), (True, False, True)]),
]


@given(_MARKS)
@example('"5\n ')  # a quote that is left open before a blank last line
def test_spans_are_ordered_apart_and_within_a_line(text: str) -> None:
    spans = find_quoted_spans(text)
    for span in spans:
        assert span.start <= span.inner_start <= span.inner_end <= span.end
        assert "\n" not in text[span.start : span.end]
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize(("_", "text", "expected"), QUOTED, ids=[case[0] for case in QUOTED])
def test_what_is_quoted(_: str, text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_quoted_spans(text)] == expected


@pytest.mark.parametrize(("_", "text", "expected"), CARRIED, ids=[case[0] for case in CARRIED])
def test_what_carries_over(_: str, text: str, expected: list[tuple[bool, bool, bool]]) -> None:
    assert [(span.closed, span.continues, span.continued) for span in find_quoted_spans(text)] == expected


def test_marks_are_left_out_inside() -> None:
    assert find_quoted_spans("x ``ab''") == [QuotedSpan(2, 8, 4, 6)]
    assert find_quoted_spans("x ‘ab’") == [QuotedSpan(2, 6, 3, 5, single=True)]


def test_words_and_blanks() -> None:
    assert count_words("It’s late - 5 o'clock") == 4
    assert trimmed("late  ", 0, 6) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a “b c” d", "outside open inside inside close outside"),
        ('a "b" c', "outside open inside close outside"),
        ("a «b» „c“", "outside open inside close open inside close"),
        ("``b'' c", "open inside close outside"),
        ("a. b.” c", "inside inside inside inside close outside"),  # the first mark is lost
        ("a “b c", "outside open inside inside"),
        ("a ‘b c’ d", "outside outside outside outside outside outside"),
        ("a ”b", "outside outside outside"),
        ("", ""),
    ],
)
def test_what_words_are_to_quotations(text: str, expected: str) -> None:
    starts = [word.start() for word in re.finditer(r"\w+|``|''|[^\w\s]", text)]
    states = quotation_states(starts, find_quoted_spans(text))
    assert [STATES[state] for state in states] == expected.split()


def test_words_of_a_later_paragraph_are_looked_up_by_their_place() -> None:
    text = "“A” b.\n“C” d."
    assert quotation_states([7, 8, 9, 11, 12], find_quoted_spans(text)) == [1, 2, 3, 0, 0]
