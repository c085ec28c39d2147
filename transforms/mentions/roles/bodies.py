"""The body that a title is of, as a role's words name it: before the head, or behind it and a preposition."""

from __future__ import annotations

from collections.abc import Mapping

from newsloom.transforms.annotation.parses.tokens import Doc, DocSpan
from newsloom.transforms.mentions.roles.words import (
    in_capitals,
    is_head,
    is_known_body,
    is_opener,
    is_proper,
    name_runs,
    owns,
)
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.lexicon import words

_OF_BODIES = frozenset(("of", "for", "at", "with"))
_BEHIND_NAMES = frozenset(("of", "at", "with", "from"))
_PARTY = "party"
PARTIES = words("titles", "party")
_ELECTED = words("titles", "elected")
_BODIES = words("name_bodies", "turned", "kind left out") - {"party", "movement", "union"}
_OF_PLACES = words("titles", "of a place")
_SEATS = words("name_bodies", "seat")
CHAMBERS = frozenset(word.capitalize() for word in words("name_bodies", "chamber"))
_JOINERS = ("of", "for", "and", "&")


def find_body(
    doc: Doc, first: int, head: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer
) -> str | None:
    """The body that the title is of, as written: before the head, or behind it and a preposition."""
    for start, end in name_runs(first, last, labels):
        text = doc[start:end].text
        seat = labels[start] in ("FAC", "LOC", "GPE") and fold(text) in _SEATS
        town = labels[start] == "GPE" and doc[head].lower_.rstrip(".") in _OF_PLACES
        town = town and fold(text) not in gazetteer.country_of and _is_governed(doc, start, head)
        part = end < last and doc[end].text in ("-", "–")  # "Manhattan-based"
        part = part or (doc[head].lower_.rstrip(".") in _ELECTED and text.lower() in PARTIES)  # "GOP Gov."
        if (
            not part
            and (seat or town or (labels[start] == "ORG" and _is_body(doc[start:end], gazetteer)))
            and not _is_object(doc, head, start)
        ):
            return doc[start : _whole(doc, end, last, labels, gazetteer)].text
    of_state = find_state_chamber(doc, first, head)
    chambers = [doc[of_state.start : of_state.stop].text] if of_state else []
    chambers += [token.text for token in doc[first:last] if token.text in CHAMBERS and _is_governed(doc, token.i, head)]
    return chambers[0] if chambers else _unmarked_body(doc, head, last, labels)


def _is_governed(doc: Doc, start: int, head: int) -> bool:
    """Whether a place is the one that an office is of: before its head, or right behind it and "of"."""
    return start < head or doc[head + 1 : start].text in ("of", "of the")


def find_body_behind_name(name: DocSpan, labels: Mapping[int, str]) -> str | None:
    """The body behind the name of whom a title stands before: "Analyst Ida Holm of the Gull Bank"; never a party."""
    doc, start = name.doc, name.end + 1
    start += doc[start : start + 1].text == "the"
    end = start
    while labels.get(end) == "ORG":
        end += 1
    joined = doc[name.end : name.end + 1].text in _BEHIND_NAMES and start < end
    if not joined or owns(doc, end - 1) or doc[end - 1].lower_ == _PARTY or doc[start:end].text.lower() in PARTIES:
        return None
    hangs = name.start <= doc[start:end].root.head.i < name.end or not doc.has_annotation("DEP")
    return doc[start:end].text if hangs else None


def find_seat(doc: Doc, first: int, head: int) -> range:
    """Tokens of a body that goes by the name of its seat, before the title's head: "White House"."""
    return next((range(at, at + 2) for at in range(first, head - 1) if begins_seat(doc, at)), range(0))


def begins_seat(doc: Doc, at: int) -> bool:
    """Whether a token and the next one name the seat of a body: "White House"."""
    return doc[at].text[:1].isupper() and fold(doc[at : at + 2].text) in _SEATS


def find_unmarked(doc: Doc, first: int, head: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> range:
    """Tokens of a body before the title's head that no tagger marked: a known acronym ("UN envoy"), or words with
    capitals up to one for a kind of body ("Fish Department Inspector General")."""
    for at in range(first, head):
        word = doc[at]
        if at in labels or not word.text[:1].isupper():
            continue
        if is_known_body(word, gazetteer) or (in_capitals(word) and owns(doc, at)):
            return range(_town_before(doc, first, at, labels), at + 1)
        start = at
        while (
            start > first
            and doc[start - 1].text.istitle()
            and not is_opener(doc[start - 1])
            and start - 1 not in labels
        ):
            start -= 1
        if word.text.istitle() and word.lower_ in _BODIES and start < at:
            return range(start, at + 1)
    return range(0)


def find_state_chamber(doc: Doc, first: int, head: int) -> range:
    """Tokens of a chamber that is a state's: "State Senate" of its president."""
    pairs = (at for at in range(first, head - 1) if doc[at].text == "State" and doc[at + 1].text in CHAMBERS)
    return next((range(at, at + 2) for at in pairs), range(0))


def _town_before(doc: Doc, first: int, at: int, labels: Mapping[int, str]) -> int:
    """Where a body's name begins that has its town in front: "New York Fed"."""
    while at > first and labels.get(at - 1) == "GPE" and "." not in doc[at - 1].text:
        at -= 1
    return at


def _whole(doc: Doc, end: int, last: int, labels: Mapping[int, str], gazetteer: Gazetteer) -> int:
    """Where a body's name ends of which the tagger marked a part: "Color" of "Color of Change"."""
    cut = doc[end - 1].lower_ in _JOINERS
    joined = cut or doc[end : end + 1].text in ("of", "for")
    at = end if cut else end + 1
    while joined and at < last and at not in labels and doc[at].text.istitle() and not is_head(doc[at], gazetteer):
        at += 1
        end = at
    return end


def _is_body(name: DocSpan, gazetteer: Gazetteer) -> bool:
    """Whether a name that was marked as a body's is one: "Justice Department", not "State" in "Secretary of State"."""
    is_party = len(name) > 1 and name[-1].lower_ == _PARTY
    return is_party or any(token.lower_ not in gazetteer.role_modifiers for token in name)


def _unmarked_body(doc: Doc, head: int, last: int, labels: Mapping[int, str]) -> str | None:
    """Two and more words with capitals behind "of", "for", "at" or "with" that no tagger marked."""
    start = next((t.i + 1 for t in doc[head + 1 : last] if t.lower_ in _OF_BODIES), last)
    start += doc[start : start + 1].text == "the"
    end = start
    while end < last and end not in labels and (is_proper(doc[end], head) or _is_small(doc, end, start, last, head)):
        end += 1
    return doc[start:end].text if end - start > 1 else None


def _is_small(doc: Doc, at: int, start: int, last: int, head: int) -> bool:
    """Whether a small word stands between two of a body's name: "Accuracy in Media"."""
    return start < at < last - 1 and doc[at].lower_ in (*_JOINERS, "in") and is_proper(doc[at + 1], head)


def _is_object(doc: Doc, head: int, start: int) -> bool:
    """Whether what starts there is what a title is about: an expert "on" a body, an ambassador "to" it."""
    return any(token.lower_ in ("to", "on") for token in doc[head + 1 : start])
