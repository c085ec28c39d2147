"""A synthetic stream of articles with families of edited copies and footers, for measuring scale."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

WORDS = 60_000  # of the vocabulary; used by Zipf's law
COMMON = (  # its first words; the others are made up
    "the of to and a in that is was he for it with as his on be at by i this had not are but from or have an they "
    "which one you were her all she there would their we him been has when who will more no if out so said what up "
    "its about into than them can only other new some could time these two may then do first any my now such like "
    "our over man me even most made after also did many before must through back years where much your way well down "
    "should because each just those people mr how too little state good very make world still own see men work long "
    "get here between both life being under never day same another know while last might us great old year off come "
    "since against go came right used take three"
)
ARTICLE = (120, 380)  # words
FOOTERS = 200
SHARE_COPIED = 0.4  # of articles that copy one of the articles just before them
RECENT = 400
_SYLLABLES = ("ba", "cor", "den", "fi", "gal", "hu", "jen", "ka", "lor", "mi", "nu", "pel", "qui", "ras", "so", "tev")


class Part(NamedTuple):
    """Some texts of the stream; `sources[i]` is the place, in the same part, of what text i copies, if it does."""

    texts: list[str]
    sources: list[int | None]


def stream(count: int, seed: int = 0, chunk: int = 20_000) -> Iterator[Part]:
    """`count` texts in parts of `chunk`."""
    for number, first in enumerate(range(0, count, chunk)):
        yield part_of_stream(number, min(chunk, count - first), seed)


def copies(texts: Sequence[str], seed: int) -> list[str]:
    """An edited copy of each text."""
    rng, words = np.random.default_rng(seed), vocabulary()
    return [" ".join(_edited(text.split(), words, rng)) for text in texts]


def part_of_stream(number: int, count: int, seed: int = 0) -> Part:
    """The part of this number, of `count` texts: the same whether or not the others are made."""
    rng, words = np.random.default_rng((seed, number)), vocabulary()
    footers = [" ".join(_sample(words, np.random.default_rng((seed, 7, i)), 24)) for i in range(FOOTERS)]
    recent: list[tuple[int, list[str]]] = []
    part = Part([], [])
    for i in range(count):
        copied = recent and rng.random() < SHARE_COPIED
        source, body = recent[rng.integers(len(recent))] if copied else (None, _fresh(words, rng))
        if copied:
            body = _edited(body, words, rng)
        else:
            recent = [*recent[-RECENT:], (i, body)]
        footer = footers[rng.integers(FOOTERS)] if rng.random() < 0.5 else ""
        part.texts.append(" ".join(body) + "\n" + footer)
        part.sources.append(source)
    return part


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
    return words[(WORDS ** rng.random(count)).astype(np.int64) - 1].tolist()


@cache
def vocabulary() -> np.ndarray:
    """Words, the most frequent first."""
    rng = random.Random(1)
    made = ("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 5))) + str(i % 7) * (i % 5 == 0) for i in range(WORDS))
    return np.array([*COMMON.split(), *made][:WORDS])
