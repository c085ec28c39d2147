"""Which sentence of a version was which of the one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from newsloom.transforms.revisions.sentences import Sentence


# By hand; what they give together is measured: python -m benchmarks.revisions.ledger
@dataclass(frozen=True)
class AlignmentOptions:
    """From when on two sentences are one that was changed.

    alike: share of the words of both that they have in common. alike_in_place: the same where each is the only one
    between sentences that stayed. most_compared: pairs of sentences that are compared between two that stayed; of a
    larger stretch nothing corresponds.
    """

    alike: float = 0.5
    alike_in_place: float = 0.35
    most_compared: int = 10_000


OPTIONS = AlignmentOptions()
Aligned = tuple[Sentence | None, Sentence | None]
"""A sentence and what became of it; None where it is new, or has gone."""


_Path = tuple[float, tuple[tuple[int, int], ...]]
"""Likeness of all sentences that are paired, and their numbers."""
_NOTHING: _Path = (0.0, ())


def align(before: Sequence[Sentence], after: Sequence[Sentence]) -> list[Aligned]:
    """The sentences of two versions side by side, in order; one that only moved stands beside itself."""
    matcher = SequenceMatcher(None, [s.key for s in before], [s.key for s in after], autojunk=False)
    aligned: list[Aligned] = []
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            aligned += zip(before[a:b], after[c:d], strict=True)
        else:
            aligned += _align_stretch(before[a:b], after[c:d])
    return list(_without_moved(aligned))


def _align_stretch(before: Sequence[Sentence], after: Sequence[Sentence]) -> Iterator[Aligned]:
    """Sentences of which none stayed: the alignment with the greatest likeness in all."""
    index = 0, 0
    for i, j in [*_best_pairs(before, after), (len(before), len(after))]:
        yield from ((one, None) for one in before[index[0] : i])
        yield from ((None, other) for other in after[index[1] : j])
        if i < len(before) and j < len(after):
            yield before[i], after[j]
        index = i + 1, j + 1


def _best_pairs(before: Sequence[Sentence], after: Sequence[Sentence]) -> list[tuple[int, int]]:
    if not before or not after or len(before) * len(after) > OPTIONS.most_compared:
        return []
    least = OPTIONS.alike_in_place if len(before) == len(after) == 1 else OPTIONS.alike
    one, other = ([Counter(s.key) for s in side] for side in (before, after))
    best: list[list[_Path]] = [[_NOTHING] * (len(after) + 1)]
    for i, words in enumerate(one):
        row = [_NOTHING]
        for j, others in enumerate(other):
            likeness = _likeness(words, others) if before[i].is_notice == after[j].is_notice else 0.0
            choices = [best[i][j + 1], row[j]]
            if likeness >= least:
                total, pairs = best[i][j]
                choices.append((total + likeness, (*pairs, (i, j))))
            row.append(max(choices, key=lambda choice: choice[0]))
        best.append(row)
    return list(best[-1][-1][1])


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Share of the words of both that they have in common."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _without_moved(aligned: Sequence[Aligned]) -> Iterator[Aligned]:
    """Sentences that went in one place and came in another, and are the same, are taken as one that stayed."""
    gone = Counter(one.key for one, other in aligned if one and not other)
    moved = gone & Counter(other.key for one, other in aligned if other and not one)
    left = {True: Counter(moved), False: Counter(moved)}
    for one, other in aligned:
        single = one if other is None else other if one is None else None
        if single is not None and left[one is None][single.key]:
            left[one is None][single.key] -= 1
        else:
            yield one, other
