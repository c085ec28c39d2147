from __future__ import annotations

import pytest

from newsloom.transforms.names.name_index import MOST_PER_KEY, NameIndex, alone_keys, full_keys, partial_keys
from newsloom.transforms.names.person_names import person_name
from tests.marked_names import gazetteer


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [
        ("Ana Petrova", "Ida Petrova", True),
        ("Petro Zelenskyy", "Ana Zelenski", True),
        ("Dong-hyun Bae", "Bae Dong-hyun", True),
        ("Ana Petrova", "Ana Holm", False),
    ],
)
def test_full_names_share_keys(a: str, b: str, shared: bool) -> None:
    one, other = (set(full_keys(person_name(name, gazetteer()))) for name in (a, b))
    assert bool(one & other) == shared


@pytest.mark.parametrize(
    ("short", "full", "shared"),
    [
        ("Petrova", "Ana Petrova", True),
        ("Ana", "Ana Petrova", True),
        ("Al", "Al Petrova", False),  # two letters may be a particle
        ("Berg", "Jan van der Berg", True),
        ("Ruiz Soto", "Pedro Ruiz Soto", True),
        ("Ana Maria", "Ana Maria Petrova", False),
        ("Holm", "Ana Petrova", False),
    ],
)
def test_short_names_find_full_ones(short: str, full: str, shared: bool) -> None:
    under = set(partial_keys(person_name(full, gazetteer())))
    assert bool(under & set(alone_keys(short.lower(), gazetteer()))) == shared


def test_a_key_that_many_share_is_passed_over() -> None:
    index = NameIndex()
    for number in range(MOST_PER_KEY):
        index.add(number, [("surname", "holm")])
    assert index.find([("surname", "holm"), ("surname", "lund")]) == (list(range(MOST_PER_KEY)), False)
    index.add(MOST_PER_KEY, [("surname", "holm"), ("first", "ida")])
    assert index.find([("surname", "holm"), ("first", "ida")]) == ([MOST_PER_KEY], True)
