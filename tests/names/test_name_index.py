from __future__ import annotations

import pytest

from newsloom.transforms.names.name_index import NameIndex, alone_keys, full_keys, partial_keys
from newsloom.transforms.names.person_names import PersonName, person_name
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
    for number in range(64):
        index.add(number, [("surname", "holm")])
    assert index.find([("surname", "holm"), ("surname", "lund")]) == (list(range(64)), False)
    index.add(64, [("surname", "holm"), ("first", "ida")])
    assert index.find([("surname", "holm"), ("first", "ida")]) == ([64], True)


@pytest.mark.parametrize(("n", "shared"), [(16, True), (17, False)])
def test_a_surname_has_no_more_words_than_that(n: int, shared: bool) -> None:
    words = [f"{letter}o" for letter in "abcdefghijklmnopqrst"]
    under = set(partial_keys(PersonName(("ida",), " ".join(words), words[-1])))
    assert (("end", *words[-n:]) in under) == shared
