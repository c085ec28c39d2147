"""Which reports are one utterance: quoted words bind for good, a paraphrase joins one statement and leads no further.

Reports bound by words that they both quote are one statement, whatever their order of arrival: two cuts that share no
word meet where a longer report holds both. A paraphrase shares too little for that, or a chain of them would lead from
one statement to another on the same theme: it joins the statement that it is nearest to.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsloom.transforms.text.disjoint_sets import root
from newsloom.transforms.text.ids import content_id
from newsloom.transforms.utterances.reports import QuoteReport, Row
from newsloom.transforms.utterances.same_statement import Bond, UtteranceOptions, find_bond
from newsloom.transforms.utterances.wording import measure_overlap

_FULLNESS = {"direct": 2, "mixed": 1, "indirect": 0}


@dataclass(frozen=True)
class ReportLink:
    """Two reports of one statement: what binds them, and the share of both wordings that is the same."""

    one: str
    other: str
    bond: Bond
    share: float


@dataclass(frozen=True)
class Group:
    """The reports of an utterance, first seen first, its id, and the ids of those that merge into it."""

    utterance_id: str
    members: tuple[QuoteReport, ...]
    merged: tuple[str, ...]


def bind_reports(
    reports: Mapping[str, QuoteReport], pairs: Iterable[tuple[str, str]], options: UtteranceOptions
) -> list[ReportLink]:
    """The links among candidate pairs, but for pairs that quoted words join already."""
    groups = _Groups(reports)
    links = []
    for one, other in pairs:
        if groups.root(one) == groups.root(other):
            continue
        bond, share = find_bond(reports[one], reports[other], options)
        if bond is Bond.QUOTED:
            groups.join(one, other)
        if bond is not Bond.NONE:
            links.append(ReportLink(one, other, bond, share))
    return links


def form_groups(
    reports: Mapping[str, QuoteReport],
    links: Iterable[ReportLink],
    stored: Mapping[str, Row],
    options: UtteranceOptions,
) -> list[Group]:
    """The reports by utterance; `stored`: the rows of the utterances that they have."""
    groups = _Groups(reports)
    links = list(links)
    for link in links:
        if link.bond is Bond.QUOTED:
            groups.join(link.one, link.other)
    _attach_paraphrases(groups, reports, [link for link in links if link.bond is Bond.PARAPHRASE], options)
    members = (sorted((reports[quote_id] for quote_id in ids), key=lambda t: t.order) for ids in groups.listed())
    return [Group(*_identity(group, stored)) for group in members]


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

    def listed(self) -> list[list[str]]:
        """The groups, each sorted by id."""
        members: dict[str, list[str]] = defaultdict(list)
        for quote_id in sorted(self._parent):
            members[self.root(quote_id)].append(quote_id)
        return list(members.values())


def _attach_paraphrases(
    groups: _Groups, reports: Mapping[str, QuoteReport], links: Sequence[ReportLink], options: UtteranceOptions
) -> None:
    """Join what nobody quotes to the statement that it is nearest to, the nearest first.

    What was joined to another is no statement of its own: nothing is joined to it.
    """
    statement = {quote_id: min(ids) for ids in groups.listed() for quote_id in ids}
    fullest = {statement[ids[0]]: choose_reference([reports[i] for i in ids]) for ids in groups.listed()}
    sizes = {statement[ids[0]]: len(ids) for ids in groups.listed()}
    joined: set[str] = set()
    taken: set[str] = set()

    def leads(end: str) -> bool:
        of = fullest[statement[end]]
        return sizes[statement[end]] == 1 or of.type != "indirect" or _is_nearly(reports[end], of, options)

    def is_free(of: str) -> bool:
        return of not in taken and (sizes[of] == 1 or fullest[of].type == "indirect")

    for link in sorted(links, key=lambda t: (-t.share, t.one, t.other)):
        ends = [(link.one, link.other), (link.other, link.one)]
        for end, other in sorted(ends, key=lambda pair: (_fullness(fullest[statement[pair[0]]]), pair)):
            one, to = statement[end], statement[other]
            if one != to and is_free(one) and to not in joined and leads(end) and leads(other):
                groups.join(end, other)
                joined.add(one)
                taken |= {one, to}
                break


def _is_nearly(report: QuoteReport, fullest: QuoteReport, options: UtteranceOptions) -> bool:
    """Whether a report has nearly the words of its statement's fullest one, so that what is near it is near that."""
    return report is fullest or measure_overlap(report.words, fullest.words).both >= options.verbatim_share


def _fullness(report: QuoteReport) -> tuple[int, int]:
    return _FULLNESS[report.type], len(report.words.words)


def choose_reference(members: Sequence[QuoteReport]) -> QuoteReport:
    """The fullest direct form; where none is direct, the fullest mixed one, then the fullest of all."""
    if len(members) == 1:
        return members[0]  # its words need not be read
    first = {t.quote_id: -i for i, t in enumerate(members)}
    return max(members, key=lambda t: (*_fullness(t), first[t.quote_id]))


def _identity(
    members: Sequence[QuoteReport], stored: Mapping[str, Row]
) -> tuple[str, tuple[QuoteReport, ...], tuple[str, ...]]:
    """The utterance's id, the oldest that its members have, the members, and the ids that merge into it."""
    ids = list(dict.fromkeys(t.utterance_id for t in members if t.utterance_id))
    if not ids:
        return content_id("u_", members[0].quote_id), tuple(members), ()
    latest = dt.datetime.max.replace(tzinfo=dt.UTC)
    ids.sort(key=lambda u: (stored.get(u, {}).get("first_seen_at") or latest, u))
    return ids[0], tuple(members), tuple(ids[1:])
