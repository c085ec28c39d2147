"""The stage that compares a chunk's articles with each other and with all earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsloom.flows.assets import load_assets
from newsloom.flows.chunks import Chunk
from newsloom.flows.dataset import Dataset, updated
from newsloom.flows.files import threaded
from newsloom.flows.stand_ins import tie_stand_ins
from newsloom.flows.tables import ALL_TABLES
from newsloom.schemas.text import ARTICLES
from newsloom.transforms.sameness.copies import bucket_of
from newsloom.transforms.sameness.sameness import Sameness, compare
from newsloom.transforms.sameness.stored import Pair, Read, pairs_of, pairs_table

if TYPE_CHECKING:
    from newsloom.flows.stages import Run


def compare_articles(run: Run, chunk: Chunk) -> None:
    """What the new articles copy, and which events they tell."""
    if not chunk.articles.num_rows:
        return
    dataset = run.writer.dataset
    new = _placed(chunk.articles).append_column("names", _names_by_article(chunk))
    found = compare(new, _reader(dataset), load_assets().idf, run.settings.sameness, _mapper(run))
    choices = (found.originals, found.story_of)
    chunk.articles = updated(ARTICLES, chunk.articles, choices)
    chunk.changes.add("articles", chunk.articles)
    for values in choices:
        earlier = pc.invert(pc.is_in(values["article_id"], chunk.articles["article_id"]))
        chunk.changes.update("articles", values.filter(earlier))
    tie_stand_ins(run, chunk)
    _write_overlaps(dataset, chunk, found)
    chunk.changes.upsert("stories", found.stories)
    chunk.changes.upsert("story_events", found.story_events)
    for name, rows in found.state.items():
        write = chunk.changes.add if ALL_TABLES[name].grows_only else chunk.changes.upsert
        write(name, rows)


def _write_overlaps(dataset: Dataset, chunk: Chunk, found: Sameness) -> None:
    """Pairs with a new article, and those of earlier ones that came out otherwise when they were measured again."""
    new = set(chunk.articles["article_id"].to_pylist())
    again = {pair for pair in pairs_of(found.overlaps) if new.isdisjoint(pair)}
    frames = {"overlaps": found.overlaps, "overlap_passages": found.passages}
    changed = _changed(dataset, frames, again)
    for name, rows in frames.items():
        chunk.changes.delete(name, found.dropped)
        chunk.changes.delete(name, pairs_table(sorted(changed)))
        chunk.changes.add(name, rows.filter(_mask(pair not in again or pair in changed for pair in pairs_of(rows))))


def _changed(dataset: Dataset, frames: Mapping[str, pa.Table], pairs: Set[Pair]) -> Set[Pair]:
    """Those of the pairs of which a row is not stored yet, or a stored one has gone."""
    ids, changed = pa.array(sorted({a for a, _ in pairs}), pa.string()), set()
    for name, rows in frames.items():
        now = rows.filter(_mask(pair in pairs for pair in pairs_of(rows)))
        changed |= {row[:2] for row in _rows(now) ^ _rows(dataset.lookup(name, "article_id_a", ids))}
    return pairs & changed


def _mask(values: Iterable[bool]) -> pa.Array:
    return pa.array(list(values), pa.bool_())


def _rows(table: pa.Table) -> set[Any]:
    """The rows without their run."""
    columns = table.drop_columns("run_id").columns
    return set(zip(*(column.to_pylist() for column in columns), strict=True))


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
        parts = np.unique(bucket_of(values.to_numpy())) if (table, column) == ("fingerprints", "hash") else None
        return dataset.lookup(table, column, pa.array(values), parts, columns)

    return read


def _mapper(run: Run) -> Callable[..., Iterable[Any]]:
    """Over a cluster by the engine, else here in threads."""
    if run.settings.engine.engine == "local":
        return threaded
    return lambda function, *columns: run.run_batches(partial(_spread, function), zip(*columns, strict=True))


def _spread(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    return function(*arguments)
