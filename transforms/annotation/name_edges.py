"""Where names begin and end: without marks and titles, with nicknames, last words and points of the compass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from newsloom.transforms.annotation.doc_names import NUMERIC, Name
from newsloom.transforms.annotation.places import Places
from newsloom.transforms.text.inflections import POSSESSIVES
from newsloom.transforms.text.lexicon import words

_SHORT = frozenset(f"{title}." for title in words("abbreviations", "title"))
"""Titles that are written short, with their stop: whoever has one before the name is a person."""
TITLES = (words("honorifics") - words("honorifics", "abbreviated")) | {title[:-1].lower() for title in _SHORT}
"""Words before a name that say what its bearer is; they are no part of the name."""
_OTHERS = frozenset({"ORG", "GPE", "LOC", "FAC"})

_BARE = frozenset({*POSSESSIVES, ",", ".", "the", "The", "“", "”", '"', "-", "(", ")"})
_STYLES = frozenset({"HE", "HH", "HRH", "HM", "H.E.", "H.H.", "H.R.H.", "H.M.", "AG"})
_PARTIES = frozenset("RDI")
_FIRST_FOREIGN_LETTER = "\u2e80"  # where scripts begin that write no name of an English text


def trim_edges(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """Marks, possessive endings and common nouns at the edges are no part of a name; nor is an article.

    Titles of works keep theirs, as do events ("the Paris attacks").
    """
    trimmed = []
    for name in names:
        start, end = name.start, name.end
        if name.label not in NUMERIC and name.label != "WORK_OF_ART":
            while start < end and doc[start].text in _BARE:
                start += 1
            while end > start and (doc[end - 1].text in _BARE or _common_noun(doc, start, end, name.label)):
                end -= 1
        if start < end:
            trimmed.append(_shorter(doc, name, start, end, places))
    return trimmed


def _common_noun(doc: Doc, start: int, end: int, label: str) -> bool:
    last = doc[end - 1]
    return (
        label in ("ORG", "GPE", "LOC") and end - start > 1 and last.tag_ in ("NN", "NNS", "JJ") and last.text.islower()
    )


def _shorter(doc: Doc, name: Name, start: int, end: int, places: Places) -> Name:
    """The name without its edges; "Essen police" shortened is a place and no longer an organisation."""
    shortened = name.end - end > 0 and doc[end].text.islower()
    is_place = shortened and name.label == "ORG" and places.is_political(doc[start:end].text)
    return Name(start, end, "GPE" if is_place else name.label, name.score)


def strip_titles(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """ "Prime Minister Ada Obi" is the person Ada Obi; a title with no name after it is no name."""
    stripped = []
    for name in (_without_short(doc, name) for name in names):
        start = name.start
        if name.label == "PERSON":
            while start < name.end and (doc[start].lower_.rstrip(".") in TITLES or doc[start].text in _STYLES):
                start += 1
            if [token.text for token in doc[start : start + 2]] == ["H", "E"] and name.end - start > 3:
                start += 2  # His or Her Excellency; "H E Bates" has two initials
        if start < name.end:
            stripped.append(replace(name, start=start))
    return stripped


def _without_short(doc: Doc, name: Name) -> Name:
    """The name of a body or a place without a short title at its edge: "Cpl. Ada Obi" is a person's, the "Democratic"
    of "Democratic Reps." is not."""
    start, end = name.start, name.end
    if name.label not in _OTHERS:
        return name
    while start < end and doc[start].text in _SHORT:
        start += 1
    while end > start and doc[end - 1].text in _SHORT:
        end -= 1
    return replace(name, start=start, end=end, label="PERSON" if start > name.start else name.label)


def drop_foreign(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """A name's own script in brackets is no other name."""
    return [name for name in names if any(char < _FIRST_FOREIGN_LETTER for char in _letters(doc, name))]


def _letters(doc: Doc, name: Name) -> str:
    text = doc[name.start : name.end].text
    return "".join(char for char in text if char.isalpha()) or text


def drop_parties(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """ "R-Iowa", "D–Ohio" behind a name are a party and a state: the first is no name, the second is a place."""
    left = []
    for name in names:
        party, _, state = doc[name.start : name.end].text.replace("–", "-").partition("-")
        bracket = name.start > 0 and doc[name.start - 1].text == "(" and len(party) == 1 and party.isupper()
        if (party not in _PARTIES and not bracket) or (
            not state and doc[name.end : name.end + 1].text not in ("-", "–")
        ):
            left.append(name)
        elif name.end - name.start > 2:
            left.append(replace(name, start=name.start + 2, label="GPE"))
    return left
