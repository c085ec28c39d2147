"""Appositions that give a role: phrases between commas, behind a name or before it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsloom.transforms.annotation.parses.tokens import Doc, DocSpan, Token
from newsloom.transforms.mentions.ages import is_of_age
from newsloom.transforms.mentions.roles.titles import before_address, find_titles, is_owner, is_title_noun
from newsloom.transforms.mentions.roles.words import (
    DETERMINERS,
    PREPOSITIONS,
    RoleWords,
    in_capitals,
    is_head,
    is_status,
    owns,
)
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.inflections import OWNING
from newsloom.transforms.text.lexicon import words

_MAX_APPOSITION = 14  # tokens beside a name and its comma; by hand
_MAX_BRACKET = 6  # tokens of honours behind a name, with their brackets; by hand
_AGE = re.compile(r"\d{1,3}$")
_CLOSING = frozenset((",", ".", ";", "—", "–", ")", ":"))
STATUS_BY_ADVERB = {word: status for status in ("current", "former") for word in words("titles", f"{status} adverb")}
"""What opens an apposition and says whether the title is held -> the status."""
_RELATIVES = frozenset(("who", "whose", "which"))


def appositions_behind(name: DocSpan, labels: Mapping[int, str], gazetteer: Gazetteer) -> list[RoleWords]:
    """ ", a fellow at the Institute of X," behind a name, at most one."""
    doc, start = name.doc, name.end
    if start >= len(doc) or doc[start].text != ",":
        return []
    first = start + 1
    if first + 1 < len(doc) and _AGE.fullmatch(doc[first].text) and doc[first + 1].text == ",":
        first += 2
    status = STATUS_BY_ADVERB.get(doc[first : first + 1].text.lower())
    first += status is not None
    end = first
    while end < min(len(doc), first + _MAX_APPOSITION) and not _ends_apposition(doc, end, labels):
        end += 1
    closed = end < len(doc) and (doc[end].text in (*_CLOSING, "(") or doc[end].lower_ in _RELATIVES)
    if not closed or doc[first].lower_ in ("and", "or"):
        return []
    return [RoleWords(first, end, status)] if _heads(doc, first, end, labels, gazetteer) else []


def appositions_before(name: DocSpan, labels: Mapping[int, str], gazetteer: Gazetteer) -> list[RoleWords]:
    """ "the bank's chairman, " before a name that something closes, at most one."""
    doc = name.doc
    end = min([before_address(name), *(title.first for title in find_titles(name, labels, gazetteer))]) - 1
    behind = _behind_bracket(doc, name.end)
    closed = behind < len(doc) and doc[behind].text in _CLOSING
    if end < 2 or doc[end].text != "," or not closed:
        return []
    first = end
    while first > max(0, end - _MAX_APPOSITION) and not doc[first].is_sent_start:
        if _ends_apposition(doc, first - 1, labels):
            break
        first -= 1
    for at in range(first, end):  # the longest phrase that begins as one and hangs together with the name
        owner = at in labels and at - 1 not in labels and is_owner(doc[at], labels)
        owner = owner or in_capitals(doc[at])
        heads = _heads(doc, at, end, labels, gazetteer) if owner or doc[at].lower_ in DETERMINERS else []
        if any(_is_apposed(head, name) or _is_beside_body(head, name, labels) for head in heads):
            return [RoleWords(at, end)]
    return []


def _behind_bracket(doc: Doc, at: int) -> int:
    """The first token behind a short bracket that opens at a place: honours, a constituency; else the place."""
    if doc[at : at + 1].text != "(":
        return at
    closes = (i + 1 for i in range(at + 1, min(len(doc), at + _MAX_BRACKET)) if doc[i].text == ")")
    return next(closes, at)


def _is_apposed(head: Token, name: DocSpan) -> bool:
    """Whether the parse has a title's head and the name as one thing; False where there is no parse."""
    parsed = head.doc.has_annotation("DEP")
    return parsed and (name.root.head.i == head.i or name.start <= head.head.i < name.end)


def _is_beside_body(head: Token, name: DocSpan, labels: Mapping[int, str]) -> bool:
    """Whether the parse has the name in apposition to the body behind a title, as no person can be: it is the title's.
    "the chairman of the Gull Bank, Ida Holm,"."""
    body = name.root.head
    return name.root.dep_ == "appos" and labels.get(body.i) in ("ORG", "FAC", "GPE") and body.head.i == head.i


def _ends_apposition(doc: Doc, index: int, labels: Mapping[int, str]) -> bool:
    token = doc[index]
    if token.text in (*_CLOSING, '"', "“", "”", "("):
        return True
    stranger = labels.get(index) == "PERSON" and not _owns(doc, index, labels)
    return stranger or token.lower_ in ("who", "which", "whose", "that", "said", "says", "told")


def _owns(doc: Doc, index: int, labels: Mapping[int, str]) -> bool:
    """Whether a possessive ends the person's name at a place."""
    end = index
    while end < len(doc) and labels.get(end) == "PERSON":
        end += 1
    return end < len(doc) and doc[end].lower_ in OWNING


def _heads(doc: Doc, start: int, end: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> list[Token]:
    """A title's heads before the first preposition, with nothing but their attributes before them."""
    heads: list[Token] = []
    for index in range(start, end):
        token = doc[index]
        plain = index in labels or token.lower_ in (*OWNING, "-", "and", *DETERMINERS)
        owner = in_capitals(token) and owns(doc, index)
        if plain or owner or is_status(token) or is_of_age(doc, index):
            continue
        if is_head(token, gazetteer) and not owns(doc, index):
            heads.append(token)
        elif not is_title_noun(token, gazetteer) or token.lower_ in PREPOSITIONS:
            break
    return heads
