"""Whose words a quotation is, as far as it tells whom a pronoun in it does not mean: nobody calls himself "he".

Only sentences in marks count, as "he would go", quoted in a clause, may well be the speaker himself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from newsloom.transforms.mentions.references.person_mentions import PersonMention
from newsloom.transforms.text.quotation_marks import QuotedSpan

_FAR = 120  # code points between a quotation and who says it; by hand
_ENDS = re.compile(r"[.!?]\s|\n")
_TITLES = re.compile(r"(?:\b[A-Z][a-z]{0,4}\.\s+)+$")  # "Mr. ", whose stop ends no sentence
_SENTENCE = re.compile(r"\W*[A-Z].*[,.!?…—-]\W*", re.DOTALL)
_LEADS_IN = re.compile(r"[,:]\s*$|\b\w+\s*$")


def who_speaks(mentions: Sequence[PersonMention], spans: Sequence[QuotedSpan], text: str) -> dict[int, int]:
    """The index of each pronoun in a quotation -> that of the mention of the one whose words it is.

    mentions: of one article, in order. spans: what stands in marks in it, in order.
    """
    starts = [mention.start for mention in mentions]
    said_by: dict[int, int] = {}
    speaker: int | None = None
    before: QuotedSpan | None = None
    for span in (span for span in spans if not span.single):
        first, end = bisect_left(starts, span.start), bisect_left(starts, span.end)
        goes_on = before is not None and "\n" not in text[before.end : span.start]
        own = _speaker(mentions, first, end, span, text)
        speaker = own if own is not None else speaker if goes_on or span.continued else None
        if speaker is not None and _SENTENCE.fullmatch(text, span.start, span.end):
            said_by.update((at, speaker) for at in range(first, end) if mentions[at].gender)
        before = span
    return said_by


def _speaker(mentions: Sequence[PersonMention], first: int, end: int, span: QuotedSpan, text: str) -> int | None:
    """Who says what is in marks: the subject of a verb of saying behind it or in front of it, in the same sentence."""
    behind = _reporters(mentions, range(end, len(mentions)), span.end)
    at = next(behind, None)
    if at is not None and not _ENDS.search(_TITLES.sub("", text[span.end : mentions[at].start])):
        return at
    at = next(_reporters(mentions, range(first - 1, -1, -1), span.start), None)
    if at is None:
        return None
    between = text[mentions[at].end : span.start]
    return at if not _ENDS.search(between) and _LEADS_IN.search(between) else None


def _reporters(mentions: Sequence[PersonMention], places: range, edge: int) -> Iterator[int]:
    """Those of some mentions, near the edge of a quotation and in none, that are subjects of a verb of saying."""
    for at in places:
        if abs(mentions[at].start - edge) > _FAR:
            return
        if mentions[at].reports and not mentions[at].quoted:
            yield at
