"""Names of one article gathered into chains: all names of one person, place or organisation.

Names are grouped by spelling first; then short forms join the fuller one that they can stand for. Where two
people can be meant, the title, then the last one named decides; a name that still can mean two is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from newsloom.transforms.mentions.acronyms import join_acronyms
from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.families import (
    choose_bearers,
    first_to_come,
    generation_meant,
    is_named_before,
    is_of_gender,
    is_surname_of,
    mark_relatives,
    of_generation,
    owner,
)
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.mentions.settled_types import settle_types
from newsloom.transforms.mentions.short_forms import join_short_forms
from newsloom.transforms.names.chambers import OF_THE_STATES, chambers_nation, opens_as_dateline
from newsloom.transforms.names.comparing import CONFLICT, EQUAL, compare_given_names, compare_surnames, without_ending
from newsloom.transforms.names.folding import fold, folded_words, nickname
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.name_index import (
    MOST_WORDS,
    NameIndex,
    alone_keys,
    calling_name,
    full_keys,
    partial_keys,
)
from newsloom.transforms.names.person_names import PersonName, gender_of_given, person_name, split_suffix
from newsloom.transforms.names.states import STATE_OF_FORM, states_meant
from newsloom.transforms.text.lexicon import words

_CHAMBERS = words("name_bodies", "chamber")
_AMERICAN = re.compile(r"^(?:us|united states) (?=\w)")
_PLACES = ("GPE", "LOC", "FAC")
_DEPARTMENT = re.compile(r"^(ministry|department) (?:of|for) (?:the )?(.+)$")
_OWNED_CAMPAIGN = re.compile(r"['’]s?(?= campaign$)", re.IGNORECASE)
"""What the campaign of somebody has that "the Holm campaign" has not."""
_RECENT_SENTENCES = 4  # how far back the last one named may be, where two people share a surname; by hand
_OWNED = 0.8  # confidence of a name that goes to the one of two who had it first; by hand
_GUESS = 0.5  # confidence of a name that goes to the last one named of two; by hand


def build_chains(text: str, spans: Sequence[NameSpan], gazetteer: Gazetteer) -> list[Chain]:
    """The chains of an article, in order of their first name."""
    types = settle_types(text, spans, gazetteer)
    people = [index for index in range(len(spans)) if types[index] == "PERSON"]
    others = [index for index in range(len(spans)) if types[index] != "PERSON"]
    chains = _person_chains(text, spans, people, gazetteer) + _other_chains(text, spans, others, types, gazetteer)
    return sorted(chains, key=lambda chain: chain.names[0])


# People


def _person_chains(text: str, spans: Sequence[NameSpan], places: Sequence[int], gazetteer: Gazetteer) -> list[Chain]:
    """Full names first, then surnames and given names on their own."""
    full_names = _FullNames(gazetteer)
    partial: list[int] = []
    surnames_of = _long_surnames({tuple(split_suffix(spans[index].text, gazetteer)[0]) for index in places})
    for index in places:
        person = _person(spans[index].text, surnames_of, gazetteer)
        if not person.given:
            partial.append(index)
            continue
        number = full_names.match(person)
        if number is None:
            number = full_names.add(Chain("PERSON", [], spans[index].form, person=person), person)
        full_names.call(number, nickname(spans[index].text))
        chain = full_names.chains[number]
        _add(chain, index, spans, gazetteer)
        if len(" ".join(person.given)) > len(" ".join(chain.person.given if chain.person else ())):
            chain.key = spans[index].form
            full_names.rename(number, person)
    chains = _initials(full_names)
    mark_relatives(text, spans, chains)
    meant = {index: generation_meant(text, spans[index].start) for index in partial}
    _join_partials(partial, spans, chains, meant, gazetteer)
    for chain in chains:
        chain.names += chain.late
    return chains


def _long_surnames(forms: set[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Names that another one ends with, and names that end with one of those -> words of the surname: the article
    that has "Pedro Ruiz Soto" and "Ruiz Soto" tells where the surname begins."""
    ends = {form: [form[-n:] for n in range(2, min(len(form), MOST_WORDS) + 1)] for form in forms}
    short = {end for form, some in ends.items() for end in some if end != form and end in forms}
    longest = {form: max((len(end) for end in some if end in short), default=0) for form, some in ends.items()}
    return {form: n_words for form, n_words in longest.items() if n_words} | {form: len(form) for form in short}


def _person(text: str, surnames_of: Mapping[tuple[str, ...], int], gazetteer: Gazetteer) -> PersonName:
    words, suffix = split_suffix(text, gazetteer)
    parts = tuple(words)
    if parts not in surnames_of:
        return person_name(text, gazetteer)
    surname = " ".join(parts[-surnames_of[parts] :])
    return PersonName(parts[: -surnames_of[parts]], surname, surname, suffix)


def _add(chain: Chain, index: int, spans: Sequence[NameSpan], gazetteer: Gazetteer) -> None:
    for name in (*chain.late, index):
        insort(chain.names, name)
    chain.late.clear()
    if chain.person is None:
        chain.person = person_name(spans[index].text, gazetteer)
    honorific = spans[index].honorific
    if honorific == "mrs" and gender_of_given(chain.person.given) == "male":
        return  # "Mrs. John Holm" is his wife
    chain.gender = chain.gender or (gazetteer.gender_of_honorific.get(honorific) if honorific else None)


class _FullNames:
    """Chains of people named in full, by number, and what they are found by."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.chains: list[Chain] = []
        self.gone: set[int] = set()
        self._index = NameIndex()
        self._same: dict[PersonName, set[int]] = defaultdict(set)

    def add(self, chain: Chain, person: PersonName) -> int:
        """A new chain; returns its number."""
        self.chains.append(chain)
        self.rename(len(self.chains) - 1, person)
        return len(self.chains) - 1

    def rename(self, number: int, person: PersonName) -> None:
        """Give a chain another full name."""
        chain = self.chains[number]
        if chain.person:
            self._same[chain.person].discard(number)
        chain.person = person
        self._same[person].add(number)
        self._index.add(number, full_keys(person))

    def call(self, number: int, nickname: str | None) -> None:
        """Let a chain be known by its surname behind a nickname too."""
        person = self.chains[number].person
        if nickname and person:
            self._same[replace(person, given=folded_words(nickname))].add(number)

    def match(self, person: PersonName, but: int | None = None) -> int | None:
        """The one chain whose full name this is, `but` aside; none where two would do."""
        exact = self._same[person] - self.gone - {but}
        if exact:
            return min(exact)
        candidates, _ = self._index.find(full_keys(person))
        fits = [n for n in candidates if n != but and n not in self.gone and self._fits(n, person)]
        return fits[0] if len(fits) == 1 else None

    def _fits(self, number: int, person: PersonName) -> bool:
        other = self.chains[number].person
        return other is not None and same_full_name(person, other, self.gazetteer)


def same_full_name(a: PersonName, b: PersonName, gazetteer: Gazetteer) -> bool:
    """Whether two names with given names agree in all their parts, in either order of names."""
    if compare_surnames(a.surname, b.surname) > CONFLICT or compare_surnames(a.core, b.core) == EQUAL:
        return compare_given_names(a, b, gazetteer) > CONFLICT
    return sorted((*a.given, *a.surname.split())) == sorted((*b.given, *b.surname.split()))


def _initials(full_names: _FullNames) -> list[Chain]:
    """The chains once those are joined that turn out to be one when all names are read: "J. Doe" before "Jane Doe"."""
    for number, chain in enumerate(full_names.chains):
        match = None if chain.person is None or chain.person.full else full_names.match(chain.person, number)
        if match is not None:
            into = full_names.chains[match]
            for name in chain.names:
                insort(into.names, name)
            into.gender = into.gender or chain.gender
            full_names.gone.add(number)
    return [chain for number, chain in enumerate(full_names.chains) if number not in full_names.gone]


def _join_partials(
    places: Sequence[int],
    spans: Sequence[NameSpan],
    chains: list[Chain],
    generations: Mapping[int, str | None],
    gazetteer: Gazetteer,
) -> None:
    """Put surnames and given names on their own into the chains that they stand for, or start new ones."""
    index = NameIndex()
    for number, chain in enumerate(chains):
        index.add(number, partial_keys(chain.person) if chain.person else ())
    for position in places:
        candidates, crowded = index.find(alone_keys(spans[position].form, gazetteer))
        fits = [chains[n] for n in candidates if _stands_for(spans[position].form, chains[n], gazetteer)]
        if not fits and crowded:
            continue  # it can mean too many
        fits = of_generation(generations[position], fits)
        if not _join_partial(position, spans, fits, gazetteer):
            chain = Chain("PERSON", [], spans[position].form)
            _add(chain, position, spans, gazetteer)
            index.add(len(chains), partial_keys(chain.person) if chain.person else ())
            chains.append(chain)


def _join_partial(index: int, spans: Sequence[NameSpan], fits: list[Chain], gazetteer: Gazetteer) -> bool:
    """Put a name into the one of the chains that it stands for; False where it needs a chain of its own."""
    name = spans[index]
    gender = gazetteer.gender_of_honorific.get(name.honorific) if name.honorific else None
    fits = choose_bearers(index, spans, _with_title(name, fits, spans), gender, gazetteer)
    if gender:
        fits = [chain for chain in fits if is_of_gender(chain, gender, name.form, spans)]
        sure = [chain for chain in fits if chain.gender == gender]
        fits = sure if len(sure) == 1 else fits
    fits = _by_surname(name.form, fits, index)
    introduced = [chain for chain in fits if is_named_before(chain, index, spans)]
    if len(fits) == 1 or len(introduced) == 1:
        _add((introduced or fits)[0], index, spans, gazetteer)
    elif fits and (chain := owner(fits, spans, gazetteer) or first_to_come(index, spans, fits)):
        chain.uncertain[index] = _OWNED
        _add(chain, index, spans, gazetteer)
    elif fits:
        _join_recent(index, spans, introduced, gender)
    return bool(fits)


def _with_title(name: NameSpan, fits: list[Chain], spans: Sequence[NameSpan]) -> list[Chain]:
    """The one of some chains that has the title of a surname elsewhere too, else all: "Judge Holm" is no Bo Holm."""
    same = [c for c in fits if name.honorific and any(spans[i].honorific == name.honorific for i in c.names)]
    return same if len(same) == 1 else fits


def _by_surname(form: str, fits: list[Chain], index: int) -> list[Chain]:
    """Those of some chains that have a name alone as their surname, where there are any: news calls by the surname.

    Not where only the bearer of the given name was introduced before.
    """
    same = [chain for chain in fits if is_surname_of(form, chain)]
    before = any(chain.names[0] < index for chain in fits)
    return same if same and (not before or any(chain.names[0] < index for chain in same)) else fits


def _stands_for(form: str, chain: Chain, gazetteer: Gazetteer) -> bool:
    """Whether a form without given name is a chain's surname, its end, or its first given name."""
    person = chain.person
    if person is None:
        return False
    if not person.given:
        return compare_surnames(form, person.surname) == EQUAL
    alone = person_name(form, gazetteer)
    if compare_surnames(form, person.surname) == EQUAL:
        return True
    if not alone.given and compare_surnames(alone.core, person.core) == EQUAL:
        return True  # not "Brown Simpson" for another Simpson
    every = (*person.given, *person.surname.split())
    parts = folded_words(form)
    if person.surname.split()[0] in gazetteer.patronyms and len(parts) < len(person.surname.split()):
        return not alone.given and alone.surname == calling_name(person)  # Salman is the father of bin Salman
    return every[-len(parts) :] == parts or (not alone.given and alone.surname == calling_name(person))


def _join_recent(index: int, spans: Sequence[NameSpan], fits: Sequence[Chain], gender: str | None) -> None:
    """Two people of that name: the last one named nearby is meant, and it is a guess; else nobody."""
    before = [(_last_before(index, chain), chain) for chain in fits if chain.names[0] < index]
    if not before:
        return
    last, chain = max(before, key=lambda item: item[0])
    if spans[index].sentence - spans[last].sentence <= _RECENT_SENTENCES:
        chain.late.append(index)
        chain.uncertain[index] = _GUESS
        chain.gender = chain.gender or gender


def _last_before(index: int, chain: Chain) -> int:
    """The last name of a chain before a place; there is one."""
    return max([chain.names[bisect_left(chain.names, index) - 1], *chain.late[-1:]])


# Organisations, places and the rest


def _other_chains(
    text: str, spans: Sequence[NameSpan], places: Sequence[int], types: Sequence[str], gazetteer: Gazetteer
) -> list[Chain]:
    """Groups by key, then acronyms and short forms of organisations joined to the full name."""
    groups: dict[tuple[str, str], Chain] = {}
    forms = {name.form for name in spans}
    states = states_meant(forms, gazetteer, text)
    place = next((n.form for n in spans[:1] if n.type == "GPE" and opens_as_dateline(text, n.start, n.end)), None)
    abroad = chambers_nation(place, forms, gazetteer)
    for index in places:
        kind, form = types[index], _form(spans[index])
        government = spans[index].government
        key = country_key(government) if government else group_key(form, kind, gazetteer)
        key = form if form in states and kind in _PLACES else key
        key = f"{form} {abroad.lower()}" if abroad and form in OF_THE_STATES and kind == "ORG" else key
        family = "place" if kind in _PLACES else kind
        groups.setdefault((family, key), Chain(kind, [], key)).names.append(index)
    chains = list(groups.values())
    for chain in chains:
        chain.type = _majority(chain.type, [types[index] for index in chain.names])
    return join_short_forms(text, spans, join_acronyms(text, spans, chains), gazetteer)


def _form(name: NameSpan) -> str:
    """The folded spelling of a name; that of "Holm's campaign" is that of "the Holm campaign"."""
    written = _OWNED_CAMPAIGN.sub("", name.text)
    return name.form if written == name.text else replace(name, text=written).form


def _majority(first: str, kinds: Sequence[str]) -> str:
    counts = Counter(kinds)
    return max(sorted(counts), key=lambda kind: (counts[kind], kind == first))


def group_key(form: str, kind: str, gazetteer: Gazetteer) -> str:
    """What makes two names of things one: the country, the organisation written out, or the folded form.

    Keys from the gazetteer carry a mark, so that they never equal a spelling.
    """
    if kind in _PLACES:
        iso = gazetteer.place_key(form)
        return country_key(iso) if iso else STATE_OF_FORM.get(form, form.replace("-", " "))
    if kind == "ORG":
        rest = _AMERICAN.sub("", form)
        body = gazetteer.organisation_of.get(form) or gazetteer.organisation_of.get(rest)
        form = rest if rest.split()[0] in _CHAMBERS else form
        return f"={fold(body)}" if body else _DEPARTMENT.sub(r"\2 \1", without_ending(form, gazetteer))
    if kind == "NORP":
        iso = gazetteer.people_of.get(form)
        return country_key(iso) if iso else _singular(form)
    return form


def country_key(iso: str) -> str:
    """What makes two names of a country, or of its government, one."""
    return f"={iso}"


def _singular(form: str) -> str:
    """A people's or a group's name without its plural.

    >>> _singular("europeans"), _singular("swiss")
    ('european', 'swiss')
    """
    return form[:-1] if len(form) > 4 and form.endswith("s") and not form.endswith("ss") else form
