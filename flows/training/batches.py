"""Training examples made into windows, varied, and stacked into batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from newsloom.flows.training.data import IGNORE, SHARES, STYLES, UNLABELLED, LabelledWords, join
from newsloom.transforms.annotation.features import WordPiece, quote_states, shape_of
from newsloom.transforms.annotation.labels import ENTITY_TYPES, LINKS, NER_TAGS, ROLES, UPOS

TARGET = "uner_ewt"
"""The style that is asked for at run time: names marked by hand, titles and articles left out, closest to news."""

MAX_PIECES = 250
BATCH_PIECES = 4096


@dataclass(frozen=True)
class OtherNames:
    """Names to put in the place of others, so that context and not memory tells a person from a place."""

    places: Sequence[str]
    persons: Sequence[tuple[str, ...]]


def name_pool(examples: Sequence[LabelledWords], places: Sequence[str]) -> OtherNames:
    persons = {tuple(example.words[a:b]) for example in examples for a, b, label in example.spans if label == "PERSON"}
    return OtherNames(sorted(places), sorted(p for p in persons if all(word[:1].isupper() for word in p)))


def epoch_windows(examples: Sequence[LabelledWords], names: OtherNames, rng: random.Random) -> list[LabelledWords]:
    """One pass over the corpora: neighbouring sentences joined at random, some of them varied."""
    windows: list[LabelledWords] = []
    for group in _documents(examples):
        share = SHARES.get(group[0].source, 1.0)
        for _ in range(int(share) + (rng.random() < share % 1)):
            windows += [vary(window, names, rng) for window in _join_some(group, rng)]
    return windows


def _documents(examples: Sequence[LabelledWords]) -> Iterator[list[LabelledWords]]:
    group: list[LabelledWords] = []
    for example in examples:
        if group and (example.source, example.doc) != (group[0].source, group[0].doc):
            yield group
            group = []
        group.append(example)
    if group:
        yield group


def _join_some(group: Sequence[LabelledWords], rng: random.Random) -> Iterator[LabelledWords]:
    if group[0].roles is not None:
        yield from group
        return
    at = 0
    while at < len(group):
        room = rng.choice((0, 0, 0, 40, 80, 140))
        taken = [group[at]]
        while at + len(taken) < len(group):
            words = sum(len(e.words) for e in taken) + len(group[at + len(taken)].words)
            if words > room:
                break
            taken.append(group[at + len(taken)])
        at += len(taken)
        yield join(taken)


def vary(example: LabelledWords, names: OtherNames, rng: random.Random) -> LabelledWords:
    """Now and then other names, other letter case, quotation marks around, no full stop at the end."""
    if example.ner is not None and example.source != "polnear" and rng.random() < 0.2:
        example = swap_names(example, names, rng)
    if example.roles is None and rng.random() < 0.08:
        example = in_marks(example)
    if example.roles is None and rng.random() < 0.05:
        example = without_stop(example)
    case = rng.random()
    if case < 0.03:
        return replace(example, words=[word.upper() for word in example.words])
    if case < 0.05:
        return replace(example, words=[word[:1].upper() + word[1:] for word in example.words])
    if case < 0.06:
        return replace(example, words=[word.lower() for word in example.words])
    return example


def swap_names(example: LabelledWords, names: OtherNames, rng: random.Random) -> LabelledWords:
    """Put another person's or place's name where one stands, the same one for the same words."""
    chosen: dict[tuple[str, ...], tuple[str, ...]] = {}
    result = replace(example, words=[], spaces=[], ner=[], spans=[], roles=None)
    tags = example.ner or []
    at = 0
    for start, end, label in [*sorted(example.spans), (len(example.words), len(example.words), "")]:
        if start < at:
            continue
        old = tuple(example.words[start:end])
        new = chosen.setdefault(old, _other_name(old, label, names, rng)) if old else ()
        result.words += [*example.words[at:start], *new]
        result.spaces += [*example.spaces[at:start], *[True] * (len(new) - 1)]
        result.spaces += example.spaces[end - 1 : end] if new else []
        result.ner = [*(result.ner or []), *tags[at:start]]
        if new:
            result.ner += [tags[start], *[tags[start] + 1] * (len(new) - 1)]
        at = end
    return result


def _other_name(old: tuple[str, ...], label: str, names: OtherNames, rng: random.Random) -> tuple[str, ...]:
    if label == "GPE" and rng.random() < 0.7:
        return tuple(rng.choice(names.places).split())
    if label == "PERSON" and rng.random() < 0.7:
        full = rng.choice(names.persons)
        return full if len(old) > 1 else full[-1:]
    return old


def in_marks(example: LabelledWords) -> LabelledWords:
    """The whole window as one quotation of several sentences, the kind that sentence splitting trips over."""
    size = len(example.words)
    root = lambda number: number + 1  # noqa: E731
    wrapped = replace(example, words=["“", *example.words, "”"], spaces=[False, *example.spaces[:-1], False, True])
    wrapped.spans = []
    if example.ner is not None:
        wrapped.ner = [0, *example.ner, 0]
    if example.heads is not None:
        first = next(number for number, head in enumerate(example.heads) if head < 0)
        last = max(number for number, head in enumerate(example.heads) if head < 0)
        heads = [head if head < 0 else head + 1 for head in example.heads]
        wrapped.heads = [root(first), *heads, root(last)]
        wrapped.starts = [1, 0, *(example.starts or [])[1:], 0]
        wrapped.upos = [UPOS.index("PUNCT"), *(example.upos or []), UPOS.index("PUNCT")]
        wrapped.xpos = [IGNORE, *(example.xpos or []), IGNORE]
        wrapped.deps = [IGNORE, *(example.deps or []), IGNORE]
    assert len(wrapped.spaces) == size + 2
    return wrapped


def without_stop(example: LabelledWords) -> LabelledWords:
    """The window without its last full stop, if nothing hangs on it, as headings and captions are written."""
    size = len(example.words)
    if size < 3 or example.words[-1] != "." or size - 1 in (example.heads or []):
        return example
    cut: dict[str, Any] = {
        name: list(getattr(example, name))[:-1]
        for name in ("words", "spaces", "ner", "upos", "xpos", "heads", "deps", "starts")
        if getattr(example, name) is not None
    }
    return replace(example, **cut)


def stack_batches(windows: Sequence[LabelledWords], pieces: WordPiece, rng: random.Random) -> list[list[LabelledWords]]:
    """Windows of like length together, at most `BATCH_PIECES` padded pieces a batch, in random order."""
    sized = [(sum(len(pieces.pieces(word)) for word in w.words) + rng.random() * 8, w) for w in windows]
    sized.sort(key=lambda pair: pair[0])
    batches: list[list[LabelledWords]] = [[]]
    for size, window in sized:
        width = -(-min(size + 2, MAX_PIECES) // 16) * 16
        if batches[-1] and (len(batches[-1]) + 1) * width > BATCH_PIECES:
            batches.append([])
        batches[-1].append(window)
    rng.shuffle(batches)
    return batches


def encode_words(words: Sequence[str], spaces: Sequence[bool], pieces: WordPiece) -> tuple[np.ndarray, list[int]]:
    """[4, pieces] ids, shapes, quotes, spaces with the start and end marks; and each word's first place.

    Words that do not fit into `MAX_PIECES` are left out at the end.
    """
    ids, shapes, quotes, blanks, first = [pieces.cls], [0], [0], [0], []
    states = quote_states(words, spaces)
    for number, word in enumerate(words):
        parts = pieces.pieces(word)
        if len(ids) + len(parts) >= MAX_PIECES:
            break
        first.append(len(ids))
        ids += parts
        shapes += [shape_of(word)] * len(parts)
        quotes += [states[number]] * len(parts)
        blanks += [int(number > 0 and spaces[number - 1])] * len(parts)
    columns = [[*ids, pieces.sep], [*shapes, 0], [*quotes, 0], [*blanks, 0]]
    return np.array(columns, dtype=np.int64), first


def collate(batch: Sequence[LabelledWords], pieces: WordPiece, rng: random.Random) -> dict[str, Tensor]:
    """Stack examples into padded tensors: the network's inputs and every task's targets (IGNORE = none)."""
    coded = [encode_words(example.words, example.spaces, pieces) for example in batch]
    width = -(-max(columns.shape[1] for columns, _ in coded) // 16) * 16
    words = max(len(first) for _, first in coded)
    inputs = np.zeros((4, len(batch), width), dtype=np.int64)
    firsts = np.zeros((len(batch), words), dtype=np.int64)
    for row, (columns, first) in enumerate(coded):
        inputs[:, row, : columns.shape[1]] = columns
        firsts[row, : len(first)] = first
    counts = [len(first) for _, first in coded]
    tensors = _targets(batch, counts, words)
    tensors |= dict(zip(("pieces", "shapes", "quotes", "spaces"), inputs, strict=True))
    tensors["first"] = firsts
    tensors["style"] = np.array([_style(example.source, rng) for example in batch])
    tensors["unlabelled"] = np.stack([_unlabelled(example.source) for example in batch])
    return {name: torch.from_numpy(value) for name, value in tensors.items()}


def _targets(batch: Sequence[LabelledWords], counts: Sequence[int], words: int) -> dict[str, np.ndarray]:
    names = ("ner", "upos", "xpos", "deps", "starts", "heads")
    targets = {name: np.full((len(batch), words), IGNORE, dtype=np.int64) for name in names}
    targets["roles"] = np.full((len(ROLES), len(batch), words), IGNORE, dtype=np.int64)
    targets["links"] = np.full((len(LINKS), len(batch), words), IGNORE, dtype=np.int64)
    for row, (example, count) in enumerate(zip(batch, counts, strict=True)):
        for name in names:
            values = getattr(example, name)
            if values is not None:
                targets[name][row, :count] = values[:count]
        for name in ("roles", "links"):
            for kind, values in enumerate(getattr(example, name) or ()):
                targets[name][kind, row, :count] = values[:count]
    heads = targets["heads"]
    heads[heads != IGNORE] += 1
    for name in ("heads", "links"):
        targets[name][targets[name] > np.array(counts)[:, None]] = IGNORE  # it fell off a window that was cut
    return targets


def _style(source: str, rng: random.Random) -> int:
    family = "crossner" if source.startswith("crossner") else TARGET if source == "polnear" else source
    return STYLES.index(family) if family in STYLES and rng.random() < 0.7 else 0


def _unlabelled(source: str) -> np.ndarray:
    missing = UNLABELLED.get(source, frozenset())
    allowed = np.zeros(len(NER_TAGS), dtype=bool)
    for label in ENTITY_TYPES:
        if label in missing:
            allowed[NER_TAGS.index(f"B-{label}") : NER_TAGS.index(f"B-{label}") + 2] = True
    return allowed
