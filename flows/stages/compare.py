"""The stage that compares a chunk's articles with each other and with all earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.assets.assets import load_assets
from newsloom.flows.dataset.changes import Changes, updated
from newsloom.flows.dataset.files import threaded
from newsloom.flows.dataset.tables import ALL_TABLES
from newsloom.flows.dataset.view import View
from newsloom.flows.stages.stage import Context, Frames, Outcome, stage
from newsloom.flows.stages.stand_ins import tie_stand_ins
from newsloom.schemas.contract.articles import ARTICLES
from newsloom.schemas.state.sameness import STATE_TABLES
from newsloom.transforms.reuse.copies import bucket_of
from newsloom.transforms.reuse.state import Pair, Read, pairs_of, pairs_table
from newsloom.transforms.stories.compare import Sameness, compare

_STATE = tuple(table.name for table in STATE_TABLES)
_VERSIONS = ["article_id", "version_of"]  # of the articles that are new or whose originals have changed


@stage(
    takes=("articles", "came_after_summary", "standing"),
    gives=("articles", "versions"),
    reads=("articles", "article_pairs", "shared_passages", "stories", *_STATE),
    writes=("articles", "article_pairs", "shared_passages", "stories", "story_events", *_STATE),
)
def compare_articles(frames: Frames, stored: View, context: Context) -> Outcome:
    """What the new articles copy, and which events they tell."""
    articles = frames["articles"]
    if not articles.num_rows:
        return Outcome({"articles": articles, "versions": articles.select(_VERSIONS)})
    read, options, standing = reader_of(stored), context.settings.sameness, frames["standing"]
    sameness = compare(placed(articles), read, load_assets().idf, options, _mapper(context), standing)
    choices = (sameness.originals, sameness.story_of)
    articles = updated(ARTICLES, _flagged(articles, sameness.page_kinds), choices)
    outcome = Outcome({"articles": articles, "versions": sameness.originals.select(_VERSIONS)})
    outcome.changes.add("articles", articles)
    for values in choices:
        earlier = pc.invert(pc.is_in(values["article_id"], articles["article_id"]))
        outcome.changes.update("articles", values.filter(earlier))
    outcome.changes.update("articles", tie_stand_ins(frames["came_after_summary"], articles, outcome.changes, stored))
    _write_pairs(stored, outcome.changes, set(articles["article_id"].to_pylist()), sameness)
    outcome.changes.upsert("stories", sameness.stories)
    outcome.changes.upsert("story_events", sameness.story_events)
    for name, rows in sameness.state.items():
        write = outcome.changes.add if ALL_TABLES[name].grows_only else outcome.changes.upsert
        write(name, rows)
    return outcome


def _write_pairs(stored: View, changes: Changes, new: Set[str], sameness: Sameness) -> None:
    """Pairs with a new article, and those of earlier ones that came out otherwise when they were measured again."""
    again = {pair for pair in pairs_of(sameness.article_pairs) if new.isdisjoint(pair)}
    frames = {"article_pairs": sameness.article_pairs, "shared_passages": sameness.passages}
    changed = _changed(stored, frames, again)
    for name, rows in frames.items():
        changes.delete(name, sameness.dropped)
        changes.delete(name, pairs_table(sorted(changed)))
        changes.add(name, rows.filter(_mask(pair not in again or pair in changed for pair in pairs_of(rows))))


def _changed(stored: View, frames: Mapping[str, pa.Table], pairs: Set[Pair]) -> Set[Pair]:
    """Those of the pairs of which a row is not stored yet, or a stored one has gone."""
    ids, changed = pa.array(sorted({a for a, _ in pairs}), pa.string()), set()
    for name, rows in frames.items():
        now = rows.filter(_mask(pair in pairs for pair in pairs_of(rows)))
        changed |= {row[:2] for row in _rows(now) ^ _rows(stored.lookup(name, "article_id_a", ids))}
    return pairs & changed


def _mask(values: Iterable[bool]) -> pa.Array:
    return pa.array(list(values), pa.bool_())


def _rows(table: pa.Table) -> set[Any]:
    """The rows without their run."""
    columns = table.drop_columns("run_id").columns
    return set(zip(*(column.to_pylist() for column in columns), strict=True))


def placed(articles: pa.Table) -> pa.Table:
    """Articles whose time of publication is midnight, and `day_only` true, where only the day is known."""
    day = articles["published_date"].cast(ARTICLES.columns["published_at"].type)
    day_only = pc.and_(pc.is_null(articles["published_at"]), pc.is_valid(day))
    placed = ARTICLES.with_column(articles, "published_at", pc.coalesce(articles["published_at"], day))
    return placed.append_column("day_only", day_only)


def _flagged(articles: pa.Table, kinds: Mapping[str, str]) -> pa.Table:
    """The articles with what they are among their quality flags, where they are no report of one event."""
    columns = zip(articles["article_id"].to_pylist(), articles["quality_flags"].to_pylist(), strict=True)
    flags = [[*(flags_before or ()), kinds[name]] if name in kinds else flags_before for name, flags_before in columns]
    return ARTICLES.with_column(articles, "quality_flags", pa.array(flags, pa.list_(pa.string())))


def reader_of(stored: View) -> Read:
    """What the dataset holds, as a comparison reads it."""

    def read(table: str, column: str | None, values: Any, columns: Sequence[str] | None = None) -> pa.Table:
        if column is None:
            return stored.arrow(table, columns)
        parts = np.unique(bucket_of(values.to_numpy())) if (table, column) == ("fingerprints", "hash") else None
        return stored.lookup(table, column, pa.array(values), parts, columns)

    return read


def _mapper(context: Context) -> Callable[..., Iterable[Any]]:
    """Over a cluster by the engine, else here in threads."""
    if not context.on_cluster:
        return threaded
    return lambda function, *columns: context.run_batches(partial(_spread, function), zip(*columns, strict=True))


def _spread(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    return function(*arguments)
