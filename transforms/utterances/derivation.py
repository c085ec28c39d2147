"""Who had it first, and from whom the others have it: by time, by what a report says of its source, and by wording.

A report can come from an earlier one only. Where the times of two are the same, or not known, neither was first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from re import escape, search

from newsloom.transforms.utterances.reports import QuoteReport

_CREDITING = "told|tells|telling|with|to|by|via|in|from|on"
"""Words that stand before an outlet which had it first."""
_MIN_NAME = 3
"""Letters of an outlet's name that can be looked for in a text, by hand."""


@dataclass(frozen=True)
class EditCosts:
    """What it takes to make one wording of another: the words that were dropped could be, those that were added could
    not be had from it. By hand, on made-up cascades (`python -m benchmarks.utterances.cascades`).

    `cut`: words left out before or after; `dropped`: between; `replaced`: a stretch exchanged; `added`: one put in;
    each for the stretch, and for each word of it. `least_shared`: share of a report's words that its source has.
    `max_sources`: earlier reports that are compared.
    """

    cut: float = 0.5
    dropped: float = 1.0
    replaced: float = 1.0
    added: float = 1.5
    cut_word: float = 0.01
    replaced_word: float = 0.25
    added_word: float = 1.0
    least_shared: float = 0.5
    max_sources: int = 40


COSTS = EditCosts()


@dataclass(frozen=True)
class ReportSource:
    """The report that another one was taken from, and what says so (copy, credit, wording); None where unknown."""

    quote_id: str | None
    evidence: str | None


def is_before(one: QuoteReport, other: QuoteReport) -> bool:
    """Whether a report was published before another, as far as both times are known."""
    if one.at and other.at:
        return one.at < other.at
    return bool(one.day and other.day and one.day < other.day)


def find_first(members: Sequence[QuoteReport]) -> QuoteReport | None:
    """The report that was published before all others; None on a tie, or where a time is not known.

    In one article the first in the text counts, and a copy is never before what it copies.
    """
    for report in members:
        others = [t for t in members if t is not report]
        if all(_is_first_of(report, other) for other in others):
            return report
    return None


def _is_first_of(report: QuoteReport, other: QuoteReport) -> bool:
    if other.article_id == report.article_id:
        return report.start < other.start
    return other.original == report.article_id or is_before(report, other)


def may_credit(members: Sequence[QuoteReport]) -> list[QuoteReport]:
    """The reports of which the sentence may credit another: those behind one of another outlet."""
    return [report for report in members if any(_may_credit(report, t) for t in members)]


def _may_credit(report: QuoteReport, earlier: QuoteReport) -> bool:
    return earlier.outlet != report.outlet and earlier.article_id != report.article_id and is_before(earlier, report)


def find_sources(members: Sequence[QuoteReport], around: Callable[[QuoteReport], str]) -> dict[str, ReportSource]:
    """From which report each of the others was taken, by quote_id; without those of which it is not known.

    `around` gives the sentence of a report, "" where it is not known: it may credit another outlet.
    """
    sources = {}
    for report in members:
        earlier = [t for t in members if t.article_id != report.article_id and is_before(t, report)]
        source = _stated_source(report, earlier, around)
        source = source or _nearest_source(report, earlier, members)
        if source is not None:
            sources[report.quote_id] = source
    return sources


def _stated_source(
    report: QuoteReport, earlier: Sequence[QuoteReport], around: Callable[[QuoteReport], str]
) -> ReportSource | None:
    """What the report is a copy of, or the one outlet that it names."""
    copied = [t for t in earlier if t.article_id == report.original]
    if copied:
        return ReportSource(min(copied, key=lambda t: _cost_between(t, report)).quote_id, "copy")
    others = [t for t in earlier if t.outlet != report.outlet]
    sentence = around(report) if others else ""
    credited = [t for t in others if _credits(sentence, t)]
    if credited and len({t.outlet for t in credited}) == 1:
        return ReportSource(min(credited, key=lambda t: _cost_between(t, report)).quote_id, "credit")
    return None


def _credits(sentence: str, report: QuoteReport) -> bool:
    """Whether a sentence names the report's outlet as where the words were said, or read."""
    names = [name for name in (report.outlet_name, report.outlet) if name and len(name) >= _MIN_NAME]
    return any(
        search(rf"\b(?:{_CREDITING})\s+(?:the\s+|The\s+)?{escape(name.removeprefix('The '))}\b", sentence)
        for name in names
    )


def _nearest_source(
    report: QuoteReport, earlier: Sequence[QuoteReport], members: Sequence[QuoteReport]
) -> ReportSource | None:
    """The earlier report that takes the fewest edits; of those that are alike the first, if one was."""
    if report.type == "indirect":
        return None
    sources = [t for t in earlier if t.type != "indirect"][: COSTS.max_sources]
    costs = {t.quote_id: _cost_between(t, report) for t in sources if _shares_enough(t, report)}
    if not costs:
        return None
    least = min(costs.values())
    nearest = [t for t in sources if costs.get(t.quote_id) == least]
    first = find_first(nearest)
    untimed = (t for t in members if t.type != "indirect" and _is_untimed(t, report))
    if first is None or any(_cost_between(t, report) <= least for t in untimed):
        return None
    return ReportSource(first.quote_id, "wording")


def _is_untimed(one: QuoteReport, other: QuoteReport) -> bool:
    return one.article_id != other.article_id and not is_before(one, other) and not is_before(other, one)


def _shares_enough(source: QuoteReport, report: QuoteReport) -> bool:
    words = report.words.level
    shared = sum(word in set(source.words.level) for word in words)
    return bool(words) and shared >= COSTS.least_shared * len(words)


def _cost_between(source: QuoteReport, report: QuoteReport) -> float:
    return measure_cost(source.words.words, report.words.words)


@cache
def measure_cost(source: tuple[str, ...], report: tuple[str, ...]) -> float:
    """What it takes to make the words of a report of those of its source; 0 for the same words.

    >>> measure_cost(("it", "is", "late"), ("it", "is")) < measure_cost(("it", "is"), ("it", "is", "late"))
    True
    """
    return sum(_costs(source, report))


def _costs(source: tuple[str, ...], report: tuple[str, ...]) -> Iterator[float]:
    for op, a, b, c, d in SequenceMatcher(None, source, report, autojunk=False).get_opcodes():
        if op == "delete":
            yield (COSTS.cut if a == 0 or b == len(source) else COSTS.dropped) + COSTS.cut_word * (b - a)
        elif op == "replace":
            yield COSTS.replaced + COSTS.replaced_word * max(b - a, d - c)
        elif op == "insert":
            yield COSTS.added + COSTS.added_word * (d - c)
