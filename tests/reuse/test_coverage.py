"""How much of the shorter text is reused, and over how much of it that is spread."""

import numpy as np
import pytest

from newsloom.transforms.reuse.coverage import measure_coverage
from newsloom.transforms.reuse.matches import Matches
from newsloom.transforms.text.word_hashes import hash_words

SHORT, LONG = 100, 200  # words: three windows, of forty, forty and twenty
COVERED = [
    # label, (start, length) of the runs in the shorter text, (start, end) of its quotations, own, spread, longest
    ("nothing", [], [], 0.0, 0.0, 0),
    ("one place", [(0, 40)], [], 0.4, 1 / 3, 40),
    ("everywhere", [(0, 5), (40, 6), (80, 5)], [], 0.16, 1.0, 6),
    ("a run too short", [(0, 4)], [], 0.04, 0.0, 4),
    ("over the edge of two", [(35, 10)], [], 0.1, 2 / 3, 10),
    ("twice the same words", [(0, 10), (0, 10)], [], 0.1, 1 / 3, 10),
    ("in a quotation", [(0, 40)], [(0, 40)], 0.0, 0.0, 0),
    ("a quotation and the words beside it", [(0, 12), (50, 7)], [(2, 9)], 0.12, 2 / 3, 7),
    ("beside quotations", [(40, 5), (80, 5)], [(0, 31)], 0.1, 1.0, 5),
    ("hardly in quotations", [(40, 5), (80, 5)], [(0, 30)], 0.1, 2 / 3, 5),
]


@pytest.mark.parametrize(
    ("runs", "quotes", "own", "spread", "longest"), [r[1:] for r in COVERED], ids=[r[0] for r in COVERED]
)
@pytest.mark.parametrize("shorter_first", [True, False])
def test_coverage(runs, quotes, own, spread, longest, shorter_first):
    texts = [" ".join(f"{name}{n}" for n in range(size)) for name, size in (("s", SHORT), ("l", LONG))]
    words = hash_words(texts if shorter_first else texts[::-1])
    at = 0 if shorter_first else LONG
    quoted = np.zeros(SHORT + LONG, dtype=bool)
    for start, end in quotes:
        quoted[at + start : at + end] = True
        if not shorter_first:  # the same words stand in the longer text, in quotation marks as well
            quoted[start + 90 : end + 90] = True
    starts, lengths = (np.array([run[side] for run in runs], dtype=np.int64) for side in (0, 1))
    elsewhere = starts + 90  # where the runs stand in the longer text is all the same
    sides = (starts, elsewhere) if shorter_first else (elsewhere, starts)
    found = Matches(np.zeros(len(runs), dtype=np.int64), *sides, lengths)
    got = measure_coverage(words, np.array([0]), np.array([1]), found, quoted)
    assert (got.own[0], got.spread[0], got.longest[0]) == pytest.approx((own, spread, longest))
