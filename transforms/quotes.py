"""Quotes of an article: who said what, in which words, inside or outside quotation marks.

A quote is one unbroken piece of text. A sentence that its cue parts in two ("The tax," he said, "will go.") gives two
quotes with the same cue and speaker, so that `text` holds what was said and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from transforms.annotate import ParsedArticle
from transforms.cues import CueLexicon
from transforms.ids import content_id
from transforms.marks import Marked, find_marked
from transforms.phrases import Span
from transforms.reports import (
    Reading,
    Report,
    introduced,
    overlaps,
    paragraph_reports,
    read_paragraph,
    tells_words,
    transcript_labels,
)
from transforms.speakers import NOBODY, Cast, Earlier, Names, Speaker, carried, make_cast, resolve_source

_WORD = re.compile(r"\w+(?:[’'](?=\w)\w+)*")
_EDITORIAL = re.compile(r"\[[^\[\]\n]*\]|…|\. \. \.|\.\.\.")
_GLOSS = re.compile(r"\((?:[A-Z][^()\n]{0,40}|i\.e\.[^()\n]{0,60})\)")
_ASKING = frozenset(("ask", "inquire", "enquire", "wonder"))


@dataclass(frozen=True)
class SpeechOptions:
    """How quotes are chosen.

    `min_score`: least score of a report that becomes a quote. `stances`: keep attitudes to a thing that report no
    words ("praised the plan") and passages without a cue. `min_speaker`: least confidence with which a quote
    gets its speaker's chain; below it the chain is left out.
    """

    min_score: float = 0.6
    stances: bool = False
    min_speaker: float = 0.5


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
    marked: Sequence[Marked]
    options: SpeechOptions
    cues: CueLexicon


def find_quotes(article: ParsedArticle, names: Names, options: SpeechOptions, assets: SpeechAssets) -> ArticleSpeech:
    """The quotes of an article, in order of place, with their pieces."""
    marked = find_marked(article.text)
    context = _Context(article, names, marked, options, assets.cues)
    reports = article_reports(article, marked, options, assets.cues)
    breaks = [paragraph.start for paragraph in article.paragraphs]
    cast = make_cast(article.text, names, [(run.start, run.end) for run in marked], breaks)
    speakers = speakers_of(cast, names, reports, assets.cues)
    quotes = [_quote_row(context, *pair) for pair in zip(reports, speakers, strict=True)]
    segments = [row for quote in quotes for row in quote_segments(article.text, quote, marked)]
    return ArticleSpeech(quotes, segments)


def article_reports(
    article: ParsedArticle, marked: Sequence[Marked], options: SpeechOptions, cues: CueLexicon
) -> list[Report]:
    """The reports of all paragraphs; quotes that run over paragraphs joined, parted ones given their common speaker."""
    starts = [run.start for run in marked]
    turns = transcript_labels(article.text, article.paragraphs)
    found: list[Report] = []
    before: Reading | None = None
    for paragraph in article.paragraphs:
        runs = marked[bisect_right(starts, paragraph.start - 1) : bisect_right(starts, paragraph.end - 1)]
        reading = read_paragraph(paragraph, article.text, runs, cues, turns)
        reports = [r for r in paragraph_reports(reading) if _kept(r, reading, options, cues)]
        if before is not None:
            reports = introduced(reports, before, reading)
        found += _shared_speakers(reports, reading)
        before = reading
    return list(_joined(found, marked, article.text))


def _kept(report: Report, reading: Reading, options: SpeechOptions, cues: CueLexicon) -> bool:
    return report.score >= options.min_score and (options.stances or tells_words(report, reading, cues))


def _shared_speakers(reports: Sequence[Report], reading: Reading) -> list[Report]:
    """'"A," X said. "B."': a quote without a cue has that of the quote before it in the paragraph."""
    done: list[Report] = []
    for report in reports:
        last = done[-1] if done else None
        if report.source is None and report.cue is None and last and last.source and _in_marks(report, reading):
            report = replace(report, cue=last.cue, source=last.source, link_score=0.9 * last.link_score)
        done.append(report)
    return done


def _in_marks(report: Report, reading: Reading) -> bool:
    return any(run.start <= report.content[0] and report.content[1] <= run.end for run in reading.runs)


def _joined(reports: Sequence[Report], marked: Sequence[Marked], text: str) -> Iterator[Report]:
    """Quotes that a paragraph break parts, as one: the mark is left open before it and opens again after it."""
    open_ends = {run.end for run in marked if run.continues}
    waiting: Report | None = None
    for report in reports:
        if (
            waiting
            and report.origin != "label"
            and waiting.content[1] in open_ends
            and text[waiting.content[1] : report.content[0]].isspace()
        ):
            best = max(waiting, report, key=lambda r: (r.source is not None, r.link_score))
            waiting = replace(best, content=(waiting.content[0], report.content[1]))
            continue
        if waiting:
            yield waiting
        waiting = report
    if waiting:
        yield waiting


def speakers_of(cast: Cast, names: Names, reports: Sequence[Report], cues: CueLexicon) -> list[Speaker]:
    """One speaker per report, each resolved in the light of those before."""
    earlier: list[Earlier] = []
    for report in reports:
        if report.source is not None:
            speaker = resolve_source(cast, names, report.source, earlier)
            speaker = replace(speaker, confidence=speaker.confidence * max(report.link_score, 0.3))
        elif report.cue is None and any(overlaps(report.content, run) for run in cast.quoted):
            speaker = carried(cast, report.content, earlier)
        else:
            speaker = NOBODY
        lemma = cues.lemma(cast.text[slice(*report.cue)]) if report.cue else None
        earlier.append(Earlier(report.content, speaker, report.source, lemma in _ASKING))
    return [item.speaker for item in earlier]


def _quote_row(context: _Context, report: Report, speaker: Speaker) -> dict[str, Any]:
    start, end = report.content
    article, cues = context.article, context.cues
    chain = speaker.chain if speaker.confidence >= context.options.min_speaker else None
    return {
        "quote_id": content_id("q_", article.article_id, start, end),
        "article_id": article.article_id,
        "type": quote_type(article.text, report.content, context.marked),
        "start": start,
        "end": end,
        "text": article.text[start:end],
        **_span_fields("cue", report.cue, article.text),
        "cue_lemma": cues.lemma(article.text[slice(*report.cue)]) if report.cue else None,
        **_span_fields("speaker", report.source, article.text),
        "speaker_kind": speaker.kind,
        "speaker_resolution": speaker.resolution,
        "speaker_chain": chain,
        "speaker_role": _role(context.names, report.source, chain),
        "confidence": report.score,
        "speaker_confidence": speaker.confidence if speaker.resolution != "none" else None,
    }


def _span_fields(name: str, span: Span | None, text: str) -> dict[str, Any]:
    start, end = span or (None, None)
    return {f"{name}_start": start, f"{name}_end": end, name: text[start:end] if span else None}


def _role(names: Names, source: Span | None, chain: int | None) -> str | None:
    """The role given with the speaker's name, else the one that the article gave before."""
    roles = [role for role in names.roles if role.get("chain") == chain] if chain is not None else []
    here = [r for r in roles if source and source[0] <= r["start"] < source[1]]
    best = next(iter(here or roles), None)
    return role_text(best) if best else None


def role_text(role: Mapping[str, Any]) -> str:
    """ "Defense Minister of Lithuania", "fellow, European Council on Foreign Relations"."""
    words = str(role["role"])
    if role.get("organisation"):
        return f"{words}, {role['organisation']}"
    return f"{words} of {role['country']}" if role.get("country") else words


def quote_type(text: str, content: Span, marked: Sequence[Marked]) -> str:
    """direct, mixed or indirect: all, some or none of the words stand inside quotation marks."""
    words = [m.span() for m in _WORD.finditer(text, *content)]
    inside = sum(any(run.start <= low and high <= run.end for run in marked) for low, high in words)
    if not inside:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"


def quote_segments(text: str, quote: Mapping[str, Any], marked: Sequence[Marked]) -> Iterator[dict[str, Any]]:
    """The quote in pieces: inside marks, outside marks, and what the editor put in; marks themselves left out."""
    start, end = quote["start"], quote["end"]
    pieces = [p for low, high, quoted in _by_marks(start, end, marked) for p in _by_editor(text, low, high, quoted)]
    trimmed = [(*_trim(text, low, high), quoted, editorial) for low, high, quoted, editorial in pieces]
    kept = [piece for piece in trimmed if piece[0] < piece[1] and (piece[3] or _WORD.search(text, piece[0], piece[1]))]
    for ordinal, (low, high, quoted, editorial) in enumerate(kept):
        yield {
            "quote_id": quote["quote_id"],
            "ordinal": ordinal,
            "start": low,
            "end": high,
            "text": text[low:high],
            "quoted": quoted,
            "editorial": editorial,
        }


def _by_marks(start: int, end: int, marked: Sequence[Marked]) -> Iterator[tuple[int, int, bool]]:
    position = start
    for run in marked:
        if run.end <= start or run.start >= end:
            continue
        if run.start > position:
            yield position, run.start, False
        yield max(start, run.inner_start), min(end, run.inner_end), True
        position = run.end
    if position < end:
        yield position, end, False


def _by_editor(text: str, low: int, high: int, quoted: bool) -> Iterator[tuple[int, int, bool, bool]]:
    """Inside marks, brackets, an ellipsis and a capitalised gloss in parentheses are the editor's."""
    position = low
    found = sorted({m.span() for p in (_EDITORIAL, _GLOSS) for m in p.finditer(text, low, high)}) if quoted else []
    for begin, finish in found:
        if begin > position:
            yield position, begin, quoted, False
        yield begin, finish, quoted, True
        position = finish
    if position < high:
        yield position, high, quoted, False


def _trim(text: str, low: int, high: int) -> Span:
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high


def mentions_in_quotes(mentions: Sequence[Mapping[str, Any]], quotes: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """For each mention of an article, in order, the id of the quote that it stands in."""
    ordered = sorted(quotes, key=lambda q: q["start"])
    starts = [q["start"] for q in ordered]
    found: list[str | None] = []
    for mention in mentions:
        at = bisect_right(starts, mention["start"]) - 1
        inside = at >= 0 and mention["end"] <= ordered[at]["end"]
        found.append(str(ordered[at]["quote_id"]) if inside else None)
    return found
