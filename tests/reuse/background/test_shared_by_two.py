"""Notices at the ends of texts."""

import numpy as np
import pytest

from newsloom.transforms.reuse.background.shared_by_two import in_notices, measure_spread, notice_words
from newsloom.transforms.reuse.matches import Matches
from newsloom.transforms.text.word_hashes import hash_words

REPORT = "The ferry did not sail on Monday because the tide was too low. It will sail on Tuesday at noon."
NOTICES = [
    "Copyright 2016 The Calder Herald. All rights reserved.",
    "© 2014 Calder Media",
    "(Reporting by Ann Lee; Editing by Tom Roe)",
    "Follow us on Facebook and Twitter.",
    "Sign up for our newsletter and have it in your inbox.",
    "Ann Lee contributed to this report from Varne.",
    "Read more: https://calder.example/ferry",
    "Editor’s note: The harbour board owns a share of this paper.",
    "Help us report on the harbour: write to Ann Lee.",
]


def noticed(text):
    words = hash_words([text])
    return notice_words([text], words)


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("blank", ["\n\n", " "])
def test_a_notice_is_told_from_the_report(notice, blank):
    count = len(hash_words([REPORT]).hashes)
    assert not noticed(REPORT + blank + notice)[:count].any()
    assert noticed(REPORT + blank + notice)[count:].all()


def test_a_text_of_nothing_else_has_no_notices():
    assert not noticed("All rights reserved.").any()


def test_what_a_report_says_in_its_middle_is_no_notice():
    assert not noticed(
        REPORT * 4 + " They subscribe now to the view that all rights reserved are lost. " + REPORT * 10
    ).any()


WORD = "abcdefghi "  # ten characters


def starts(text):
    """Where the first word of a notice begins; None without one."""
    words = hash_words([text])
    inside = notice_words([text], words)
    return int(words.starts[inside][0]) if inside.any() else None


ENDS = [
    # label, text, where the notice begins
    ("within the last nine hundred", WORD * 40 + ". All rights reserved. " + WORD * 87, 402),
    ("before them", WORD * 40 + ". All rights reserved. " + WORD * 90, None),
    ("within the first three hundred", WORD * 27 + ". All rights reserved. " + WORD * 200, 272),
    ("behind them", WORD * 30 + ". All rights reserved. " + WORD * 200, None),
    ("a sentence of four hundred at most", WORD * 60 + "all rights reserved", 200),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in ENDS], ids=[row[0] for row in ENDS])
def test_where_notices_are_looked_for(text, expected):
    assert starts(text) == expected


SPREADS = [
    # label, words of the texts, runs (start in a, start in b, words), words of a in notices, above, beyond
    ("a paragraph", 400, [(12, 12, 40)], [], 40, 0),
    ("both texts begin with it", 400, [(11, 11, 40)], [], 40, 40),
    ("one text begins with it", 400, [(11, 50, 40)], [], 40, 0),
    ("a long paragraph", 400, [(20, 20, 100)], [], 100, 0),
    ("longer than a paragraph", 400, [(20, 20, 101)], [], 101, 101),
    ("two paragraphs: the longer one does not count", 400, [(20, 20, 40), (150, 150, 30)], [], 70, 30),
    ("the last eighty words", 400, [(320, 320, 30)], [], 0, 0),
    ("the last eighty of one text", 400, [(320, 319, 30)], [], 30, 0),
    ("a word more", 400, [(319, 319, 30)], [], 30, 0),
    ("a short text: the last two thirds", 90, [(30, 30, 20)], [], 0, 0),
    ("a short text: a word more", 90, [(29, 29, 20)], [], 20, 0),
    ("half of it a notice", 400, [(20, 20, 40)], range(20, 40), 0, 0),
    ("less than half", 400, [(20, 20, 40)], range(20, 39), 40, 0),
]


@pytest.mark.parametrize(
    ("size", "runs", "noticed_words", "above", "beyond"), [r[1:] for r in SPREADS], ids=[r[0] for r in SPREADS]
)
def test_spread(size, runs, noticed_words, above, beyond):
    words = hash_words([" ".join(f"w{i}" for i in range(size))] * 2)
    notices = np.zeros(2 * size, dtype=bool)
    notices[list(noticed_words)] = True
    columns = np.array([(0, *run) for run in runs]).T
    found = measure_spread(words, np.array([0]), np.array([1]), Matches(*columns), notices)
    assert (found.above * size).round(6).tolist() == [above]
    assert (found.beyond * size).round(6).tolist() == [beyond]


IN_NOTICES = [
    # label, run (start in a, start in b, words), words of a and of b in notices, whether the run is in them
    ("half of it", (20, 60, 40), range(20, 40), (), True),
    ("a word less", (20, 60, 40), range(20, 39), (), False),
    ("in the other text", (20, 60, 40), (), range(60, 100), True),
    ("beside it", (20, 60, 40), range(20), range(60), False),
]


@pytest.mark.parametrize(
    ("run", "of_a", "of_b", "expected"), [r[1:] for r in IN_NOTICES], ids=[r[0] for r in IN_NOTICES]
)
def test_runs_in_notices(run, of_a, of_b, expected):
    size = 200
    words = hash_words([" ".join(f"w{i}" for i in range(size))] * 2)
    notices = np.zeros(2 * size, dtype=bool)
    notices[[*of_a, *(size + n for n in of_b)]] = True
    runs = Matches(*np.array([(0, *run)]).T)
    assert in_notices(runs, words, np.array([0]), np.array([1]), notices).tolist() == [expected]
