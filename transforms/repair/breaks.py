"""Breaks that were lost: sentences that stand against each other ("He left.She stayed"), where a page's paragraphs were
joined without a blank between them.

A text with several such joints lost its paragraphs, so breaks of lines are put back; elsewhere a blank is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsloom.transforms.text.edits import Edit
from newsloom.transforms.text.sentences import SHORT_FORMS, STOPS

__all__ = ["lost_breaks"]

MIN_JOINTS = 3
"""Joints from which on a text is taken to have lost its paragraphs; by hand."""
_JOINT = re.compile(
    # the stop, which comes first as it is rare, two small letters, a year or a bracket before it, and behind it a
    # capitalised word that no address goes on behind
    rf"[{STOPS}](?:(?<=[a-z][a-z].)|(?<=\d\d\d\d.)|(?<=[a-z]\).))(?P<marks>[\"“”]{{0,2}})(?=[A-Z][a-z’']*[\s,])"
)
_WORD_BEFORE = re.compile(r"[^\s\"“”(]+$")
_SMALL = re.compile(r"[a-z]+\Z")
_SHORT = re.compile(rf"(?:{SHORT_FORMS})\Z")
_ADDRESS = re.compile(r"[@/]|www\.", re.IGNORECASE)
_LONGEST_WORD = 60
"""Code points before a joint that are looked at for its word."""


def lost_breaks(text: str) -> list[Edit]:
    """A break of a line or a blank wherever a sentence begins right behind the stop of another.

    A single joint counts where a small word stands before it or a quotation mark in it: "Rewire.News" is a name.

    >>> [(edit.start, edit.after) for edit in lost_breaks('It is late.He left.')]
    [(11, ' ')]
    """
    joints = [match for match in _JOINT.finditer(text) if not _is_short_or_address(text, match)]
    if not joints:
        return []
    after = "\n" if len(joints) >= MIN_JOINTS else " "
    sure = joints if after == "\n" else [match for match in joints if match["marks"] or _ends_small(text, match)]
    return [Edit("whitespace", "lost_break", at, at, "", after) for at in _places(text, sure)]


def _word(text: str, joint: re.Match[str]) -> str:
    """The word before the stop of a joint."""
    before = _WORD_BEFORE.search(text[max(0, joint.start() - _LONGEST_WORD) : joint.start()])
    return before[0] if before else ""


def _is_short_or_address(text: str, joint: re.Match[str]) -> bool:
    word = _word(text, joint)
    return bool(_SHORT.search(word) or _ADDRESS.search(word))


def _ends_small(text: str, joint: re.Match[str]) -> bool:
    return _SMALL.match(_word(text, joint)) is not None


def _places(text: str, joints: list[re.Match[str]]) -> Iterator[int]:
    """Where the break of each joint belongs: before a mark that opens, behind one that closes."""
    is_open, at = False, 0
    for joint in joints:
        is_open = _left_open(text, at, joint.start("marks"), is_open)
        closes = _closing(joint["marks"], is_open)
        at = joint.end()
        if joint["marks"]:
            is_open = '"' in joint["marks"][closes:]
        yield joint.start("marks") + closes


def _closing(marks: str, is_open: bool) -> int:
    """How many marks of a joint belong to the sentence before it: 0, 1 or 2."""
    if len(marks) == 2:
        return 2 if marks == "””" else 1
    return int(marks == "”" or (marks == '"' and is_open))


def _left_open(text: str, low: int, high: int, is_open: bool) -> bool:
    """Whether a straight mark is open at the end of text[low:high], of which the last line decides."""
    line = text.rfind("\n", low, high)
    if line >= 0:
        low, is_open = line, False
    return is_open != bool(text.count('"', low, high) % 2)
