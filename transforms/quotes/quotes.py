"""Quotes of an article: who said what, in which words, inside or outside quotation marks.

A quote is one unbroken piece of text. A sentence that its cue parts in two ("The tax," he said, "will go.") gives two
quotes with the same cue and speaker, so that `text` holds what was said and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import Any

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.quotes.article_attributions import SpeechOptions, article_reports
from newsloom.transforms.quotes.calibration import QUOTED, REPORTED
from newsloom.transforms.quotes.cues import CueLexicon
from newsloom.transforms.quotes.paragraph_attributions import Report
from newsloom.transforms.quotes.phrases import Span
from newsloom.transforms.quotes.segments import quote_segments
from newsloom.transforms.quotes.spans import held
from newsloom.transforms.quotes.speakers import (
    NOBODY,
    Cast,
    Earlier,
    Floor,
    Names,
    Speaker,
    carried,
    make_cast,
    resolve_source,
    root_of,
)
from newsloom.transforms.text.ids import content_id
from newsloom.transforms.text.quotation_marks import Marked, find_marked

_WORD = re.compile(r"\w+(?:[’'](?=\w)\w+)*")
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
_ASKING = frozenset(("ask", "inquire", "enquire", "wonder"))


@dataclass(frozen=True)
class SpeechAssets:
    """Data that the rules read: the cue words."""

    cues: CueLexicon


@dataclass(frozen=True)
class ArticleSpeech:
    """Rows of `quotes` (with `speaker_chain` in place of speaker_entity_id) and of `quote_segments`."""

    quotes: list[dict[str, Any]]
    segments: list[dict[str, Any]]


@dataclass(frozen=True)
class _Context:
    """What every row of one article needs."""

    article: ParsedArticle
    names: Names
    cast: Cast
    marked: Sequence[Marked]
    options: SpeechOptions
    cues: CueLexicon

    @cached_property
    def roles(self) -> Mapping[int, list[Mapping[str, Any]]]:
        """Chain -> its roles, in order of place."""
        found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        for role in self.names.roles:
            found[role["chain"]].append(role)
        return found

    @cached_property
    def nations(self) -> Mapping[int, str]:
        """Where a country or a people is named -> its name."""
        named = (m for m in reversed(self.names.mentions) if m["type"] in ("NORP", "GPE"))
        return {m["start_char"]: m["text"] for m in named}


def find_quotes(article: ParsedArticle, names: Names, options: SpeechOptions, assets: SpeechAssets) -> ArticleSpeech:
    """The quotes of an article, in order of place, with their pieces."""
    marked = find_marked(article.text)
    reports = article_reports(article, marked, options, assets.cues)
    cast = make_cast(article.text, names, marked, article.paragraphs)
    context = _Context(article, names, cast, marked, options, assets.cues)
    speakers = speakers_of(cast, names, reports, assets.cues)
    quotes = [_quote_row(context, *pair) for pair in zip(reports, speakers, strict=True) if pair[0].kept]
    segments = [row for quote in quotes for row in quote_segments(article.text, quote, marked)]
    return ArticleSpeech(quotes, segments)


def speakers_of(cast: Cast, names: Names, reports: Sequence[Report], cues: CueLexicon) -> list[Speaker]:
    """One speaker per report, each resolved in the light of those before."""
    earlier = Floor()
    for report in reports:
        if report.source is not None:
            speaker = resolve_source(cast, names, report.source, earlier)
            speaker = replace(speaker, confidence=speaker.confidence * max(report.link_score, 0.3))
        elif report.cue is None and cast.in_quotes(*report.content):
            speaker = carried(cast, report.content, earlier)
        else:
            speaker = NOBODY
        lemma = cues.lemma(cast.text[slice(*report.cue)]) if report.cue else None
        earlier.add(Earlier(report.content, speaker, report.source, lemma in _ASKING))
    return [item.speaker for item in earlier.reports]


def _quote_row(context: _Context, report: Report, speaker: Speaker) -> dict[str, Any]:
    start, end = report.content
    article = context.article
    chain = speaker.chain if speaker.confidence >= context.options.min_speaker else None
    kind = quote_type(article.text, report.content, context.marked)
    curve = REPORTED if kind == "indirect" else QUOTED
    return {
        "quote_id": content_id("q_", article.article_id, start, end),
        "article_id": article.article_id,
        "type": kind,
        "start_char": start,
        "end_char": end,
        "text": article.text[start:end],
        **_span_fields("cue", report.cue, article.text),
        "cue_lemma": _cue_lemma(context, report.cue),
        **_span_fields("speaker", report.source, article.text),
        "speaker_kind": speaker.kind,
        "speaker_resolution": speaker.resolution,
        "speaker_chain": chain,
        "speaker_role": _role(context, report.source, chain),
        "confidence": curve(report.score) if report.origin == "trained" else report.score,
        "speaker_confidence": speaker.confidence if speaker.resolution != "none" else None,
    }


def _cue_lemma(context: _Context, cue: Span | None) -> str | None:
    """The cue's base form by the list, by the parse where the list has none of its words."""
    if cue is None:
        return None
    words = context.article.text[slice(*cue)]
    root = None if context.cues.listed(words) else root_of(context.cast, cue)
    return root.lemma_.lower() if root and root.text.isalpha() and root.lemma_ else context.cues.lemma(words)


def _span_fields(name: str, span: Span | None, text: str) -> dict[str, Any]:
    start, end = span or (None, None)
    return {f"{name}_start": start, f"{name}_end": end, name: text[start:end] if span else None}


def _role(context: _Context, source: Span | None, chain: int | None) -> str | None:
    """The role given with the speaker's name, else the one that the article gave before."""
    roles = context.roles.get(chain, []) if chain is not None else []
    at = bisect_left(roles, source[0], key=itemgetter("start_char")) if source else len(roles)
    here = source is not None and at < len(roles) and roles[at]["start_char"] < source[1]
    return _role_text(context, roles[at if here else 0]) if roles else None


def _role_text(context: _Context, role: Mapping[str, Any]) -> str:
    """The title with its country or organisation behind it: "Defense Minister of Lithuania"."""
    words = _ARTICLE.sub("", str(role["role"]))
    if role.get("country"):
        nation = context.nations.get(role["start_char"], "")
        if nation and words.startswith(nation):
            words = words[len(nation) :].removeprefix("’s").removeprefix("'s").strip()
        return f"{words} of {role['country']}" if words else str(role["role"])
    organisation = role.get("organisation")
    return words if not organisation or organisation in words else f"{words}, {organisation}"


def quote_type(text: str, content: Span, marked: Sequence[Marked]) -> str:
    """direct, mixed or indirect: all, some or none of the words stand inside quotation marks."""
    words = [m.span() for m in _WORD.finditer(text, *content)]
    inside = sum(held(marked, low, high) for low, high in words)
    if not inside:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"


def mentions_in_quotes(mentions: Sequence[Mapping[str, Any]], quotes: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """For each mention of an article, in order, the id of the quote that it stands in."""
    ordered = sorted(quotes, key=lambda q: q["start_char"])
    starts = [q["start_char"] for q in ordered]
    found: list[str | None] = []
    for mention in mentions:
        at = bisect_right(starts, mention["start_char"]) - 1
        inside = at >= 0 and mention["end_char"] <= ordered[at]["end_char"]
        found.append(str(ordered[at]["quote_id"]) if inside else None)
    return found
