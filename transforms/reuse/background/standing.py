"""Standing paragraphs: those that an outlet prints in article after article, as sign-up boxes, appeals and notices.

Which they are depends on how many texts of an outlet have a paragraph, not on the order in which these came: when one
becomes standing, the earlier texts that have it are compared again.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
import pyarrow as pa

from newsloom.schemas.state.sameness import OUTLET_PARAGRAPHS, STANDING_PARAGRAPHS
from newsloom.transforms.reuse.articles import Article, KeyedParagraph
from newsloom.transforms.reuse.blocking.candidates import among, sorted_unique
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.text.ids import content_number
from newsloom.transforms.text.word_hashes import U64, Mask, Words

_MAX_SHARE = 0.8  # of a text, by hand; what is printed again as a whole is no furniture of an article


Place = tuple[int, int, int]
"""A paragraph, the key of a text that has it, and the page that this stands on."""


# By hand. On 2,000 articles of 450 outlets all that this takes was read: every paragraph was furniture; what two pages
# of one week have in common was reporting used again (docs/decisions/0031).
@dataclass(frozen=True)
class StandingOptions:
    """When a paragraph is a standing one.

    pages: addresses of one outlet that have it; versions of one article are one. pages_apart: so many are enough
    where they came out far apart. days_apart: days between the first and the last of those; reporting is used again
    sooner. words: a shorter one is not asked for.
    """

    pages: int = 5
    pages_apart: int = 3
    days_apart: int = 21
    words: int = 8


@dataclass(frozen=True)
class StandingChanges:
    """`standing`: sorted keys of the new articles' standing paragraphs. `again`: sorted keys of earlier texts that have
    one which has become so. `state`: rows to add to the state tables."""

    standing: U64
    again: U64
    state: dict[str, pa.Table]


def find_standing(new: Sequence[Article], keys: U64, read: Read, options: StandingOptions) -> StandingChanges:
    """What the new articles, with these keys of their texts, make of the paragraphs of their outlets."""
    before = standing_of(new, read, options)
    here: dict[Place, dt.date | None] = {}
    for article, key in zip(new, keys.tolist(), strict=True):
        for paragraph in _long_ones(article, options):
            place = paragraph.key, key, _page_of(article, key)
            here[place] = _earlier(article.day, here.get(place))
    asked = np.array(sorted({paragraph for paragraph, _, _ in here}), dtype=np.uint64)
    open_ones = asked[~among(asked, before)]
    rows = read("outlet_paragraphs", "paragraph", pa.array(open_ones)).to_pylist()
    stored = {(row["paragraph"], row["text_key"], row["page"]): row["day"] for row in rows}
    wanted = set(open_ones.tolist())
    fresh = {place: day for place, day in here.items() if place[0] in wanted and place not in stored}
    became = {p for p, days in _days_of_pages(fresh | stored).items() if _is_standing(days, options)}
    again = sorted_unique(np.array([key for p, key, _ in stored if p in became], dtype=np.uint64))
    state = {
        "outlet_paragraphs": OUTLET_PARAGRAPHS.table(
            {"paragraph": p, "text_key": key, "page": page, "day": day}
            for (p, key, page), day in sorted(fresh.items(), key=itemgetter(0))
        ),
        "standing_paragraphs": STANDING_PARAGRAPHS.table({"paragraph": p} for p in sorted(became)),
    }
    return StandingChanges(np.union1d(before, np.array(sorted(became), dtype=np.uint64)), again, state)


def _earlier(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    """The earlier of two days, or the one that is known."""
    return min(one, other) if one and other else one or other


def _days_of_pages(days: Mapping[Place, dt.date | None]) -> dict[int, list[dt.date | None]]:
    """Of each paragraph the first days of the pages that have it."""
    pages: dict[tuple[int, int], dt.date | None] = {}
    for (paragraph, _, page), day in days.items():
        pages[paragraph, page] = _earlier(day, pages.get((paragraph, page)))
    grouped: defaultdict[int, list[dt.date | None]] = defaultdict(list)
    for (paragraph, _), day in pages.items():
        grouped[paragraph].append(day)
    return grouped


def _is_standing(days: Collection[dt.date | None], options: StandingOptions) -> bool:
    """Whether pages of these days are enough."""
    if len(days) >= options.pages:
        return True
    dated = [day for day in days if day]
    return len(days) >= options.pages_apart and bool(dated) and (max(dated) - min(dated)).days >= options.days_apart


def standing_of(articles: Iterable[Article], read: Read, options: StandingOptions) -> U64:
    """Sorted keys of the articles' paragraphs that earlier runs have found to be standing ones."""
    asked = {p.key for article in articles for p in _long_ones(article, options)}
    stored = read("standing_paragraphs", "paragraph", pa.array(sorted(asked), pa.uint64()))
    return np.sort(stored["paragraph"].to_numpy())


def standing_words(articles: Sequence[Article], words: Words, standing: U64, options: StandingOptions) -> Mask:
    """Whether each word stands in a standing paragraph of the article's outlet; none where that is most of the text."""
    inside = np.zeros(len(words.hashes), dtype=bool)
    for i, article in enumerate(articles if len(standing) else ()):
        first, last = words.offsets[i], words.offsets[i + 1]
        words.mark(inside, i, _standing(article, standing, options))
        if inside[first:last].sum() > _MAX_SHARE * (last - first):
            inside[first:last] = False
    return inside


def without_standing(article: Article, standing: U64, options: StandingOptions) -> str:
    """The article's text without its standing paragraphs, unless that is most of it."""
    spans = _standing(article, standing, options) if len(standing) else []
    if not spans or sum(end - start for start, end in spans) > _MAX_SHARE * len(article.text):
        return article.text
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(article.text)]
    return "".join(article.text[start:end] for start, end in zip(starts, ends, strict=True))


def standing_spans(article: Article, standing: U64, options: StandingOptions) -> list[tuple[int, int]]:
    """Where its standing paragraphs are, unless one is most of the text: that is printed again as a whole."""
    spans = _standing(article, standing, options) if len(standing) else []
    return [(start, end) for start, end in spans if end - start <= _MAX_SHARE * len(article.text)]


def _standing(article: Article, standing: U64, options: StandingOptions) -> list[tuple[int, int]]:
    paragraphs = _long_ones(article, options)
    here = among(np.array([p.key for p in paragraphs], dtype=np.uint64), standing)
    return [(p.start, p.end) for p, is_one in zip(paragraphs, here.tolist(), strict=True) if is_one]


def _long_ones(article: Article, options: StandingOptions) -> list[KeyedParagraph]:
    """The paragraphs that are long enough to be asked for."""
    return [p for p in article.paragraphs if p.n_words >= options.words]


def _page_of(article: Article, key: int) -> int:
    """What stands for an article where its versions count once: its address, else its text."""
    return content_number(article.url) if article.url else key
