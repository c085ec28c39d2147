"""What sameness needs of an article, and how it is kept for later runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

import pyarrow as pa

from newsloom.schemas.state.sameness import SAMENESS_TEXTS
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.text.ids import content_number
from newsloom.transforms.text.quotation_marks import find_quoted_spans
from newsloom.transforms.text.word_hashes import U64

TEXT_OF = ("article_id", "text_key")
_LINE = re.compile(r"[^\n]+")
_ONE_MARK = tuple(zip("‒–―—‘’“”", "----''\"\"", strict=True))
"""What is the same text when software sets its marks otherwise."""
_KEPT = (
    *("article_id", "arrived_at", "published_at", "day_only", "modified_at"),
    *("outlet", "url", "agency", "title"),
)


class KeyedParagraph(NamedTuple):
    """A line of a text: hash of the outlet and its words, dashes and quotation marks of all kinds being one; where it
    stands (code points), and words between blanks."""

    key: int
    start: int
    end: int
    n_words: int


@dataclass(frozen=True)
class Article:
    """What sameness needs of an article.

    `published_at` is None where no believable time is known, and midnight where only the day is (`day_only`).
    """

    article_id: str
    text: str
    arrived_at: datetime
    published_at: datetime | None = None
    outlet: str | None = None
    url: str | None = None
    agency: str | None = None
    title: str | None = None
    day_only: bool = False
    modified_at: datetime | None = None

    @property
    def n_words(self) -> int:
        """Words between blanks."""
        return len(self.text.split())

    @property
    def day(self) -> date | None:
        """The day on which it was published, where that is known."""
        return self.published_at.date() if self.published_at else None

    @cached_property
    def paragraphs(self) -> list[KeyedParagraph]:
        """Its paragraphs, hashed once; none where the outlet is not known."""
        text = self.text if self.outlet else ""
        for mark, usual in () if text.isascii() else _ONE_MARK:  # far faster than to translate all characters
            text = text.replace(mark, usual)
        lines = ((line, line[0].split()) for line in _LINE.finditer(text))
        return [
            KeyedParagraph(content_number(self.outlet, " ".join(words)), line.start(), line.end(), len(words))
            for line, words in lines
        ]

    @cached_property
    def quoted_spans(self) -> list[tuple[int, int]]:
        """Where its text stands inside quotation marks, looked for once."""
        return [(span.start, span.end) for span in find_quoted_spans(self.text)]


Fetch = Callable[[Sequence[str]], list[Article]]


def texts_table(articles: Sequence[Article], keys: U64) -> pa.Table:
    """Rows of SAMENESS_TEXTS for articles with the keys of their texts, 0 for those without words."""
    columns: dict[str, Sequence[object]] = {
        **{name: [getattr(article, name) for article in articles] for name in _KEPT},
        "text_key": [key or None for key in keys.tolist()],
        "n_words": [article.n_words for article in articles],
    }
    schema = SAMENESS_TEXTS.schema
    return SAMENESS_TEXTS.conform(pa.table([pa.array(columns[f.name], f.type) for f in schema], schema=schema))


def fetch_articles(names: Sequence[str], read: Read) -> list[Article]:
    """Earlier articles by id, sorted by it."""
    ids = pa.array(sorted(names), pa.string())
    rows = read("sameness_texts", "article_id", ids, _KEPT)
    texts = read("articles", "article_id", ids, ("article_id", "text"))
    text_of = dict(zip(texts["article_id"].to_pylist(), texts["text"].to_pylist(), strict=True))
    articles = (Article(text=text_of[row["article_id"]], **row) for row in rows.to_pylist())
    return sorted(articles, key=lambda article: article.article_id)
