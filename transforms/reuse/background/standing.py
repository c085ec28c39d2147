"""Standing paragraphs: those that an outlet prints in article after article, as sign-up boxes, appeals and notices.

Which they are depends on how many texts of an outlet have a paragraph, not on the order in which these came: when one
becomes standing, the earlier texts that have it are compared again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from newsloom.schemas.state.sameness import OUTLET_PARAGRAPHS, STANDING_PARAGRAPHS
from newsloom.transforms.reuse.articles import Article, Paragraph
from newsloom.transforms.reuse.blocking.candidates import among, sorted_unique
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.text.ids import content_number
from newsloom.transforms.text.word_hashes import U64, Mask, Words

_MAX_SHARE = 0.8  # of a text, by hand; what is printed again as a whole is no furniture of an article


# By hand.
@dataclass(frozen=True)
class StandingOptions:
    """When a paragraph is a standing one.

    pages: addresses of one outlet that have it; versions of one article are one. words: a shorter one is not asked for.
    """

    pages: int = 5
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
    here = {(p.key, key, _page_of(article, key)) for article, key in zip(new, keys.tolist(), strict=True)
            for p in _long_ones(article, options)}  # fmt: skip
    known = standing_of(new, read, options)
    asked = np.array(sorted({row[0] for row in here}), dtype=np.uint64)
    open_ones = asked[~among(asked, known)]
    earlier = read("outlet_paragraphs", "paragraph", pa.array(open_ones)).select(["paragraph", "text_key", "page"])
    stored = set(zip(*(column.to_pylist() for column in earlier.columns), strict=True))
    pages = Counter(paragraph for paragraph, _ in {(p, page) for p, _, page in here | stored})
    became = {p for p in open_ones.tolist() if pages[p] >= options.pages}
    again = sorted_unique(np.array([key for p, key, _ in stored if p in became], dtype=np.uint64))
    standing = np.union1d(known, np.array(sorted(became), dtype=np.uint64))
    wanted, on_record = set(open_ones.tolist()), {(p, key) for p, key, _ in stored}
    fresh = {(p, key): page for p, key, page in here if p in wanted and (p, key) not in on_record}
    state = {
        "outlet_paragraphs": OUTLET_PARAGRAPHS.table(
            {"paragraph": p, "text_key": key, "page": page} for (p, key), page in sorted(fresh.items())
        ),
        "standing_paragraphs": STANDING_PARAGRAPHS.table({"paragraph": p} for p in sorted(became)),
    }
    return StandingChanges(standing, again, state)


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
        for start, end in _standing(article, standing, options):
            low, high = np.searchsorted(words.starts[first:last], [start, end])
            inside[first + low : first + high] = True
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


def _standing(article: Article, standing: U64, options: StandingOptions) -> list[tuple[int, int]]:
    paragraphs = _long_ones(article, options)
    here = among(np.array([p.key for p in paragraphs], dtype=np.uint64), standing)
    return [(p.start, p.end) for p, is_one in zip(paragraphs, here.tolist(), strict=True) if is_one]


def _long_ones(article: Article, options: StandingOptions) -> list[Paragraph]:
    """The paragraphs that are long enough to be asked for."""
    return [p for p in article.paragraphs if p.n_words >= options.words]


def _page_of(article: Article, key: int) -> int:
    """What stands for an article where its versions count once: its address, else its text."""
    return content_number(article.url) if article.url else key
