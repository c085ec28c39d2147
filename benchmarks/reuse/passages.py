"""Verbatim runs of words between texts by their plain definition, to hold the reported passages against.

A word is a run of letters and digits, in lower case; nothing here uses the code that is measured.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Span = tuple[int, int]
Run = tuple[Span, Span]  # the same words in text a and in text b, in code points
SharedRuns = dict[tuple[int, int], list[Run]]  # by the numbers of the texts, a < b

_WORD = re.compile(r"[^\W_]+")


def word_spans(text: str) -> list[Span]:
    """Spans of the words of a text."""
    return [found.span() for found in _WORD.finditer(text)]


def verbatim_runs(texts: Sequence[str], least: int = 20) -> SharedRuns:
    """All maximal runs of at least `least` equal words between any two texts."""
    spans = [word_spans(text) for text in texts]
    offsets = np.cumsum([0, *map(len, spans)])
    owner = np.repeat(np.arange(len(texts)), np.diff(offsets))
    p, q = _equal_places(_grams(texts, spans, owner, least), owner)
    order = np.lexsort((p, q - p, owner[q], owner[p]))
    p, q = p[order], q[order]
    first = np.ones(len(p), dtype=bool)
    first[1:] = (np.diff(p) != 1) | (np.diff(q) != 1) | (np.diff(owner[p]) != 0) | (np.diff(owner[q]) != 0)
    starts = [*np.flatnonzero(first).tolist(), len(p)]
    runs: SharedRuns = defaultdict(list)
    for start, end in pairwise(starts):
        a, b = int(owner[p[start]]), int(owner[q[start]])
        i, j, length = p[start] - offsets[a], q[start] - offsets[b], end - start + least - 1
        runs[a, b].append(
            ((spans[a][i][0], spans[a][i + length - 1][1]), (spans[b][j][0], spans[b][j + length - 1][1]))
        )
    return dict(runs)


def _grams(texts: Sequence[str], spans: Sequence[Sequence[Span]], owner: Ints, size: int) -> Ints:
    """Number of the run of `size` words that begins at each word; negative and of its own where the text ends before.

    Numbers of longer runs are those of the pairs of two shorter ones, so that equal numbers are equal words.
    """
    known: dict[str, int] = {}
    words = (text[start:end].lower() for text, found in zip(texts, spans, strict=True) for start, end in found)
    grams = np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)
    width = 1
    while width < size:
        step = min(width, size - width)
        later = np.concatenate([grams[step:], np.full(step, -1)])
        grams = np.unique(grams * (grams.max(initial=0) + 2) + later + 1, return_inverse=True)[1]
        width += step
    inside = np.zeros(len(grams), dtype=bool)
    inside[: len(grams) - size + 1] = owner[: len(grams) - size + 1] == owner[size - 1 :]
    return np.where(inside, grams, -1 - np.arange(len(grams)))


def _equal_places(grams: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """All pairs p < q of places in different texts with the same number."""
    order = np.argsort(grams, kind="stable")
    sizes = np.unique(grams[order], return_counts=True)[1]
    ends = np.repeat(np.cumsum(sizes), sizes)
    more = ends - np.arange(len(order)) - 1
    left = np.repeat(np.arange(len(order)), more)
    right = np.arange(len(left)) - np.repeat(np.cumsum(more) - more, more) + left + 1
    p, q = order[left], order[right]
    apart = owner[p] != owner[q]
    return p[apart], q[apart]


def covered(spans: Sequence[Span], words: Sequence[Span]) -> set[int]:
    """Numbers of the words that lie in any of the spans."""
    return {k for start, end in spans for k, (first, last) in enumerate(words) if first >= start and last <= end}


def agreement(texts: Sequence[str], gold: Mapping[tuple[int, int], Sequence[Run]], found: SharedRuns) -> str:
    """Runs found whole, and how the words in runs agree, in one line; both sides of every pair count.

    A run is found where each of its words lies in a reported passage of the pair, on either side.
    """
    words = [word_spans(text) for text in texts]
    whole = both = wanted = made = 0
    for pair in gold.keys() | found.keys():
        inside = [covered([run[side] for run in found.get(pair, [])], words[pair[side]]) for side in (0, 1)]
        true = [[covered([run[side]], words[pair[side]]) for side in (0, 1)] for run in gold.get(pair, [])]
        whole += sum(left <= inside[0] and right <= inside[1] for left, right in true)
        for side in (0, 1):
            union = set().union(*(run[side] for run in true))
            both, wanted, made = both + len(union & inside[side]), wanted + len(union), made + len(inside[side])
    runs = sum(map(len, gold.values()))
    precision, recall = both / max(made, 1), both / max(wanted, 1)
    return (
        f"{runs} runs of {len(gold)} pairs, recall {whole / runs:.4f}; words P {precision:.4f} R {recall:.4f} "
        f"F1 {2 * precision * recall / max(precision + recall, 1e-9):.4f}"
    )


_STYLES: tuple[Mapping[str, str], ...] = (
    {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "--", "–": "-", "…": "...", "\n": "\n\n"},
    {'"': "”", "'": "’", "-": "–", ";": ",", "\n": " "},
    {'"': "'", "“": "‘", "”": "’", ",": " –", ".": " …"},
    {"(": "[", ")": "]", ":": " -", "\n": "\r\n", " ": "\u00a0"},
)
_NEW_WORDS = ("brellin", "quastor", "ovidran", "tellmock", "sarrupt", "hinwald")  # of no language, so of no run


def splice(rng: random.Random, source: str, host: str, least: int = 20) -> tuple[str, list[Run]]:
    """The host with edited parts of the source between its paragraphs; and the runs that are the same in both.

    At each end of a part and at every edit within it stands a word that no text has: nothing is longer by chance.
    """
    spans, made = word_spans(source), ""
    runs: list[Run] = []
    for paragraph in host.split("\n"):
        made += paragraph + "\n"
        if rng.random() < 0.3 and len(spans) > 2 * least:
            first = rng.randrange(len(spans) - least)
            part = spans[first : first + rng.randint(least // 2, 8 * least)]
            for piece in _pieces(rng, part, rng.choice((0.0, 0.01, 0.03))):
                text = _restyled(source[piece[0][0] : piece[-1][1]], rng.choice(_STYLES))
                made += rng.choice(_NEW_WORDS) + rng.choice((" ", "\n", ' "'))
                if len(piece) >= least:
                    runs.append(((piece[0][0], piece[-1][1]), (len(made), len(made) + len(text))))
                made += text + rng.choice((". ", " ", '," ', "\n"))
            made += rng.choice(_NEW_WORDS) + ".\n"
    return made, runs


def _pieces(rng: random.Random, words: Sequence[Span], rate: float) -> list[list[Span]]:
    """Stretches of the words between edits: some words are replaced, others have a new one before them."""
    pieces: list[list[Span]] = [[]]
    for word in words:
        edit = rng.random() < rate
        if edit and pieces[-1]:
            pieces.append([])
        if not (edit and rng.random() < 0.5):
            pieces[-1].append(word)
    return [piece for piece in pieces if piece]


def _restyled(text: str, style: Mapping[str, str]) -> str:
    """Other quotation marks, dashes, punctuation and blanks; the words stay."""
    return "".join(style.get(character, character) for character in text)
