"""What the single words of a role are: heads, signs of its status, names and what only opens a phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from newsloom.transforms.annotation.parses.tokens import Doc, Token
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.caching import remembered
from newsloom.transforms.text.inflections import POSSESSIVES
from newsloom.transforms.text.lexicon import words

PREPOSITIONS = frozenset(("of", "at", "for", "in", "with", "from", "to", "on"))
DETERMINERS = frozenset(("the", "a", "an", "his", "her", "its", "their", "our", "my"))
_STATUSES = ("former", "acting", "elect")
STATUS_OF = {word: status for status in (*_STATUSES, "current") for word in words("titles", status)}
"""What a word says of whether a title is held -> the status."""
PREFIX = re.compile(r"(ex|then)-(?=\w)")
SUFFIX = re.compile(r"(?<=\w)-(elect|designate)$")
_LONGEST_BODY = 6  # letters of a body's acronym; by hand
Words = tuple[int, int]
"""First token and end."""


class RoleWords(NamedTuple):
    """Tokens [first, end) of a role, and what words beside them say: whether it is held, and the body that it is of."""

    first: int
    end: int
    status: str | None = None
    body: str | None = None


def is_head(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether the token can be the head of a title."""
    return _is_head(token.lower_, gazetteer.role_heads)


@remembered
def _is_head(word: str, heads: frozenset[str]) -> bool:
    word = word.rstrip(".")
    return word in heads or SUFFIX.sub("", PREFIX.sub("", word)).removeprefix("co-") in heads


def is_title_word(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a token is listed as a title's head or as a word that stands before one."""
    return token.lower_ in gazetteer.role_modifiers or is_head(token, gazetteer)


def owns(doc: Doc, at: int) -> bool:
    """Whether a token has a possessive's mark behind it: "the president's son" is no president."""
    return at + 1 < len(doc) and doc[at + 1].lower_ in POSSESSIVES


def is_status(token: Token) -> bool:
    """Whether a word only says that a title is, was or will be held: "former", "acting", "then"."""
    return token.lower_.rstrip("-.") in STATUS_OF


def is_opener(token: Token) -> bool:
    return is_status(token) or token.lower_ in DETERMINERS


def in_capitals(token: Token) -> bool:
    """Whether a word may be an acronym: capitals, no more than acronyms have."""
    return token.text.isupper() and token.is_alpha and 1 < len(token) <= _LONGEST_BODY


def is_known_body(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether an unmarked word is the short name of a body: "UN", "Fed"."""
    credit = token.i > 0 and token.doc[token.i - 1].text == "/"  # whose the picture above is
    name = token.text[:1].isupper() and len(token) > 1
    return name and not credit and token.lower_ in gazetteer.organisation_of


def is_proper(token: Token, head: int) -> bool:
    """Whether an unmarked word's capital says that it is a name: the title itself is in small letters."""
    inside = not token.is_sent_start and token.i > 0 and token.doc[token.i - 1].is_alpha
    capital = token.text[:1].isupper() and not token.text.isupper()
    return inside and capital and token.doc[head].text.islower()


def name_runs(first: int, last: int, labels: Mapping[int, str]) -> list[tuple[int, int]]:
    """Runs of tokens of one type of name, in order."""
    runs: list[tuple[int, int]] = []
    for at in range(first, last):
        if at not in labels:
            continue
        if runs and runs[-1][1] == at and labels[at - 1] == labels[at]:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs
