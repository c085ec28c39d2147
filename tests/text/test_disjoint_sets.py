"""The member that stands for a set, and shorter paths to it."""

from newsloom.transforms.text.disjoint_sets import root


def test_the_root_of_a_chain():
    parents = [0, 0, 1, 2, 3, 5]
    assert [root(parents, n) for n in range(6)] == [0, 0, 0, 0, 0, 5]
    assert parents[4] in (0, 1, 2)  # halved on the way


def test_any_members():
    assert root({"a": "b", "b": "b"}, "a") == "b"
