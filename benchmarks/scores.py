"""How well a clustering agrees with one made by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import comb


def b_cubed(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F (Bagga and Baldwin 1998)."""
    both, wanted, made = Counter(zip(gold, predicted, strict=True)), Counter(gold), Counter(predicted)
    precision = sum(n * n / made[k] for (_, k), n in both.items()) / len(gold)
    recall = sum(n * n / wanted[g] for (g, _), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def adjusted_rand(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> float:
    """Rand index over what chance would give (Hubert and Arabie 1985)."""
    both, wanted, made = (
        sum(comb(n, 2) for n in Counter(labels).values())
        for labels in (list(zip(gold, predicted, strict=True)), gold, predicted)
    )
    chance = wanted * made / comb(len(gold), 2)
    return (both - chance) / ((wanted + made) / 2 - chance)
