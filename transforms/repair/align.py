"""Which parts of a line another program replaced, told from the line before and after, in linear time.

What was garbled is not ASCII, so ASCII words stand in both lines in the same order: only what is between two of them is
compared. There, a character of the new line takes the place of the run that some code page makes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

import ftfy.bad_codecs  # noqa: F401 - registers sloppy-windows-1252

__all__ = ["replaced"]

Change = tuple[int, int, int, int]

_WORD = re.compile(r"[A-Za-z0-9]+")
_PAGES = ("latin-1", "sloppy-windows-1252", "cp1250", "cp1251", "cp1257", "mac_roman", "iso8859-2", "cp437")  # ftfy's
_MAX_LAYERS = 3
_MAX_COMPARED = 24  # characters that are compared each with each where no run fits; beyond, they are one change


def replaced(before: str, after: str) -> list[Change]:
    """Spans of `before` and of `after` that differ: (start, end, start, end), in order.

    >>> replaced("naÃ¯ve cafÃ© â€” no", "naïve café — no")
    [(2, 4, 2, 3), (10, 12, 9, 10), (13, 16, 11, 12)]
    """
    words, others = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    if [word[0] for word in words] != [word[0] for word in others]:
        return [(0, len(before), 0, len(after))] if before != after else []
    changes: list[Change] = []
    at = to = 0
    for start, end, first, last in [
        *((a.start(), a.end(), b.start(), b.end()) for a, b in zip(words, others, strict=True)),
        (len(before), len(before), len(after), len(after)),
    ]:
        gap = before[at:start], after[to:first]
        if gap[0] != gap[1]:
            changes += [(at + a, at + b, to + c, to + d) for a, b, c, d in _in_gap(*gap)]
        at, to = end, last
    return changes


@lru_cache(maxsize=1024)
def _in_gap(before: str, after: str) -> tuple[Change, ...]:
    """The changes between two words: by runs where they lead to the end, else character by character."""
    by_runs = _by_runs(before, after)
    if by_runs is not None:
        return tuple(by_runs)
    if max(len(before), len(after)) > _MAX_COMPARED:
        return ((0, len(before), 0, len(after)),)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return tuple((a, b, c, d) for tag, a, b, c, d in codes if tag != "equal")


def _by_runs(before: str, after: str) -> list[Change] | None:
    """Each character of `after` for the longest run that is made of it; None where some part fits no run."""
    changes: list[Change] = []
    at = 0
    for to, char in enumerate(after):
        run = next((run for run in _runs(char).get(before[at : at + 1], ()) if before.startswith(run, at)), None)
        if run is None:
            return None
        if run != char and changes and changes[-1][1] == at and changes[-1][3] == to:
            changes[-1] = (changes[-1][0], at + len(run), changes[-1][2], to + 1)
        elif run != char:
            changes.append((at, at + len(run), to, to + 1))
        at += len(run)
    return changes if at == len(before) else None


@lru_cache(maxsize=4096)
def _runs(char: str) -> dict[str, list[str]]:
    """What the code pages make of a character, garbled up to three times, by first character, the longest first."""
    layer, garbles = {char}, {char}
    for _ in range(_MAX_LAYERS):
        layer = {garbled for text in layer for garbled in _garbled(text)} - garbles
        garbles |= layer
    by_first: dict[str, list[str]] = {}
    for run in sorted(garbles, key=lambda run: (-len(run), run)):
        by_first.setdefault(run[0], []).append(run)
    return by_first


def _garbled(text: str) -> Iterator[str]:
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > len(text):
        for page in _PAGES:
            try:
                yield data.decode(page)
            except UnicodeDecodeError:
                continue
