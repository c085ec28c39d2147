"""What is read of earlier runs: pairs as sets and frames."""

import pyarrow as pa

from newsloom.transforms.reuse.state import measured_pairs, ordered_pair, pairs_of, pairs_table, stored_pairs
from tests.memory import TABLE_OF, in_memory

RELATIONS = ["near", "contained", "revision", "template", "shared_passage", "exact", "same_story"]
ROWS = [{"article_id_a": "a", "article_id_b": f"b{i}", "relation": relation} for i, relation in enumerate(RELATIONS)]
STORED = pa.Table.from_pylist(ROWS, schema=TABLE_OF["article_pairs"].schema)


def test_the_smaller_id_stands_first():
    assert ordered_pair("b", "a") == ordered_pair("a", "b") == ("a", "b")


def test_pairs_go_into_a_frame_and_come_back():
    assert list(pairs_of(pairs_table([("a", "b"), ("a", "c")]))) == [("a", "b"), ("a", "c")]
    assert pairs_table([]).schema == pairs_table([("a", "b")]).schema


def test_stored_pairs_are_found_from_either_side():
    read = in_memory({"article_pairs": STORED})
    assert list(pairs_of(stored_pairs(["b2"], read))) == [("a", "b2")]
    assert stored_pairs(["a"], read).num_rows == len(ROWS)
    assert stored_pairs([], read).num_rows == stored_pairs(["c"], read).num_rows == 0


def test_equal_texts_and_stories_were_not_measured():
    assert measured_pairs(STORED) == {("a", f"b{i}") for i in range(5)}
