"""Articles as they are kept for later runs."""

from datetime import timedelta

import numpy as np
import pytest

from newsloom.schemas.contract import TABLES
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
    texts = TABLES["articles"].table({"article_id": one.article_id, "text": one.text} for one in (FIRST, SECOND))
    read = in_memory({"sameness_texts": table, "articles": texts})
    assert fetch_articles([SECOND.article_id, FIRST.article_id], read) == [FIRST, SECOND]
    assert fetch_articles([SECOND.article_id], read) == [SECOND]


PARAGRAPHS = [
    # label, text, outlet, span and words of each paragraph
    ("lines", "Tugs left.\n\nGulls  came back.", "quay.example", [(0, 10, 2), (12, 29, 3)]),
    ("no outlet", "Tugs left.", None, []),
    ("no text", "\n", "quay.example", []),
]


@pytest.mark.parametrize(("text", "outlet", "expected"), [r[1:] for r in PARAGRAPHS], ids=[r[0] for r in PARAGRAPHS])
def test_paragraphs(text, outlet, expected):
    one = Article("a_1", text, NOW, outlet=outlet)
    assert [p[1:] for p in one.paragraphs] == expected
    assert one.paragraphs is one.paragraphs, "hashed once"


def test_paragraphs_are_equal_by_words_within_an_outlet():
    texts = (("Gulls  came back.", "a"), ("Gulls came back.", "a"), ("Gulls came back.", "b"), ("Gulls came.", "a"))
    keys = [Article("a_1", text, NOW, outlet=outlet).paragraphs[0].key for text, outlet in texts]
    assert keys[0] == keys[1] and len(set(keys)) == 3
