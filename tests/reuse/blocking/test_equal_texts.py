"""Equal texts: which articles stand for one, and which pairs that brings and takes away."""

import numpy as np
import pyarrow as pa
import pytest

from newsloom.transforms.reuse.articles import Article
from newsloom.transforms.reuse.blocking.equal_texts import (
    equal_text_pairs,
    group_equal_texts,
    regrouped_pairs,
    represent,
    star_pairs,
    text_members,
)
from tests.memory import NOW, TABLE_OF, Stored, articles, in_memory

LIMIT = 2


def groups(earlier, new, outlets=None, urls=None, near=()):
    """Groups of the articles' texts; both are {article: key}, the sources {article: source}."""
    outlets, urls = outlets or {}, urls or {}
    names, keys = list(earlier), list(earlier.values())
    columns = {"outlet": [outlets.get(name) for name in names], "url": [urls.get(name) for name in names]}
    types = {"article_id": pa.string(), "text_key": pa.uint64(), "outlet": pa.string(), "url": pa.string()}
    texts = pa.table({"article_id": names, "text_key": keys, **columns}, schema=pa.schema(types))
    pairs = [{"article_id_a": a, "article_id_b": b, "relation": "near"} for a, b in near]
    stored = pa.Table.from_pylist(pairs, schema=TABLE_OF["article_pairs"].schema)
    read = in_memory({"sameness_texts": texts, "article_pairs": stored})
    articles_now = [Article(name, "x", NOW, outlet=outlets.get(name), url=urls.get(name)) for name in new]
    return group_equal_texts(articles_now, np.array(list(new.values()), dtype=np.uint64), read, LIMIT), read


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


def test_the_first_articles_of_a_text_and_of_each_source_are_paired():
    sources = {"a": "calder", "b": "moor", "c": "ashby", "d": "calder", "e": None, "x": "ashby", "y": "moor"}
    equal, read = groups(dict.fromkeys("abce", 1) | {"x": 2}, {"d": 1, "y": 2}, outlets=sources)
    assert text_members([1, 2], equal, read) == {1: [*"abcde"], 2: [*"xy"]}
    assert represent([(1, 2)], equal, read) == {(a, x) for a in "ab" for x in "xy"} | {("c", "x")}


def test_of_one_source_no_more_are_paired_than_of_all():
    names = "abcdefgh"
    equal, read = groups(dict.fromkeys(names, 1), {"x": 2, "y": 2, "z": 2}, urls=dict.fromkeys(names + "xyz", "u"))
    assert represent([(1, 2)], equal, read) == {(a, x) for a in "ab" for x in "xy"}


def test_eight_of_equal_texts_are_all_paired():
    stored = Stored()
    stored.run(articles(["The tide was high at noon and the ferry did not sail from the old pier."] * 12))
    assert stored.tables["article_pairs"].num_rows == 8 * 7 // 2 + 4
    assert len(star_pairs("abcdefghijkl", 8)) == 8 * 7 // 2 + 4


def test_who_gives_up_a_text_gives_up_its_pairs():
    equal, read = groups({"b": 1, "c": 1, "z": 9}, {"a": 1}, near=[("b", "z"), ("c", "z")])
    assert regrouped_pairs([], equal, read) == ({("a", "z")}, {("c", "z")})
    assert regrouped_pairs([], *groups({"b": 1}, {"y": 2})) == (set(), set())


def test_a_pair_that_has_no_relation_comes_back_for_a_new_source():
    """Of an outlet the second to print a text is the first that may have a later version of it."""
    sources = {"b": "calder", "c": "moor", "z": "ashby", "d": "ashby"}
    equal, read = groups({"b": 1, "c": 1, "z": 9}, {"d": 1}, outlets=sources)
    assert regrouped_pairs([(1, 9)], equal, read) == ({("d", "z")}, set())


def test_of_equal_texts_those_at_one_address_are_paired():
    equal, _ = groups(dict.fromkeys("abc", 1), {"d": 1}, urls={"b": "u", "c": "v", "d": "u"})
    assert equal_text_pairs(equal)[0] == [("a", "d"), ("b", "d")]
