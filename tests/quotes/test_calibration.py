"""Calibration: probabilities rise with the score, keep to 0 and 1, and are those of the fitted curves."""

import pytest

from newsloom.transforms.quotes.calibration import LINKED, QUOTED, REPORTED, SPEAKERS, Curve, SpeakerCurve

FITTED = [(REPORTED, 0.319), (QUOTED, 0.495), (LINKED, 0.399)]  # what a score of a half stands for


@pytest.mark.parametrize(("curve", "half"), FITTED)
def test_curve(curve: Curve, half: float) -> None:
    assert curve(0.5) == pytest.approx(half, abs=1e-3)
    values = [curve(n / 20) for n in range(21)]
    assert values == sorted(values)
    assert 0 < values[0] < 0.1 < 0.9 < values[-1] < 1 or curve is LINKED


def test_slope_and_intercept() -> None:
    assert Curve(1.0, 0.0)(0.3) == pytest.approx(0.3)
    assert Curve(0.0, 0.0)(0.9) == 0.5
    assert Curve(2.0, 0.0)(0.8) == pytest.approx(16 / 17)


SPEAKERS_AT = [
    ("named", 0.95, 0.95, 0.977),
    ("named", 0.95, 0.45, 0.887),
    ("named", 0.5, 0.95, 0.788),
    ("pronoun", 0.95, 0.9, 0.914),
]


@pytest.mark.parametrize(("resolution", "link", "evidence", "expected"), SPEAKERS_AT)
def test_speakers(resolution: str, link: float, evidence: float, expected: float) -> None:
    assert SPEAKERS[resolution](link, evidence) == pytest.approx(expected, abs=1e-3)


def test_a_speaker_curve_weighs_link_and_evidence() -> None:
    assert SpeakerCurve(0.0, 1.0, 0.0)(0.3, 0.9) == pytest.approx(0.3)
    assert SpeakerCurve(0.0, 0.0, 1.0)(0.9, 0.3) == pytest.approx(0.3)
    assert SpeakerCurve(0.0, 1.0, 0.0)(1.0, 0.5) == pytest.approx(0.98)
    assert set(SPEAKERS) == {"named", "nominal", "pronoun", "implicit"}
