"""Articles as they are kept for later runs."""

from datetime import timedelta

import numpy as np

from newsloom.transforms.reuse.articles import Article, fetch_articles, texts_table
from tests.memory import NOW, in_memory

FIRST = Article(
    "a_0000000000000001",
    "Über the tide,\nthree 𝔘 words “x”",
    NOW,
    NOW - timedelta(days=1),
    "calder.example",
    "https://calder.example/1",
    "Agence",
    "The tide",
    day_only=True,
)
SECOND = Article("a_0000000000000002", "", NOW)


def test_articles_come_back_as_they_were():
    table = texts_table([SECOND, FIRST], np.array([0, 7], dtype=np.uint64))
    assert table["text_key"].to_pylist() == [None, 7]
    assert table["n_words"].to_pylist() == [FIRST.n_words if k else 0 for k in (0, 7)] == [0, 7]
    read = in_memory({"sameness_texts": table})
    assert fetch_articles([SECOND.article_id, FIRST.article_id], read) == [FIRST, SECOND]
    assert fetch_articles([SECOND.article_id], read) == [SECOND]
