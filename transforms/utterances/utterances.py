"""Utterances: reports of the same words found over articles and outlets, and how each of them puts it.

Candidates come from an index, not from all pairs: two reports meet where they share content words in order, or a
speaker and content words. A pair that holds is a link; what is linked is one utterance (see `grouping`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from newsloom.schemas.contract.utterances import QUOTE_VARIANTS, UTTERANCES
from newsloom.transforms.utterances.candidates import index_quotes, pair_quotes
from newsloom.transforms.utterances.conflicts import ReportEvidence, has_conflict, sentence_around
from newsloom.transforms.utterances.derivation import ReportSource, find_first, find_sources
from newsloom.transforms.utterances.grouping import Group, ReportLink, bind_reports, choose_reference, form_groups
from newsloom.transforms.utterances.meaning import POLARITY, find_changes
from newsloom.transforms.utterances.reports import QuoteReport, Row, read_reports
from newsloom.transforms.utterances.same_statement import UtteranceOptions
from newsloom.transforms.utterances.variants import classify_relation, list_token_edits, measure_similarity

_MAJORITY = 2
"""How many times as sure as of all others we must be of a speaker where reports differ, by hand."""


IdPair = tuple[str, str]
"""Ids of a quote and of the reference that it is compared with."""


@dataclass(frozen=True)
class Grouped:
    """New or changed rows of `utterances` and `quote_variants`, and each quote's utterance."""

    utterances: pa.Table
    quote_variants: pa.Table
    utterance_of: Mapping[str, str]


def find_groups(
    reports: Mapping[str, QuoteReport],
    utterances: pa.Table,
    links: Iterable[ReportLink],
    options: UtteranceOptions,
) -> list[Group]:
    """The new reports by utterance, joined to earlier ones where a link says so.

    `reports` are the new ones and all of the utterances that one is linked to; `utterances` the rows of those.
    """
    stored = {row["utterance_id"]: row for row in utterances.to_pylist()}
    return form_groups(reports, links, stored, options)


def describe_groups(
    groups: Sequence[Group], utterances: pa.Table, evidence: ReportEvidence, compared: Mapping[IdPair, Row]
) -> Grouped:
    """The tables' rows for groups of reports; `utterances`: the rows of those that merge; `compared`: how each report
    of several differs from the reference (`list_uncompared`)."""
    stored = {row["utterance_id"]: row for row in utterances.to_pylist()}
    rows: list[Row] = []
    variant_rows: list[Row] = []
    for group in groups:
        rows.append(_utterance_row(group, evidence))
        gone = [stored[old] for old in group.merged if old in stored]
        rows += [{**row, "status": "merged", "merged_into": group.utterance_id} for row in gone]
        variant_rows += _variant_rows(group, evidence, compared)
    utterance_of = {t.quote_id: group.utterance_id for group in groups for t in group.members}
    return Grouped(UTTERANCES.table(rows), QUOTE_VARIANTS.table(variant_rows), utterance_of)


def group_utterances(
    quotes: pa.Table,
    earlier_quotes: pa.Table,
    utterances: pa.Table,
    articles: pa.Table,
    options: UtteranceOptions | None = None,
    evidence: ReportEvidence | None = None,
) -> Grouped:
    """All steps at once: utterances of new quotes, joined to earlier ones where they report the same words."""
    options = options or UtteranceOptions()
    pairs = pair_quotes(index_quotes(quotes), index_quotes(earlier_quotes), options.max_block)
    reports = read_reports((quotes, earlier_quotes), articles)
    groups = find_groups(reports, utterances, bind_reports(reports, pairs, options), options)
    compared = compare_reports(list_uncompared(groups, {}))
    return describe_groups(groups, utterances, evidence or ReportEvidence(), compared)


def _utterance_row(group: Group, evidence: ReportEvidence) -> dict[str, Any]:
    members = group.members
    conflict = has_conflict(members, evidence)
    first = find_first(members)
    return {
        "utterance_id": group.utterance_id,
        "speaker_entity_id": None if conflict else _choose_speaker(members),
        "text": choose_reference(members).text,
        "n_reports": len(members),
        "n_outlets": len({t.outlet.casefold() for t in members if t.outlet}),
        "n_independent": len({t.original for t in members}),
        "first_quote_id": first.quote_id if first else None,
        "first_seen_at": members[0].seen,
        "attribution_conflict": conflict,
        "status": "active",
    }


def _choose_speaker(members: Iterable[QuoteReport]) -> str | None:
    """The one speaker, or the one of whom we are far surer than of all others: then those are our mistakes."""
    sure: Counter[str] = Counter()
    for report in members:
        if report.speaker:
            sure[report.speaker] += 1 + round(100 * report.confidence)
    ranked = sure.most_common()
    rest = sum(weight for _, weight in ranked[1:])
    return ranked[0][0] if ranked and ranked[0][1] > _MAJORITY * rest else None


_COMPARED = ("relation", "similarity", "edits", "changed", "polarity_changed")


def compared_before(variants: pa.Table) -> dict[IdPair, Row]:
    """By quote and reference, what a comparison of the two has told: it depends on nothing else."""
    rows = variants.select(["quote_id", "reference_quote_id", *_COMPARED]).to_pylist()
    return {(row.pop("quote_id"), row.pop("reference_quote_id")): row for row in rows}


def list_uncompared(groups: Iterable[Group], compared: Mapping[IdPair, Row]) -> list[tuple[QuoteReport, QuoteReport]]:
    """Reports of several, each with the reference, that are still to be compared."""
    several = (group.members for group in groups if len(group.members) > 1)
    referred = ((report, choose_reference(members)) for members in several for report in members)
    return [
        (report, reference)
        for report, reference in referred
        if report is not reference and (report.quote_id, reference.quote_id) not in compared
    ]


def compare_reports(pairs: Iterable[tuple[QuoteReport, QuoteReport]]) -> dict[IdPair, Row]:
    """By quote and reference, how the report differs."""
    return {(report.quote_id, reference.quote_id): _compare(reference, report) for report, reference in pairs}


def _variant_rows(group: Group, evidence: ReportEvidence, compared: Mapping[IdPair, Row]) -> Iterator[dict[str, Any]]:
    """How members differ from the reference, and whence they have it; the reference has a row without the former."""
    if len(group.members) < 2:
        return
    reference = choose_reference(group.members)

    def around(report: QuoteReport) -> str:
        text = evidence.texts.get(report.article_id)
        return sentence_around(report, text) if text else ""

    sources = find_sources(group.members, around)
    for report in group.members:
        source = sources.get(report.quote_id, _NO_SOURCE)
        differences = {} if report is reference else compared[report.quote_id, reference.quote_id]
        yield {
            "utterance_id": group.utterance_id,
            "quote_id": report.quote_id,
            "reference_quote_id": reference.quote_id,
            "polarity_changed": False,
            "derived_from_quote_id": source.quote_id,
            "derived_evidence": source.evidence,
            **differences,
        }


_NO_SOURCE = ReportSource(None, None)


def _compare(reference: QuoteReport, report: QuoteReport) -> dict[str, Any]:
    quoted = report.type != "indirect" and reference.type != "indirect"
    reported = report.type != "direct" or reference.type != "direct"
    edits = list_token_edits(reference.words, report.words)
    denied = reference.is_denied != report.is_denied
    changed = find_changes(reference.words, report.words, reported, denied)
    return {
        "relation": classify_relation(reference.words, report.words, edits, changed, quoted),
        "similarity": measure_similarity(reference.words, report.words),
        "edits": edits,
        "changed": changed,
        "polarity_changed": not POLARITY.isdisjoint(changed),
    }
