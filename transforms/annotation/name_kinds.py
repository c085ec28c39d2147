"""What names are: peoples, places, people, bodies; and one name one type throughout a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from spacy.tokens import Doc

from newsloom.transforms.annotation.doc_names import NUMERIC, PLACES, Name, is_capital, key_of, labelled, tokens_of
from newsloom.transforms.annotation.name_edges import TITLES
from newsloom.transforms.annotation.places import LARGE, Places, kind_by_last_word
from newsloom.transforms.text.inflections import POSSESSIVES
from newsloom.transforms.text.lexicon import words

NO_NAMES = words("capitals")
"""Capital letters that name no organisation."""

_KINDS_OF_BODIES = words("name_bodies", "kind of body")
_CRAFTS = words("name_crafts")
_SHIPS = words("name_crafts", "prefix")
_OFFICERS = words("titles", "board", "sport") | {"CEO", "CFO", "COO", "CTO"}
"""What somebody is of a company or a club, and of no other person."""
_MR = frozenset({"Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms"})
_PARTIES = words("places_peoples", "party")
_OF_A_TOWN = words("places_names", "of a town")
_PLACE_BEFORE = frozenset({"in", "from", "near", "outside", "across", "throughout", "around", "towards", "toward"})
_INSIDE = frozenset({"in", "near", "outside"})
_CITY_PEOPLE = 300_000
"""People from which a city's name alone outweighs a network's "person", if nothing else speaks for one; by hand."""
_SURE_PERSON = 0.95  # a network's certainty that a large city's name does not outweigh; by hand
_SURE = 0.9  # a network's certainty that a last word or a country's name does not outweigh; by hand
_UNMARKED = 0.8  # certainty of a name that a rule adds; by hand
_ACRONYM = 0.6  # certainty of capital letters that nobody marked; by hand


def name_peoples(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """Demonyms, faiths and parties are NORP where they stand by themselves; countries nobody marked are GPE."""
    fixed = []
    for name in names:
        alone = _is_people(doc[name.start : name.end].text, places)
        fixed.append(replace(name, label="NORP") if alone and name.label != "WORK_OF_ART" else name)
    taken = tokens_of(fixed)
    for token in doc:
        if token.i in taken or not token.text[:1].isupper():
            continue
        if token.text in places.peoples and _in_prose(doc, token.i):
            fixed.append(Name(token.i, token.i + 1, "NORP", _UNMARKED))
        elif places.stands_alone(token.text) and _in_prose(doc, token.i):
            fixed.append(Name(token.i, token.i + 1, "GPE", _UNMARKED))
    return sorted(fixed, key=lambda name: name.start)


def _is_people(text: str, places: Places) -> bool:
    """Whether a name is a people's, or has words of faiths and peoples only: "Sunni Muslims"; a party is a body."""
    every = text.split()
    return text in places.peoples or all(word in places.peoples and word not in _PARTIES for word in every)


def _in_prose(doc: Doc, index: int) -> bool:
    """No capitalised neighbour: inside a longer name the word is only a part of it."""
    around = [doc[i] for i in (index - 1, index + 1) if 0 <= i < len(doc)]
    return not any(token.text[:1].isupper() and not token.is_sent_start for token in around)


def place_kinds(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """Countries, states and cities are GPE, seas and continents LOC, buildings FAC, acts and treaties LAW."""
    return [labelled(name, _place_kind(key_of(doc, name), name, places)) for name in names]


def _place_kind(key: str, name: Name, places: Places) -> str:
    label, by_word = name.label, kind_by_last_word(key.split())
    if label in PLACES and places.is_political(key):
        return "GPE"
    if label in ("PERSON", "ORG", "EVENT") and key in places.countries and name.score < _SURE:
        return "GPE"
    if by_word == "ORG" and (label in PLACES or (label in ("PERSON", "EVENT", "WORK_OF_ART") and name.score < _SURE)):
        return "ORG"
    if label in ("GPE", "LOC") and key in places.wide:
        return "LOC"
    if label in PLACES and by_word in ("LOC", "FAC"):
        return by_word
    return "LAW" if by_word == "LAW" and label in ("ORG", "EVENT", "WORK_OF_ART", "LOC") else label


def cities_not_persons(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """A large city's name taken for a person's is the city, unless a person of that surname stands in the text."""
    surnames = _surnames(doc, names)
    fixed = []
    for name in names:
        key = key_of(doc, name)
        people = places.cities.get(key, 0)
        suspect = name.label == "PERSON" and people and key not in surnames and not _titled(doc, name)
        if suspect and _outweighs(doc, name, people, places):
            name = replace(name, label="GPE")
        fixed.append(name)
    return fixed


def _outweighs(doc: Doc, name: Name, people: int, places: Places) -> bool:
    """Whether a city of so many people is meant, rather than a person."""
    if _has_office(doc, name) or _has_state(doc, name, places):
        return True
    if people < LARGE:
        return name.score < _SURE and _follows(doc, name, _INSIDE)
    return _follows(doc, name, _PLACE_BEFORE) or (people >= _CITY_PEOPLE and name.score < _SURE_PERSON)


def _has_office(doc: Doc, name: Name) -> bool:
    """Whether what only a town has stands behind its name: "Lindau Mayor"."""
    return doc[name.end : name.end + 1].text in _OF_A_TOWN


def _has_state(doc: Doc, name: Name, places: Places) -> bool:
    """Whether a town's state or country stands behind a comma: "Lindau, Ohio", "Lindau, Ill."."""
    after = doc[name.end + 1 : name.end + 2].text
    return doc[name.end : name.end + 1].text == "," and (after in places.regions or after in places.countries)


def _titled(doc: Doc, name: Name) -> bool:
    return name.start > 0 and _is_title(doc, name.start - 1)


def bodies_not_places(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """A city behind "in" or "near" that was taken for a body is the city: "in Bergen"."""
    return [replace(name, label="GPE") if _is_where(doc, name, places) else name for name in names]


def _is_where(doc: Doc, name: Name, places: Places) -> bool:
    unsure = name.label == "ORG" and name.score < _SURE and doc[name.end : name.end + 1].text not in POSSESSIVES
    return unsure and key_of(doc, name) in places.cities and _follows(doc, name, _INSIDE)


def _follows(doc: Doc, name: Name, words_before: frozenset[str]) -> bool:
    return name.start > 0 and doc[name.start - 1].lower_ in words_before


def _surnames(doc: Doc, names: Sequence[Name]) -> set[str]:
    """The last words of people's names of several words."""
    return {doc[n.end - 1].text for n in names if n.label == "PERSON" and n.end - n.start > 1}


def surnames_inherit(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """A lone word that ends a person's full name in the same text is that person, and so is one after "Mr."."""
    surnames = _surnames(doc, names)
    fixed = []
    for name in names:
        lone = name.end - name.start == 1 and name.label not in NUMERIC
        inherits = doc[name.start].text in surnames and not _follows(doc, name, _PLACE_BEFORE)
        honoured = name.label in ("GPE", "LOC", "ORG") and _honorific(doc, name.start - 1)
        fixed.append(replace(name, label="PERSON") if lone and (inherits or honoured) else name)
    taken = tokens_of(fixed)
    for token in doc:
        if token.i in taken or not token.text[:1].isupper():
            continue
        is_person = token.text in surnames or (_honorific(doc, token.i - 1) and not _is_title(doc, token.i))
        if is_person and is_capital(doc, token.i):
            fixed.append(Name(token.i, token.i + 1, "PERSON", _UNMARKED))
    return sorted(fixed, key=lambda name: name.start)


def _honorific(doc: Doc, index: int) -> bool:
    """Whether "Mr." ends there, or a title that follows it: "Mr Justice"."""
    while index > 0 and _is_title(doc, index) and doc[index].text not in _MR:
        index -= 1
    return index >= 0 and doc[index].text in _MR


def _is_title(doc: Doc, index: int) -> bool:
    return doc[index].lower_.rstrip(".") in TITLES


def name_acronyms(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """Capital letters that nobody marked, used as a proper noun in running text, are an organisation."""
    taken = tokens_of(names)
    words = [token for token in doc if token.is_alpha and len(token) > 1]
    if 2 * sum(token.is_upper for token in words) > len(words):
        return list(names)
    organisations = [
        Name(token.i, token.i + 1, "ORG", _ACRONYM)
        for token in words
        if token.is_upper and 3 <= len(token) <= 6 and token.tag_ == "NNP"
        if token.i not in taken and token.text not in NO_NAMES and token.lower_ not in TITLES
    ]
    return sorted([*names, *organisations], key=lambda name: name.start)


def one_label(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """The same words are the same type throughout a text: the type with the most certainty behind it."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        votes[key_of(doc, name)][name.label] += name.score
    return [
        name if name.label in NUMERIC or name.label == "NORP" else labelled(name, _winner(votes[key_of(doc, name)]))
        for name in names
    ]


def _winner(votes: dict[str, float]) -> str:
    return max(sorted(votes), key=lambda label: votes[label])


def name_bodies(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """What the noun before a name says it is: "the newspaper Perfil", "carmaker Lada", "the ferry Freja"; and what
    a person of it does."""
    people = {name.start: name for name in names if name.label == "PERSON"}
    full_ends = {name.end for name in people.values() if name.end - name.start > 1}
    fixed = []
    for name in names:
        if name.label == "PERSON" and _said_to_be(doc, name, _KINDS_OF_BODIES):
            name = replace(name, label="ORG")
        elif name.label == "PERSON" and _has_people(doc, name, people, full_ends):
            place = doc[name.start].text in places.cities
            name = replace(name, label="GPE" if place else "ORG")
        elif (name.label == "PERSON" or name.label in PLACES) and _is_craft(doc, name):
            name = replace(name, label="OTHER")
        fixed.append(name)
    return fixed


def _has_people(doc: Doc, name: Name, people: Mapping[int, Name], full_ends: Set[int]) -> bool:
    """Whether a word taken for a person's name is what somebody is of: "Gullfax chairman Ida Holm", "Ida Holm of
    Gullfax". `full_ends`: where names of several words end."""
    if name.end - name.start > 1 or _honorific(doc, name.start - 1):
        return False
    after = people.get(name.end + 1)
    if after is not None and after.end - after.start > 1 and doc[name.end].text in _OFFICERS:
        return True
    return name.start > 1 and doc[name.start - 1].text == "of" and name.start - 1 in full_ends


def name_things(doc: Doc, names: Sequence[Name], places: Places) -> list[Name]:
    """A lone word with an article of its own is no person: "the Freja" is a ship or a thing. It needs a parse.

    Of 3,605 people in 150 articles of news, 7 had one: a family, a mountain, a campaign; one was a man's byname.
    """
    return [replace(name, label="OTHER") if _has_article(doc, name) else name for name in names]


def _has_article(doc: Doc, name: Name) -> bool:
    if name.label != "PERSON" or name.end - name.start > 1 or not name.start or not doc.has_annotation("DEP"):
        return False
    before = doc[name.start - 1]
    return before.lower_ == "the" and before.head.i == name.start


def _is_craft(doc: Doc, name: Name) -> bool:
    """Whether a name is a ship's by the noun before it or a prefix: "the ferry Freja", "MV Freja", "the M/V Freja"."""
    slashed = "".join(token.text for token in doc[max(0, name.start - 3) : name.start]) in _SHIPS
    return slashed or doc[name.start].text in _SHIPS or _said_to_be(doc, name, _CRAFTS)


def _said_to_be(doc: Doc, name: Name, kinds: frozenset[str]) -> bool:
    return name.start > 0 and doc[name.start - 1].text in kinds
