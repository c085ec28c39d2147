"""A synthetic stream of articles with families of edited copies and footers, for measuring scale."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np

WORDS = 60_000  # of the made-up vocabulary; used by Zipf's law
ARTICLE = (120, 380)  # words
FOOTERS = 200
SHARE_COPIED = 0.4  # of articles that copy one of the articles just before them
RECENT = 400


def stream(count: int, seed: int = 0, chunk: int = 20_000) -> Iterator[list[str]]:
    """`count` texts in lists of `chunk`: each chunk depends on the seed and its number alone."""
    for number, first in enumerate(range(0, count, chunk)):
        yield _chunk(min(chunk, count - first), np.random.default_rng((seed, number)), seed)


def _chunk(count: int, rng: np.random.Generator, seed: int) -> list[str]:
    words = vocabulary()
    footers = [" ".join(_sample(words, np.random.default_rng((seed, 7, i)), 24)) for i in range(FOOTERS)]
    recent: list[list[str]] = []
    texts = []
    for _ in range(count):
        copied = recent and rng.random() < SHARE_COPIED
        body = _edited(recent[rng.integers(len(recent))], words, rng) if copied else _fresh(words, rng)
        if not copied:
            recent = [*recent[-RECENT:], body]
        footer = footers[rng.integers(FOOTERS)] if rng.random() < 0.5 else ""
        texts.append(" ".join(body) + "\n" + footer)
    return texts


def _fresh(words: np.ndarray, rng: np.random.Generator) -> list[str]:
    return _sample(words, rng, int(rng.integers(*ARTICLE)))


def _edited(body: list[str], words: np.ndarray, rng: np.random.Generator) -> list[str]:
    """A copy: cut from the bottom, some words replaced, a paragraph put in."""
    kept = body[: int(len(body) * rng.uniform(0.5, 1.0))]
    swapped = rng.random(len(kept)) < rng.uniform(0.0, 0.06)
    kept = [new if swap else old for old, new, swap in zip(kept, _sample(words, rng, len(kept)), swapped, strict=True)]
    at = int(rng.integers(len(kept) + 1))
    return [*kept[:at], *_sample(words, rng, int(rng.integers(0, 40))), *kept[at:]]


def _sample(words: np.ndarray, rng: np.random.Generator, count: int) -> list[str]:
    return words[(rng.pareto(0.9, count) * 40).astype(np.int64) % WORDS].tolist()


def vocabulary() -> np.ndarray:
    """Made-up words."""
    rng = random.Random(1)
    parts = [
        "ba",
        "cor",
        "den",
        "fi",
        "gal",
        "hu",
        "jen",
        "ka",
        "lor",
        "mi",
        "nu",
        "pel",
        "qui",
        "ras",
        "so",
        "tev",
        "vi",
    ]
    return np.array(
        ["".join(rng.choices(parts, k=rng.randint(1, 4))) + str(i % 7) * (i % 5 == 0) for i in range(WORDS)]
    )
