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
from newsloom.transforms.utterances.candidates import candidate_pairs, index_quotes
from newsloom.transforms.utterances.variants import (
    classify_relation,
    has_polarity_changed,
    list_token_edits,
    measure_similarity,
)
from newsloom.transforms.utterances.wording import MODALS, Overlap, Wording, measure_overlap, wording

Row = Mapping[str, Any]
ABOUT_ARTICLES = ("article_id", "outlet", "outlet_domain", "published_date", "first_seen_at", "duplicate_of")
ABOUT_QUOTES = (
    *("quote_id", "article_id", "type", "start_char", "text", "speaker_kind", "speaker_resolution"),
    *("speaker_entity_id", "utterance_id"),
)
"""Columns of articles and quotes that grouping looks at."""
_NAMED = ("named", "nominal")
_AT_A_TIME = 1_000  # quotes that are read as rows at once: those take their room
_LEAST_CONTENT = 2
"""Shared content words without which two reports are never the same, by hand."""
_ENOUGH_CONTENT = 3
"""Shared content words that a pair needs but where a long run or nearly all words speak for it, by hand."""
_LEAST_RUN = 2
"""Shared words in a row that one speaker's reports need at least, by hand."""
_VERBAL = frozenset(("be", "have", "not", "P"))
"""Levelled words of which a clause has one."""
_FULLNESS = {"direct": 2, "mixed": 1, "indirect": 0}


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

    All of them are set by hand.
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
class QuoteReport:
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
    paired_quotes: pa.Table,
    articles: pa.Table,
    pairs: Iterable[tuple[str, str]],
    options: UtteranceOptions,
    words: Callable[[str], Wording] = wording,
) -> list[tuple[str, str]]:
    """Those of the candidate pairs that report the same words, but for pairs that others join already.

    `paired_quotes` are the earlier quotes among them; `articles` those of all these quotes (article_id, outlet,
    outlet_domain, published_date, first_seen_at, duplicate_of); `words` may remember what it returned.
    """
    reports = _read_reports((new_quotes, paired_quotes), articles, words)
    groups = _Groups(reports)
    links = []
    for one, other in pairs:
        if groups.root(one) != groups.root(other) and is_same_utterance(reports[one], reports[other], options):
            groups.join(one, other)
            links.append((one, other))
    return links


def group_utterances(
    new_quotes: pa.Table,
    earlier_quotes: pa.Table,
    utterances: pa.Table,
    articles: pa.Table,
    options: UtteranceOptions | None = None,
    links: Sequence[tuple[str, str]] | None = None,
    words: Callable[[str], Wording] = wording,
) -> Grouped:
    """Utterances of new quotes, joined to earlier ones where they report the same words.

    `earlier_quotes` are all quotes of the utterances that a new quote is linked to; `utterances` the rows of those
    utterances; `articles` the articles of all these quotes, as for `find_links`; `links` what that gave: without, they
    are looked for among the given quotes.
    """
    options = options or UtteranceOptions()
    if links is None:
        pairs = candidate_pairs(index_quotes(new_quotes, words), index_quotes(earlier_quotes, words), options.max_block)
        links = find_links(new_quotes, earlier_quotes, articles, pairs, options, words)
    reports = _read_reports((new_quotes, earlier_quotes), articles, words)
    stored = {row["utterance_id"]: row for row in utterances.to_pylist()}
    rows: list[dict[str, Any]] = []
    variants: list[dict[str, Any]] = []
    utterance_of: dict[str, str] = {}
    for group in _components(reports, links):
        members = sorted((reports[quote_id] for quote_id in group), key=lambda t: t.order)
        utterance_id, merged = _identity(members, stored)
        rows.append(_utterance_row(utterance_id, members))
        rows += [{**stored[old], "status": "merged", "merged_into": utterance_id} for old in merged if old in stored]
        variants += _variant_rows(utterance_id, members)
        utterance_of |= dict.fromkeys(group, utterance_id)
    return Grouped(UTTERANCES.table(rows), QUOTE_VARIANTS.table(variants), utterance_of)


def _read_reports(
    quotes: Iterable[pa.Table], articles: pa.Table, words: Callable[[str], Wording]
) -> dict[str, QuoteReport]:
    """The quotes by id, each with its article."""
    about = {row["article_id"]: row for row in articles.select(list(ABOUT_ARTICLES)).to_pylist()}
    batches = (batch for table in quotes for batch in table.select(list(ABOUT_QUOTES)).to_batches(_AT_A_TIME))
    rows = (row for batch in batches for row in batch.to_pylist())
    return {row["quote_id"]: _report_of(row, about.get(row["article_id"], {}), words) for row in rows}


def _report_of(quote: Row, article: Row, words: Callable[[str], Wording]) -> QuoteReport:
    return QuoteReport(
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


def is_same_utterance(one: QuoteReport, other: QuoteReport, options: UtteranceOptions) -> bool:
    """Whether two quotes report the same words of the same occasion."""
    days = abs((one.day - other.day).days) if one.day and other.day else 0
    if days > options.max_days or min(len(one.words.level), len(other.words.level)) < options.min_words:
        return False
    if one.article_id == other.article_id:
        return one.words.level == other.words.level
    if len(one.words.content & other.words.content) < _LEAST_CONTENT:
        return False  # what follows takes its time
    shared = measure_overlap(one.words, other.words)
    one_speaker = one.speaker is not None and one.speaker == other.speaker
    enough = shared.content >= _LEAST_CONTENT and (one_speaker or shared.words >= options.verbatim_words)
    if shared.both >= options.verbatim_share and enough:
        return True
    if days > options.close_days:
        return False
    if one_speaker:
        return _is_same_of_one_speaker(shared, options)
    return _is_same_of_two_speakers(shared, one.words, other.words, options)


def _is_same_of_one_speaker(shared: Overlap, options: UtteranceOptions) -> bool:
    """One speaker: most of the shorter report, or less with a run of words that is not said by chance."""
    if shared.run >= options.long_run and shared.content >= _LEAST_CONTENT:
        return True
    most = shared.share >= options.same_share and shared.run >= _LEAST_RUN
    in_a_row = shared.share >= options.close_share and shared.run >= options.close_run
    return (most or in_a_row) and shared.content >= _ENOUGH_CONTENT


def _is_same_of_two_speakers(shared: Overlap, one: Wording, other: Wording, options: UtteranceOptions) -> bool:
    """Different or unknown speakers: nearly all words in order, and a whole clause, not a noun phrase."""
    clauses = all(MODALS & set(wording.words) or _VERBAL & set(wording.level) for wording in (one, other))
    enough = shared.words >= options.other_words and shared.content >= _ENOUGH_CONTENT
    return clauses and enough and shared.share >= options.other_share


class _Groups:
    """Quotes joined by links, or by an utterance that they already share."""

    def __init__(self, reports: Mapping[str, QuoteReport]) -> None:
        self._parent = {quote_id: quote_id for quote_id in reports}
        first: dict[str, str] = {}
        for quote in reports.values():
            if quote.utterance_id:
                self.join(quote.quote_id, first.setdefault(quote.utterance_id, quote.quote_id))

    def root(self, quote_id: str) -> str:
        """The quote that stands for all that are joined to one."""
        return root(self._parent, quote_id)

    def join(self, one: str, other: str) -> None:
        """Make two quotes, and all that are joined to either, one group."""
        self._parent[self.root(one)] = self.root(other)


def _components(reports: Mapping[str, QuoteReport], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The groups, each sorted by id."""
    groups = _Groups(reports)
    for one, other in links:
        groups.join(one, other)
    members: dict[str, list[str]] = defaultdict(list)
    for quote_id in sorted(reports):
        members[groups.root(quote_id)].append(quote_id)
    return list(members.values())


def _identity(members: Sequence[QuoteReport], stored: Mapping[str, Row]) -> tuple[str, list[str]]:
    """The utterance's id, the oldest that its members have, and the ids that merge into it."""
    ids = list(dict.fromkeys(t.utterance_id for t in members if t.utterance_id))
    if not ids:
        return content_id("u_", members[0].quote_id), []
    latest = dt.datetime.max.replace(tzinfo=dt.UTC)
    ids.sort(key=lambda u: (stored.get(u, {}).get("first_seen_at") or latest, u))
    return ids[0], ids[1:]


def _utterance_row(utterance_id: str, members: Sequence[QuoteReport]) -> dict[str, Any]:
    speakers = sorted({t.speaker for t in members if t.speaker})
    conflict = has_attribution_conflict(members)
    return {
        "utterance_id": utterance_id,
        "speaker_entity_id": speakers[0] if len(speakers) == 1 and not conflict else None,
        "text": choose_reference(members).text,
        "n_reports": len(members),
        "n_outlets": len({t.outlet for t in members if t.outlet}),
        "n_independent": len({t.original for t in members}),
        "first_quote_id": members[0].quote_id,
        "first_seen_at": members[0].seen,
        "attribution_conflict": conflict,
        "status": "active",
    }


def has_attribution_conflict(members: Sequence[QuoteReport]) -> bool:
    """Whether reports name different speakers: two entities, or a person here and a group of people there."""
    if len({t.speaker for t in members if t.speaker}) > 1:
        return True
    person = any(t.speaker and t.speaker_kind == "person" for t in members)
    group = any(t.speaker_kind == "collective" and t.resolution in _NAMED for t in members)
    return person and group


def choose_reference(members: Sequence[QuoteReport]) -> QuoteReport:
    """The fullest direct form; where none is direct, the fullest mixed one, then the fullest of all."""
    first = {t.quote_id: -i for i, t in enumerate(members)}
    return max(members, key=lambda t: (_FULLNESS[t.type], len(t.words.words), first[t.quote_id]))


def _variant_rows(utterance_id: str, members: Sequence[QuoteReport]) -> Iterator[dict[str, Any]]:
    """How members differ from the reference; only those of whom that is not known yet."""
    if len(members) < 2:
        return
    reference = choose_reference(members)
    before = [report for report in members if report.utterance_id == utterance_id]
    compared = len(before) > 1 and choose_reference(before) is reference
    for report in members:
        if compared and report.utterance_id == utterance_id:
            continue
        quoted = report.type != "indirect" and reference.type != "indirect"
        reported = report.type != "direct" or reference.type != "direct"
        yield {
            "utterance_id": utterance_id,
            "quote_id": report.quote_id,
            "reference_quote_id": reference.quote_id,
            "relation": classify_relation(reference.words, report.words, quoted),
            "similarity": measure_similarity(reference.words, report.words),
            "edits": list_token_edits(reference.words, report.words),
            "polarity_changed": has_polarity_changed(reference.words, report.words, reported),
        }
