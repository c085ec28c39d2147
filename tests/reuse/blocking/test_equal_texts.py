"""Equal texts: which articles stand for one, and which pairs that brings and takes away."""

import numpy as np
import pyarrow as pa
import pytest

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.reuse.blocking.equal_texts import (
    equal_text_pairs,
    group_equal_texts,
    regrouped_pairs,
    representatives,
    star_pairs,
)
from tests.memory import NOW, TABLE_OF, Stored, articles, in_memory

LIMIT = 2


def stored_texts(keys):
    """Which text each of the articles has, as far as groups read it."""
    return pa.table({"article_id": pa.array(keys, pa.string()), "text_key": pa.array(keys.values(), pa.uint64())})


def groups(earlier, new):
    """Groups of the articles' texts; both are {article: key}."""
    read = in_memory({"sameness_texts": stored_texts(earlier)})
    keys = np.array(list(new.values()), dtype=np.uint64)
    return group_equal_texts([Article(name, "x", NOW) for name in new], keys, read, LIMIT), read


CASES = [
    # label, earlier, new, pairs to write, pairs to delete
    ("two new ones", {}, {"a": 1, "b": 1}, [("a", "b")], []),
    ("other texts", {"a": 1}, {"b": 2}, [], []),
    ("texts without words equal nothing", {}, {"a": 0, "b": 0}, [], []),
    ("one more", {"a": 1, "b": 1}, {"c": 1}, [("a", "c")], []),
    ("a smaller id comes", {"b": 1, "c": 1, "d": 1}, {"a": 1}, [("a", n) for n in "bcd"], [("b", "c"), ("b", "d")]),
]


@pytest.mark.parametrize(("earlier", "new", "write", "delete"), [row[1:] for row in CASES], ids=[r[0] for r in CASES])
def test_equal_texts_are_a_star(earlier, new, write, delete):
    written, outdated = equal_text_pairs(groups(earlier, new)[0])
    assert (sorted(written), sorted(outdated)) == (write, delete)


def test_the_smallest_ids_stand_for_a_text():
    equal, read = groups({"d": 1, "c": 1, "x": 7, "y": 7, "w": 7}, {"b": 1, "e": 2})
    keys = np.array([1, 2, 7], dtype=np.uint64)
    assert representatives(keys, equal, read) == {1: ["b", "c"], 2: ["e"], 7: ["w", "x"]}
    assert equal.former_representatives(1) == ["c", "d"]


def test_eight_of_equal_texts_are_all_paired():
    stored = Stored()
    stored.run(articles(["The tide was high at noon and the ferry did not sail from the old pier."] * 12))
    assert stored.tables["article_pairs"].num_rows == 8 * 7 // 2 + 4
    assert len(star_pairs("abcdefghijkl", 8)) == 8 * 7 // 2 + 4


def test_who_gives_up_a_text_gives_up_its_pairs():
    equal, _ = groups({"b": 1, "c": 1, "z": 9}, {"a": 1})
    pairs = [("b", "z"), ("c", "z")]
    rows = [{"article_id_a": a, "article_id_b": b, "relation": "near"} for a, b in pairs]
    stored = pa.Table.from_pylist(rows, schema=TABLE_OF["article_pairs"].schema)
    read = in_memory({"sameness_texts": stored_texts({"b": 1, "c": 1, "z": 9}), "article_pairs": stored})
    assert regrouped_pairs(equal, read) == ({("a", "z")}, {("c", "z")})
    assert regrouped_pairs(groups({"b": 1}, {"y": 2})[0], read) == (set(), set())
