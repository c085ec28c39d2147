"""The names of one article under keys of what a name must share with another to be compared with it.

Each comparison in `chains` needs something that is equal, and that is a key. So a name is held against the few that it
can be compared with, and an article of many names takes no longer for each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from newsloom.transforms.names.folding import folded_words
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import PersonName, person_name
from newsloom.transforms.names.sounds import skeleton

MOST_PER_KEY = 64
"""People of one article who can share a key. Where more do, the key tells nobody apart and is passed over: a full name
is only known by being the same, and a surname on its own means none of them. In 278 real articles 4 was the most."""
MOST_WORDS = 16  # of a name, from its end, that can be a surname on their own
Key = tuple[str, ...]


class NameIndex:
    """Numbers of chains under keys."""

    def __init__(self) -> None:
        self._numbers: dict[Key, dict[int, None]] = defaultdict(dict)

    def add(self, number: int, keys: Iterable[Key]) -> None:
        """Put a chain under keys; it may be under some of them already."""
        for key in keys:
            self._numbers[key][number] = None

    def find(self, keys: Iterable[Key]) -> tuple[list[int], bool]:
        """Numbers under any of the keys, in order, and whether a key was passed over."""
        listed = [self._numbers[key] for key in set(keys) if key in self._numbers]
        few = [numbers for numbers in listed if len(numbers) <= MOST_PER_KEY]
        return sorted({number for numbers in few for number in numbers}), len(few) < len(listed)


def full_keys(person: PersonName) -> Iterator[Key]:
    """Keys of a name with given names: two that agree in surname, in its sound or in all words share one."""
    yield "surname", _level(person.surname)
    yield "sound", skeleton(person.surname)
    yield "core", _level(person.core)
    yield "words", *sorted((*person.given, *person.surname.split()))


def partial_keys(person: PersonName) -> Iterator[Key]:
    """Keys of a name to which a surname or a given name on its own can belong."""
    yield "surname alone", _level(person.surname)
    if not person.given:
        return
    yield "core alone", _level(person.core)
    every = (*person.given, *person.surname.split())
    yield from (("end", *every[-n:]) for n in range(1, min(len(every), MOST_WORDS) + 1))
    if calling := calling_name(person):
        yield "first", calling


def calling_name(person: PersonName) -> str | None:
    """The given name by which somebody can be called: the first one of more than two letters."""
    return next((given for given in person.given if len(given) > 2), None)


def alone_keys(form: str, gazetteer: Gazetteer) -> Iterator[Key]:
    """Keys under which a surname or a given name on its own finds the names that it can stand for."""
    person = person_name(form, gazetteer)
    yield "surname alone", _level(form)
    yield "core alone", _level(person.core)
    yield "end", *folded_words(form)
    if not person.given and " " not in person.surname:
        yield "first", person.surname


def _level(surname: str) -> str:
    return surname.replace("-", " ")
