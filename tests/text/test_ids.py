"""Ids depend on what they are of, and on nothing else."""

from newsloom.transforms.text.ids import article_id, content_hash, content_id, content_number, id_number


def test_the_parts_are_kept_apart():
    assert content_hash("ab", "c") != content_hash("a", "bc") != content_hash("abc")
    assert content_id("a_", "x") == "a_" + content_hash("x")
    assert id_number(content_id("q_", "x")) == content_number("x")


def test_half_a_surrogate_pair_has_an_id():
    assert len(content_hash("\ud800")) == 16


def test_equal_records_are_numbered_copies():
    ids = [article_id("0" * 64, "https://example.org/a", copy) for copy in range(3)]
    assert len(set(ids)) == 3
    assert article_id("0" * 64, None) == article_id("0" * 64, "") != ids[0]
