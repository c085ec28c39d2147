"""The stage that compares a chunk's articles with each other and with all earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.assets import load_assets
from flows.chunks import Chunk
from flows.dataset import Dataset
from flows.overlay import distinct, with_values
from flows.tables import ALL_TABLES
from schemas.text import ARTICLES
from transforms.sameness.copies import bucket_of
from transforms.sameness.sameness import compare
from transforms.sameness.stored import Read

if TYPE_CHECKING:
    from flows.stages import Run


def compare_articles(run: Run, chunk: Chunk) -> None:
    """What the new articles copy, and which events they tell."""
    if not chunk.articles.num_rows:
        return
    dataset = run.writer.dataset
    new = _placed(chunk.articles).append_column("names", _names_by_article(chunk))
    found = compare(new, _reader(dataset), load_assets().idf, run.settings.sameness, _mapper(run))
    articles = _articles_of(dataset, chunk, found.originals, found.story_of)
    for values in (found.originals, found.story_of):
        articles = with_values(ARTICLES, articles, values, "article_id")
    chunk.articles = articles.slice(0, chunk.articles.num_rows)
    chunk.changes.add("articles", chunk.articles)
    chunk.changes.upsert("articles", articles.slice(chunk.articles.num_rows))
    chunk.changes.delete("overlaps", found.dropped)
    chunk.changes.delete("overlap_passages", found.dropped)
    chunk.changes.delete("overlap_passages", found.overlaps.select(found.dropped.column_names))
    chunk.changes.upsert("overlaps", found.overlaps)
    chunk.changes.upsert("overlap_passages", found.passages)
    chunk.changes.upsert("stories", found.stories)
    chunk.changes.upsert("story_events", found.story_events)
    for name, rows in found.state.items():
        write = chunk.changes.add if ALL_TABLES[name].grows_only else chunk.changes.upsert
        write(name, rows)


def _placed(articles: pa.Table) -> pa.Table:
    """Articles whose time of publication is midnight, and `day_only` true, where only the day is known."""
    day = articles["published_date"].cast(ARTICLES.columns["published_at"].type)
    day_only = pc.and_(pc.is_null(articles["published_at"]), pc.is_valid(day))
    placed = ARTICLES.with_column(articles, "published_at", pc.coalesce(articles["published_at"], day))
    return placed.append_column("day_only", day_only)


def _names_by_article(chunk: Chunk) -> pa.Array:
    names: dict[str, list[str]] = {}
    for row in chunk.chains.select(["article_id", "name"]).to_pylist():
        names.setdefault(row["article_id"], []).append(row["name"])
    return pa.array([names.get(id_, []) for id_ in chunk.articles["article_id"].to_pylist()], pa.list_(pa.string()))


def _reader(dataset: Dataset) -> Read:
    """What the dataset holds, as a comparison reads it."""

    def read(table: str, column: str | None, values: Any, columns: Sequence[str] | None = None) -> pa.Table:
        if column is None:
            return dataset.arrow(table, columns)
        if column == ALL_TABLES[table].part_by:
            return dataset.arrow(table, columns, parts=pa.array(values).to_pylist())
        parts = bucket_of(values.to_numpy()) if (table, column) == ("fingerprints", "hash") else None
        return dataset.lookup(table, column, pa.array(values), parts, columns)

    return read


def _mapper(run: Run) -> Callable[..., Iterable[Any]]:
    """Over a cluster by the engine, else here: DuckDB uses all cores by itself."""
    if run.settings.engine.engine == "local":
        return map
    return lambda function, *columns: run.run_batches(partial(_spread, function), zip(*columns, strict=True))


def _spread(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    return function(*arguments)


def _articles_of(dataset: Dataset, chunk: Chunk, *changes: pa.Table) -> pa.Table:
    """The new articles, then the earlier ones that the changes name."""
    named = distinct(*(rows["article_id"] for rows in changes))
    earlier = named.filter(pc.invert(pc.is_in(named, chunk.articles["article_id"])))
    return pa.concat_tables([chunk.articles, dataset.lookup("articles", "article_id", earlier)])
