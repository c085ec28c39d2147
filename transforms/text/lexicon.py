"""Word lists that ship: tables in data/lexicon, each word with its kind, a comment and the source of the list.

A table is UTF-8 with tabs: `word`, `kind`, `comment`; lines with # say what the list is and where it is from.
Lists are constants of the program that happen to be long, so this module, and no other here, reads package data.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files

Kinds = dict[str, frozenset[str]]
"""The words of a list by their kind."""


@cache
def lexicon(name: str) -> Kinds:
    """The list of that name; FileNotFoundError where none has it."""
    return lexicon_from_text((files("newsloom") / "data" / "lexicon" / f"{name}.tsv").read_text(encoding="utf-8"))


def words(name: str, *kinds: str) -> frozenset[str]:
    """The words of a list that have one of these kinds, or all of them; KeyError for a kind that it lacks."""
    found = lexicon(name)
    return frozenset().union(*(found[kind] for kind in kinds or found))


def lexicon_from_text(text: str) -> Kinds:
    """The words by kind; ValueError for a line without three columns or a word that stands twice under one kind.

    >>> lexicon_from_text("# Greetings; by hand\\nword\\tkind\\tcomment\\nhello\\tfriendly\\t\\nhey\\tcasual\\t")
    {'friendly': frozenset({'hello'}), 'casual': frozenset({'hey'})}
    """
    found: dict[str, list[str]] = defaultdict(list)
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    for line in lines[1:]:
        word, kind, _ = line.split("\t")
        if word in found[kind]:
            raise ValueError(f"{word} stands twice under {kind}")
        found[kind].append(word)
    return {kind: frozenset(members) for kind, members in found.items()}
