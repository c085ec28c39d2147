"""Which pairs of articles tell the same event by themselves."""

import pytest

from newsloom.transforms.reuse.copies import Copies
from newsloom.transforms.stories.clusters import Item, StoryOptions
from newsloom.transforms.stories.pairs import find_story_pairs
from tests.memory import NOW, TABLE_OF, in_memory

EMPTY = Copies(TABLE_OF["article_pairs"].empty(), TABLE_OF["article_pairs"].empty(), None, {}, [])


def item(name, weights, terms):
    return Item(f"a_{name * 16}", NOW, True, NOW, terms, weights)


def alike(cosine):
    """Two articles with two terms in common and that cosine."""
    half, rest = (cosine / 2) ** 0.5, (1 - cosine) ** 0.5
    return [item("1", [half, half, rest], [1, 2, 3]), item("2", [half, half, rest], [1, 2, 4])]


CASES = [
    # label, cosine, whether the pair is reported, whether it links the two
    ("reported", 0.31, True, True),
    ("linked only", 0.29, False, True),
    ("just linked", 0.15, False, True),
    ("neither", 0.14, False, False),
]


@pytest.mark.parametrize(("cosine", "reported", "linked"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_pairs(cosine, reported, linked):
    pairs = find_story_pairs(alike(cosine), EMPTY, lambda bag: bag, in_memory({}), StoryOptions())
    assert [row["score"] for row in pairs.rows] == ([pytest.approx(cosine)] if reported else [])
    assert pairs.links == ([(0, 1)] if linked else [])
    assert not pairs.dropped and not pairs.earlier and len(pairs.new) == 2


def test_copies_are_reported_as_copies():
    one, two = alike(0.9)
    row = {"article_id_a": one.article_id, "article_id_b": two.article_id, "relation": "near", "score": 0.9}
    copies = Copies(TABLE_OF["article_pairs"].table([row]), EMPTY.dropped, None, {}, [])
    pairs = find_story_pairs([one, two], copies, lambda bag: bag, in_memory({}), StoryOptions())
    assert not pairs.rows and pairs.links == [(0, 1)]
