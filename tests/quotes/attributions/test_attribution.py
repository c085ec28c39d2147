"""Scores of attributions: what competes for a place is ordered by them, and what is weak is no quote."""

import dataclasses

from newsloom.transforms.quotes.attributions.article_attributions import SpeechOptions
from newsloom.transforms.quotes.attributions.attribution import SCORES, Attribution


def test_every_score_is_a_share() -> None:
    for value in dataclasses.asdict(SCORES).values():
        assert all(0 <= number <= 1 for number in (value if isinstance(value, tuple) else (value,)))


def test_what_a_rule_finds_is_a_quote_by_default() -> None:
    contents = [SCORES.clause, SCORES.according, SCORES.label, SCORES.embedded_post, SCORES.signed, SCORES.introduced]
    assert all(content >= SpeechOptions().min_score for content, _ in [*contents, SCORES.quoted, SCORES.unclosed])


def test_nearer_cues_win() -> None:
    assert SCORES.after > SCORES.before > SCORES.apart > SCORES.without_source
    assert SCORES.after - SCORES.without_source > SCORES.apart


def test_an_attribution_is_a_quote_until_it_is_judged() -> None:
    assert Attribution((0, 5)) == Attribution((0, 5), None, None, 0.5, 0.5, "rule", True)
