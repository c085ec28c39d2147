"""Keys under which names that may belong to one entity are found without comparing all pairs.

The last two bits of a key say how far it leads: to every chain that has it, or, where many share it, to some only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from newsloom.transforms.names.comparing import is_acronym, turned
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import PersonName, person_name
from newsloom.transforms.names.sounds import skeleton, transliterated
from newsloom.transforms.text.caching import remembered
from newsloom.transforms.text.ids import FREE_BITS, block_number

ALIKE, INITIAL, SURNAME = (kind << FREE_BITS for kind in range(3))
"""Kinds of keys: of names that sound alike or abbreviate each other, of surname with initial, of the surname."""
KIND_BITS = 3 << FREE_BITS
Keys = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Parts = tuple[int, tuple[str, ...]]
"""Kind of a key, and what it is made of."""
_PLACES = ("GPE", "LOC", "FAC")
_ACRONYM_LETTERS = (3, 8)  # shorter ones have too many expansions; by hand


def block_keys(kind: str, key: str, name: str, forms: Iterable[str], gazetteer: Gazetteer) -> list[int]:
    """Sorted keys of one chain: its type, key, fullest form and all forms; chains without a common key are never
    compared."""
    keys = (
        _person_keys(person_name(name, gazetteer), gazetteer)
        if kind == "PERSON"
        else _other_keys(kind, key, name, forms)
    )
    return sorted({_number(*parts) for parts in keys})


@remembered
def _number(kind: int, parts: tuple[str, ...]) -> int:
    return block_number(*parts) & ~KIND_BITS | kind


def of_partial_names(keys: Keys, alone: Flags, short: Flags) -> Flags:
    """Which keys are those of a surname on its own, or of a surname with initials on its own: they lead on to names in
    full. *Shapes:* all (n,). `alone`: whether the name of a key has no given name; `short`: whether it has no more than
    initials."""
    kinds = keys & np.uint64(KIND_BITS)
    partial: Flags = ((kinds == SURNAME) & alone) | ((kinds == INITIAL) & short)
    return partial


# People


def _person_keys(name: PersonName, gazetteer: Gazetteer) -> Iterator[Parts]:
    yield from ((SURNAME, ("surname", surname)) for surname in surname_keys(name))
    if name.given:
        yield ALIKE, ("name", *name.given, name.surname)
        yield INITIAL, initial_key(name)
        yield from ((ALIKE, key) for key in alike_keys(name, gazetteer))


def surname_keys(name: PersonName) -> list[str]:
    """Under which a surname on its own finds its people: as written, without particles, levelled."""
    return list(dict.fromkeys((name.surname, name.core, transliterated(name.core))))


def surname_blocks(name: PersonName) -> set[int]:
    """The keys for a surname, as in `block_keys`."""
    return {_number(SURNAME, ("surname", surname)) for surname in surname_keys(name)}


def initial_key(name: PersonName) -> tuple[str, ...]:
    """Sound of the surname and first letter."""
    return "initial", _sound(name), name.given[0][0]


def initial_block(name: PersonName) -> int:
    """The key for surname and initial, as in `block_keys`."""
    return _number(INITIAL, initial_key(name))


def alike_keys(name: PersonName, gazetteer: Gazetteer) -> Iterator[tuple[str, ...]]:
    """Names that sound alike, in either order, and those whose given names are short for one another."""
    surname, first = _sound(name), name.given[0]
    if len(first) == 1:
        return
    yield "sound", *sorted((surname, skeleton(first)))
    yield "sound", *sorted((surname, skeleton("".join(name.given).replace("-", ""))))
    for group in gazetteer.nicknames.get(first, ()):
        yield "short", surname, str(group)


def _sound(name: PersonName) -> str:
    return skeleton(name.core.split()[-1]) if name.core else ""


# Things


def family(kind: str) -> str:
    """Types that are confused with each other, as one: places, and each other type by itself."""
    return "PLACE" if kind in _PLACES else kind


def bare_key(kind: str, key: str) -> str:
    """A key that a name has whatever it was read as: that of a known body without its mark."""
    return key.removeprefix("=") if kind == "ORG" else key


def _other_keys(kind: str, key: str, name: str, forms: Iterable[str]) -> Iterator[Parts]:
    yield ALIKE, ("thing", bare_key(kind, key))
    if kind == "ORG":
        yield from ((ALIKE, ("spelling", sound)) for sound in spelling_keys(key))
        yield from ((ALIKE, ("acronym", short)) for short in acronyms(key, name, forms))
        yield from ((ALIKE, ("thing", short)) for short in without_country(key, forms))
        if could_be_acronym(key):
            yield ALIKE, ("acronym", key)


def spelling_keys(key: str) -> Iterator[str]:
    """The sound of an organisation's long name."""
    if " " in key and not key.startswith("="):
        yield " ".join(skeleton(word) for word in turned(key).split())


def acronyms(key: str, name: str, forms: Iterable[str]) -> set[str]:
    """Those of an organisation's forms, as keys, that are acronyms of its name."""
    shorts = {form: form.replace(".", "").lower() for form in forms}
    return {short for form, short in shorts.items() if short != key and is_acronym(form, name)}


def without_country(key: str, forms: Iterable[str]) -> set[str]:
    """Those of an organisation's forms, as keys, that lack the country in front: "fish office" of "us fish office"."""
    shorts = {fold(form) for form in forms}
    rests = (key.split(" ", n)[-1] for n in (1, 2) if key.count(" ") > n)
    return {rest for rest in rests if rest in shorts}


def could_be_acronym(key: str) -> bool:
    """Whether a key is short enough to stand for a longer name."""
    least, most = _ACRONYM_LETTERS
    return " " not in key and least <= len(key) <= most
