"""Names of one article gathered into chains: all names of one person, place or organisation.

Names are grouped by spelling first; then short forms join the fuller one that they can stand for. Where two
people can be meant, the title, then the last one named decides; a name that still can mean two is left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsloom.transforms.names.gazetteer_names import Gazetteer
from newsloom.transforms.names.name_match import (
    CONFLICT,
    EQUAL,
    abbreviates,
    given_names,
    is_acronym,
    surnames,
    without_ending,
)
from newsloom.transforms.names.name_words import PersonName, fold, person_name, words
from newsloom.transforms.names.named import Named

_PLACES = ("GPE", "LOC", "FAC")
_OPENS = re.compile(r"\s*\(\s*(?:the\s+|or\s+)?[\"“'‘]?$")
_BRACKET = 40  # code points in which a bracket may open before an acronym
_RECENT_SENTENCES = 4  # how far back the last one named may be, where two people share a surname


@dataclass
class Chain:
    """Names of one thing in one article; `names` are indices into the article's names."""

    type: str
    names: list[int]
    key: str  # folded fullest form, or gazetteer key
    gender: str | None = None
    person: PersonName | None = None
    doubts: dict[int, float] = field(default_factory=dict)  # names whose membership is a guess -> confidence


def build_chains(text: str, named: Sequence[Named], gazetteer: Gazetteer) -> list[Chain]:
    """The chains of an article, in order of their first name."""
    types = _settled_types(named, gazetteer)
    people = [place for place in range(len(named)) if types[place] == "PERSON"]
    others = [place for place in range(len(named)) if types[place] != "PERSON"]
    chains = _people(named, people, gazetteer) + _things(text, named, others, types, gazetteer)
    return sorted(chains, key=lambda chain: chain.names[0])


def _settled_types(named: Sequence[Named], gazetteer: Gazetteer) -> list[str]:
    """One type per spelling: people win for surnames of people named in full, else the majority."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in named:
        votes[name.form][name.type] += 1
    full = [person_name(n.text, gazetteer) for n in named if n.type == "PERSON" and " " in n.form]
    surnames_known = {name.surname for name in full} | {name.core for name in full}
    return [_settled(name, votes[name.form], surnames_known, gazetteer) for name in named]


def _settled(name: Named, votes: Counter[str], surnames_known: set[str], gazetteer: Gazetteer) -> str:
    form = name.form
    if form in gazetteer.people_of and name.type in ("NORP", "GPE", "ORG", "LOC"):
        return "NORP"
    if gazetteer.place_key(form) and name.type in (*_PLACES, "ORG", "NORP"):
        return "GPE"
    if form in gazetteer.organisation_of and name.type in (*_PLACES, "PERSON", "PRODUCT", "OTHER"):
        return "ORG"
    if form in surnames_known and name.type in ("ORG", "PERSON", "FAC", "PRODUCT", "OTHER"):
        return "PERSON"
    if "PERSON" in votes and name.type in _PLACES:
        return name.type  # Jordan the man and Jordan the country in one text
    return max(sorted(votes), key=lambda kind: votes[kind])


# People


def _people(named: Sequence[Named], places: Sequence[int], gazetteer: Gazetteer) -> list[Chain]:
    """Full names first, then surnames and given names on their own."""
    chains: list[Chain] = []
    partial: list[int] = []
    surnames_of = _long_surnames({words(named[place].text) for place in places})
    for place in places:
        person = _person(named[place].text, surnames_of, gazetteer)
        if not person.given:
            partial.append(place)
            continue
        chain = _full_match(person, chains, gazetteer)
        if chain is None:
            chain = Chain("PERSON", [], named[place].form, person=person)
            chains.append(chain)
        _add(chain, place, named, gazetteer)
        if len(" ".join(person.given)) > len(" ".join(chain.person.given if chain.person else ())):
            chain.person, chain.key = person, named[place].form
    _initials(chains, gazetteer)
    for place in partial:
        _join_partial(place, named, chains, gazetteer)
    return chains


def _long_surnames(forms: set[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Names that another one ends with, and names that end with one of those -> words of the surname: the article
    that has "Pedro Ruiz Soto" and "Ruiz Soto" tells where the surname begins."""
    short = {form for form in forms if len(form) > 1 and any(o[-len(form) :] == form for o in forms - {form})}
    return {o: len(form) for form in sorted(short, key=len) for o in forms if o[-len(form) :] == form}


def _person(text: str, surnames_of: Mapping[tuple[str, ...], int], gazetteer: Gazetteer) -> PersonName:
    parts = words(text)
    if parts not in surnames_of:
        return person_name(text, gazetteer)
    surname = " ".join(parts[-surnames_of[parts] :])
    return PersonName(parts[: -surnames_of[parts]], surname, surname)


def _add(chain: Chain, place: int, named: Sequence[Named], gazetteer: Gazetteer) -> None:
    chain.names.append(place)
    chain.names.sort()
    if chain.person is None:
        chain.person = person_name(named[place].text, gazetteer)
    honorific = named[place].honorific
    chain.gender = chain.gender or (gazetteer.gender_of_honorific.get(honorific) if honorific else None)


def _full_match(person: PersonName, chains: Sequence[Chain], gazetteer: Gazetteer) -> Chain | None:
    """The one chain whose full name this is; none where two would do."""
    fits = [chain for chain in chains if chain.person and same_full_name(person, chain.person, gazetteer)]
    exact = [chain for chain in fits if chain.person == person]
    return exact[0] if exact else fits[0] if len(fits) == 1 else None


def same_full_name(a: PersonName, b: PersonName, gazetteer: Gazetteer) -> bool:
    """Whether two names with given names agree in all their parts, in either order of names."""
    if surnames(a.surname, b.surname) > CONFLICT or surnames(a.core, b.core) == EQUAL:
        return given_names(a, b, gazetteer) > CONFLICT
    return sorted((*a.given, *a.surname.split())) == sorted((*b.given, *b.surname.split()))


def _initials(chains: list[Chain], gazetteer: Gazetteer) -> None:
    """Chains that turn out to be one once all names are read: "J. Doe" before "Jane Doe"."""
    for chain in [c for c in chains if c.person and not c.person.full]:
        rest = [other for other in chains if other is not chain]
        match = _full_match(chain.person, rest, gazetteer) if chain.person else None
        if match:
            match.names = sorted(match.names + chain.names)
            match.gender = match.gender or chain.gender
            chains.remove(chain)


def _join_partial(place: int, named: Sequence[Named], chains: list[Chain], gazetteer: Gazetteer) -> None:
    """Put a surname or a given name on its own into the chain that it stands for, or start one."""
    name = named[place]
    fits = [chain for chain in chains if _stands_for(name.form, chain, gazetteer)]
    gender = gazetteer.gender_of_honorific.get(name.honorific) if name.honorific else None
    if gender:
        fits = [chain for chain in fits if chain.gender in (None, gender)]
        sure = [chain for chain in fits if chain.gender == gender]
        fits = sure if len(sure) == 1 else fits
    if len(fits) == 1:
        _add(fits[0], place, named, gazetteer)
        return
    if fits:
        _join_recent(place, named, fits, gender)
        return
    chains.append(Chain("PERSON", [], name.form))
    _add(chains[-1], place, named, gazetteer)


def _stands_for(form: str, chain: Chain, gazetteer: Gazetteer) -> bool:
    """Whether a form without given name is a chain's surname, its end, or its first given name."""
    person = chain.person
    if person is None:
        return False
    if not person.given:
        return surnames(form, person.surname) == EQUAL
    alone = person_name(form, gazetteer)
    if EQUAL in (surnames(form, person.surname), surnames(alone.core, person.core)):
        return True
    every = (*person.given, *person.surname.split())
    parts = words(form)
    return every[-len(parts) :] == parts or (len(parts) == 1 and parts[0] == every[0] and len(parts[0]) > 2)


def _join_recent(place: int, named: Sequence[Named], fits: Sequence[Chain], gender: str | None) -> None:
    """Two people of that name: the last one named nearby is meant, and it is a guess; else nobody."""
    before = [(max(i for i in chain.names if i < place), chain) for chain in fits if chain.names[0] < place]
    if not before:
        return
    last, chain = max(before, key=lambda found: found[0])
    if named[place].sentence - named[last].sentence <= _RECENT_SENTENCES:
        chain.names.append(place)
        chain.doubts[place] = 0.5
        chain.gender = chain.gender or gender


# Organisations, places and the rest


def _things(
    text: str, named: Sequence[Named], places: Sequence[int], types: Sequence[str], gazetteer: Gazetteer
) -> list[Chain]:
    """Groups by key, then acronyms and short forms of organisations joined to the full name."""
    groups: dict[tuple[str, str], Chain] = {}
    for place in places:
        kind = types[place]
        key = thing_key(named[place].form, kind, gazetteer)
        family = "place" if kind in _PLACES else kind
        groups.setdefault((family, key), Chain(kind, [], key)).names.append(place)
    chains = list(groups.values())
    for chain in chains:
        chain.type = _majority(chain.type, [types[place] for place in chain.names])
    _join_acronyms(text, named, chains)
    _join_short(chains, gazetteer)
    return chains


def _majority(first: str, kinds: Sequence[str]) -> str:
    counts = Counter(kinds)
    return max(sorted(counts), key=lambda kind: (counts[kind], kind == first))


def thing_key(form: str, kind: str, gazetteer: Gazetteer) -> str:
    """What makes two names of things one: the country, the organisation written out, or the folded form.

    Keys from the gazetteer carry a mark, so that they never equal a spelling.
    """
    if kind in _PLACES:
        iso = gazetteer.place_key(form)
        return f"={iso}" if iso else form
    if kind == "ORG":
        known = gazetteer.organisation_of.get(form)
        return f"={fold(known)}" if known else without_ending(form, gazetteer)
    if kind == "NORP":
        iso = gazetteer.people_of.get(form)
        return f"={iso}" if iso else _singular(form)
    return form


def _singular(form: str) -> str:
    """A people's or a group's name without its plural.

    >>> _singular("europeans"), _singular("swiss")
    ('european', 'swiss')
    """
    return form[:-1] if len(form) > 4 and form.endswith("s") and not form.endswith("ss") else form


def _join_acronyms(text: str, named: Sequence[Named], chains: list[Chain]) -> None:
    """ "European Union (EU)" and initials of a name in the same text."""
    for chain in [c for c in chains if c.type in ("ORG", "GPE", "EVENT", "LAW", "OTHER")]:
        short = named[chain.names[0]].text
        longer = [
            other
            for other in chains
            if other is not chain and any(is_acronym(short, named[i].text) for i in other.names)
        ]
        brackets = {_bracket(text, named[place].start) for place in chain.names} - {None}
        stated = [
            other
            for other in chains
            if brackets and other is not chain and brackets & _written_out(short, named, other)
        ]
        match = stated or (longer if len(longer) == 1 else [])
        if match and match[0].type in (chain.type, "ORG"):
            _merge(match[0], chain, chains)


def _bracket(text: str, start: int) -> int | None:
    """Where what stands before the bracket ends that opens just before `start`; None without one."""
    window = text[max(0, start - _BRACKET) : start]
    lead = _OPENS.search(window)
    return start - len(window) + lead.start() if lead else None


def _written_out(short: str, named: Sequence[Named], long: Chain) -> set[int]:
    """Where those names end that the acronym could be one of."""
    return {named[place].end for place in long.names if abbreviates(short, named[place].text)}


def _join_short(chains: list[Chain], gazetteer: Gazetteer) -> None:
    """ "Goldman" after "Goldman Sachs": one distinctive word that begins exactly one organisation's name."""
    for chain in [c for c in chains if c.type == "ORG" and " " not in c.key]:
        if chain.key in gazetteer.common_words or chain.key in gazetteer.country_of or chain.key.startswith("="):
            continue
        longer = [c for c in chains if c is not chain and c.type == "ORG" and c.key.startswith(chain.key + " ")]
        if len(longer) == 1 and len(chain.key) > 2:
            _merge(longer[0], chain, chains)


def _merge(into: Chain, chain: Chain, chains: list[Chain]) -> None:
    into.names = sorted(into.names + chain.names)
    into.gender = into.gender or chain.gender
    chains.remove(chain)
