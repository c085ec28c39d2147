"""Which cue phrase a quote belongs to, by position: the link from a content to its cue and source."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from newsloom.transforms.quotes.attributions.attribution import SCORES, Attribution
from newsloom.transforms.quotes.attributions.cue_phrases import CuePhrase
from newsloom.transforms.quotes.noun_phrases import parsed_head
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.quotes.speakers.patients import with_agent, without_patient
from newsloom.transforms.quotes.speakers.subjects import (
    with_apposed,
    with_last_subject,
    with_own_subject,
    with_whole_source,
)
from newsloom.transforms.text.inflections import OWNING
from newsloom.transforms.text.quotation_marks import count_words
from newsloom.transforms.text.sentences import ends_sentence, has_clause_break, has_sentence_break, sentence_breaks
from newsloom.transforms.text.spans import Span, contains, first_overlapping, overlaps

_OF_SEVERAL = ("s'", "s’")
_AND_THEN = re.compile(r",? (?:and|while|but) ")
_NEXT_CUES = 4  # cue phrases behind a source among which a second one may be; by hand
_JOINT = re.compile(r"^[\s,:–—-]*$")
MAX_GAP_WORDS = 12
"""Most words between a cue phrase and its quote, by hand."""
MAX_GAP, MAX_WORDY_GAP = 2_000, 400
"""Most code points between a cue phrase and its quote: with a colon or marks alone between them, and with words.

By hand; they keep the time for one paragraph linear.
"""
_MAX_COMMA = 4  # code points before a cue in which a comma and the letter before it stand
_SCORE_OF = {"after": SCORES.after, "before": SCORES.before, "apart": SCORES.apart}


def attachment(start: int, end: int, cue_phrase: CuePhrase, text: str) -> str | None:
    """How a cue phrase stands to a quote: "after" ("…," X said), "before" (X said: "…"), "apart", or None.

    A cue that comes before its speaker leads to a quote only inside the author's clause: "It was, said Lee, “late”".
    """
    if cue_phrase.start - end > MAX_GAP or start - cue_phrase.end > MAX_GAP:
        return None
    if cue_phrase.start >= end:
        return "after" if _JOINT.match(text[end : cue_phrase.start]) else _apart(text[end : cue_phrase.start])
    if cue_phrase.end <= start and _cuts_in(cue_phrase, text) and text[cue_phrase.end : start].strip() == ",":
        return "before"
    if cue_phrase.end <= start and not cue_phrase.inverted:
        between = text[cue_phrase.end : start]
        if _JOINT.match(between) or between.rstrip().endswith(":"):
            return None if has_sentence_break(between) else "before"
        return _apart(between)
    return None


def _cuts_in(cue_phrase: CuePhrase, text: str) -> bool:
    """Whether a cue with its speaker behind it parts a clause of the author's: behind a comma that no mark closes."""
    before = text[max(0, cue_phrase.start - _MAX_COMMA) : cue_phrase.start].rstrip()
    return cue_phrase.inverted and before.endswith(",") and before[-2:-1].isalnum()


def _apart(between: str) -> str | None:
    if len(between) > MAX_WORDY_GAP or has_clause_break(between) or count_words(between) > MAX_GAP_WORDS:
        return None
    return "apart"


def link(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with a cue and source by position, where it has none or one that stands inside its own marks."""
    linked = with_last_subject(with_own_subject(_linked(attribution, view), view), view)
    linked = with_apposed(with_agent(without_patient(linked, view), view), view)
    return _parted(_without_owning(with_whole_source(linked, view), view), view)


def _without_owning(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with a source that ends before its possessive ending: "[Ann Lee]’s claim"."""
    if attribution.source is None:
        return attribution
    start, end = attribution.source
    source = view.text[start:end]
    bare = source[-2:] in _OF_SEVERAL and not any(mark in source[:-1] for mark in "‘'’")  # no closing mark
    ending = 2 if source.endswith(OWNING) else int(bare)
    return replace(attribution, source=(start, end - ending)) if 0 < ending < end - start else attribution


def _parted(attribution: Attribution, view: ParagraphView) -> Attribution:
    """One of two clauses whose subjects were read as one: "said Lee, and his deputy, Ann Park, added"."""
    cue, source = attribution.cue, attribution.source
    joint = _AND_THEN.search(view.text, *source) if cue and source else None
    if cue is None or source is None or joint is None:
        return attribution
    first = bisect_left(view.cue_starts, source[0])
    beside = view.cue_phrases[max(0, first - 1) : first + _NEXT_CUES]
    before = next(
        (p.cue for p in beside if p.cue[1] <= source[0] and not view.text[p.cue[1] : source[0]].strip()), None
    )
    later = (p.cue for p in beside if p.cue[0] >= source[1])
    second = next((span for span in later if not view.text[source[1] : span[0]].strip(" ,")), None)
    if before is None or second is None:
        return attribution
    if attribution.content[0] >= second[1]:
        return replace(attribution, cue=second, source=(joint.end(), source[1]))
    return replace(attribution, cue=before, source=(source[0], joint.start()))


def _linked(attribution: Attribution, view: ParagraphView) -> Attribution:
    quoted = first_overlapping(view.quoted_spans, *attribution.content) is not None
    source = attribution.source
    others = quoted and source and (contains(attribution.content, source) or _is_led_in(attribution, view))
    if source is not None and not others:
        if attribution.origin == "label":
            return attribution
        attribution = replace(attribution, source=_with_name(source, view))
        return _confirm(attribution, view) if quoted else attribution
    if attribution.origin in ("label", "signed") or (attribution.origin == "trained" and not quoted):
        return attribution
    best = _best_cue_phrase(attribution.content, view)
    if best is None:
        return replace(attribution, cue=None, source=None, link_score=0.0) if source else attribution
    cue_phrase, score = best
    return replace(attribution, cue=cue_phrase.cue, source=cue_phrase.source, link_score=score)


def _is_led_in(attribution: Attribution, view: ParagraphView) -> bool:
    """Whether a sentence of its own behind cue and source leads to the content: "joked Lee. Then it happened: “…”"."""
    before = max((span[1] for span in (attribution.cue, attribution.source) if span), default=0)
    lead = view.text[before : attribution.content[0]].rstrip()
    breaks = sentence_breaks(view.text, before, before + len(lead))
    return lead.endswith(":") and any(not view.text[end].isdigit() for _, end in breaks)


def _confirm(attribution: Attribution, view: ParagraphView) -> Attribution:
    """A link held against the cue phrase beside the quote: surer where both agree, by position where it is weak."""
    best = _best_cue_phrase(attribution.content, view)
    if best is None or best[0].source is None or attribution.source is None:
        return attribution
    cue_phrase, score = best
    if overlaps(best[0].source, attribution.source):
        return replace(attribution, link_score=max(score, attribution.link_score))
    is_doubtful = attribution.link_score < SCORES.doubtful and score >= SCORES.before
    is_next = score == SCORES.before and _is_of_next_sentence(attribution, view)
    if not is_doubtful and not is_next and not (score == SCORES.after and _is_open(attribution, view)):
        return attribution
    return replace(attribution, cue=cue_phrase.cue, source=cue_phrase.source, link_score=score)


def _is_open(attribution: Attribution, view: ParagraphView) -> bool:
    """Whether words in marks end with a comma, so that a cue follows ("“No,” Lee said"), and none introduces them."""
    start, end = attribution.content
    span = first_overlapping(view.quoted_spans, start, end)
    is_whole = span is not None and (span.start, span.end) == (start, end)
    cue = attribution.cue
    introduced = cue is not None and cue[1] <= start and not view.text[cue[1] : start].strip(" ,:")
    return is_whole and view.text[end - 2] == "," and not introduced


def _is_of_next_sentence(attribution: Attribution, view: ParagraphView) -> bool:
    """Whether words in marks end with a stop and other words come before their cue, which is then the next sentence's:
    "Lee said: “No.” It was late, according to Park"."""
    end, cue, source = attribution.content[1], attribution.cue, attribution.source
    if cue is None or source is None or cue[0] < end or source[0] < end:
        return False
    between = view.text[end : min(cue[0], source[0])]
    return ends_sentence(view.text[attribution.content[0] : end]) and count_words(between) > 0


def _with_name(source: Span, view: ParagraphView) -> Span:
    """The source without a comma at its end, and with the name before it where it is only the apposition of one."""
    source = source[0], source[0] + len(view.text[slice(*source)].rstrip(",; "))
    head = parsed_head(view.paragraph, source)
    start = source[0] - view.paragraph.start
    if head is None or head.dep_ != "appos" or head.head.idx + len(head.head) > start:
        return source
    return view.paragraph.start + head.head.left_edge.idx, source[1]


def _best_cue_phrase(content: Span, view: ParagraphView) -> tuple[CuePhrase, float] | None:
    """The cue phrase with the best score, the nearest of those with it, and its score."""
    start, end = content
    ranked = []
    for cue_phrase in view.nearest_cue_phrases(start, end):
        position = attachment(start, end, cue_phrase, view.text)
        if position is not None and not overlaps(cue_phrase.cue, content):
            distance = min(abs(cue_phrase.cue[0] - end), abs(start - cue_phrase.cue[1]))
            score = _SCORE_OF[position] - (0 if cue_phrase.source else SCORES.without_source)
            ranked.append((score, -distance, cue_phrase))
    if not ranked:
        return None
    score, _, cue_phrase = max(ranked, key=lambda item: item[:2])
    return cue_phrase, score
