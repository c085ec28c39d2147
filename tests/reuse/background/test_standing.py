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
    standing_spans,
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


def article(n, outlet="post.example", url=True, text=None, at=AT):
    address = f"https://post.example/{n}" if url is True else url
    body = f"{OWN.format(WORDS[n])}\n\n{BOX}\n\n{OWN.format(WORDS[n] + 's')}"
    return Article(f"a_{n:016x}", body if text is None else text, AT, at, outlet=outlet, url=address)


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

    def run(self, *articles, options=OPTIONS):
        keys = text_keys(hash_words([one.text for one in articles]))
        changes = find_standing(articles, keys, self.read, options)
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


def test_a_paragraph_is_the_same_with_other_dashes_and_marks():
    boxes = [
        "Readers — yours and “ours” — keep it on.",
        'Readers ― yours and "ours" – keep it on.',
        "Readers - yours and “ours” — keep it on.",
    ]
    articles = [article(n, text=f"{OWN.format(WORDS[n])}\n{box}") for n, box in enumerate(boxes)]
    assert len(Memory().run(*articles)[0].standing) == 1


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


FEW = StandingOptions(pages=5, pages_apart=3, days_apart=30)


def later(days):
    return None if days is None else AT + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        ((0, 30, 12), True),
        ((30, 12, 0), True),
        ((0, 29, 12), False),
        ((0, 30), False),
        ((0, None, 30), True),
        ((None, None, None), False),
        ((0, None, None), False),
        ((0, 0, 0, 0), False),
        ((None, None, None, None, None), True),
    ],
)
@pytest.mark.parametrize("in_runs", [False, True])
def test_fewer_pages_are_enough_where_they_came_out_far_apart(days, standing, in_runs):
    memory, articles = Memory(), [article(n, at=later(day)) for n, day in enumerate(days)]
    for one in articles[:-1] if in_runs else ():
        memory.run(one, options=FEW)
    changes, _ = memory.run(*(articles[-1:] if in_runs else articles), options=FEW)
    assert len(changes.standing) == standing
    assert len(changes.again) == (len(days) - 1 if standing and in_runs else 0)


def test_of_a_page_its_first_day_counts():
    """An article that is changed after months is one page still, and the paragraph is no older for it."""
    memory, page = Memory(), "https://post.example/9"
    memory.run(article(0, url=page, at=later(40)), options=FEW)
    memory.run(article(1, url=page, at=later(10)), article(2, at=later(11)), options=FEW)
    assert not len(memory.run(article(3, at=later(20)), options=FEW)[0].standing)
    assert len(memory.run(article(4, at=later(40)), options=FEW)[0].standing)


def test_equal_texts_on_two_pages_are_two_pages_in_one_run_or_two():
    pages = [article(0, url=f"https://post.example/{n}") for n in range(3)]
    memory = Memory()
    assert len(Memory().run(*pages)[0].standing) == len(Memory().run(pages[0])[0].standing) + 3 > 0
    for page in pages[:2]:
        memory.run(page)
    assert len(memory.run(pages[2])[0].standing) == 3


def test_spans_are_those_of_paragraphs_that_are_not_most_of_the_text():
    articles = [*(article(n) for n in range(3)), article(4, text=f"{BOX}\nBack soon.")]
    standing = Memory().run(*articles)[0].standing
    (span,) = standing_spans(articles[0], standing, OPTIONS)
    assert articles[0].text[slice(*span)] == BOX
    assert standing_spans(articles[3], standing, OPTIONS) == []
    assert standing_spans(articles[0], np.zeros(0, np.uint64), OPTIONS) == []


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


def test_five_pages_or_three_over_three_weeks_make_it_standing():
    def has_standing(days):
        articles = [article(n, at=AT + dt.timedelta(days=day)) for n, day in enumerate(days)]
        return bool(len(Memory().run(*articles, options=StandingOptions())[0].standing))

    assert [has_standing(days) for days in ((0,) * 5, (0,) * 4, (0, 9, 21), (0, 9, 20), (0, 60))] == [
        *(True, False, True, False, False),
    ]


@pytest.mark.parametrize(("own", "is_furniture"), [(36, True), (14, False)])
def test_what_is_four_fifths_of_a_text_is_the_text(own, is_furniture):
    box = "Readers like you keep this paper on its feet, so give it what you can."
    texts = [f"{word * 40}"[:own] + f"\n\n{box}" for word in ("gate ", "quay ", "tug ")]
    changes, _ = Memory().run(*(article(n, text=text) for n, text in enumerate(texts)))
    texts_left = [without_standing(article(n, text=text), changes.standing, OPTIONS) for n, text in enumerate(texts)]
    assert [box not in text for text in texts_left] == [is_furniture] * 3
