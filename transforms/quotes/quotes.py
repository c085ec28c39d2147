"""Quotes of an article: who said what, in which words, inside or outside quotation marks.

A quote is one unbroken piece of text. A sentence that its cue parts in two ("The tax," he said, "will go.") gives two
quotes with the same cue and speaker, so that `text` holds what was said and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from newsloom.transforms.annotation.parsed import ParsedArticle
from newsloom.transforms.mentions.records import Mention, RoleRecord
from newsloom.transforms.quotes.attributions.article_attributions import SpeechAssets as SpeechAssets
from newsloom.transforms.quotes.attributions.article_attributions import SpeechOptions as SpeechOptions
from newsloom.transforms.quotes.attributions.article_attributions import find_article_attributions
from newsloom.transforms.quotes.attributions.attribution import Attribution, Kind
from newsloom.transforms.quotes.quoted_speech import quote_type
from newsloom.transforms.quotes.segments import QuoteSegment, quote_segments
from newsloom.transforms.quotes.speakers.sources import resolve_named
from newsloom.transforms.quotes.speakers.speaker_context import ArticleContext, Names, Speaker, make_context
from newsloom.transforms.quotes.speakers.speakers import resolve_speakers, without_chain
from newsloom.transforms.text.ids import content_id
from newsloom.transforms.text.quotation_marks import QuotedSpan
from newsloom.transforms.text.spans import Span

_OWNER = re.compile(
    r"^(?i:(?:an?|the|his|her|its|their|our|my)\s+)?(?:(?!state['’]s attorney)[a-z][\w-]*(?:['’]s|s['’])\s+)?"
)
"""In front of a role, what is no title: an article, and whose it is where no name says so ("the club's chairman")."""
_OF = re.compile(r"\s(?:of|to|for|at|in|from|on)\s")


@dataclass(frozen=True)
class Quote:
    """One quote or other attribution; `type` is direct, mixed or indirect; `cue`, `source`, `via` are spans.

    `kind` says which of the two it is, and what of; `role` is the title or affiliation under which the speaker spoke;
    `confidence` (from 0 to 1) says how sure it is that this was said or, of others, that it is attributed at all.
    """

    quote_id: str
    article_id: str
    type: str
    start_char: int
    end_char: int
    text: str
    cue: Span | None
    cue_text: str | None
    kind: Kind
    source: Span | None
    source_text: str | None
    via: Span | None
    via_text: str | None
    via_chain: int | None
    speaker: Speaker
    role: str | None
    confidence: float

    def row(self) -> dict[str, Any]:
        """The row of `quotes`, with `speaker_chain` and `via_chain` in place of entities."""
        cue, source, via = (span or (None, None) for span in (self.cue, self.source, self.via))
        return {
            "quote_id": self.quote_id,
            "article_id": self.article_id,
            "type": self.type,
            "start_char": self.start_char,
            "end_char": self.end_char,
            "text": self.text,
            **{"cue_start": cue[0], "cue_end": cue[1], "cue": self.cue_text},
            **{"cue_lemma": self.kind.cue_lemma, "cue_class": self.kind.cue_class},
            **{"via_start": via[0], "via_end": via[1], "via": self.via_text, "via_chain": self.via_chain},
            **{"speaker_start": source[0], "speaker_end": source[1], "speaker": self.source_text},
            **self.speaker.row(),
            "speaker_role": self.role,
            "confidence": self.confidence,
        }

    def other_row(self) -> dict[str, Any]:
        """The row of `other_attributions`, with chains in place of entities."""
        return self.row() | {"attribution_type": self.kind.type, "factuality": self.kind.factuality}


@dataclass(frozen=True)
class ArticleSpeech:
    """The quotes of an article, in order, and their segments; and what else is attributed to somebody, in order."""

    quotes: list[Quote]
    segments: list[QuoteSegment]
    others: list[Quote]


@dataclass(frozen=True)
class _QuoteContext:
    """What every quote of one article needs."""

    article: ParsedArticle
    names: Names
    context: ArticleContext
    quoted_spans: Sequence[QuotedSpan]
    options: SpeechOptions

    @cached_property
    def roles(self) -> Mapping[int, list[RoleRecord]]:
        """Chain -> its roles, in the order of the text."""
        roles: dict[int, list[RoleRecord]] = defaultdict(list)
        for role in self.names.role_records:
            roles[role.chain].append(role)
        return roles

    @cached_property
    def nations(self) -> Mapping[int, str]:
        """Where a country or a people is named -> its name."""
        nations = (m for m in reversed(self.names.mention_records) if m.type in ("NORP", "GPE"))
        return {m.start_char: m.text for m in nations}


def find_quotes(article: ParsedArticle, names: Names, options: SpeechOptions, assets: SpeechAssets) -> ArticleSpeech:
    """The quotes of an article, in order, with their segments; `names` are those of the same article."""
    quoted_spans = article.quoted_spans
    attributions = find_article_attributions(article, quoted_spans, options, assets, names.mention_records)
    context = make_context(article.text, names, quoted_spans, article.paragraphs)
    speakers = resolve_speakers(context, names, attributions, assets.cues)
    needs = _QuoteContext(article, names, context, quoted_spans, options)
    rows = [
        _quote(needs, a, speaker)
        for a, speaker in zip(attributions, speakers, strict=True)
        if a.is_quote and _is_row(a, options)
    ]
    quotes = [row for row in rows if row.kind.is_uttered]
    segments = [
        segment
        for quote in quotes
        for segment in quote_segments(article.text, quote.quote_id, (quote.start_char, quote.end_char), quoted_spans)
    ]
    return ArticleSpeech(quotes, segments, [row for row in rows if not row.kind.is_uttered])


def _is_row(attribution: Attribution, options: SpeechOptions) -> bool:
    """Whether an attribution tells enough: what nobody said where it is sure that somebody has it at all."""
    kind = attribution.kind
    return kind.is_uttered or kind.probability >= (options.min_untyped if kind.type is None else options.min_other)


def _quote(needs: _QuoteContext, attribution: Attribution, speaker: Speaker) -> Quote:
    text, (start, end) = needs.article.text, attribution.content
    speaker = _without_weak_chain(speaker, attribution.link_score, needs.options)
    kind = quote_type(text, attribution.content, needs.quoted_spans)
    return Quote(
        quote_id=content_id("q_", needs.article.article_id, start, end),
        article_id=needs.article.article_id,
        type=kind,
        start_char=start,
        end_char=end,
        text=text[start:end],
        cue=attribution.cue,
        cue_text=_text_of(attribution.cue, text),
        kind=attribution.kind,
        source=attribution.source,
        source_text=_text_of(attribution.source, text),
        via=attribution.via,
        via_text=_text_of(attribution.via, text),
        via_chain=_chain_of_via(needs.context, attribution.via),
        speaker=speaker,
        role=_role(needs, attribution.source, speaker.chain),
        confidence=attribution.kind.probability,
    )


def _text_of(span: Span | None, text: str) -> str | None:
    return text[slice(*span)] if span else None


def _chain_of_via(context: ArticleContext, via: Span | None) -> int | None:
    speaker = resolve_named(context, via) if via else None
    return speaker.chain if speaker else None


def _without_weak_chain(speaker: Speaker, link_score: float, options: SpeechOptions) -> Speaker:
    return speaker if speaker.confidence >= options.min_speaker else without_chain(speaker, link_score)


def _role(needs: _QuoteContext, source: Span | None, chain: int | None) -> str | None:
    """The role given with the speaker's name, else the one that the article gave first."""
    roles = needs.roles.get(chain, []) if chain is not None else []
    index = bisect_left(roles, source[0], key=attrgetter("start_char")) if source else len(roles)
    here = source is not None and index < len(roles) and roles[index].start_char < source[1]
    return _role_text(needs, roles[index if here else 0]) if roles else None


def _role_text(needs: _QuoteContext, role: RoleRecord) -> str:
    """The title with its country or organisation behind it: "Defense Minister of Lithuania"."""
    words = _OWNER.sub("", role.text)
    nation = needs.nations.get(role.start_char, "")
    if not role.country or not nation or _OF.search(words):
        return words
    words = words.removeprefix(nation).removeprefix("’s").removeprefix("'s").strip()
    return f"{words} of {role.country}" if words else role.text


def mentions_in_quotes(mentions: Sequence[Mention], quotes: Sequence[Quote]) -> list[str | None]:
    """For each mention of an article, in order, the id of the quote that it stands in; the quotes are in any order."""
    ordered = sorted(quotes, key=attrgetter("start_char"))
    starts = [quote.start_char for quote in ordered]
    ids: list[str | None] = []
    for mention in mentions:
        index = bisect_right(starts, mention.start_char) - 1
        inside = index >= 0 and mention.end_char <= ordered[index].end_char
        ids.append(ordered[index].quote_id if inside else None)
    return ids
