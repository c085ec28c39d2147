"""What stands inside quotation marks: pairing of straight, curly, angled and doubled marks, paragraph by paragraph.

Marks are paired within a paragraph, because one forgotten mark must not turn the rest of an article inside out.
Two things carry over a paragraph break: a quote that is left open and re-opened in the next paragraph (the
newspaper convention for long quotes), and one that is left open and closed there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from newsloom.transforms.text.sentences import STOPS
from newsloom.transforms.text.spans import overlapping

OPENING = "“„«‟"
"""Marks that only open."""
CLOSING = "”»"
"""Marks that mostly close: "»" opens in some languages."""
_CLOSED_BY = {'"': '"”', "„": '“”‟"', "“": '”"', "«": "»", "‟": '”"', "»": "«"}
_DOUBLED = ("''", "``")
MARK_TOKENS = frozenset((*OPENING, *CLOSING, *_DOUBLED, *"\"'`‘’"))
"""What a tokenizer makes of a mark."""
OPENING_TOKENS = frozenset((*OPENING, "``"))
"""What a tokenizer makes of a double mark that only opens."""
EITHER_TOKENS = frozenset(('"', "''"))
"""What it makes of one that opens and closes."""
STARTS_QUOTE = frozenset("“\"‘'«„")
"""Characters that may be the first of a quotation."""
_ELISIONS = frozenset(("em", "til", "tis", "twas", "n", "cause", "bout", "round", "cept", "twere"))
_WORD = re.compile(r"\w+(?:[’']\w+)*")
_ANY = re.compile(f"[{OPENING}{CLOSING}\"'‘`]")
_DIRECTED = re.compile(f"[{OPENING}{CLOSING}]")
_DOUBLE = re.compile(f'[{OPENING}{CLOSING}"]')
_PARAGRAPH = re.compile(r"[^\n]+")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])[’'](?![\w’'])")
_SINGLE_OPEN = re.compile(r"(?<!\w)[‘'](?=\w)")
_MAX_ELISION = 20
"""Code points that are looked at for an elision, more than the longest has."""
STATES = ("outside", "open", "inside", "close")
"""What a word may be to a quotation in double marks."""
OUTSIDE, OPEN, INSIDE, CLOSE = range(len(STATES))
MAX_SINGLE = 400
"""Longest span in single marks, in code points; apostrophes make longer ones a guess. By hand."""


@dataclass(frozen=True)
class QuotedSpan:
    """A span of text in quotation marks: [start, end) with the marks, [inner_start, inner_end) without them.

    `closed` is False where the closing mark is missing; `continues` says that the span goes on in the next
    paragraph, `continued` that it began in the one before; `single` that the marks are single ones.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    continues: bool = False
    continued: bool = False
    single: bool = False


@dataclass(frozen=True)
class _Line:
    """One paragraph, text[low:high], and where its marks stand."""

    text: str
    low: int
    high: int

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        positions: dict[str, list[int]] = defaultdict(list)
        for mark in _DOUBLE.finditer(self.text, self.low, self.high):
            positions[mark[0]].append(mark.start())
        return positions

    @cached_property
    def first_of_two(self) -> int:
        """Where two single marks open for the first time, with the blank before them; -1 where they never do."""
        return self.text.find(" ''", self.low, self.high)

    def left(self, mark: str, position: int) -> int:
        """How many marks of a shape stand from `position` on."""
        positions = self._positions.get(mark, [])
        return len(positions) - bisect_left(positions, position)


def find_quoted_spans(text: str) -> list[QuotedSpan]:
    """All outermost quoted spans, in order; they never overlap and never cross a line break."""
    quoted: list[QuotedSpan] = []
    lines = [_Line(text, *match.span()) for match in _PARAGRAPH.finditer(text)]
    open_before = False
    for index, line in enumerate(lines):
        spans = list(_quoted_in_line(line, open_before))
        if open_before and spans and spans[0].start <= _first_text(text, line.low):
            spans[0] = replace(spans[0], continued=True)
        elif open_before and quoted:
            quoted[-1] = replace(quoted[-1], continues=False)
        following = lines[index + 1] if index + 1 < len(lines) else None
        open_before = bool(spans) and not spans[-1].closed and _goes_on(following, text[spans[-1].start])
        if open_before:
            spans[-1] = replace(spans[-1], continues=True)
        quoted += spans
    return quoted


def quotation_states(starts: Sequence[int], spans: Sequence[QuotedSpan]) -> list[int]:
    """For each word, by where it starts, the index in `STATES`; spans in single marks do not count.

    Words and spans are of one text and in order. *Shape:* [words].

    >>> text = 'He said: "No."'
    >>> quotation_states([0, 3, 7, 9, 10, 12, 13], find_quoted_spans(text))
    [0, 0, 0, 1, 2, 2, 3]
    """
    states = [OUTSIDE] * len(starts)
    for span in overlapping(spans, starts[0], starts[-1] + 1) if starts else ():
        if not span.single:
            edges = (span.start, span.inner_start, span.inner_end, span.end)
            places = [bisect_left(starts, edge) for edge in edges]
            for state, (low, high) in zip((OPEN, INSIDE, CLOSE), pairwise(places), strict=True):
                states[low:high] = [state] * (high - low)
    return states


def count_words(text: str) -> int:
    """Words: letters and digits in a row, inner apostrophes included."""
    return sum(1 for _ in _WORD.finditer(text))


def _first_text(text: str, low: int) -> int:
    while low < len(text) and text[low] in " \t\xa0":
        low += 1
    return low


def _goes_on(line: _Line | None, opening: str) -> bool:
    """Whether the next paragraph re-opens the quote or closes it with a mark that nothing in it opened.

    It re-opens with the mark that opened it; where that was lost, with any.
    """
    if line is None:
        return False
    first = _first_text(line.text, line.low)
    if first < line.high and _opens(line, first):
        return opening not in (*OPENING, '"') or line.text[first] == opening
    mark = _DIRECTED.search(line.text, line.low, line.high)
    return mark is not None and mark[0] in CLOSING


def _quoted_in_line(line: _Line, carried: bool) -> Iterator[QuotedSpan]:
    """The quoted spans of one paragraph, in order; `carried` says that the paragraph before left a quote open."""
    text, low, high = line.text, line.low, line.high
    first, position = True, _next_mark(text, low, high)
    while position < high:
        width = _opens(line, position)
        span: QuotedSpan | None
        if width:
            span = _double_quoted(line, position, width)
        elif first and text[position] in CLOSING and _lost_opening(text, low, position, carried):
            begin = _first_text(text, low)
            span = QuotedSpan(begin, position + 1, begin, position)
        else:
            span = _single_quoted(text, low, position, high)
        if span is not None:
            yield span
            first = False
        position = _next_mark(text, max(span.end if span else 0, position + 1), high)


def _next_mark(text: str, position: int, high: int) -> int:
    """Where the next mark of any kind stands, `high` where none does."""
    mark = _ANY.search(text, position, high)
    return mark.start() if mark else high


def _lost_opening(text: str, low: int, position: int, carried: bool) -> bool:
    """A closing mark that nothing opened: the quote began before, or its first mark was lost."""
    return carried or (position > low and text[position - 1] in STOPS + ",")


def _opens(line: _Line, position: int) -> int:
    """Width of the double mark that opens a quote here, 0 if none does."""
    text, high = line.text, line.high
    char = text[position]
    before = text[position - 1] if position else " "
    if char in OPENING:
        return 1
    if char == "»" and not before.isalnum() and line.left("«", position):
        return 1
    if text[position : position + 2] in _DOUBLED:
        after = text[position + 2 : position + 3]
        return 2 if after and not after.isspace() and not before.isalnum() and position + 2 < high else 0
    if char == '"':
        after = text[position + 1] if position + 1 < high else " "
        return 1 if not after.isspace() and not (before.isdigit() and not after.isalnum()) else 0
    return 0


def _double_quoted(line: _Line, start: int, width: int) -> QuotedSpan:
    begin, end = _find_end(line, start + width, line.text[start : start + width])
    if begin == end:
        end = trimmed(line.text, start + width, end)
        return QuotedSpan(start, end, start + width, end, closed=False)
    return QuotedSpan(start, end, start + width, begin)


def _find_end(line: _Line, position: int, opening: str) -> tuple[int, int]:
    """Span of the closing mark, an empty one where none closes: there the line ends or another quote begins.

    Same-shaped marks nest only where enough closing ones follow.
    """
    text, high = line.text, line.high
    depth, position = 0, _next_mark(text, position, high)
    while position < high:
        char = text[position]
        if _reopens(line, position, opening):
            return position, position
        if opening in _DOUBLED:
            if text[position : position + 2] == "''" or char in '"”':
                return position, position + (1 if char in '"”' else 2)
        elif _two_for_one(line, position):
            return position, position + 2
        elif (char == "“" and opening == '"') or (char == opening and _nests(line, position, opening, depth)):
            depth += 1
        elif char in _CLOSED_BY[opening] and (opening == '"' or _may_close(text, position, high)):
            if depth == 0 or char == opening:
                return position, position + 1
            depth -= 1
        position = _next_mark(text, position + 1, high)
    return high, high


def _reopens(line: _Line, position: int, opening: str) -> bool:
    """Whether a mark opens another quote though the one before was never closed: after a stop, or in other marks."""
    after_stop = line.text[position - 1].isspace() and line.text[position - 2] in STOPS
    in_others = opening == '"' and line.text[position] == "“"
    return (after_stop or in_others) and _opens(line, position) > 0 and not _may_stand_inside(line, position, opening)


def _may_stand_inside(line: _Line, position: int, opening: str) -> bool:
    """Whether a mark that opens may belong to a quote within the quote.

    One of the same shape may where enough closing ones follow, one of another where one follows that closes the first.
    """
    if opening in _DOUBLED or line.text[position] == '"' != opening:
        return True
    if opening == '"':
        return line.text[position] != '"' and line.left('"', position) > 0
    closers = sum(line.left(mark, position) for mark in _CLOSED_BY[opening] if mark != '"')
    return closers > line.left(line.text[position], position)


def _nests(line: _Line, position: int, opening: str, depth: int) -> bool:
    closing = _CLOSED_BY[opening][0]
    return line.left(closing, position) >= line.left(opening, position) + depth + 1


def _two_for_one(line: _Line, position: int) -> bool:
    """Whether two single marks close what one double mark opened: behind a stop, and no two of them opened before."""
    text = line.text
    two = text[position : position + 3].rstrip() == "''" and text[position - 1] in STOPS + ","
    return two and not 0 <= line.first_of_two < position


def _may_close(text: str, position: int, high: int) -> bool:
    """A straight mark closes a curly one only where no word follows it."""
    after = text[position + 1] if position + 1 < high else " "
    return text[position] != '"' or not after.isalnum()


def _single_quoted(text: str, low: int, position: int, high: int) -> QuotedSpan | None:
    """A span in single marks that opens here; what stands on both sides tells a mark from an apostrophe."""
    if text[position] not in "‘'" or position + 1 >= high:
        return None
    before = text[position - 1] if position > low else " "
    after = text[position + 1]
    if before.isalnum() or not (after.isalnum() or after in '[$£€(…“"'):
        return None
    word = _WORD.match(text, position + 1, min(high, position + _MAX_ELISION))
    if word and (word.group().lower() in _ELISIONS or re.fullmatch(r"\d0s?", word.group())):
        return None
    close = _single_close(text, position + 1, high)
    return None if close is None else QuotedSpan(position, close + 1, position + 1, close, single=True)


def _single_close(text: str, position: int, high: int) -> int | None:
    """Where a single span closes; an "s’" is taken for a possessive while a closing mark after a stop follows."""
    high = min(high, position + MAX_SINGLE)
    closing = [mark.start() for mark in _SINGLE_CLOSE.finditer(text, position, high)]
    reopened = _SINGLE_OPEN.search(text, position, high)
    if reopened:
        closing = [mark for mark in closing if mark < reopened.start()]
    certain = [mark for mark in closing if text[mark - 1] != "s"]
    return next(iter(certain or closing), None)


def trimmed(text: str, low: int, high: int) -> int:
    """The end of a span without the blanks at its end."""
    while high > low and text[high - 1].isspace():
        high -= 1
    return high
