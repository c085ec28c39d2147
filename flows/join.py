"""The stages that join a chunk to what the dataset knows: sameness, names over articles, utterances."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.assets import load_assets
from flows.chunks import Chunk
from flows.dataset import Dataset
from flows.tables import ALL_TABLES
from schemas.names import ENTITIES
from schemas.speech import QUOTES
from schemas.table import Table
from schemas.text import ARTICLES
from transforms import utterances as grouping
from transforms.ids import content_id
from transforms.sameness import compare
from transforms.utterances import blocks as utterance_blocks

if TYPE_CHECKING:
    from flows.stages import Run


def compare_articles(run: Run, chunk: Chunk) -> None:
    """What the new articles copy, and which events they tell."""
    dataset = run.writer.dataset
    new = _placed(chunk.articles).append_column("names", _names_by_article(chunk))
    found = compare(new, _reader(dataset), load_assets().idf, run.settings.sameness, _mapper(run))
    articles = _articles_of(dataset, chunk, found.originals, found.story_of)
    for values in (found.originals, found.story_of):
        articles = _with_values(ARTICLES, articles, values, "article_id")
    chunk.articles = articles.slice(0, chunk.articles.num_rows)
    chunk.changes.upsert("articles", articles)
    chunk.changes.delete("overlaps", found.dropped)
    chunk.changes.delete("overlap_passages", found.dropped)
    chunk.changes.delete("overlap_passages", found.overlaps.select(found.dropped.column_names))
    chunk.changes.upsert("overlaps", found.overlaps)
    chunk.changes.upsert("overlap_passages", found.passages)
    chunk.changes.upsert("stories", found.stories)
    chunk.changes.upsert("story_events", found.story_events)
    for name, rows in found.state.items():
        chunk.changes.upsert(name, rows)


def _placed(articles: pa.Table) -> pa.Table:
    """Articles whose time of publication is midnight where only the day is known."""
    day = articles["published_date"].cast(articles.schema.field("published_at").type)
    column = articles.column_names.index("published_at")
    return articles.set_column(column, "published_at", pc.coalesce(articles["published_at"], day))


def _names_by_article(chunk: Chunk) -> pa.Array:
    names: dict[str, list[str]] = {}
    for row in chunk.chains.select(["article_id", "name"]).to_pylist():
        names.setdefault(row["article_id"], []).append(row["name"])
    return pa.array([names.get(id_, []) for id_ in chunk.articles["article_id"].to_pylist()], pa.list_(pa.string()))


def _reader(dataset: Dataset) -> Callable[[str, str | None, Any], pa.Table]:
    """The stored rows of a table whose column has one of the values, as sameness asks for them."""

    def read(table: str, column: str | None, values: Any) -> pa.Table:
        if column is None:
            rows = dataset.arrow(table)
        elif column == ALL_TABLES[table].part_by:
            rows = dataset.arrow(table, parts=pa.array(values).to_pylist())
        else:
            rows = dataset.lookup(table, column, pa.array(values))
        return _placed(rows) if table == "articles" else rows

    return read


def _mapper(run: Run) -> Callable[..., Iterable[Any]]:
    """Over a cluster by the engine, else here: DuckDB uses all cores by itself."""
    if run.settings.engine.engine == "local":
        return map
    return lambda function, *columns: run.run_batches(partial(_spread, function), zip(*columns, strict=True))


def _spread(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    return function(*arguments)


def _articles_of(dataset: Dataset, chunk: Chunk, *changes: pa.Table) -> pa.Table:
    """The new articles, and the earlier ones that the changes name."""
    named = pa.chunked_array([c for t in changes for c in t["article_id"].chunks], pa.string())
    earlier = pc.unique(named).filter(pc.invert(pc.is_in(pc.unique(named), chunk.articles["article_id"])))
    return pa.concat_tables([chunk.articles, dataset.lookup("articles", "article_id", earlier)])


def _with_values(table: Table, rows: pa.Table, values: pa.Table, key: str) -> pa.Table:
    """The rows with the columns of `values` put in where `key` agrees; other rows keep theirs."""
    place = pc.index_in(rows[key], values[key])
    for name in values.column_names:
        if name != key:
            new = values[name].take(place)
            old = rows[name].cast(new.type)
            rows = table.with_column(rows, name, pc.if_else(pc.is_valid(place), new, old))
    return rows


def resolve_names(run: Run, chunk: Chunk) -> None:
    """Names that fold to the same key are one entity."""
    entity = {}
    rows = {}
    for c in chunk.chains.to_pylist():
        e = content_id("e_", c["type"], c["key"])
        entity[c["article_id"], c["chain"]] = e
        rows[e] = {
            "entity_id": e,
            "type": c["type"],
            "name": c["name"],
            "name_origin": "text",
            "status": "active",
            "n_articles": 1,
            "n_mentions": c["n_mentions"],
            "n_quotes": 0,
        }
    chunk.changes.upsert("entities", ENTITIES.table(rows.values()))
    for name, column in (("mentions", "entity_id"), ("roles", "entity_id"), ("quotes", "speaker_entity_id")):
        rows_ = getattr(chunk, name)
        ids = [
            entity.get((a, c)) for a, c in zip(rows_["article_id"].to_pylist(), rows_["chain"].to_pylist(), strict=True)
        ]
        t = rows_.drop_columns("chain").append_column(column, pa.array(ids, pa.string()))
        setattr(chunk, name, t)
        if name != "quotes":
            chunk.changes.upsert(name, t)


def group_utterances(run: Run, chunk: Chunk) -> None:
    """Find what was said before: new quotes, and those that they change, with their utterances."""
    dataset = run.writer.dataset
    index = utterance_blocks(chunk.quotes)
    met = dataset.lookup("quote_blocks", "block", pc.unique(index["block"]))
    known = _reports_of(dataset, dataset.lookup("quotes", "quote_id", pc.unique(met["quote_id"])))
    utterances = dataset.lookup("utterances", "utterance_id", _ids(known["utterance_id"]))
    ids = pc.unique(pa.chunked_array([*chunk.quotes["article_id"].chunks, *known["article_id"].chunks], pa.string()))
    articles = pa.concat_tables([chunk.articles, dataset.lookup("articles", "article_id", ids)])
    found = grouping.group_utterances(_columns(QUOTES, chunk.quotes), known, utterances, articles)
    for rows in (_columns(QUOTES, chunk.quotes), known):
        now = [found.utterance_of.get(q) for q in rows["quote_id"].to_pylist()]
        before = rows["utterance_id"].to_pylist()
        changed = pa.array([a != b for a, b in zip(now, before, strict=True)], pa.bool_())
        rows = rows.set_column(rows.column_names.index("utterance_id"), "utterance_id", pa.array(now, pa.string()))
        chunk.changes.upsert("quotes", rows if rows.num_rows and before[0] is None else rows.filter(changed))
    chunk.changes.upsert("quote_segments", chunk.quote_segments)
    chunk.changes.upsert("quote_blocks", index)
    chunk.changes.upsert("utterances", found.utterances)
    chunk.changes.upsert("quote_variants", found.quote_variants)


def _reports_of(dataset: Dataset, quotes: pa.Table) -> pa.Table:
    """The quotes, and all others of their utterances."""
    return dataset.lookup("quotes", "utterance_id", _ids(quotes["utterance_id"]))


def _ids(column: pa.ChunkedArray) -> pa.Array:
    return pc.drop_null(pc.unique(column))


def _columns(table: Table, rows: pa.Table) -> pa.Table:
    """The rows with the table's columns in order."""
    return rows.select(list(table.columns))
