"""Titles directly before a name: which words in front of it are its bearer's title."""

from __future__ import annotations

from collections.abc import Mapping

from newsloom.transforms.annotation.parses.tokens import Doc, DocSpan, Token
from newsloom.transforms.mentions.roles.bodies import begins_seat, find_body_behind_name
from newsloom.transforms.mentions.roles.words import (
    DETERMINERS,
    PREPOSITIONS,
    RoleWords,
    is_head,
    is_known_body,
    is_status,
    is_title_word,
)
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.inflections import OWNING
from newsloom.transforms.text.lexicon import words

_MAX_TITLE = 10  # tokens before a name; by hand
_MAX_ABBREVIATION = 5  # letters of "Gov", "Sen", "Prof"; by hand
_OWNERS = ("GPE", "ORG", "LOC", "FAC", "NORP")
_ADDRESS = words("honorifics", "address")
_OPENING_JUNK = frozenset(("and", *OWNING, "-", "–", "of", ",", ".", "&", "/", "fellow", *DETERMINERS))
_ACRONYMS = words("titles", "acronym")
_RANKS = words("titles", "force", "rank")
_STATE_SEATS = words("titles", "of a state")  # what a state has as the nation has: "state Sen."


def find_titles(name: DocSpan, labels: Mapping[int, str], gazetteer: Gazetteer) -> list[RoleWords]:
    """The title directly before a name, and one more before it where the first is a rank, as in "transport secretary
    Lord Holm"; the nearest first."""
    end = before_address(name)
    first = _begin_of_title(name, end, labels, gazetteer)
    if first == end:
        return []
    titles = [RoleWords(first, end, body=find_body_behind_name(name, labels))]
    if is_rank(name.doc, first, end):
        office = _begin_of_title(name, first, labels, gazetteer)
        if office < first and _is_office(name.doc, office, first, gazetteer):
            titles.append(RoleWords(office, first))
    return titles


def is_rank(doc: Doc, first: int, end: int) -> bool:
    """Whether a title says no more than how somebody is ranked or addressed: "General", "Prof.", "Lord"."""
    return all(token.text == "." or token.lower_.rstrip(".") in _RANKS for token in doc[first:end])


def _is_office(doc: Doc, first: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether what stands before a rank is a title in small letters, and no word that belongs to the rank: "deputy"."""
    alone = end - first == 1 and doc[first].lower_ in gazetteer.role_modifiers
    return doc[end - 1].text.islower() and doc[end].text[:1].isupper() and not alone


def _begin_of_title(name: DocSpan, end: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> int:
    """Where the title begins that ends before a token in front of a name; `end` if there is none."""
    doc = name.doc
    last = end
    if last > 1 and doc[last - 1].text == "." and len(doc[last - 2]) <= _MAX_ABBREVIATION:
        last -= 1  # "Gov." as two tokens
    if last > 2 and doc[last - 2].text == "-" and is_status(doc[last - 1]):
        last -= 2  # "President-elect" as three
    if last == 0 or any(token.is_sent_start for token in doc[end : name.start + 1]) or doc[last - 1].is_space:
        return end
    acronym = doc[last - 1].text.isupper() and doc[last - 1].lower_ in _ACRONYMS  # also where it was marked as a body
    beside = acronym or (last - 1 not in labels and is_head(doc[last - 1], gazetteer))
    head = last - 1 if beside else _head_of(doc, last, labels, gazetteer)
    if head is None:
        return end
    first = head
    while first > max(0, end - _MAX_TITLE) and not doc[first].is_sent_start:
        if not _belongs(doc, first - 1, head, name.end, labels, gazetteer):
            break
        first -= 1
    while first < head and _opens_nothing(doc, first):
        first += 1
    return first


def _opens_nothing(doc: Doc, at: int) -> bool:
    """Whether a title cannot begin with a token: "and", "Dr.", the end of "three-time"."""
    word = doc[at].lower_
    counted = word == "time" and at > 0 and doc[at - 1].text == "-"
    return counted or word in _OPENING_JUNK or word.rstrip(".") in _ADDRESS


def before_address(name: DocSpan) -> int:
    """Where what stands before a name ends, "Mr." and "Dr." aside: they say how somebody is addressed and no more."""
    at = name.start
    while at > 0 and not name.doc[at].is_sent_start:
        stop = at > 1 and name.doc[at - 1].text == "."
        if name.doc[at - 1 - stop].lower_.rstrip(".") not in _ADDRESS:
            break
        at -= 1 + stop
    return at


def _head_of(doc: Doc, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> int | None:
    """The head of "Secretary of State" or "director of police" that ends before `last`; None without one."""
    at = last - 1
    while at > max(0, last - _MAX_TITLE) and doc[at].lower_ != "of":
        plain = labels.get(at) in _OWNERS or is_title_noun(doc[at], gazetteer) or doc[at].lower_ in ("and", "the", "&")
        if not plain or doc[at].is_sent_start:
            return None
        at -= 1
    before = at > 0 and at < last - 1 and doc[at].lower_ == "of" and not doc[at].is_sent_start
    return at - 1 if before and at - 1 not in labels and is_head(doc[at - 1], gazetteer) else None


def _belongs(doc: Doc, at: int, head: int, end: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether a token may be part of the title with that head, whose bearer's name ends before `end`."""
    token = doc[at]
    if token.text in ("-", "–", "&"):
        return token.text == "&" or not token.whitespace_
    if token.text == ".":
        return _is_abbreviated(doc, at, gazetteer)
    if token.lower_ in OWNING:
        return at > 0 and labels.get(at - 1) in ("GPE", "ORG", "LOC", "FAC", "PERSON")
    if at in labels:
        belongs = _leads_to(token, end, labels) or _is_nation(doc, at, labels, gazetteer)
        return is_owner(token, labels) and (belongs or _begins_phrase(doc, at, labels, gazetteer))
    if is_status(token):
        return True
    if token.lower_ == "and":
        return at > 0 and at - 1 not in labels and _joins(doc, at, head, gazetteer)
    if doc[at + 1].text in ("-", "–") and not token.whitespace_ and is_title_noun(token, gazetteer):
        return True  # "director-general"
    same_case = doc[head].text.islower() or not token.text.islower()
    if same_case and token.text.istitle() and token.lower_.rstrip(".") in gazetteer.role_modifiers:
        return True  # "Vice" of "Vice President", however a caption is parsed
    if begins_seat(doc, at) or is_known_body(token, gazetteer) or (token.lower_ == "state" and _is_seat(doc[at + 1])):
        return True
    if token.is_sent_start and token.lower_ not in gazetteer.role_modifiers and not is_head(token, gazetteer):
        return False  # its capital says nothing
    return same_case and is_title_noun(token, gazetteer) and _leads_to(token, end, labels)


def is_owner(token: Token, labels: Mapping[int, str]) -> bool:
    """Whether a name may be whose the title is: "Volta adviser", where the parse says so, and "Volta's adviser"."""
    owned = token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ in OWNING
    person = labels[token.i] == "PERSON" and (owned or token.doc.has_annotation("DEP"))
    return person or labels[token.i] in _OWNERS


def _is_nation(doc: Doc, at: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether one word in front of a title is its nation, however it is parsed: "U.S. Rep.", "French minister"."""
    alone = at + 1 not in labels and at - 1 not in labels and labels[at] in ("GPE", "NORP")
    nation = alone and gazetteer.country_of.get(fold(doc[at].text)) and doc[at].text[-1] != "s"
    return bool(nation) and (at == 0 or doc[at - 1].lower_ not in PREPOSITIONS)


def _is_abbreviated(doc: Doc, at: int, gazetteer: Gazetteer) -> bool:
    """Whether a stop ends a short title in front of another one: "Lt. Gov."."""
    before = doc[at - 1]
    return at > 0 and is_title_word(before, gazetteer) and len(before) <= _MAX_ABBREVIATION


def _is_seat(head: Token) -> bool:
    return head.text[:1].isupper() and head.lower_.rstrip(".") in _STATE_SEATS


def _begins_phrase(doc: Doc, at: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> bool:
    """Whether a token is of a body or a nation with which a phrase begins: it is a title's, however it is parsed."""
    first = at
    while labels.get(first - 1) == labels[at] and not doc[first].is_sent_start:
        first -= 1
    last = at
    while labels.get(last + 1) == labels[at]:
        last += 1
    nation = labels[at] == "GPE" or (labels[at] == "NORP" and doc[last].text[-1] != "s")
    owner = labels[at] == "ORG" or (nation and fold(doc[first : last + 1].text) in gazetteer.country_of)
    opened = doc[first].is_sent_start or is_status(doc[first - 1]) or doc[first - 1].lower_ in DETERMINERS
    return owner and opened


def _joins(doc: Doc, at: int, head: int, gazetteer: Gazetteer) -> bool:
    """Whether "and" stands between two titles of one person: "chairman and chief executive"."""
    before = doc[at - 1]
    listed = is_title_word(before, gazetteer)
    return listed and before.text.islower() == doc[head].text.islower() and not is_status(before)


def _leads_to(token: Token, end: int, labels: Mapping[int, str]) -> bool:
    """Whether a token hangs on the title or the name behind it, or the name on it; without a parse, any does."""
    if not token.doc.has_annotation("DEP"):
        return True
    above = token.head
    while above.i < token.i and above.i != above.head.i and labels.get(above.i) == labels.get(token.i, ""):
        above = above.head  # to the head of the name that the token is of
    bears = any(word.head.i == token.i and word.dep_ == "flat" for word in token.doc[token.i + 1 : end])
    return bears or token.i < above.i < end


def is_title_noun(token: Token, gazetteer: Gazetteer) -> bool:
    word = token.lower_.rstrip(".")
    if word in gazetteer.role_modifiers or is_head(token, gazetteer):
        return True
    return token.pos_ in ("NOUN", "PROPN", "ADJ") and token.is_alpha
