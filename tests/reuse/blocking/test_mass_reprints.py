"""Mass reprints: which texts are some, and what they are paired with."""

import numpy as np
import pyarrow as pa
import pytest

from newsloom.transforms.reuse.blocking.mass_reprints import (
    MassReprintOptions,
    pair_mass_reprints,
    representative_pairs,
    reprint_sketches,
)
from tests.memory import NOW, TABLE_OF, in_memory

OPTIONS = MassReprintOptions()
SKETCHES = [
    # label, fingerprints, how many are common, whether the text is short, fingerprints by which it finds others
    ("half of them common", 32, 16, False, 16),
    ("less than half", 33, 16, False, 0),
    ("fewer than sixteen", 20, 15, False, 0),
    ("four in five of a short text", 20, 16, True, 16),
    ("less of a short text", 21, 16, True, 0),
    ("all of a long text", 60, 60, False, 16),
]


@pytest.mark.parametrize(
    ("count", "common", "short", "expected"), [r[1:] for r in SKETCHES], ids=[r[0] for r in SKETCHES]
)
def test_sketch_of_a_mass_reprint(count, common, short, expected):
    """The second of two texts; the first has common fingerprints too, but few."""
    hashes = np.concatenate([np.arange(100, 140), np.arange(100, 100 + count)]).astype(np.uint64)
    prints = pa.table(
        {"hash": hashes, "text": np.repeat([0, 1], [40, count]), "short": np.repeat([False, short], [40, count])}
    )
    keys, last = np.array([8, 9], dtype=np.uint64), hashes[len(hashes) - common :]
    sketch = reprint_sketches(keys, prints, np.sort(last), OPTIONS)
    sketch = sketch.filter(pa.array(sketch["text"].to_numpy() == 1))
    assert sketch["hash"].to_pylist() == list(range(100, 100 + expected))


def row(text_key, hash_=1, hour=8, **facts):
    return {"hash": hash_, "text_key": text_key, "article_id": f"a_{text_key:016x}", "at": NOW.replace(hour=hour),
            "agency_itself": False, "credits": False, "n_words": 100} | facts  # fmt: skip


ORDER = [
    # label, rows, which text the others are paired with
    ("the earliest", [row(5, hour=9), row(6, hour=7), row(7, hour=8)], 6),
    ("the agency itself", [row(5, hour=9, agency_itself=True), row(6, hour=7), row(7, hour=8)], 5),
    ("who credits nobody", [row(5, credits=True), row(6, credits=True), row(7)], 7),
    ("the fullest text", [row(5), row(6, n_words=101), row(7)], 6),
    ("the smallest id", [row(6), row(5), row(7)], 5),
    ("one with a date", [row(5, at=None), row(6, at=None), row(7)], 7),
]


def pairs_of(reprints):
    return list(zip(*reprints.pairs.to_pydict().values(), strict=True))


@pytest.mark.parametrize(("rows", "first"), [r[1:] for r in ORDER], ids=[r[0] for r in ORDER])
def test_all_are_paired_with_the_likeliest_original(rows, first):
    table = TABLE_OF["mass_reprints"].table(rows)
    none = np.zeros(0, dtype=np.uint64)
    reprints = pair_mass_reprints(table, none, in_memory({}), OPTIONS)
    expected = [tuple(sorted((first, other))) for other in (5, 6, 7) if other != first]
    assert pairs_of(reprints) == sorted(expected)
    assert not len(reprints.left) and reprints.rows.num_rows == 3
    every = np.array([5, 6, 7], dtype=np.uint64)
    assert representative_pairs(every, table, in_memory({}), OPTIONS) == set(expected)


def test_a_better_original_takes_the_place_of_the_former():
    stored = TABLE_OF["mass_reprints"].table([row(5), row(6, hour=9)])
    read = in_memory({"mass_reprints": stored})
    reprints = pair_mass_reprints(
        TABLE_OF["mass_reprints"].table([row(7, hour=7)]), np.zeros(0, np.uint64), read, OPTIONS
    )
    assert pairs_of(reprints) == [(5, 7), (6, 7)]
    assert reprints.left.tolist() == [5] and reprints.rows["text_key"].to_pylist() == [7]


def test_without_mass_reprints_there_is_nothing_to_do():
    reprints = pair_mass_reprints(TABLE_OF["mass_reprints"].empty(), np.zeros(0, np.uint64), in_memory({}), OPTIONS)
    assert not reprints.pairs.num_rows and not reprints.rows.num_rows
