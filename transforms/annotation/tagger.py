"""Words into windows, windows into the network's inputs, its scores back to the words they belong to.

Pure: the network comes in as a function over arrays, so that this module knows neither files nor onnxruntime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from newsloom.transforms.annotation.decode import TagRow, entity_tags, role_tags
from newsloom.transforms.annotation.features import WordPiece, quote_states, shape_of
from newsloom.transforms.annotation.labels import UPOS

Run = Callable[[dict[str, np.ndarray]], dict[str, np.ndarray]]
"""The network: arrays by input name in, arrays by output name out."""

MAX_PIECES = 256
"""Longest window, in word pieces with its two marks: longer ones were not trained."""

BATCH_PIECES = 384
"""Padded pieces a call: one thread works fastest when a layer's numbers stay in the processor's cache."""


@dataclass(frozen=True)
class Window:
    """Words `start:end` of text number `text`, as the network reads them: columns is [4, pieces]."""

    text: int
    start: int
    end: int
    columns: np.ndarray
    first: np.ndarray


@dataclass(frozen=True)
class Scores:
    """One window's words: tags as decoded, `begins` the log-odds that a sentence begins there, the rest raw scores.

    Places 1.. of the second word axis of arcs and links are words, 0 is root or none.
    """

    ner: TagRow
    roles: tuple[TagRow, ...]
    upos: np.ndarray
    xpos: np.ndarray
    begins: np.ndarray
    arcs: np.ndarray
    dep: np.ndarray
    dep_head: np.ndarray
    links: np.ndarray


def windows_of(
    text: int, words: Sequence[str], spaces: Sequence[bool], pieces: WordPiece, limit: int = MAX_PIECES
) -> Iterator[Window]:
    """A text's windows: one if it fits, else cut where a sentence seems to end, never inside a word."""
    parts = [pieces.pieces(word) for word in words]
    sizes = [len(part) for part in parts]
    states = quote_states(words, spaces)
    start = 0
    while start < len(words):
        end = _cut(words, sizes, start, limit - 2)
        yield _window(text, start, end, words, spaces, parts, states, pieces)
        start = end


def _cut(words: Sequence[str], sizes: Sequence[int], start: int, room: int) -> int:
    """The end of the window from `start`: the last sentence-like end that fits, else the last word that does."""
    used, end, stop = 0, start, 0
    while end < len(words) and used + sizes[end] <= room:
        used += sizes[end]
        end += 1
        if _ends_sentence(words, start, end):
            stop = end
    if end == len(words):
        return end
    return stop or max(end, start + 1)


def _ends_sentence(words: Sequence[str], start: int, end: int) -> bool:
    """Is the word before `end` a full stop with nothing closing after it, or what closes after one?"""
    if words[end - 1] in _STOPS:
        return end == len(words) or words[end] not in _CLOSERS
    return words[end - 1] in _CLOSERS and end - 2 >= start and words[end - 2] in _STOPS


_STOPS = frozenset({".", "!", "?", "…", "..."})
_CLOSERS = frozenset({"”", '"', "''", "’", "'", ")", "]", "»"})


def _window(
    text: int,
    start: int,
    end: int,
    words: Sequence[str],
    spaces: Sequence[bool],
    parts: Sequence[tuple[int, ...]],
    states: Sequence[int],
    pieces: WordPiece,
) -> Window:
    sizes = np.array([len(part) for part in parts[start:end]])
    per_word = [[shape_of(word) for word in words[start:end]], states[start:end], [False, *spaces[start : end - 1]]]
    columns = np.zeros((4, int(sizes.sum()) + 2), dtype=np.int64)
    columns[0] = [pieces.cls, *chain.from_iterable(parts[start:end]), pieces.sep]
    columns[1:, 1:-1] = np.repeat(np.array(per_word, dtype=np.int64), sizes, axis=1)
    return Window(text, start, end, columns, np.cumsum(sizes) - sizes + 1)


def score_windows(windows: Sequence[Window], run: Run) -> Iterator[tuple[int, Scores]]:
    """Each window's number and scores; windows of like length share a call, so little is padding."""
    order = sorted(range(len(windows)), key=lambda number: windows[number].columns.shape[1])
    batch: list[int] = []
    for number in order:
        if batch and (len(batch) + 1) * windows[number].columns.shape[1] > BATCH_PIECES:
            yield from _score_batch(batch, windows, run)
            batch = []
        batch.append(number)
    if batch:
        yield from _score_batch(batch, windows, run)


def _score_batch(batch: Sequence[int], windows: Sequence[Window], run: Run) -> Iterator[tuple[int, Scores]]:
    width = max(windows[number].columns.shape[1] for number in batch)
    words = max(len(windows[number].first) for number in batch)
    columns = np.zeros((4, len(batch), width), dtype=np.int64)
    first = np.zeros((len(batch), words), dtype=np.int64)
    for row, number in enumerate(batch):
        window = windows[number]
        columns[:, row, : window.columns.shape[1]] = window.columns
        first[row, : len(window.first)] = window.first
    names = ("pieces", "shapes", "quotes", "spaces")
    out = run({**dict(zip(names, columns, strict=True)), "first": first})
    yield from zip(batch, _read(out, [len(windows[number].first) for number in batch]), strict=True)


def _read(out: dict[str, np.ndarray], sizes: Sequence[int]) -> Iterator[Scores]:
    """What the network says of each window; what is the same sum for all of them is done for all at once."""
    ner, roles = entity_tags(out["ner"], sizes), role_tags(out["roles"], sizes)
    upos, xpos, begins = np.split(out["words"], [len(UPOS), out["words"].shape[2] - 1], axis=2)
    upos, xpos = upos.argmax(2), xpos.argmax(2)
    for row, size in enumerate(sizes):
        yield Scores(
            ner=ner[row],
            roles=roles[row],
            upos=upos[row, :size],
            xpos=xpos[row, :size],
            begins=begins[row, :size, 0],
            arcs=out["arcs"][row, :size, : size + 1],
            dep=out["dep"][row, :size],
            dep_head=out["dep_head"][row, : size + 1],
            links=out["links"][row, :, :size, : size + 1],
        )
