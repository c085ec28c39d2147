"""What an outlet changed in a quote, word by word, ready to be set: kept, left out, put in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from newsloom.transforms.utterances.wording import SLURRED, expand

_WORD = re.compile(r"[^\s—–]+")
_NO_LETTERS = re.compile(r"[^\w%$€£']+")
_DASHES = ("—", "–")
Mark = tuple[str, str]
_Pair = tuple[int, int]


class _Word(NamedTuple):
    """A word without contraction, and what stands in the text from it to the next one."""

    parts: tuple[str, ...]
    text: str


def mark_words(reference: str, variant: str) -> list[Mark]:
    """The variant with its changes: ("kept" | "out" | "in", words), each piece as it stands in its text.

    Case, marks and dashes around a word change nothing, and neither does a contraction.

    >>> mark_words("It will never fail", "“it may never fail”")
    [('kept', '“it '), ('out', 'will '), ('in', 'may '), ('kept', 'never fail”')]
    """
    was, now = _words(reference), _words(variant)
    steps = groupby(_steps(was, now, _corresponding(was, now)), key=lambda step: step[0])
    marks = [(kind, "".join(text for _, text in piece)) for kind, piece in steps]
    return [(kind, _apart(words)) for kind, words in marks[:-1]] + marks[-1:]


def _apart(words: str) -> str:
    return words if words[-1:].isspace() or words.endswith(_DASHES) else words + " "


def _words(text: str) -> list[_Word]:
    matches = [match for match in _WORD.finditer(text) if _folded(match.group())]
    if not matches:
        return [_Word((text,), text)] if text else []
    starts = [0, *(match.start() for match in matches[1:]), len(text)]
    return [_Word(_parts(match.group()), text[starts[i] : starts[i + 1]]) for i, match in enumerate(matches)]


def _parts(word: str) -> tuple[str, ...]:
    folded = _folded(word)
    parts = expand(folded)
    is_owner = parts == (folded.removesuffix("'s"),)  # whose it is, is no contraction
    return (folded,) if is_owner or folded in SLURRED else parts


def _folded(word: str) -> str:
    return _NO_LETTERS.sub("", word.replace("’", "'")).strip("'").casefold()


def _corresponding(was: list[_Word], now: list[_Word]) -> list[_Pair]:
    """Places in both of the words that are the same, in order; of one word that is two in the other text, two pairs."""
    old, new = ([(i, part) for i, word in enumerate(words) for part in word.parts] for words in (was, now))
    matcher = SequenceMatcher(None, [part for _, part in old], [part for _, part in new], autojunk=False)
    pairs = [(old[a + n][0], new[b + n][0]) for a, b, size in matcher.get_matching_blocks() for n in range(size)]
    while True:  # a word of which a part has changed is another word, and so is what corresponds to it
        old_parts, new_parts = Counter(i for i, _ in pairs), Counter(j for _, j in pairs)
        whole = [(i, j) for i, j in pairs if old_parts[i] == len(was[i].parts) and new_parts[j] == len(now[j].parts)]
        if len(whole) == len(pairs):
            return pairs
        pairs = whole


def _steps(was: list[_Word], now: list[_Word], pairs: list[_Pair]) -> Iterator[Mark]:
    """Word by word; of two that stand for one another, first what was left out."""
    same, at = {j: i for i, j in pairs}, 0
    left_out, put_in = {*range(len(was))} - {i for i, _ in pairs}, list[Mark]()
    for j, word in enumerate(now):
        if j not in same:
            put_in.append(("in", word.text))
            continue
        yield from (("out", was[i].text) for i in range(at, same[j]) if i in left_out)
        yield from put_in
        yield "kept", word.text
        at, put_in = same[j], []
    yield from (("out", was[i].text) for i in range(at, len(was)) if i in left_out)
    yield from put_in
