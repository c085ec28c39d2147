"""Paragraphs that an outlet prints in article after article are boilerplate, in whatever order the articles come."""

import datetime as dt
from itertools import permutations

import numpy as np
import pytest

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.reuse.background.standing import (
    StandingOptions,
    find_standing,
    standing_of,
    standing_words,
    without_standing,
)
from newsloom.transforms.reuse.blocking.fingerprints import text_keys
from newsloom.transforms.text.word_hashes import hash_words

OPTIONS = StandingOptions(pages=3)
BOX = "Readers like you keep this paper on its feet, so give what you can."
OWN = "The {0} of the harbour stood {0} for {0} days, and the {0} board counted {0} boats."
WORDS = ("gate", "crane", "quay", "tug", "pilot", "buoy")
AT = dt.datetime(2024, 3, 5, tzinfo=dt.UTC)


def article(n, outlet="post.example", url=True, text=None):
    address = f"https://post.example/{n}" if url is True else url
    body = f"{OWN.format(WORDS[n])}\n\n{BOX}\n\n{OWN.format(WORDS[n] + 's')}"
    return Article(f"a_{n:016x}", body if text is None else text, AT, outlet=outlet, url=address)


class Memory:
    """The two tables, as runs fill them."""

    def __init__(self):
        self.tables = {}

    def read(self, table, column, values, columns=None):
        from newsloom.schemas.state.sameness import OUTLET_PARAGRAPHS, STANDING_PARAGRAPHS

        schema = {"outlet_paragraphs": OUTLET_PARAGRAPHS, "standing_paragraphs": STANDING_PARAGRAPHS}[table]
        rows = [row for part in self.tables.get(table, ()) for row in part.to_pylist()]
        wanted = None if column is None else set(values.to_pylist())
        return schema.table(row for row in rows if wanted is None or row[column] in wanted)

    def run(self, *articles):
        keys = text_keys(hash_words([one.text for one in articles]))
        changes = find_standing(articles, keys, self.read, OPTIONS)
        for name, rows in changes.state.items():
            self.tables.setdefault(name, []).append(rows)
        return changes, keys


def is_boilerplate(changes, one):
    return without_standing(one, changes.standing, OPTIONS) == one.text.replace(BOX, "")


def test_a_paragraph_of_so_many_articles_is_standing():
    articles = [article(n) for n in range(3)]
    changes, _ = Memory().run(*articles)
    assert all(is_boilerplate(changes, one) for one in articles)
    assert not len(Memory().run(*articles[:2])[0].standing)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_earlier_texts_are_compared_again_when_one_becomes_standing(order):
    memory, keys = Memory(), {}
    for n in order[:2]:
        changes, (keys[n],) = memory.run(article(n))
        assert not len(changes.standing) and not len(changes.again)
    changes, _ = memory.run(article(order[2]))
    assert changes.again.tolist() == sorted(keys.values()) and len(changes.standing) == 1
    later, _ = memory.run(article(4))
    assert later.standing.tolist() == changes.standing.tolist() and not len(later.again)
    assert all(row["paragraph"] not in later.standing for row in later.state["outlet_paragraphs"].to_pylist())


@pytest.mark.parametrize(
    "others",
    [
        [article(2, outlet="other.example")],
        [article(2, outlet=None)],
        [article(2, url="https://post.example/1")],  # a version of an article that is there
        [article(1, url=None), article(1, url=None)],
        [article(2, text=BOX.replace("feet", "legs"))],
    ],
)
def test_what_does_not_count(others):
    urls = [{"url": None} if others[0].url is None else {} for _ in range(2)]
    assert not len(Memory().run(article(0, **urls[0]), article(1, **urls[1]), *others)[0].standing)


def test_a_text_that_is_hardly_anything_else_stays():
    articles = [*(article(n) for n in range(3)), article(4, text=f"{BOX}\nBack soon.")]
    standing = Memory().run(*articles)[0].standing
    words = hash_words([one.text for one in articles])
    inside = standing_words(articles, words, standing, OPTIONS)
    per_text = [int(inside[a:b].sum()) for a, b in zip(words.offsets, words.offsets[1:], strict=False)]
    assert per_text == [len(BOX.split())] * 3 + [0]
    assert without_standing(articles[3], standing, OPTIONS) == articles[3].text
    assert not standing_words(articles, words, np.zeros(0, np.uint64), OPTIONS).any()


def test_standing_paragraphs_are_looked_up_by_key():
    memory = Memory()
    first, _ = memory.run(*(article(n) for n in range(3)))
    assert standing_of([article(4)], memory.read, OPTIONS).tolist() == first.standing.tolist()
    for other in (article(4, text=OWN), article(4, outlet="other.example"), article(4, outlet=None)):
        assert not len(standing_of([other], memory.read, OPTIONS))
    assert not len(memory.run(article(5, text=OWN))[0].standing), "of the new articles only"


def test_short_paragraphs_are_not_asked_for():
    articles = [article(n, text=f"{OWN.format(WORDS[n])}\nSeven words are too few for it.") for n in range(3)]
    assert not len(Memory().run(*articles)[0].standing)
