"""The logistic score and its table of weights."""

import pytest

from newsloom.flows.assets.assets import load_assets
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.kinds.cue_heads import read_cue
from newsloom.transforms.quotes.kinds.features import Content, features_of
from newsloom.transforms.quotes.kinds.score import INTERCEPT, SpeechScore, score_from_bytes
from tests.quotes.build import CUES, span_of
from tests.quotes.kinds.build import parsed_view


def test_score_is_the_logistic_of_the_weighted_sum():
    score = SpeechScore({INTERCEPT: 1.0, "finite": 2.0})
    assert score({"finite": 1.0, "not known": 5.0}) == pytest.approx(0.9526, abs=1e-4)
    assert score({}) == pytest.approx(0.7311, abs=1e-4)


def test_weights_are_a_table():
    assert score_from_bytes(b"# a note\nfeature\tweight\nintercept\t1.5\nfinite\t-2\n").weights == {
        "intercept": 1.5,
        "finite": -2.0,
    }
    with pytest.raises(ValueError, match="intercept"):
        score_from_bytes(b"feature\tweight\nfinite\t-2\n")


def test_shipped_weights_are_of_features_that_are_read():
    text = "Lena Hobart said it was safe."
    attribution = Attribution(*(span_of(text, part) for part in ("it was safe", "said", "Lena Hobart")))
    view = parsed_view(text)
    read = features_of(attribution, Content(3, 0, None), read_cue(attribution.cue, view, CUES), view)
    assert set(load_assets().speech.score.weights) - {INTERCEPT} == set(read)
