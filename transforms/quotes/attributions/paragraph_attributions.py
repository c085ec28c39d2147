"""All attributions of a paragraph: trained spans, rule clauses and quotation marks brought together.

The marks decide what is quoted and where it begins and ends; trained spans and rules say what is reported outside
marks; links come from the trained linker where it is sure and from position otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsloom.transforms.annotation.parsed import Paragraph
from newsloom.transforms.annotation.parses.tokens import DocSpan
from newsloom.transforms.quotes.attributions.adjacent_quotes import part_adjacent
from newsloom.transforms.quotes.attributions.attribution import SCORES, Attribution
from newsloom.transforms.quotes.attributions.clause_attributions import (
    find_according,
    find_clause_attributions,
    find_signed_attributions,
)
from newsloom.transforms.quotes.attributions.content_ends import finish_contents
from newsloom.transforms.quotes.attributions.taken_down import find_taken_down
from newsloom.transforms.quotes.attributions.turns import find_label_attribution, part_turns
from newsloom.transforms.quotes.calibration import LINKED
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.quotes.quoted_speech import is_speech
from newsloom.transforms.quotes.speakers.links import link
from newsloom.transforms.text.quotation_marks import STARTS_QUOTE, QuotedSpan
from newsloom.transforms.text.spans import DisjointSpans, Span, first_overlapping, overlaps, touching

_LINKED = ("cue", "source")
_SUBJECT = re.compile(r"\s*(?P<subject>[A-Z][^,;:!?“”\"()]{1,100}?)\s+")
_THAT = "that "


def find_paragraph_attributions(view: ParagraphView) -> list[Attribution]:
    """The attributions of one paragraph, in order; none overlaps another."""
    start, end = view.paragraph.start, view.paragraph.end
    label = find_label_attribution(view.text, start, end)
    if label is not None and view.text[slice(*label.source or (0, 0))] in view.turns:
        return list(part_turns(label, view.text, view.turns))
    attributions = _add([], find_signed_attributions(view.text, start, end))
    attributions = _add(attributions, find_taken_down(view))
    trained = read_trained_attributions(view.paragraph)
    trained = behind_dateline(trained, view)
    attributions = _add(attributions, [_fit_to_marks(a, view) for a in finish_contents(trained, view)])
    attributions = _merge_in_marks(attributions, view.quoted_spans)
    if label is not None and _label_speaks(label, view):
        attributions = _add(attributions, [label])
    if "content" in view.paragraph.doc.spans:
        by_rule = [_fit_to_marks(a, view) for a in finish_contents([*find_according(view.words)], view)]
        attributions = [_before_next(_with_source_behind(a, by_rule), by_rule, view.text) for a in attributions]
    else:
        by_rule = [_fit_to_marks(a, view) for a in find_clause_attributions(view.words, view.cue_phrases)]
    attributions = _add(attributions, by_rule)
    attributions = _add(attributions, _quoted_attributions(view, attributions))
    parted = (part for attribution in attributions for part in part_adjacent(attribution, view))
    return sorted((link(attribution, view) for attribution in parted), key=lambda a: a.content)


def _with_source_behind(attribution: Attribution, according: Sequence[Attribution]) -> Attribution:
    """The attribution with the source that stands behind its "according to", where the link went elsewhere; surer, as
    both found it."""
    cue = attribution.cue
    same = [a for a in according if cue and a.cue and overlaps(cue, a.cue) and overlaps(a.content, attribution.content)]
    if not same or attribution.source is None or same[0].source is None:
        return attribution
    score = 1 - (1 - attribution.score) * (1 - same[0].score)
    if overlaps(attribution.source, same[0].source):
        start, end = attribution.content
        is_most = 2 * (end - start) >= same[0].content[1] - same[0].content[0]
        return replace(attribution, score=score) if is_most else attribution
    return replace(attribution, source=same[0].source, score=score, link_score=same[0].link_score)


def _before_next(attribution: Attribution, according: Sequence[Attribution], text: str) -> Attribution:
    """The attribution up to the semicolon behind which another "according to" gives a clause to somebody else."""
    start, end = attribution.content
    inner = next((a.cue for a in according if a.cue and a.cue != attribution.cue and start < a.cue[0] < end), None)
    semicolon = text.rfind(";", start, inner[0]) if inner else -1
    return attribution if semicolon <= start else replace(attribution, content=(start, semicolon))


def is_introduced(attribution: Attribution, view: ParagraphView) -> bool:
    """Whether a cue, a label or quotation marks introduce the content."""
    marked = first_overlapping(view.quoted_spans, *attribution.content) is not None
    return marked or attribution.cue is not None or attribution.origin in ("label", "signed")


def read_trained_attributions(paragraph: Paragraph) -> list[Attribution]:
    """The attributions that the pipeline marked in the paragraph's document, with the links it chose."""
    groups = paragraph.doc.spans
    if "content" not in groups:
        return []
    contents = groups["content"]
    spans = {name: [_span_of(s, paragraph) for s in groups[name]] if name in groups else [] for name in _LINKED}
    size = len(contents)
    linked = {name: contents.attrs.get(name) or [-1] * size for name in _LINKED}
    scores = contents.attrs.get("scores") or [SCORES.unscored] * size
    link_scores = contents.attrs.get("link_scores") or [SCORES.unscored] * size
    return [
        Attribution(
            _span_of(content, paragraph),
            _span_at(spans["cue"], linked["cue"][number]),
            _span_at(spans["source"], linked["source"][number]),
            float(scores[number]),
            LINKED(float(link_scores[number])),
            "trained",
        )
        for number, content in enumerate(contents)
    ]


def _span_of(span: DocSpan, paragraph: Paragraph) -> Span:
    return paragraph.start + span.start_char, paragraph.start + span.end_char


def _span_at(spans: Sequence[Span], index: int) -> Span | None:
    return spans[index] if 0 <= index < len(spans) else None


def _add(attributions: Sequence[Attribution], more: Iterable[Attribution]) -> list[Attribution]:
    """The attributions, and those of `more` that overlap none before them."""
    contents = DisjointSpans(attribution.content for attribution in attributions)
    added = list(attributions)
    for attribution in more:
        if not contents.overlaps(attribution.content):
            contents.add(attribution.content)
            added.append(attribution)
    return added


def _fit_to_marks(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with its edges on those of the quoted spans that they fall into, and without "that"."""
    start, end = attribution.content
    for span in touching(view.quoted_spans, start, end):
        if span.start < start <= span.inner_end and end > span.start:
            start = span.start
        if span.inner_start <= end < span.end:
            end = span.end
    content = _skip_that(view.text, start, end), end
    return attribution if content == attribution.content else replace(attribution, content=content)


def behind_dateline(attributions: Sequence[Attribution], view: ParagraphView) -> list[Attribution]:
    """The attributions without a dateline in what is said or in who says it: "RIGA (Wire) — Ferries will sail"."""
    first = view.first
    if first == view.paragraph.start:
        return list(attributions)
    clear = [a for a in attributions if a.content[1] > first]
    return [replace(a, content=_from(first, a.content), source=_source_from(first, a, view.text)) for a in clear]


def _source_from(first: int, attribution: Attribution, text: str) -> Span | None:
    """Who says something, from behind a dateline on; where the link led into it, what stands between it and the cue:
    "BRELT BAY, B.C. — Chief Ana Lee of the council said"."""
    source, cue = attribution.source, attribution.cue
    if source is None or source[1] > first:
        return source and _from(first, source)
    subject = _SUBJECT.fullmatch(text, first, cue[0]) if cue and cue[0] > first else None
    return subject.span("subject") if subject else None


def _from(first: int, span: Span) -> Span:
    return (max(first, span[0]), span[1]) if span[1] > first else span


def _skip_that(text: str, start: int, end: int) -> int:
    begins = text[start : start + len(_THAT)].lower() == _THAT and end - start > len(_THAT)
    return start + len(_THAT) if begins else start


def _merge_in_marks(attributions: Sequence[Attribution], quoted_spans: Sequence[QuotedSpan]) -> list[Attribution]:
    """Pieces that share a quoted span become one attribution, with the links of the best piece."""
    merged: list[Attribution] = []
    for attribution in sorted(attributions, key=lambda a: a.content):
        last = merged[-1] if merged else None
        if last and _share_quoted_span(last.content, attribution.content, quoted_spans):
            content = (last.content[0], max(last.content[1], attribution.content[1]))
            score = max(last.score, attribution.score)
            merged[-1] = replace(best_linked(last, attribution), content=content, score=score)
        else:
            merged.append(attribution)
    return merged


def best_linked(one: Attribution, other: Attribution) -> Attribution:
    """The one with a source; where both or neither have one, that of the better link, the first of equals."""
    return max(one, other, key=lambda a: (a.source is not None, a.link_score))


def _share_quoted_span(one: Span, other: Span, quoted_spans: Sequence[QuotedSpan]) -> bool:
    """Whether a quoted span overlaps both of two spans of which the other does not start before the one."""
    span = first_overlapping(quoted_spans, *other)
    return span is not None and overlaps(one, (span.start, span.end))


def _quoted_attributions(view: ParagraphView, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Quoted spans that nothing covers yet, where they are speech rather than scare quotes or titles."""
    contents = DisjointSpans(attribution.content for attribution in attributions)
    free = [span for span in view.quoted_spans if not contents.overlaps((span.start, span.end))]
    return [
        Attribution((span.start, span.end), None, None, *_quoted_scores(span), "marks")
        for span in free
        if is_speech(span, view)
    ]


def _quoted_scores(span: QuotedSpan) -> tuple[float, float]:
    return SCORES.quoted if span.closed or span.continues else SCORES.unclosed


def _label_speaks(label: Attribution, view: ParagraphView) -> bool:
    """A label is a speaker where the paragraph is a headline over speech, or what follows stands in marks."""
    if label.cue is None or view.text[slice(*label.cue)] != ":":
        return False  # "A." of a list
    if view.paragraph.kind == "heading":
        return True
    return bool(view.quoted_spans) and view.text[label.content[0]] in STARTS_QUOTE
