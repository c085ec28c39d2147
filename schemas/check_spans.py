"""Checks that a row's text is what stands at its place in the article.

They are no SQL: a join would hold an article's text once for every span in it, and count its characters from the start
for each. Articles are read once, in portions of bounded size, with the rows of all checks that belong to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any

import duckdb
import pyarrow as pa

PORTION = 32_000_000
"""Characters of articles that are held at a time."""
_ROWS, _ARTICLES = 50_000, 16  # read at a time
_PORTION = "articles_of_portion"  # a name that no table has


@dataclass(frozen=True)
class SpanCheck:
    """One rule: in rows of `table` that have a `start`, articles.text[start:end], or that of its `column`, is `text`.

    `article` is the column of the article. `owner` is a table that knows it where the rows do not, by the column `key`
    that both have; `only` is SQL for the rows `t` that the rule is for.
    """

    table: str
    name: str
    start: str
    end: str
    text: str
    key: str = "article_id"
    owner: str | None = None
    only: str = "true"
    article: str = "article_id"
    column: str = "text"
    severity: str = "error"

    @property
    def expected(self) -> str:
        """The rule in words."""
        return f"articles.{self.column}[{self.start}:{self.end}] is {self.text}"

    @property
    def tables(self) -> frozenset[str]:
        """Tables that the check reads."""
        return frozenset({self.table, "articles", *([self.owner] if self.owner else [])})

    def query(self, rows: str) -> str:
        """SQL for the rows of the portion at hand: key, article, start, end and text."""
        article = "o.article_id" if self.owner else f"t.{self.article}"
        joined = f'JOIN "{self.owner}" o USING ({self.key})' if self.owner else ""
        return f"""SELECT t.{self.key}, {article}, t."{self.start}", t."{self.end}", t."{self.text}"
            FROM {rows} t {joined} WHERE t."{self.start}" IS NOT NULL AND {self.only}
            AND {article} IN (SELECT article_id FROM {_PORTION})"""


@dataclass
class Tally:
    """How many rows break a check, and the first of them in order."""

    most: int
    n_failing: int = 0
    sample: list[str] = field(default_factory=list)

    def add(self, rows: Sequence[str]) -> None:
        """Some more that break it."""
        self.n_failing += len(rows)
        self.sample = nsmallest(self.most, [*self.sample, *rows])


def broken_spans(
    connection: duckdb.DuckDBPyConnection, checks: Sequence[SpanCheck], rows: Mapping[str, str], sampled: int
) -> list[Tally]:
    """What breaks each check; `rows` gives for a table the SQL relation under check."""
    tallies = [Tally(sampled) for _ in checks]
    columns = sorted({check.column for check in checks})
    for texts in _portions(connection, rows["articles"], columns) if checks else ():
        connection.register(_PORTION, pa.table({"article_id": pa.array(list(texts), pa.string())}))
        for check, tally in zip(checks, tallies, strict=True):
            for some in _fetched(connection.execute(check.query(rows[check.table])), _ROWS):
                tally.add(list(_broken(some, texts, columns.index(check.column))))
        connection.unregister(_PORTION)
    return tallies


def _portions(
    connection: duckdb.DuckDBPyConnection, articles: str, columns: Sequence[str]
) -> Iterator[dict[str, tuple[str, ...]]]:
    """article_id -> these columns of all articles, some at a time."""
    texts: dict[str, tuple[str, ...]] = {}
    size = 0
    # read on a connection of its own: another query on this one would end it
    query = connection.cursor().execute(f"SELECT article_id, {', '.join(columns)} FROM {articles}")
    for some in _fetched(query, _ARTICLES):
        for article_id, *values in some:
            texts[article_id] = tuple(text or "" for text in values)
            size += sum(map(len, texts[article_id]))
            if size >= PORTION:
                yield texts
                texts, size = {}, 0
    if texts:
        yield texts


def _fetched(query: duckdb.DuckDBPyConnection, n_rows: int) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a result, some at a time."""
    while rows := query.fetchmany(n_rows):
        yield rows


def _broken(rows: Iterable[tuple[Any, ...]], texts: Mapping[str, tuple[str, ...]], column: int) -> Iterator[str]:
    for key, article_id, start, end, text in rows:
        whole = texts[article_id][column]
        if end is None or not 0 <= start <= end <= len(whole) or whole[start:end] != (text or ""):
            yield " ".join(str(value) for value in (key, start, end, text) if value is not None)
