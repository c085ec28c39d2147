"""When two reports tell the same utterance: each threshold from both sides, on overlaps given by hand."""

import datetime as dt
from dataclasses import replace

import pytest

from newsloom.transforms.utterances import utterances
from newsloom.transforms.utterances.utterances import (
    QuoteReport,
    UtteranceOptions,
    has_attribution_conflict,
    is_same_utterance,
)
from newsloom.transforms.utterances.wording import Overlap, wording

DAY = dt.date(2024, 3, 1)
ONE = QuoteReport("q", None, "a", "a", None, DAY, None, "direct", 0, "x", "lee", "person", "named", wording("x"))
CLAUSE, PHRASE = "harbour prices will rise", "harbour prices rising steel"
CASES = [  # label, (share, both, words, content, run), days, one speaker, text, the same
    ("verbatim", (0, 0.85, 4, 2, 0), 21, True, CLAUSE, True),
    ("too long ago", (0, 0.85, 4, 2, 0), 22, True, CLAUSE, False),
    ("less than verbatim", (0, 0.84, 4, 2, 0), 0, True, CLAUSE, False),
    ("verbatim of two", (0, 0.85, 5, 2, 0), 0, False, CLAUSE, True),
    ("verbatim of two, short", (0, 0.85, 4, 2, 0), 0, False, CLAUSE, False),
    ("most words", (0.62, 0, 4, 3, 2), 7, True, CLAUSE, True),
    ("most words, not close", (0.62, 0, 4, 3, 2), 8, True, CLAUSE, False),
    ("most words, no run", (0.62, 0, 4, 3, 1), 0, True, CLAUSE, False),
    ("fewer words", (0.61, 0, 4, 3, 2), 0, True, CLAUSE, False),
    ("most words, little content", (0.62, 0, 4, 2, 2), 0, True, CLAUSE, False),
    ("in a row", (0.45, 0, 4, 3, 3), 0, True, CLAUSE, True),
    ("less in a row", (0.44, 0, 4, 3, 3), 0, True, CLAUSE, False),
    ("long run", (0, 0, 5, 2, 5), 0, True, CLAUSE, True),
    ("shorter run", (0, 0, 5, 2, 4), 0, True, CLAUSE, False),
    ("two speakers", (0.8, 0, 7, 3, 0), 0, False, CLAUSE, True),
    ("two speakers, less", (0.79, 0, 7, 3, 0), 0, False, CLAUSE, False),
    ("two speakers, shorter", (0.8, 0, 6, 3, 0), 0, False, CLAUSE, False),
    ("two speakers, little content", (0.8, 0, 7, 2, 0), 0, False, CLAUSE, False),
    ("two speakers, no clause", (0.8, 0, 7, 3, 0), 0, False, PHRASE, False),
    ("two levelled words", (1, 1, 9, 3, 9), 0, True, "harbour prices", False),
    ("three levelled words", (1, 1, 9, 3, 9), 0, True, "harbour prices rise", True),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_thresholds(case: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    _, numbers, days, one_speaker, text, expected = case
    monkeypatch.setattr(utterances, "measure_overlap", lambda one, other: Overlap(*numbers))
    one = replace(ONE, words=wording(text))
    speaker = "lee" if one_speaker else "park"
    other = replace(one, article_id="b", day=DAY + dt.timedelta(days=days), speaker=speaker)
    assert is_same_utterance(one, other, UtteranceOptions()) == expected


def test_conflicts() -> None:
    group = replace(ONE, speaker=None, speaker_kind="collective", resolution="nominal")
    assert has_attribution_conflict([ONE, replace(ONE, speaker="park")])
    assert has_attribution_conflict([ONE, group])
    assert not has_attribution_conflict([ONE, replace(group, resolution="pronoun")])
    assert not has_attribution_conflict([ONE, ONE])
