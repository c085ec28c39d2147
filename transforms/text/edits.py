"""Edits of a text: replacements with offsets, which compose into one list and can be undone.

A pass of the cleaning reads a text and returns edits of it. `compose` turns the edits of two passes, one after
the other, into one list over the first text, so that an article's whole cleaning is a single flat list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

__all__ = ["Edit", "Placed", "apply_edits", "compose", "join_removals", "place", "raw_span", "undo"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement: `before` stands at [start, end) of a text and `after` takes its place.

    Offsets are code points. An edit with `applied=False` is a repair that was considered and left undone.
    """

    kind: str
    rule: str
    start: int
    end: int
    before: str
    after: str
    evidence: str | None = None
    confidence: float = 1.0
    applied: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """An edit together with the offsets of its `after` in the clean text."""

    edit: Edit
    clean_start: int
    clean_end: int


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """`text` with the applied ones of `edits` carried out; they must be sorted and must not overlap.

    >>> apply_edits("caffe latte", [Edit("whitespace", "x", 5, 6, " ", "-")])
    'caffe-latte'
    """
    parts, at = [], 0
    for edit in edits:
        if edit.applied:
            parts += [text[at : edit.start], edit.after]
            at = edit.end
    return "".join(parts) + text[at:] if parts else text


def place(edits: Sequence[Edit]) -> list[Placed]:
    """Give every edit its offsets in the clean text. An edit that was not applied covers what it left as it was."""
    placed, shift, covered = [], 0, 0
    for edit in edits:
        start = max(edit.start, covered) + shift
        if not edit.applied:
            placed.append(Placed(edit, start, max(edit.end, covered) + shift))
            continue
        placed.append(Placed(edit, start, start + len(edit.after)))
        shift += len(edit.after) - len(edit.before)
        covered = edit.end
    return placed


def undo(clean: str, placed: Iterable[Placed]) -> str:
    """The text as it was before the applied ones of `placed`, which is the inverse of `apply_edits`."""
    parts, at = [], 0
    for item in placed:
        if item.edit.applied:
            parts += [clean[at : item.clean_start], item.edit.before]
            at = item.clean_end
    return "".join(parts) + clean[at:]


def compose(raw: str, earlier: Sequence[Edit], later: Sequence[Edit]) -> list[Edit]:
    """One list of edits of `raw` that does what `earlier` and, on its result, `later` do.

    Edits that meet in the middle text are merged into one, which keeps the later one's kind and names both rules.
    """
    if not later:
        return list(earlier)
    if not earlier:
        return list(later)
    middle = apply_edits(raw, earlier)
    marks = [(item.clean_start, item.clean_end, 0, item.edit) for item in place(earlier)]
    marks += [(edit.start, edit.end, 1, edit) for edit in later]
    applied = sorted((m for m in marks if m[3].applied), key=lambda m: m[:3])
    shifts = _Shifts(earlier)
    composed = [_merge(group, raw, middle, shifts) for group in _clusters(applied)]
    return sorted(composed + _waiting(marks, composed, raw, shifts), key=lambda e: (e.start, e.end))


def join_removals(edits: Iterable[Edit]) -> list[Edit]:
    """The edits, with what one rule took out in pieces that touch as one: at one place of the clean text they have no
    order. What tells something of the article ("metadata") stays a line each.

    >>> one, two = Edit("boilerplate", "link", 0, 1, "a", ""), Edit("boilerplate", "link", 1, 3, "bc", "")
    >>> [edit.before for edit in join_removals([one, two])]
    ['abc']
    """
    joined: list[Edit] = []
    for edit in edits:
        if joined and _goes_on(joined[-1], edit):
            edit = replace(edit, start=joined[-1].start, before=joined.pop().before + edit.before)
        joined.append(edit)
    return joined


def _goes_on(one: Edit, other: Edit) -> bool:
    """Whether an edit takes out what stands right behind another, by the same rule."""
    alike = replace(one, start=other.start, end=other.end, before=other.before) == other
    is_removal = other.applied and not other.after and other.kind == "boilerplate"
    return alike and is_removal and one.end == other.start


def raw_span(edits: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """The span of the raw text that became [start, end) of the text that `edits` lead to."""
    shifts = _Shifts(edits)
    touched = [
        edit
        for edit, first, last in zip(shifts.edits, shifts.starts, shifts.ends, strict=True)
        if first < end and start < last
    ]
    low = min([shifts.right(start), *(edit.start for edit in touched)])
    return low, max([shifts.left(end), low, *(edit.end for edit in touched)])


class _Shifts:
    """Offsets of the middle text in the raw text, for places outside the earlier edits."""

    def __init__(self, earlier: Sequence[Edit]) -> None:
        applied = [item for item in place(earlier) if item.edit.applied]
        self.starts = [item.clean_start for item in applied]
        self.ends = [item.clean_end for item in applied]
        self.edits = [item.edit for item in applied]

    def left(self, offset: int) -> int:
        """The raw offset of a middle offset, before whatever was deleted there."""
        return self._shift(min(bisect_right(self.ends, offset), bisect_left(self.starts, offset)), offset)

    def right(self, offset: int) -> int:
        """The raw offset of a middle offset, behind whatever was deleted there."""
        return self._shift(bisect_right(self.ends, offset), offset)

    def _shift(self, index: int, offset: int) -> int:
        if not index:
            return offset
        return self.edits[index - 1].end + offset - self.ends[index - 1]


Mark = tuple[int, int, int, Edit]


def _clusters(marks: list[Mark]) -> list[list[Mark]]:
    """Group marks whose middle spans overlap; marks that only touch stay apart."""
    groups: list[list[Mark]] = []
    reach = -1
    for mark in marks:
        if groups and mark[0] < reach:
            groups[-1].append(mark)
        else:
            groups.append([mark])
        reach = max(reach, mark[1])
    return groups


def _merge(group: list[Mark], raw: str, middle: str, shifts: _Shifts) -> Edit:
    first = [m for m in group if m[2] == 0]
    second = [m for m in group if m[2] == 1]
    if not second:
        return first[0][3]
    start, end = min(m[0] for m in group), max(m[1] for m in group)
    raw_start = min([shifts.right(start) if start < end else shifts.left(start), *(m[3].start for m in first)])
    raw_end = max([shifts.left(end), *(m[3].end for m in first)])
    local = [replace(m[3], start=m[0] - start, end=m[1] - start) for m in second]
    after = apply_edits(middle[start:end], local)
    rules = dict.fromkeys(m[3].rule for m in first + second)
    return replace(
        second[-1][3],
        rule="+".join(rules),
        start=raw_start,
        end=raw_end,
        before=raw[raw_start:raw_end],
        after=after,
        evidence="; ".join(dict.fromkeys(m[3].evidence for m in group if m[3].evidence)) or None,
        confidence=min(m[3].confidence for m in group),
    )


def _waiting(marks: list[Mark], composed: list[Edit], raw: str, shifts: _Shifts) -> list[Edit]:
    """The edits that were not applied, at their raw offsets, unless an applied one has taken their text."""
    waiting = []
    composed = sorted(composed, key=lambda e: (e.start, e.end))  # they do not overlap, so their ends are sorted too
    ends = [e.end for e in composed]
    for start, end, layer, edit in marks:
        if edit.applied:
            continue
        at = (edit.start, edit.end) if layer == 0 else (shifts.right(start), shifts.left(end))
        nearest = bisect_right(ends, at[0])
        if nearest == len(composed) or composed[nearest].start >= at[1]:
            waiting.append(replace(edit, start=at[0], end=at[1], before=raw[at[0] : at[1]]))
    return waiting
