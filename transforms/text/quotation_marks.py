"""What stands inside quotation marks: pairing of straight, curly, angled and doubled marks, paragraph by paragraph.

Marks are paired within a paragraph, because one forgotten mark must not turn the rest of an article inside out.
Two things carry over a paragraph break: a quote that is left open and re-opened in the next paragraph (the
newspaper convention for long quotes), and one that is left open and closed there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

OPENING = "“„«‟"
CLOSING = "”»"
_CLOSED_BY = {"„": "“”‟", "“": '”"', "«": "»", "‟": '”"', "»": "«"}
_DOUBLED = ("''", "``")
_ELISIONS = frozenset(("em", "til", "tis", "twas", "n", "cause", "bout", "round", "cept", "twere"))
_WORD = re.compile(r"\w+(?:[’']\w+)*")
_ANY = re.compile(f"[{OPENING}{CLOSING}\"'‘`]")
_DIRECTED = re.compile(f"[{OPENING}{CLOSING}]")
_PARAGRAPH = re.compile(r"[^\n]+")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])[’'](?![\w’'])")
_SINGLE_OPEN = re.compile(r"(?<!\w)[‘'](?=\w)")
_MAX_ELISION = 20  # more than the longest elision has
MAX_SINGLE = 400
"""Longest run in single marks, in code points; apostrophes make longer ones a guess."""


@dataclass(frozen=True)
class Marked:
    """A run of text in quotation marks: [start, end) with the marks, [inner_start, inner_end) without them.

    `closed` is False where the closing mark is missing; `continues` says that the run goes on in the next
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
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for mark in _DIRECTED.finditer(self.text, self.low, self.high):
            places[mark[0]].append(mark.start())
        return places

    def left(self, mark: str, position: int) -> int:
        """How many marks of a shape stand from `position` on."""
        places = self._places.get(mark, [])
        return len(places) - bisect_left(places, position)


def find_marked(text: str) -> list[Marked]:
    """All outermost runs in quotation marks, in order; runs never overlap and never span a line break."""
    found: list[Marked] = []
    lines = [_Line(text, *match.span()) for match in _PARAGRAPH.finditer(text)]
    open_before = False
    for index, line in enumerate(lines):
        runs = list(_runs(line, open_before))
        if open_before and runs and runs[0].start <= _first_text(text, line.low):
            runs[0] = replace(runs[0], continued=True)
        elif open_before and found:
            found[-1] = replace(found[-1], continues=False)
        following = lines[index + 1] if index + 1 < len(lines) else None
        open_before = bool(runs) and not runs[-1].closed and _goes_on(following)
        if open_before:
            runs[-1] = replace(runs[-1], continues=True)
        found += runs
    return found


def count_words(text: str) -> int:
    """Words as runs of letters and digits, inner apostrophes included."""
    return sum(1 for _ in _WORD.finditer(text))


def _first_text(text: str, low: int) -> int:
    while low < len(text) and text[low] in " \t\xa0":
        low += 1
    return low


def _goes_on(line: _Line | None) -> bool:
    """Whether the next paragraph re-opens the quote or closes it with a mark that nothing in it opened."""
    if line is None:
        return False
    first = _first_text(line.text, line.low)
    if first < line.high and _opens(line, first):
        return True
    mark = _DIRECTED.search(line.text, line.low, line.high)
    return mark is not None and mark[0] in CLOSING


def _runs(line: _Line, carried: bool) -> Iterator[Marked]:
    """The runs of one paragraph; `carried` says that the paragraph before left a quote open."""
    text, low, high = line.text, line.low, line.high
    first, position = True, _next_mark(text, low, high)
    while position < high:
        width = _opens(line, position)
        run: Marked | None
        if width:
            run = _double_run(line, position, width)
        elif first and text[position] in CLOSING and _lost_opening(text, low, position, carried):
            begin = _first_text(text, low)
            run = Marked(begin, position + 1, begin, position)
        else:
            run = _single_run(text, low, position, high)
        if run is not None:
            yield run
            first = False
        position = _next_mark(text, max(run.end if run else 0, position + 1), high)


def _next_mark(text: str, position: int, high: int) -> int:
    """Where the next mark of any kind stands, `high` where none does."""
    found = _ANY.search(text, position, high)
    return found.start() if found else high


def _lost_opening(text: str, low: int, position: int, carried: bool) -> bool:
    """A closing mark that nothing opened: the quote began before, or its first mark was lost."""
    return carried or (position > low and text[position - 1] in ".,!?")


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


def _double_run(line: _Line, start: int, width: int) -> Marked:
    text, high = line.text, line.high
    close = _find_close(line, start + width, text[start : start + width])
    if close is None:
        end = trimmed(text, start + width, high)
        return Marked(start, end, start + width, end, closed=False)
    begin, end = close
    return Marked(start, end, start + width, begin)


def _find_close(line: _Line, position: int, opening: str) -> tuple[int, int] | None:
    """Span of the closing mark; same-shaped marks nest only where enough closing ones follow."""
    text, high = line.text, line.high
    depth, position = 0, _next_mark(text, position, high)
    while position < high:
        char = text[position]
        if opening in _DOUBLED and (text[position : position + 2] == "''" or char in '"”'):
            return position, position + (1 if char in '"”' else 2)
        if opening == '"' and char in '"”':
            return position, position + 1
        if opening not in (*_DOUBLED, '"'):
            if char == opening and _nests(line, position, opening, depth):
                depth += 1
            elif char in _CLOSED_BY[opening] and _may_close(text, position, high):
                if depth == 0:
                    return position, position + 1
                depth -= 1
        position = _next_mark(text, position + 1, high)
    return None


def _nests(line: _Line, position: int, opening: str, depth: int) -> bool:
    closing = _CLOSED_BY[opening][0]
    return line.left(closing, position) >= line.left(opening, position) + depth + 1


def _may_close(text: str, position: int, high: int) -> bool:
    """A straight mark closes a curly one only where no word follows it."""
    after = text[position + 1] if position + 1 < high else " "
    return text[position] != '"' or not after.isalnum()


def _single_run(text: str, low: int, position: int, high: int) -> Marked | None:
    """A run in single marks that opens here: told from apostrophes by what stands on both sides."""
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
    return None if close is None else Marked(position, close + 1, position + 1, close, single=True)


def _single_close(text: str, position: int, high: int) -> int | None:
    """Where a single run closes; an "s’" is taken for a possessive while a closing mark after a stop follows."""
    high = min(high, position + MAX_SINGLE)
    found = [m.start() for m in _SINGLE_CLOSE.finditer(text, position, high)]
    reopened = _SINGLE_OPEN.search(text, position, high)
    if reopened:
        found = [f for f in found if f < reopened.start()]
    if not found:
        return None
    sure = [f for f in found if text[f - 1] != "s"]
    return sure[0] if sure else found[0]


def trimmed(text: str, low: int, high: int) -> int:
    """The end of a span without the blanks at its end."""
    while high > low and text[high - 1].isspace():
        high -= 1
    return high
