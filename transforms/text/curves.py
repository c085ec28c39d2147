"""Scores as probabilities: a logistic curve over the log-odds (Platt 1999)."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Curve:
    """Probability = logistic(slope · log-odds of the score + intercept)."""

    slope: float
    intercept: float

    def __call__(self, score: float) -> float:
        """The probability that a score stands for, from 0 to 1."""
        inside = min(max(score, 1e-3), 1 - 1e-3)
        return 1 / (1 + math.exp(-self.slope * math.log(inside / (1 - inside)) - self.intercept))
