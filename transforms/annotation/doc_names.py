"""Names of a document on their way through the rules: token spans with type and certainty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Doc

NUMERIC = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True)
class Name:
    """An entity on its way: tokens `start:end`, type, certainty (0 to 1)."""

    start: int
    end: int
    label: str
    score: float


def labelled(name: Name, label: str) -> Name:
    """The name as one of that type."""
    return name if name.label == label else replace(name, label=label)


def key_of(doc: Doc, name: Name) -> str:
    """The name as a key: without an article before it."""
    text = doc[name.start : name.end].text
    return text[4:] if text[:4] in ("the ", "The ") else text


def tokens_of(names: Iterable[Name]) -> set[int]:
    """The tokens that are of a name."""
    return {token for name in names for token in range(name.start, name.end)}


def is_capital(doc: Doc, index: int) -> bool:
    """Whether a token is a word with a capital; False outside the document."""
    return 0 <= index < len(doc) and doc[index].text[:1].isupper() and doc[index].text[-1:].isalnum()
