"""Word lists that ship: tables in data/lexicon, each word with its kind, a comment and the source of the list.

A table is UTF-8 with tabs: `word`, `kind`, `comment`; lines with # say what the list is and where it is from.
Lists are constants of the program that happen to be long, so this module reads package data, as
none here does but `inputs.language`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Kinds = dict[str, frozenset[str]]
"""The words of a list by their kind."""


@dataclass(frozen=True)
class Entry:
    """A line of a list."""

    word: str
    kind: str
    comment: str


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """The lines of the list of that name, in order; FileNotFoundError where none has it."""
    return entries_from_text((files("newsloom") / "data" / "lexicon" / f"{name}.tsv").read_text(encoding="utf-8"))


@cache
def lexicon(name: str) -> Kinds:
    """The words of a list by kind; FileNotFoundError where none has the name."""
    return _by_kind(entries(name))


def alternatives(name: str, *kinds: str) -> str:
    """The words of a list that have one of these kinds, or all of them, as a pattern of alternatives in their order."""
    return "|".join(re.escape(entry.word) for entry in entries(name) if not kinds or entry.kind in kinds)


def ordered_lexicon(name: str) -> dict[str, tuple[str, ...]]:
    """The words of a list by kind, both in their order."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for entry in entries(name):
        by_kind[entry.kind].append(entry.word)
    return {kind: tuple(members) for kind, members in by_kind.items()}


def words(name: str, *kinds: str) -> frozenset[str]:
    """The words of a list that have one of these kinds, or all of them; KeyError for a kind that it lacks."""
    by_kind = lexicon(name)
    return frozenset().union(*(by_kind[kind] for kind in kinds or by_kind))


def entries_from_text(text: str) -> tuple[Entry, ...]:
    """The lines of a table; ValueError for a line without three columns or a word that stands twice under one kind.

    >>> [entry.word for entry in entries_from_text("# Greetings; by hand\\nword\\tkind\\tcomment\\nhey\\tcasual\\t")]
    ['hey']
    """
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = []
    for line in lines[1:]:
        word, kind, comment = line.split("\t")
        rows.append(Entry(word, kind, comment))
    pairs = [(row.word, row.kind) for row in rows]
    if len(set(pairs)) < len(pairs):
        word, kind = next(pair for pair in pairs if pairs.count(pair) > 1)
        raise ValueError(f"{word} stands twice under {kind}")
    return tuple(rows)


def _by_kind(rows: tuple[Entry, ...]) -> Kinds:
    by_kind: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_kind[row.kind].add(row.word)
    return {kind: frozenset(members) for kind, members in by_kind.items()}
