"""The score of being uttered: logistic regression with coefficients that are data (data/kinds/weights.tsv)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

INTERCEPT = "intercept"


@dataclass(frozen=True)
class SpeechScore:
    """Coefficients by feature; features that it does not know count nothing."""

    weights: Mapping[str, float]

    def __call__(self, features: Mapping[str, float]) -> float:
        """The probability that it was uttered, from 0 to 1.

        >>> SpeechScore({"intercept": 0.0, "say": 1.0})({"say": 0.0})
        0.5
        """
        odds = self.weights[INTERCEPT] + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-odds))


def score_from_bytes(blob: bytes) -> SpeechScore:
    """The score of a tab-separated list with a header line: feature, weight. ValueError without an intercept."""
    lines = [line for line in blob.decode("utf-8").splitlines() if line and not line.startswith("#")]
    weights = {name: float(weight) for name, weight in (line.split("\t") for line in lines[1:])}
    if INTERCEPT not in weights:
        raise ValueError("no intercept among the weights")
    return SpeechScore(weights)
