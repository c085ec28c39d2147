"""How common terms are in the dataset, which makes stories tell apart what the shipped background cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from newsloom.schemas.state.sameness import ALL_ARTICLES, TERM_COUNTS
from newsloom.transforms.reuse.state import Read
from newsloom.transforms.stories.clusters import Item
from newsloom.transforms.stories.vectors import Terms
from newsloom.transforms.text.word_hashes import Ints


@dataclass(frozen=True)
class TermCounts:
    """`rows` of TERM_COUNTS for the terms of new articles, these counted in; others are read when asked for."""

    rows: pa.Table
    read: Read

    @property
    def n_articles(self) -> int:
        """Articles of the dataset, the new ones included."""
        return int(_counts_in(np.array([ALL_ARTICLES], dtype=np.uint32), self.rows)[0])

    def of(self, terms: Terms) -> Ints:
        """In how many of them each term (distinct, sorted) occurs."""
        return np.maximum(_stored(terms, self.read), _counts_in(terms, self.rows))


def count_terms(new: Sequence[Item], read: Read) -> TermCounts:
    """The counts with those of the new articles added."""
    terms = np.fromiter((term for item in new for term in item.terms), dtype=np.uint32)
    everywhere = np.full(len(new), ALL_ARTICLES, dtype=np.uint32)
    distinct, n_new = np.unique(np.concatenate([everywhere, terms]), return_counts=True)
    rows = pa.table({"term": distinct, "n_articles": n_new + _stored(distinct, read)})
    return TermCounts(TERM_COUNTS.conform(rows), read)


def _stored(terms: Terms, read: Read) -> Ints:
    return _counts_in(terms, read("term_counts", "term", pa.array(terms, pa.uint32())))


def _counts_in(terms: Terms, rows: pa.Table) -> Ints:
    """The number of articles with each term by the rows; 0 where there is none."""
    if not rows.num_rows:
        return np.zeros(len(terms), dtype=np.int64)
    terms_there, counts = rows["term"].to_numpy(), rows["n_articles"].to_numpy()
    order = np.argsort(terms_there)
    position = order[np.minimum(np.searchsorted(terms_there, terms, sorter=order), len(order) - 1)]
    return np.where(terms_there[position] == terms, counts[position], 0)
