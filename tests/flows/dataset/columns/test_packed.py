"""Sorted numbers in few bytes come back, and are found as a filter finds them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.flows.dataset.columns import packed
from newsloom.flows.dataset.columns.packed import LOW, Packed, pack_sorted

NUMBERS = st.one_of(
    st.integers(0, 2**64 - 1),
    st.integers(0, 2**48 - 1).map(lambda number: number << 16),
    st.integers(0, 50),
    st.integers(2**64 - 50, 2**64 - 1),
    st.integers(0, 3 * 2**33).map(lambda number: (2900 << 32) + number),
)


def packed_numbers(values):
    columns, facts = pack_sorted(values)
    low = columns.get(LOW)
    facts = {name.decode(): fact for name, fact in facts.items()}
    return Packed(facts, columns[""].to_numpy(), None if low is None else low.to_numpy())


@given(st.lists(NUMBERS, min_size=1, max_size=60), st.lists(NUMBERS, max_size=9))
@settings(max_examples=150, deadline=None)
def test_numbers_come_back_and_are_found(numbers, others):
    values = np.sort(np.array(numbers, dtype=np.uint64))
    wanted = np.unique(np.array([*numbers[::2], *others], dtype=np.uint64))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed, "_LEAST", 1)
        one = packed_numbers(values)
    assert one.all().tolist() == values.tolist()
    for kind in (np.int64, np.uint64):  # places that a filter gives have no sign
        assert one.at(np.array([len(values) - 1, 0], dtype=kind)).tolist() == [values[-1], values[0]]
    assert one.find(wanted).tolist() == np.flatnonzero(np.isin(values, wanted)).tolist()


RANDOM = np.sort(np.random.default_rng(3).integers(0, 2**64, 50_000, dtype=np.uint64))
SIZES = [
    # label, numbers, bytes of a row without the beginnings, at most with them
    ("64 bits", RANDOM, 6, 6.5),
    ("48 bits", np.unique(RANDOM >> np.uint64(16) << np.uint64(16)), 4, 4.5),
    ("a week's terms", np.unique((np.uint64(2900) << np.uint64(32)) + (RANDOM >> np.uint64(32))), 2, 2.5),
]


@pytest.mark.parametrize(("numbers", "row", "most"), [case[1:] for case in SIZES], ids=[case[0] for case in SIZES])
def test_bytes(numbers, row, most):
    columns, facts = pack_sorted(numbers)
    size = sum(column.nbytes for column in columns.values())
    assert size == row * len(numbers)
    assert size + sum(map(len, facts.values())) <= most * len(numbers)


def test_few_numbers_are_left_alone():
    assert pack_sorted(RANDOM[:1_999]) is None
    assert pack_sorted(RANDOM[:2_000]) is not None
