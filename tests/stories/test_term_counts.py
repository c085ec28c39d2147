"""How common terms are in the dataset."""

import numpy as np
import pyarrow as pa

from newsloom.schemas.state.sameness import ALL_ARTICLES, TERM_COUNTS
from newsloom.transforms.stories.term_counts import count_terms
from tests.memory import in_memory
from tests.stories.test_cosine import item

STORED = pa.table({"term": [9, ALL_ARTICLES, 1], "n_articles": [4, 5, 2]}, TERM_COUNTS.schema)


def test_new_articles_are_added_to_those_before():
    counts = count_terms([item("a", [1, 2]), item("b", [2])], in_memory({"term_counts": STORED}))
    assert counts.rows.to_pydict() == {"term": [0, 1, 2], "n_articles": [7, 3, 2]}
    assert counts.n_articles == 7
    assert counts.of(np.array([1, 2, 3, 9], dtype=np.uint32)).tolist() == [3, 2, 0, 4]


def test_no_articles_count_nothing():
    counts = count_terms([], in_memory({}))
    assert counts.rows.num_rows == 0 and counts.n_articles == 0
