"""Utterances: reports of the same words found over articles and outlets.

Candidates come from an index, not from all pairs: two reports meet where they share three content words in order,
or a speaker and content words. A pair that holds is a link; what is linked is one utterance. Links do not depend
on the order in which articles arrive, so neither do utterances.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from newsloom.schemas.speech import QUOTE_VARIANTS, UTTERANCES
from newsloom.transforms.text.disjoint_sets import root
from newsloom.transforms.text.ids import content_id
from newsloom.transforms.utterances.index import blocks, candidate_pairs
from newsloom.transforms.utterances.variants import (
    MODALS,
    Overlap,
    Wording,
    overlap,
    polarity_changed,
    relation,
    similarity,
    token_edits,
    wording,
)

Row = Mapping[str, Any]
ABOUT_ARTICLES = ("article_id", "outlet", "outlet_domain", "published_date", "first_seen_at", "duplicate_of")
ABOUT_QUOTES = (
    *("quote_id", "article_id", "type", "start_char", "text", "speaker_kind", "speaker_resolution"),
    *("speaker_entity_id", "utterance_id"),
)
"""Columns of articles and quotes that grouping looks at."""
_NAMED = ("named", "nominal")
_AT_A_TIME = 1_000  # quotes that are read as rows at once: those take their room
_LEAST_CONTENT = 2  # shared content words without which two reports are never the same
_VERBAL = frozenset(("be", "have", "not", "P"))


@dataclass(frozen=True)
class UtteranceOptions:
    """When two reports tell the same utterance.

    `max_days`, `close_days`: days between their publication, where both are known, for the same words and for others.
    `verbatim_share`: share of both wordings that makes them the same words, whoever is named. `max_block`: larger
    blocks of the index are skipped, they hold what everybody says. `min_words`: levelled
    words that a report needs to be linked at all; `verbatim_words` where the speakers differ.
    `same_share`, `close_share`: least share of the shorter report's weight found in the longer one for one speaker,
    alone or with a run of `close_run` words. `long_run`: words in a row that suffice with two shared content words.
    `other_share`, `other_words`: share and shared words that reports with different or unknown speakers need.
    """

    max_days: int = 21
    close_days: int = 7
    verbatim_share: float = 0.85
    max_block: int = 200
    min_words: int = 3
    verbatim_words: int = 5
    same_share: float = 0.62
    close_share: float = 0.45
    close_run: int = 3
    long_run: int = 5
    other_share: float = 0.8
    other_words: int = 7


@dataclass(frozen=True)
class Grouped:
    """New or changed rows of `utterances` and `quote_variants`, and each quote's utterance."""

    utterances: pa.Table
    quote_variants: pa.Table
    utterance_of: Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """A quote with its article: what grouping needs to know of a report."""

    quote_id: str
    utterance_id: str | None
    article_id: str
    original: str
    outlet: str | None
    day: dt.date | None
    seen: dt.datetime | None
    type: str
    start: int
    text: str
    speaker: str | None
    speaker_kind: str
    resolution: str
    words: Wording = field(repr=False)

    @property
    def order(self) -> tuple[object, ...]:
        """First seen first; the article's id decides between those of one moment."""
        latest = dt.datetime.max.replace(tzinfo=dt.UTC)
        return (self.seen or latest, self.article_id, self.start, self.quote_id)


def find_links(
    new_quotes: pa.Table,
    met_quotes: pa.Table,
    articles: pa.Table,
    pairs: Iterable[tuple[str, str]],
    options: UtteranceOptions,
    words: Callable[[str], Wording] = wording,
) -> list[tuple[str, str]]:
    """Those of the candidate pairs that report the same words, but for pairs that others join already.

    `met_quotes` are the earlier quotes among them; `articles` those of all these quotes (article_id, outlet,
    outlet_domain, published_date, first_seen_at, duplicate_of); `words` may remember what it returned.
    """
    told = _told((new_quotes, met_quotes), articles, words)
    joined = _Joined(told)
    links = []
    for one, other in pairs:
        if joined.root(one) != joined.root(other) and same_utterance(told[one], told[other], options):
            joined.join(one, other)
            links.append((one, other))
    return links


def group_utterances(
    new_quotes: pa.Table,
    known_quotes: pa.Table,
    utterances: pa.Table,
    articles: pa.Table,
    options: UtteranceOptions | None = None,
    links: Sequence[tuple[str, str]] | None = None,
    words: Callable[[str], Wording] = wording,
) -> Grouped:
    """Utterances of new quotes, joined to known ones where they report the same words.

    `known_quotes` are all quotes of the utterances that a new quote is linked to; `utterances` the rows of those
    utterances; `articles` the articles of all these quotes, as for `find_links`; `links` what that found: without, they
    are looked for among the given quotes.
    """
    options = options or UtteranceOptions()
    if links is None:
        pairs = candidate_pairs(blocks(new_quotes, words), blocks(known_quotes, words), options.max_block)
        links = find_links(new_quotes, known_quotes, articles, pairs, options, words)
    told = _told((new_quotes, known_quotes), articles, words)
    known = {row["utterance_id"]: row for row in utterances.to_pylist()}
    rows: list[dict[str, Any]] = []
    variants: list[dict[str, Any]] = []
    utterance_of: dict[str, str] = {}
    for group in _components(told, links):
        members = sorted((told[quote_id] for quote_id in group), key=lambda t: t.order)
        utterance_id, merged = _identity(members, known)
        rows.append(_utterance_row(utterance_id, members))
        rows += [{**known[old], "status": "merged", "merged_into": utterance_id} for old in merged if old in known]
        variants += _variant_rows(utterance_id, members)
        utterance_of |= dict.fromkeys(group, utterance_id)
    return Grouped(UTTERANCES.table(rows), QUOTE_VARIANTS.table(variants), utterance_of)


def _told(quotes: Iterable[pa.Table], articles: pa.Table, words: Callable[[str], Wording]) -> dict[str, Told]:
    """The quotes by id, each with its article."""
    about = {row["article_id"]: row for row in articles.select(list(ABOUT_ARTICLES)).to_pylist()}
    batches = (batch for table in quotes for batch in table.select(list(ABOUT_QUOTES)).to_batches(_AT_A_TIME))
    rows = (row for batch in batches for row in batch.to_pylist())
    return {row["quote_id"]: _one_told(row, about.get(row["article_id"], {}), words) for row in rows}


def _one_told(quote: Row, article: Row, words: Callable[[str], Wording]) -> Told:
    return Told(
        quote_id=quote["quote_id"],
        utterance_id=quote.get("utterance_id"),
        article_id=quote["article_id"],
        original=article.get("duplicate_of") or quote["article_id"],
        outlet=article.get("outlet_domain") or article.get("outlet"),
        day=article.get("published_date"),
        seen=article.get("first_seen_at"),
        type=quote["type"],
        start=quote["start_char"],
        text=quote["text"],
        speaker=quote["speaker_entity_id"],
        speaker_kind=quote["speaker_kind"],
        resolution=quote["speaker_resolution"],
        words=words(quote["text"]),
    )


def same_utterance(one: Told, other: Told, options: UtteranceOptions) -> bool:
    """Whether two quotes report the same words of the same occasion."""
    days = abs((one.day - other.day).days) if one.day and other.day else 0
    if days > options.max_days or min(len(one.words.level), len(other.words.level)) < options.min_words:
        return False
    if one.article_id == other.article_id:
        return one.words.level == other.words.level
    if len(one.words.content & other.words.content) < _LEAST_CONTENT:
        return False  # what follows takes its time
    found = overlap(one.words, other.words)
    one_speaker = one.speaker is not None and one.speaker == other.speaker
    enough = found.content >= _LEAST_CONTENT and (one_speaker or found.words >= options.verbatim_words)
    if found.both >= options.verbatim_share and enough:
        return True
    if days > options.close_days:
        return False
    if one_speaker:
        return _one_speaker(found, options)
    return _two_speakers(found, one.words, other.words, options)


def _one_speaker(found: Overlap, options: UtteranceOptions) -> bool:
    """One speaker: most of the shorter report, or less with a run of words that is not said by chance."""
    return (
        (found.share >= options.same_share and found.run >= 2 and found.content >= 3)
        or (found.share >= options.close_share and found.run >= options.close_run and found.content >= 3)
        or (found.run >= options.long_run and found.content >= 2)
    )


def _two_speakers(found: Overlap, one: Wording, other: Wording, options: UtteranceOptions) -> bool:
    """Different or unknown speakers: nearly all words in order, and a whole clause, not a noun phrase."""
    whole = all(MODALS & set(w.words) or _VERBAL & set(w.level) for w in (one, other))
    return whole and found.share >= options.other_share and found.words >= options.other_words and found.content >= 3


class _Joined:
    """Quotes joined by links, or by an utterance that they already share."""

    def __init__(self, told: Mapping[str, Told]) -> None:
        self._parent = {quote_id: quote_id for quote_id in told}
        first: dict[str, str] = {}
        for quote in told.values():
            if quote.utterance_id:
                self.join(quote.quote_id, first.setdefault(quote.utterance_id, quote.quote_id))

    def root(self, quote_id: str) -> str:
        """The quote that stands for all that are joined to one."""
        return root(self._parent, quote_id)

    def join(self, one: str, other: str) -> None:
        """Make two quotes, and all that are joined to either, one group."""
        self._parent[self.root(one)] = self.root(other)


def _components(told: Mapping[str, Told], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The groups, each sorted by id."""
    joined = _Joined(told)
    for one, other in links:
        joined.join(one, other)
    groups: dict[str, list[str]] = defaultdict(list)
    for quote_id in sorted(told):
        groups[joined.root(quote_id)].append(quote_id)
    return list(groups.values())


def _identity(members: Sequence[Told], known: Mapping[str, Row]) -> tuple[str, list[str]]:
    """The utterance's id, the oldest that its members have, and the ids that merge into it."""
    ids = list(dict.fromkeys(t.utterance_id for t in members if t.utterance_id))
    if not ids:
        return content_id("u_", members[0].quote_id), []
    latest = dt.datetime.max.replace(tzinfo=dt.UTC)
    ids.sort(key=lambda u: (known.get(u, {}).get("first_seen_at") or latest, u))
    return ids[0], ids[1:]


def _utterance_row(utterance_id: str, members: Sequence[Told]) -> dict[str, Any]:
    speakers = sorted({t.speaker for t in members if t.speaker})
    conflict = attribution_conflict(members)
    return {
        "utterance_id": utterance_id,
        "speaker_entity_id": speakers[0] if len(speakers) == 1 and not conflict else None,
        "text": reference_of(members).text,
        "n_reports": len(members),
        "n_outlets": len({t.outlet for t in members if t.outlet}),
        "n_independent": len({t.original for t in members}),
        "first_quote_id": members[0].quote_id,
        "first_seen_at": members[0].seen,
        "attribution_conflict": conflict,
        "status": "active",
    }


def attribution_conflict(members: Sequence[Told]) -> bool:
    """Whether reports name different speakers: two entities, or a person here and a group of people there."""
    if len({t.speaker for t in members if t.speaker}) > 1:
        return True
    person = any(t.speaker and t.speaker_kind == "person" for t in members)
    group = any(t.speaker_kind == "collective" and t.resolution in _NAMED for t in members)
    return person and group


def reference_of(members: Sequence[Told]) -> Told:
    """The fullest direct form; where none is direct, the fullest mixed one, then the fullest of all."""
    rank = {"direct": 2, "mixed": 1, "indirect": 0}
    first = {t.quote_id: -i for i, t in enumerate(members)}
    return max(members, key=lambda t: (rank[t.type], len(t.words.words), first[t.quote_id]))


def _variant_rows(utterance_id: str, members: Sequence[Told]) -> Iterator[dict[str, Any]]:
    """How members differ from the reference; only those of whom that is not known yet."""
    if len(members) < 2:
        return
    reference = reference_of(members)
    before = [told for told in members if told.utterance_id == utterance_id]
    compared = len(before) > 1 and reference_of(before) is reference
    for told in members:
        if compared and told.utterance_id == utterance_id:
            continue
        quoted = told.type != "indirect" and reference.type != "indirect"
        reported = told.type != "direct" or reference.type != "direct"
        yield {
            "utterance_id": utterance_id,
            "quote_id": told.quote_id,
            "reference_quote_id": reference.quote_id,
            "relation": relation(reference.words, told.words, quoted),
            "similarity": similarity(reference.words, told.words),
            "edits": token_edits(reference.words, told.words),
            "polarity_changed": polarity_changed(reference.words, told.words, reported),
        }
