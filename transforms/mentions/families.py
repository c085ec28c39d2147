"""Families in one article: who is introduced as whose relative, and whom of a family a surname on its own means.

News calls the person it is about by the surname. A wife, a brother or a son of that name comes in later, by the full
name, and the surname stays with whom it meant before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from newsloom.transforms.mentions.chain import Chain
from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.mentions.roles.roles import Role
from newsloom.transforms.names.comparing import EQUAL, compare_surnames
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import PersonName, gender_of_given, person_name
from newsloom.transforms.text.lexicon import alternatives, lexicon

_NEAR = 90  # code points around a name in which the relative stands; by hand
_GENDERS = ("female", "male")
_OFTEN = 2  # how often a surname stands before the full name that may be somebody else's; by hand
_RELATIVE = alternatives("relatives", *_GENDERS, "either")
_OWNER = r"(?:\b(?:his|her|their|my|our)|[\w.]*\w['’]s?)\s+(?:[\w-]+\s+){0,2}?"  # "his late", "the president's younger"
_BEFORE = re.compile(
    rf"(?:{_OWNER}(?P<noun>{_RELATIVE})|(?<!former )\b(?P<office>{alternatives('relatives', 'office')}))"
    r"(?:\s+|,\s+(?!and\b)(?:[\w-]+\s+){0,5})$",
    re.IGNORECASE,
)
_ANNOUNCED = 200  # code points before a name in which a relative may be told of without one; by hand
_UNNAMED = re.compile(rf"{_OWNER}(?P<noun>{_RELATIVE})\b(?!,? [A-Z“\"])")
_BEHIND = re.compile(
    rf"(?:,\s+(?:(?:the\s+)?(?:[\w.]+\s+){{0,3}}?{_OWNER}(?P<noun>{_RELATIVE})\b"
    rf"|(?:the\s+)?(?:[\w-]+\s+){{0,2}}?(?P<of>{_RELATIVE})\s+(?:of|to)\b)"
    rf"|\s+(?:is|was)\s+(?:the|a)\s+(?:[\w-]+\s+)?(?P<is>{_RELATIVE})\s+of\s+the\b)",
    re.IGNORECASE,
)

ELDER, YOUNGER = "elder", "younger"
_PARENTS = ("sr", "i", "elder")  # suffixes of who has a child of the same name
_NEAR_SURNAME = 12  # code points before a surname in which "the elder" stands
_GENERATION = re.compile(r"\b[Tt]he (?:(elder|older|senior)|(?:younger|junior))\s$")
_SENTENCE_END = re.compile(r"[.!?]\s|\n")


def mark_relatives(text: str, spans: Sequence[NameSpan], chains: Iterable[Chain]) -> None:
    """Say of each person named in full whether the first full name introduces a relative of somebody, and the gender
    that the noun tells."""
    first: dict[str, Chain] = {}
    for chain in sorted(chains, key=lambda chain: chain.names[0]):
        name = spans[chain.names[0]]
        noun = _relative(text, name)
        if noun is not None:
            chain.gender = chain.gender or _gender(noun)
        chain.generation = generation_of(noun, _suffix(chain))
        elder = first.setdefault(chain.person.surname, chain) if chain.person else chain
        if elder is not chain and not elder.relative:
            noun = noun or _announced(text, spans[elder.names[0]].end, name.start, _likely_gender(chain))
        chain.relative = noun is not None


def _announced(text: str, start: int, end: int, gender: str | None) -> str | None:
    """The noun that tells of somebody's relative between his name and another of the family, not yet by name: "the
    minister's son was fined. Bo Holm paid"; none of another gender than the name has."""
    between = text[max(start, end - _ANNOUNCED) : end]
    nouns = [match["noun"] for match in _UNNAMED.finditer(between)]
    return next((noun for noun in nouns if gender is None or _gender(noun) in (None, gender)), None)


def _relative(text: str, name: NameSpan) -> str | None:
    """The noun that introduces a name as somebody's relative."""
    before = text[max(0, name.start - _NEAR) : name.start].rsplit("\n", 1)[-1]
    match = _BEFORE.search(before) or _BEHIND.match(text, name.end, name.end + _NEAR)
    return next(filter(None, match.groups()), None) if match else None


def _gender(noun: str) -> str | None:
    return next((gender for gender in _GENDERS if noun.lower() in lexicon("relatives")[gender]), None)


def generation_of(noun: str | None, suffix: str | None) -> str | None:
    """Whether somebody is the elder or the younger, by his suffix or by the noun that introduces him as a relative."""
    if suffix is not None:
        return ELDER if suffix in _PARENTS else YOUNGER
    kinds = lexicon("relatives")
    return next((kind for kind in (ELDER, YOUNGER) if noun and noun.lower() in kinds[kind]), None)


def generation_meant(text: str, start: int) -> str | None:
    """What stands before a surname at a place to tell its bearer from another one: "the elder Holm"."""
    match = _GENERATION.search(text, max(0, start - _NEAR_SURNAME), start)
    return None if match is None else ELDER if match[1] else YOUNGER


def of_generation(generation: str | None, fits: Sequence[Chain]) -> list[Chain]:
    """The one of some chains whom "the elder" or "the younger" means: of that generation, or left beside the other."""
    own = [chain for chain in fits if generation and chain.generation == generation]
    other = [chain for chain in fits if chain.generation not in (None, generation)]
    left = [chain for chain in fits if chain.generation is None]
    return own if len(own) == 1 else left if generation and other and len(left) == 1 and not own else list(fits)


def choose_bearers(
    index: int, spans: Sequence[NameSpan], fits: Sequence[Chain], gender: str | None, gazetteer: Gazetteer
) -> list[Chain]:
    """Those of some chains whom a surname on its own, the `index`-th name, can mean among its family.

    A suffix names one generation, none the one without. A relative takes no surname that stood before, and none
    while somebody else of the family has it; "Lady Holm" none without her title. `gender`: what a title before the
    surname tells.
    """
    alone = person_name(spans[index].form, gazetteer)
    same = [chain for chain in fits if _suffix(chain) == alone.suffix]
    fits = same if same or alone.suffix else list(fits)
    fits = [chain for chain in fits if not (chain.relative and index < chain.names[0] and _by_surname(alone, chain))]
    heads = _heads(fits, gender)
    if gender and any(chain.relative and _likely_gender(chain) == gender for chain in fits):
        # the mayor is "Holm", his wife "Mrs. Holm"
        heads = [chain for chain in heads if not _goes_by_surname(chain, spans, gazetteer)]
    fits = [chain for chain in fits if not (heads and chain.relative and _by_surname(alone, chain))]
    full = min((chain.names[0] for chain in fits if chain.person and chain.person.given), default=index)
    return [c for c in fits if gender or not (c.gender and c.names[0] > full and c.person and not c.person.given)]


def _goes_by_surname(chain: Chain, spans: Sequence[NameSpan], gazetteer: Gazetteer) -> bool:
    """Whether somebody is called by the surname without a title."""
    return any(spans[i].honorific is None and not _is_full(spans[i], gazetteer) for i in chain.names)


def _heads(fits: Sequence[Chain], gender: str | None) -> list[Chain]:
    """Those of a family whom a surname with a title of that gender, or with none, means before their relatives."""
    own = [chain for chain in fits if not chain.relative]
    if gender is None:
        return own
    if any(_likely_gender(chain) == gender for chain in fits):
        return [chain for chain in own if _likely_gender(chain) == gender]
    return [chain for chain in own if _likely_gender(chain) is None]


def _likely_gender(chain: Chain) -> str | None:
    """The gender that titles or nouns tell, else the one that the given name suggests."""
    return chain.gender or (gender_of_given(chain.person.given) if chain.person else None)


def owner(fits: Sequence[Chain], spans: Sequence[NameSpan], gazetteer: Gazetteer) -> Chain | None:
    """The one of some chains that the surname alone was used for before any other of them was named by it."""
    first = {id(chain): next((i for i in chain.names if not _is_given(spans[i], chain)), len(spans)) for chain in fits}
    for chain in fits:
        others = min((first[id(other)] for other in fits if other is not chain), default=len(spans))
        if any(index < others and not _is_full(spans[index], gazetteer) for index in chain.names):
            return chain
    return None


def is_of_gender(chain: Chain, gender: str, form: str, spans: Sequence[NameSpan]) -> bool:
    """Whether somebody may be meant by a surname with a title of that gender: "Mr. Holm" is no Maria Holm. A name with
    letters beyond ASCII tells nothing, as the listed ones are folded; nor does one that begins with the surname."""
    names = [spans[index] for index in chain.names]
    plain = is_surname_of(form, chain) and not any(n.form.startswith(f"{form} ") or not n.text.isascii() for n in names)
    suggested = gender_of_given(chain.person.given) if chain.person and plain else None
    return (chain.gender or suggested) in (None, gender)


def is_named_before(chain: Chain, index: int, spans: Sequence[NameSpan]) -> bool:
    """Whether somebody was named before a place, and with more than the given name if it is the surname: who is only
    "his daughter Ida" so far is not meant by "Holm"."""
    by_surname = is_surname_of(spans[index].form, chain)
    return any(before < index and not (by_surname and _is_given(spans[before], chain)) for before in chain.names)


def is_surname_of(form: str, chain: Chain) -> bool:
    return chain.person is not None and compare_surnames(form, chain.person.surname) == EQUAL


def _is_given(name: NameSpan, chain: Chain) -> bool:
    return chain.person is not None and name.form in chain.person.given


def first_to_come(index: int, spans: Sequence[NameSpan], fits: Sequence[Chain]) -> Chain | None:
    """The one of some chains that is named in full first, where none is yet and the surname stands more than once
    before; other articles tell whether it means somebody better known. Not where two are told apart by "Mr." and
    "Mrs."."""
    form, first = spans[index].form, min(fits, key=lambda chain: chain.names[0])
    titles = {name.honorific for name in spans if name.form == form and name.honorific}
    often = sum(name.form == form for name in spans[: first.names[0]]) >= _OFTEN
    return first if often and len(titles) < 2 and index < first.names[0] and is_surname_of(form, first) else None


def _suffix(chain: Chain) -> str | None:
    return chain.person.suffix if chain.person else None


def _by_surname(alone: PersonName, chain: Chain) -> bool:
    """Whether a name on its own is a chain's surname, and not its given name."""
    return chain.person is not None and alone.core != (*chain.person.given, "")[0]


def part_surnames(
    chains: Sequence[Chain], spans: Sequence[NameSpan], roles: Sequence[Role], gazetteer: Gazetteer
) -> list[Chain]:
    """The chains, in two where a surname may be somebody else's: with a title before the full name, or more than once
    without one, or with a title that nothing else in the article gives to the full name; before a full name with a
    generation's suffix.

    "President Holm" may be another one than the Ida Holm who is named in the tenth paragraph, or who ran for the
    senate, if other articles tell of a President Holm; "Holm" another one than Bo Holm Jr., if they tell of a Bo Holm.
    `likely` leads from the surname to the full name.
    """
    parted = list(chains)
    of_chain: dict[int, list[Role]] = defaultdict(list)
    for role in roles:
        of_chain[role.chain].append(role)
    for number, chain in enumerate(chains):
        full = [i for i in chain.names if _is_full(spans[i], gazetteer)] if chain.type == "PERSON" else []
        if not full:
            continue
        heads = {role.end: role.head for role in of_chain[number]}
        short = _but(full, chain.names)
        titled = {index: heads[before] for index in short if (before := spans[index].start - 1) in heads}
        unnamed = min(titled, default=full[0]) < full[0] or sum(index < full[0] for index in short) >= _OFTEN
        before_full = short if unnamed else _elder(chain, short, full[0], spans, gazetteer)
        if before_full:
            parted[number] = _of_surnames(chain, before_full, len(parted), spans, gazetteer)
            parted.append(replace(chain, names=_but(before_full, chain.names), gender=None, uncertain={}, late=[]))
        elif strange := _strange(titled, of_chain[number], spans):
            parted[number] = replace(chain, names=_but(strange, chain.names))
            stranger = replace(chain, gender=None, uncertain={}, late=[])
            parted.append(_of_surnames(stranger, strange, number, spans, gazetteer))
    return parted


def part_titled_relatives(
    text: str, chains: Sequence[Chain], spans: Sequence[NameSpan], roles: Sequence[Role], gazetteer: Gazetteer
) -> list[Chain]:
    """The chains, in two where a relative has a surname with the title of the one whose relative he is: "Ida Holm, the
    mayor's sister … Mayor Holm said … Holm left" tells of two people, and the surname is the mayor's.

    The relative keeps what stands before, and a surname with a title of her own gender alone: "Mrs. Holm".
    """
    parted = list(chains)
    for number, chain in enumerate(chains):
        if not chain.relative or not chain.person or chain.type != "PERSON":
            continue
        own = [role for role in roles if role.chain == number]
        titled = {i: role.head for role in own for i in chain.names if spans[i].start - 1 == role.end}
        short = {i: titled[i] for i in titled if not _is_full(spans[i], gazetteer)}
        introduced = _sentence_around(text, spans[chain.names[0]])
        strange = [i for i in _strange(short, own, spans) if short[i].split()[-1] in introduced]
        if strange:
            taken = [
                i for i in chain.names if i in strange or (i > strange[0] and _may_be_head(i, chain, spans, gazetteer))
            ]
            parted[number] = replace(chain, names=_but(taken, chain.names))
            stranger = replace(chain, gender=None, uncertain={}, late=[], relative=False)
            parted.append(replace(_of_surnames(stranger, taken, number, spans, gazetteer), likely=None))
    return parted


def _sentence_around(text: str, name: NameSpan) -> str:
    """What stands near a name in its sentence, in small letters."""
    before, after = text[max(0, name.start - _NEAR) : name.start], text[name.end : name.end + _NEAR]
    return f"{_SENTENCE_END.split(before)[-1]} {_SENTENCE_END.split(after)[0]}".lower()


def _may_be_head(index: int, relative: Chain, spans: Sequence[NameSpan], gazetteer: Gazetteer) -> bool:
    """Whether a name may be that of the one in office of a family and not of his relative: the surname alone, or with a
    title of another gender or of any man."""
    name = spans[index]
    gender = gazetteer.gender_of_honorific.get(name.honorific) if name.honorific else None
    return is_surname_of(name.form, relative) and (gender != "female" or _likely_gender(relative) == "male")


def _elder(
    chain: Chain, short: Sequence[int], first: int, spans: Sequence[NameSpan], gazetteer: Gazetteer
) -> list[int]:
    """The surnames without a suffix, where one stands before the full name with a suffix, the `first` full one."""
    without = [index for index in short if person_name(spans[index].text, gazetteer).suffix is None]
    return without if _suffix(chain) and without and without[0] < first else []


def _but(some: Collection[int], names: Sequence[int]) -> list[int]:
    """The names but for some of them."""
    left_out = set(some)
    return [index for index in names if index not in left_out]


def _strange(titled: Mapping[int, str], roles: Iterable[Role], spans: Sequence[NameSpan]) -> list[int]:
    """Surnames behind a title that its chain has nowhere else; `titled`: the heads of the titles before surnames."""
    before = {spans[index].start - 1 for index in titled}
    own = {role.head for role in roles if role.end not in before}
    return [index for index, head in titled.items() if head not in own]


def _of_surnames(
    chain: Chain, names: Sequence[int], likely: int, spans: Sequence[NameSpan], gazetteer: Gazetteer
) -> Chain:
    """A chain of some of another's surnames, with the number of the chain of the full name."""
    first = spans[names[0]]
    person = person_name(first.text, gazetteer)
    return replace(chain, names=list(names), key=first.form, person=person, likely=likely)


def _is_full(name: NameSpan, gazetteer: Gazetteer) -> bool:
    return name.type == "PERSON" and bool(person_name(name.text, gazetteer).given)
