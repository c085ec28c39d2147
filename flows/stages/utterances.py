"""The stage that finds what was said before: quotes of all articles, grouped into utterances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.view import View, changed, distinct, repointed
from newsloom.flows.stages.stage import Context, Frames, Outcome, stage
from newsloom.flows.work.jobs import BindJob, bind_batch, compare_batch
from newsloom.schemas.contract.quotes import QUOTES
from newsloom.transforms.text.spans import Span
from newsloom.transforms.utterances.candidates import Pairs, drop_full_blocks, index_quotes, index_speakers, pair_quotes
from newsloom.transforms.utterances.conflicts import Person, ReportEvidence, list_suspects
from newsloom.transforms.utterances.derivation import may_credit
from newsloom.transforms.utterances.grouping import Group, ReportLink
from newsloom.transforms.utterances.reports import ABOUT_ARTICLES, ABOUT_QUOTES, QuoteReport, Row, read_reports
from newsloom.transforms.utterances.utterances import (
    IdPair,
    compared_before,
    describe_groups,
    find_groups,
    list_uncompared,
)

_PAIRS = 1_000  # of reports, of a job: some .2 s of work, and .03 s to send them
_FEW_PAIRS = 3_000


@stage(
    takes=("quotes", "quote_words", "quote_segments", "moved_quotes", "withdrawn"),
    reads=("articles", "entities", "quotes", "utterances", "quote_variants", "quote_blocks"),
    writes=("quotes", "quote_segments", "quote_blocks", "utterances", "quote_variants"),
)
def group_utterances(frames: Frames, stored: View, context: Context) -> Outcome:
    """Group the new quotes with those that they repeat, and earlier ones whose speaker turned out to be another."""
    new, moved, options = frames["quotes"], frames["moved_quotes"], context.settings.utterances
    index, moved_index = index_quotes(new, frames["quote_words"]), index_speakers(moved)
    sought = pa.concat_tables([index, moved_index])
    indexed = stored.lookup("quote_blocks", "block", sought["block"])
    pairs = pair_quotes(sought, indexed, options.max_block)
    others = pa.chunked_array([pairs.others()], pa.string())
    sought_ids = distinct(others, moved["quote_id"])
    met = _read_whole_utterances(stored, sought_ids, frames["withdrawn"])
    paired = met.filter(pc.is_in(met["quote_id"], sought_ids))
    reports = read_reports((new, paired), _articles(stored, new, paired))
    links = _links(reports, pairs, context)
    earlier = _earlier(met, links, moved, frames["withdrawn"])
    utterances = stored.lookup("utterances", "utterance_id", distinct(earlier["utterance_id"]))
    unread = earlier.filter(pc.invert(pc.is_in(earlier["quote_id"], distinct(paired["quote_id"]))))
    reports |= read_reports((unread,), _articles(stored, unread))
    concerned = [*new["quote_id"].to_pylist(), *earlier["quote_id"].to_pylist()]
    groups = find_groups({quote_id: reports[quote_id] for quote_id in concerned}, utterances, links, options)
    stored_variants = stored.lookup("quote_variants", "utterance_id", utterances["utterance_id"])
    compared = _compared(groups, stored_variants, context)
    grouped = describe_groups(groups, utterances, _evidence(stored, groups, new), compared)
    changes = Changes()
    changes.upsert("quotes", _regrouped(stored, earlier, grouped.utterance_of))
    changes.add("quotes", _with_utterances(new, grouped.utterance_of))
    changes.add("quote_segments", frames["quote_segments"])
    changes.add("quote_blocks", drop_full_blocks(index, indexed, options.max_block))
    changes.add("quote_blocks", moved_index)
    changes.upsert("utterances", grouped.utterances)
    changes.upsert("utterances", merged_before(stored.over(changes), grouped.utterances))
    void = pc.filter(frames["withdrawn"], pc.invert(pc.is_in(frames["withdrawn"], grouped.utterances["utterance_id"])))
    for column in ("utterance_id", "merged_into"):  # nobody said it, as it turned out
        changes.delete("utterances", pa.table({column: void}))
    variants = changed("quote_variants", grouped.quote_variants, stored_variants)
    changes.delete("quote_variants", variants.select(["quote_id"]))
    changes.upsert("quote_variants", variants)
    return Outcome(changes=changes)


def _links(reports: Mapping[str, QuoteReport], pairs: Pairs, context: Context) -> list[ReportLink]:
    """The links among candidate pairs; workers compare some pairs each."""
    jobs = (
        BindJob({quote_id: reports[quote_id] for pair in some for quote_id in pair}, some, context.settings.utterances)
        for some in pairs.in_portions(_PAIRS)
    )
    few = len(pairs) <= _FEW_PAIRS
    return [link for links in context.spread(bind_batch, jobs, few=few) for link in links]


def _compared(groups: Sequence[Group], variants: pa.Table, context: Context) -> dict[IdPair, Row]:
    """How reports differ from their references; workers compare what was not compared before."""
    compared = compared_before(variants)
    pairs = list_uncompared(groups, compared)
    jobs = (pairs[first : first + _PAIRS] for first in range(0, len(pairs), _PAIRS))
    for differences in context.spread(compare_batch, jobs, few=len(pairs) <= _FEW_PAIRS):
        compared |= differences
    return compared


def _read_whole_utterances(stored: View, quote_ids: pa.Array, withdrawn: pa.Array) -> pa.Table:
    """Some quotes, and all others of their utterances and of those that lost a quote: which of them are needed is only
    known when they are compared, and to read them then would be to open the same files again."""
    of_quotes = stored.lookup("quotes", "quote_id", quote_ids, columns=["quote_id", "utterance_id"])["utterance_id"]
    ids = distinct(of_quotes, pa.chunked_array([withdrawn], pa.string()))
    return stored.lookup("quotes", "utterance_id", ids, columns=ABOUT_QUOTES)


def _earlier(met: pa.Table, links: Iterable[ReportLink], moved: pa.Table, withdrawn: pa.Array) -> pa.Table:
    """All quotes of the utterances that a new quote is linked to, that a quote with another speaker is in, or that have
    lost a quote."""
    utterance_of = dict(zip(*(met[name].to_pylist() for name in ("quote_id", "utterance_id")), strict=True))
    ends = {end for link in links for end in (link.one, link.other)} | set(moved["quote_id"].to_pylist())
    ids = {utterance_of[end] for end in ends if utterance_of.get(end)} | set(withdrawn.to_pylist())
    return met.filter(pc.is_in(met["utterance_id"], pa.array(sorted(ids), pa.string())))


def _evidence(stored: View, groups: Sequence[Group], new: pa.Table) -> ReportEvidence:
    """What tells who had it first and whether outlets contradict each other: read for the few groups that need it."""
    suspects = [report for group in groups for report in list_suspects(group.members)]
    credit = [report for group in groups for report in may_credit(group.members)]
    people = pa.array(sorted({t.speaker for t in suspects if t.speaker}), pa.string())
    articles = pa.array(sorted({t.article_id for t in (*credit, *suspects)}), pa.string())
    texts = stored.lookup("articles", "article_id", articles, columns=["article_id", "text"])
    persons = stored.lookup("entities", "entity_id", people, columns=["entity_id", "name", "n_articles"])
    return ReportEvidence(
        texts=dict(zip(texts["article_id"].to_pylist(), texts["text"].to_pylist(), strict=True)),
        people={row["entity_id"]: Person(row["name"], row["n_articles"]) for row in persons.to_pylist()},
        speakers=_speakers(stored, new, {t.article_id for t in suspects}),
    )


def _speakers(stored: View, new: pa.Table, articles: set[str]) -> dict[str, list[tuple[Span, str]]]:
    """The speakers of all quotes of some articles, with the quotes' spans."""
    ids, columns = (
        pa.array(sorted(articles), pa.string()),
        ["article_id", "start_char", "end_char", "speaker_entity_id"],
    )
    earlier = stored.lookup("quotes", "article_id", ids, columns=["quote_id", *columns]).select(columns)
    spoken: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for row in (*earlier.to_pylist(), *new.filter(pc.is_in(new["article_id"], ids)).select(columns).to_pylist()):
        spoken[row["article_id"]].append(((row["start_char"], row["end_char"]), row["speaker_entity_id"]))
    return spoken


def merged_before(stored: View, utterances: pa.Table) -> pa.Table:
    """Utterances that had been merged into one that is merged itself now: they point to the one that stays."""
    pairs = zip(utterances["utterance_id"].to_pylist(), utterances["merged_into"].to_pylist(), strict=True)
    stays = {merged: into for merged, into in pairs if into}
    return repointed(stored, "utterances", "merged_into", stays)


def _articles(stored: View, *quotes: pa.Table) -> pa.Table:
    """What there is to know of the articles of some quotes."""
    ids = distinct(*(some["article_id"] for some in quotes))
    return stored.lookup("articles", "article_id", ids, columns=ABOUT_ARTICLES)


def _regrouped(stored: View, earlier: pa.Table, utterance_of: Mapping[str, str]) -> pa.Table:
    """Earlier quotes, whole, whose utterance was merged into another one."""
    pairs = zip(earlier["quote_id"].to_pylist(), earlier["utterance_id"].to_pylist(), strict=True)
    changed = pa.array([quote_id for quote_id, former in pairs if utterance_of[quote_id] != former], pa.string())
    return _with_utterances(stored.lookup("quotes", "quote_id", changed), utterance_of)


def _with_utterances(quotes: pa.Table, utterance_of: Mapping[str, str]) -> pa.Table:
    ids = [utterance_of.get(quote_id) for quote_id in quotes["quote_id"].to_pylist()]
    return QUOTES.with_column(quotes, "utterance_id", pa.array(ids, pa.string()))
