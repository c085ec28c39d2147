"""Where a content ends that was cut inside a clause: "demands new tolls that", "praised his", "a plan and"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.content_clauses import fit_clauses
from newsloom.transforms.quotes.attributions.edges import ending_at, ending_before
from newsloom.transforms.quotes.noun_phrases import last_of_phrase, token_ending_at
from newsloom.transforms.quotes.paragraph_view import ParagraphView

_UNFINISHED = frozenset(("AUX", "DET", "ADP", "SCONJ", "PART"))
_OWNERS = frozenset(("my", "your", "its", "our", "their", "whose"))
"""Words behind which their noun is missing."""
_RELATIVES = frozenset(("who", "which"))
_RELATIVE_TAGS = frozenset(("WDT", "WP", "WP$"))
_EDGE = ", ;:–—"
_REST_OF_WORD = re.compile(r"(?<=\w)(?:-\w+)+")


def finish_contents(attributions: Sequence[Attribution], view: ParagraphView) -> list[Attribution]:
    """Contents that break off inside a clause or a phrase, with the rest of it or without the word that leads on."""
    starts = sorted(attribution.content[0] for attribution in attributions)
    limits = [*starts, view.paragraph.end]
    return [_finish(a, limits[bisect_right(starts, a.content[0])], view) for a in attributions]


def _finish(attribution: Attribution, limit: int, view: ParagraphView) -> Attribution:
    """The attribution with its content finished; only a clause goes on over `limit`, where the next one begins."""
    attribution = _finish_clause(_without_comma(_finish_word(attribution, view), view), view)
    for step in (_without_lead, _finish_phrase, fit_clauses):
        finished = step(attribution, view)
        attribution = finished if finished.content[1] <= max(limit, attribution.content[1]) else attribution
    return attribution


def _finish_word(attribution: Attribution, view: ParagraphView) -> Attribution:
    """A content that breaks off in a word with hyphens goes on to its end: "a two-systems model"."""
    rest = _REST_OF_WORD.match(view.text, attribution.content[1], view.paragraph.end)
    return attribution if rest is None else ending_at(attribution, rest.end())


def _finish_clause(attribution: Attribution, view: ParagraphView) -> Attribution:
    """A content that breaks off at a function word goes on to the end of its clause, but ends before "who"."""
    start, end = attribution.content
    index = bisect_left(view.starts, end) - 1
    if index < 0 or (word := view.words[index]).end != end:
        return attribution
    if word.lower in _RELATIVES and word.start > start:
        return ending_before(attribution, word.start, view, _EDGE)
    if word.pos not in _UNFINISHED and word.lower not in _OWNERS and not _joins_infinitive(end, view):
        return attribution
    return replace(attribution, content=(start, view.words[view.clause_ends[index]].end))


def _joins_infinitive(end: int, view: ParagraphView) -> bool:
    """Whether the word that ends there joins another bare infinitive to those of the content: "to wait but [look]"."""
    token = token_ending_at(end, view.paragraph)
    if token is None or token.dep_ != "cc":
        return False
    return token.head.tag_ == "VB" and token.head.head.tag_ != "VB" and token.head.i > token.i


def _without_comma(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The content without a comma at its end, outside marks."""
    start, end = attribution.content
    return (
        replace(attribution, content=(start, end - 1)) if view.text[end - 1] == "," and end > start + 1 else attribution
    )


def _without_lead(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The content without a conjunction or a relative at its end, of which the clause stands elsewhere; a relative's
    clause that follows right behind it belongs to the content."""
    token = token_ending_at(attribution.content[1], view.paragraph)
    if token is None or token.is_sent_end or not _leads_on(token):
        return attribution
    following, start = token.nbor(1), view.paragraph.start + token.idx
    if start <= attribution.content[0]:
        return attribution
    if following.is_alpha and _leads_from(token, attribution, view):
        return ending_at(attribution, view.words[view.clause_ends[bisect_left(view.starts, start)]].end)
    return (
        ending_before(attribution, start, view, _EDGE) if following.is_alpha or following.text == "," else attribution
    )


def _leads_from(token: Token, attribution: Attribution, view: ParagraphView) -> bool:
    """Whether the clause that a word opens hangs on a word of the content; what a conjunction joins may be the cue."""
    joined = view.paragraph.start + token.head.head.idx
    return token.dep_ != "cc" or attribution.content[0] <= joined < attribution.content[1]


def _leads_on(token: Token) -> bool:
    """Whether a word opens a clause or joins one: its head stands behind it."""
    opens = token.tag_ in _RELATIVE_TAGS or token.dep_ in ("cc", "mark")
    return opens and token.head.i > token.i


def _finish_phrase(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The content up to the noun or verb that its last word stands before."""
    token = token_ending_at(attribution.content[1], view.paragraph)
    last = last_of_phrase(token) if token is not None else None
    if last is None or last is token:
        return attribution
    return ending_at(attribution, view.paragraph.start + last.idx + len(last))
