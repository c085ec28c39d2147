"""What a dataset holds about one article, and what its outlet changed from version to version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import itemgetter
from typing import Any

import pyarrow as pa

from newsloom.flows.dataset.dataset import Dataset
from newsloom.schemas.errors import UsageError

Row = dict[str, Any]
_ORDERS = {"edits": "seq", "mentions": "start_char", "roles": "start_char", "quotes": "start_char"}
"""Tables of an article's parts, and the column that says where each stands."""
_AROUND = 3  # words of context on each side of a change
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class ArticleReading:
    """An article with its edits, mentions, roles and quotes, in order of place; `names` has the row of each entity."""

    article: Row
    edits: list[Row]
    mentions: list[Row]
    roles: list[Row]
    quotes: list[Row]
    names: dict[str, Row]

    def name_of(self, entity_id: str | None) -> str | None:
        """The name of an entity; None for none."""
        return self.names[entity_id]["name"] if entity_id in self.names else None


@dataclass(frozen=True)
class Change:
    """Words that a version has in place of others, with the words around; either side may be empty."""

    left: str
    before: str
    after: str
    right: str


def read_article(dataset: Dataset, article_id: str) -> ArticleReading:
    """All that is shown of an article. Raises UsageError where the dataset has none of this id."""
    articles = _rows(dataset, "articles", "article_id", [article_id])
    if not articles:
        raise UsageError(
            f"{dataset.folder} has no article {article_id}; "
            f'these it has: newsloom sql {dataset.folder} "SELECT article_id, title FROM articles"'
        )
    of_article = {name: _rows(dataset, name, "article_id", [article_id]) for name in _ORDERS}
    for name, rows in of_article.items():
        rows.sort(key=itemgetter(_ORDERS[name]))
    ids = {row["entity_id"] for row in of_article["mentions"]}
    ids |= {row[column] for row in of_article["quotes"] for column in ("speaker_entity_id", "via_entity_id")}
    entities = _rows(dataset, "entities", "entity_id", sorted(ids - {None}))
    return ArticleReading(articles[0], names={row["entity_id"]: row for row in entities}, **of_article)


def read_versions(dataset: Dataset, article: Row) -> list[Row]:
    """The versions of an article that the dataset has, itself among them, the first one first; `revisions` has for each
    what its outlet changed from the version before."""
    first = article["version_of"] or article["article_id"]
    versions = _rows(dataset, "articles", "article_id", [first]) + _rows(dataset, "articles", "version_of", [first])
    ids = [version["article_id"] for version in versions]
    revisions = sorted(_rows(dataset, "revisions", "article_id", ids), key=itemgetter("seq"))
    for version in versions:
        version["revisions"] = [row for row in revisions if row["article_id"] == version["article_id"]]
    return sorted(versions, key=lambda row: (row["article_id"] != first, _time(row), row["article_id"]))


def _time(article: Row) -> str:
    return str(article["modified_at"] or article["published_at"] or article["published_date"] or "9999")


def compare_words(before: str, after: str) -> Iterator[Change]:
    """What was changed between two texts, word by word, in order of place.

    >>> [(c.left, c.before, c.after, c.right) for c in compare_words("We will not go.", "We will go.")]
    [('We will', 'not', '', 'go.')]
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            left, right = new[max(0, c - _AROUND) : c], new[d : d + _AROUND]
            yield Change(*(" ".join(words) for words in (left, old[a:b], new[c:d], right)))


def _rows(dataset: Dataset, table: str, column: str, values: list[str]) -> list[Row]:
    rows: list[Row] = dataset.lookup(table, column, pa.array(values, pa.string())).to_pylist()
    return rows
