"""The stage that sets standing paragraphs aside: what an outlet prints under article after article tells nothing.

When a paragraph becomes a standing one, the rows of earlier articles that came from it are withdrawn, so that it does
not matter which articles came first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.dataset.changes import Changes
from newsloom.flows.dataset.view import View, distinct
from newsloom.flows.stages.compare import placed, reader_of
from newsloom.flows.stages.stage import Context, Frames, Outcome, stage
from newsloom.schemas.contract.entities import ALIASES, ENTITIES
from newsloom.transforms.entities.entity_rows import counts_after
from newsloom.transforms.reuse.articles import Article, fetch_articles
from newsloom.transforms.reuse.background.aside import Spans, mark_segments, reduce_chains, rows_inside, spans_of
from newsloom.transforms.reuse.background.standing import (
    StandingOptions,
    find_standing,
    standing_of,
    standing_spans,
)
from newsloom.transforms.reuse.blocking.fingerprints import text_keys
from newsloom.transforms.stories.compare import articles_of
from newsloom.transforms.text.ids import id_number
from newsloom.transforms.text.word_hashes import U64, hash_words

_READ = ("mentions", "roles", "quotes", "other_attributions")  # frames and tables of what an article's text holds
_STATE = ("outlet_paragraphs", "standing_paragraphs")
_REFERRING = {  # columns of rows that refer to an entity, or in a frame to a chain
    "mentions": ("entity_id",),
    "roles": ("entity_id",),
    "quotes": ("speaker_entity_id", "via_entity_id"),
    "other_attributions": ("speaker_entity_id", "via_entity_id"),
    "headline_quotes": ("speaker_entity_id",),
}
_WITHDRAWN = {"mentions": ("mention_id", "kind", "text"), "quotes": ("quote_id", "utterance_id")} | {
    "other_attributions": ("quote_id",)
}  # columns that are needed of rows that are withdrawn, beside those


@stage(
    takes=("articles", "segments", "chains", "quote_segments", "headline_quotes", *_READ),
    gives=("chains", "quote_segments", *_READ, "standing", "withdrawn"),
    reads=(
        *("articles", "segments", "sameness_texts", "headline_quotes", *_READ),
        *("entities", "aliases", "chains", *_STATE),
    ),
    writes=(
        *("segments", *_READ, "quote_segments", "quote_variants", "quote_blocks"),
        *("entities", "aliases", "chains", *_STATE),
    ),
)
def set_standing_aside(frames: Frames, stored: View, context: Context) -> Outcome:
    """Mark the paragraphs that an outlet prints again and again, and take out what was read in them."""
    sameness, read = context.settings.sameness, reader_of(stored)
    options = sameness.copies.pairs.standing
    articles = articles_of(placed(frames["articles"]), sameness.stories)
    standing = find_standing(articles, text_keys(hash_words([one.text for one in articles])), read, options)
    spans = _spans(articles, standing.standing, options)
    outcome = Outcome(_set_aside(frames, spans))
    outcome.frames["standing"] = replace(standing, state={})  # what is written here
    outcome.changes.upsert("segments", mark_segments(frames["segments"], spans))
    for name in _STATE:
        outcome.changes.add(name, standing.state[name])
    texts = stored.lookup("sameness_texts", "text_key", pa.array(standing.again), columns=["article_id", "text_key"])
    earlier = fetch_articles(texts["article_id"].to_pylist(), read) if texts.num_rows else []
    all_standing = np.union1d(standing.standing, standing_of(earlier, read, options))
    outcome.frames["withdrawn"] = _withdraw(_spans(earlier, all_standing, options), stored, outcome.changes)
    return outcome


def _spans(articles: list[Article], standing: U64, options: StandingOptions) -> Spans:
    """By article, its standing paragraphs; articles that have none are left out."""
    pairs = ((article.article_id, standing_spans(article, standing, options)) for article in articles)
    return {name: spans for name, spans in pairs if spans}


def _set_aside(frames: Frames, spans: Spans) -> dict[str, Any]:
    """The frames of new articles without what stands in the spans."""
    inside = {name: rows_inside(frames[name], spans) for name in _READ}
    rows = {name: frames[name].filter(pc.invert(inside[name])) for name in _READ}
    columns = ((name, column) for name in (*_READ, "headline_quotes") for column in ("chain", "via_chain"))
    tables = rows | {"headline_quotes": frames["headline_quotes"]}
    referred = {
        pair
        for name, column in columns
        if column in tables[name].column_names
        for pair in zip(tables[name]["article_id"].to_pylist(), tables[name][column].to_pylist(), strict=True)
    }
    chains = reduce_chains(frames["chains"], frames["mentions"].filter(inside["mentions"]), referred)
    whole = pc.is_in(frames["quote_segments"]["quote_id"], distinct(rows["quotes"]["quote_id"]))
    return {**rows, "chains": chains, "quote_segments": frames["quote_segments"].filter(whole)}


class _Rows(NamedTuple):
    """Rows of some earlier articles, by table: those that stay, and those that are withdrawn."""

    left: Mapping[str, pa.Table]
    gone: Mapping[str, pa.Table]


def _withdraw(spans: Spans, stored: View, changes: Changes) -> pa.Array:
    """Mark segments of earlier articles and take out what was read in them; the utterances that lose a quote."""
    ids = pa.array(sorted(spans), pa.string())
    marked = mark_segments(stored.lookup("segments", "article_id", ids), spans)
    rows = _split(stored, spans_of(marked))
    quotes, mentions, roles = rows.gone["quotes"], rows.gone["mentions"], rows.gone["roles"]
    changes.upsert("segments", marked)
    changes.delete("mentions", mentions.select(["mention_id"]))
    changes.delete("roles", roles.select(["article_id", "start_char", "end_char"]))
    changes.delete("other_attributions", rows.gone["other_attributions"].select(["quote_id"]))
    for name in ("quotes", "quote_segments", "quote_variants"):
        changes.delete(name, quotes.select(["quote_id"]))
    numbers = pa.array(map(id_number, quotes["quote_id"].to_pylist()), pa.uint64())
    changes.delete("quote_blocks", pa.table({"quote": numbers}))
    _count_less(rows, stored, changes)
    return distinct(quotes["utterance_id"])


def _split(stored: View, spans: Spans) -> _Rows:
    """The rows of the articles inside and outside of the spans."""
    ids = pa.array(sorted(spans), pa.string())
    columns = {name: ("article_id", "start_char", "end_char", *_REFERRING[name]) for name in _REFERRING}
    tables = {
        name: stored.lookup(name, "article_id", ids, columns=(*some, *_WITHDRAWN.get(name, ())))
        for name, some in columns.items()
    }
    inside = {name: rows_inside(tables[name], spans) for name in _READ}
    left = {name: rows.filter(pc.invert(inside[name])) if name in inside else rows for name, rows in tables.items()}
    return _Rows(left, {name: tables[name].filter(inside[name]) for name in _READ})


def _count_less(rows: _Rows, stored: View, changes: Changes) -> None:
    """Entities and their spellings have fewer mentions, quotes and articles; of whom nothing is left, goes."""
    mentions = rows.gone["mentions"]
    lost = _pairs(rows.gone) - _pairs(rows.left)
    by_column = {
        "n_mentions": _minus(mentions["entity_id"].to_pylist()),
        "n_quotes": _minus(rows.gone["quotes"]["speaker_entity_id"].to_pylist()),
        "n_articles": _minus(entity for _, entity in lost),
    }
    ids = pa.array(sorted({id_ for counts in by_column.values() for id_ in counts if id_}), pa.string())
    entities = stored.lookup("entities", "entity_id", ids)
    for column, fewer in by_column.items():
        counts = counts_after(entities, column, entities["entity_id"].to_pylist(), fewer)
        entities = ENTITIES.with_column(entities, column, counts)
    empty = pc.equal(entities["n_articles"], 0)
    changes.upsert("entities", entities.filter(pc.invert(empty)))
    gone = entities.filter(empty).select(["entity_id"])
    changes.delete("entities", gone)
    changes.delete("entities", gone.rename_columns(["merged_into"]))
    changes.delete("aliases", gone)
    _count_less_of_spellings(mentions, pc.filter(entities["entity_id"], pc.invert(empty)), stored, changes)
    chains = stored.lookup("chains", "article_id", distinct(mentions["article_id"]))
    pairs = zip(chains["article_id"].to_pylist(), chains["entity_id"].to_pylist(), strict=True)
    changes.delete("chains", chains.filter(pa.array([pair in lost for pair in pairs], pa.bool_())).select(["number"]))


def _count_less_of_spellings(mentions: pa.Table, ids: pa.Array, stored: View, changes: Changes) -> None:
    """The spellings of some entities without these mentions; one that is met no more goes."""
    names = mentions.filter(pc.equal(mentions["kind"].cast(pa.string()), "name"))
    spelled = _minus(zip(names["entity_id"].to_pylist(), names["text"].to_pylist(), strict=True))
    aliases = stored.lookup("aliases", "entity_id", distinct(ids))
    keys = zip(aliases["entity_id"].to_pylist(), aliases["alias"].to_pylist(), strict=True)
    counts = counts_after(aliases, "n_mentions", keys, spelled)
    none_left = pc.equal(counts, 0)
    changes.delete("aliases", aliases.filter(none_left).select(["entity_id", "alias"]))
    changes.upsert("aliases", ALIASES.with_column(aliases, "n_mentions", counts).filter(pc.invert(none_left)))


def _minus(items: Iterable[Any]) -> Counter[Any]:
    """How often each item is there, below 0: what its counts lose."""
    lost: Counter[Any] = Counter()
    lost.subtract(items)
    return lost


def _pairs(tables: Mapping[str, pa.Table]) -> set[tuple[str, str]]:
    """Which articles refer to which entities."""
    return {
        (article, entity)
        for name, rows in tables.items()
        for column in _REFERRING[name]
        for article, entity in zip(rows["article_id"].to_pylist(), rows[column].to_pylist(), strict=True)
        if entity
    }
