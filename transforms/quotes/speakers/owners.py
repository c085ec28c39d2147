"""Whose word it is that a noun tells of: "Ann Lee’s claim that it was safe was rejected by Park" has Lee's words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from newsloom.transforms.quotes.attributions.attribution import SCORES, Attribution
from newsloom.transforms.quotes.attributions.content_clauses import content_words, noun_before
from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.noun_phrases import extent, phrase_before
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.text.spans import Span, contains, overlaps

_POSSESSIVE = "POS"
_ARGUMENTS = frozenset(("nsubj", "nsubj:pass", "obj"))
_MOST_CUE = 2
"""Words of a cue that takes somebody's word as its object, "objected to", at most, by hand."""
_MOST_ADJECTIVES = 2
"""Adjectives between an owner and the noun at most, by hand."""


def with_owner(attribution: Attribution, view: ParagraphView, cues: CueLexicon) -> Attribution:
    """The attribution with the noun before its content as cue, and with its owner as source, where it has one."""
    content = content_words(attribution, view)
    noun = noun_before(content) if content is not None and len(content) else None
    if noun is None or noun.lemma_.lower() not in cues.speech:
        return attribution
    start = view.paragraph.start + noun.idx
    span = start, start + len(noun)
    owner = _owner_before(start, view)
    if owner is None or overlaps(owner, attribution.content) or _has_its_own(attribution, span):
        return attribution
    if attribution.source is not None and noun.dep_ not in _ARGUMENTS and not _is_behind_cue(attribution, owner, view):
        return attribution  # "told reporters before Lee’s announcement that …"
    cue = attribution.cue if attribution.cue is not None and contains(attribution.cue, span) else span
    return replace(attribution, cue=cue, source=owner, link_score=SCORES.subject)


def _is_behind_cue(attribution: Attribution, owner: Span, view: ParagraphView) -> bool:
    """ "objected to Lee’s statement that …": whether an owner follows the cue."""
    cue = attribution.cue
    is_short = cue is not None and len(view.text[slice(*cue)].split()) <= _MOST_CUE
    return cue is not None and is_short and cue[1] <= owner[0] and not view.text[cue[1] : owner[0]].strip()


def _has_its_own(attribution: Attribution, noun: Span) -> bool:
    """Whether the noun is the cue and its source is known."""
    return attribution.source is not None and attribution.cue is not None and contains(attribution.cue, noun)


def _owner_before(start: int, view: ParagraphView) -> Span | None:
    """The phrase before "’s" and the adjectives between it and a noun."""
    index = bisect_left(view.starts, start)
    for _ in range(_MOST_ADJECTIVES):
        index -= index > 0 and view.words[index - 1].pos == "ADJ"
    if index < 2 or view.words[index - 1].tag != _POSSESSIVE:
        return None
    phrase = phrase_before(view.words, index - 1)
    return extent(view.words[slice(*phrase)]) if phrase else None
