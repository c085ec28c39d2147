"""Scores as probabilities: a logistic curve over the log-odds (Platt 1999)."""

from __future__ import annotations

import math
from dataclasses import dataclass

_LEAST = 1e-3  # scores are cut off there: the log-odds of 0 and 1 have no end


@dataclass(frozen=True)
class Curve:
    """Probability = logistic(slope · log-odds of the score + intercept)."""

    slope: float
    intercept: float

    def __call__(self, score: float) -> float:
        """The probability that a score stands for, from 0 to 1."""
        inside = min(max(score, _LEAST), 1 - _LEAST)
        return 1 / (1 + math.exp(-self.slope * math.log(inside / (1 - inside)) - self.intercept))
