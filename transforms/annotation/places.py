"""Places and peoples that a rule knows better than a small network: countries, cities, demonyms, seas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsloom.transforms.text.lexicon import lexicon, words

LARGE = 100_000
"""People of a city from which on its name is evidence by itself; by hand."""


@dataclass(frozen=True)
class Places:
    """Names by what they are; each in the letter case in which news writes them."""

    countries: frozenset[str]
    regions: frozenset[str]
    cities: Mapping[str, int]
    """City names with their people, from fifteen thousand up; of two cities of one name, the larger."""
    peoples: frozenset[str]
    wide: frozenset[str]
    """Continents, seas and other places without a government."""

    def is_political(self, name: str) -> bool:
        """Is this a country, a state or a larger city?"""
        return name in self.countries or name in self.regions or self.cities.get(name, 0) >= LARGE

    def stands_alone(self, name: str) -> bool:
        """Is the word by itself evidence of a country?"""
        return name in self.countries and name not in words("places_names", "ambiguous") and len(name) > 2


def build_places(
    countries: Iterable[str], regions: Iterable[str], cities: Mapping[str, int], demonyms: Iterable[str]
) -> Places:
    """Join the given lists with the peoples, faiths, parties and wide places of the lexicon."""
    peoples = words("places_peoples") | frozenset(demonyms)
    names = frozenset(countries)
    large = {name: people for name, people in cities.items() if name not in peoples}
    return Places(names, frozenset(regions), large, peoples - names, words("places_wide"))


def kind_by_last_word(words: list[str]) -> str | None:
    """What the last (or first) word of a name of several words says it is: LOC, FAC, LAW, or nothing.

    >>> kind_by_last_word(["Jomo", "Kenyatta", "Airport"]), kind_by_last_word(["Lake", "Chad"])
    ('FAC', 'LOC')
    """
    if len(words) < 2:
        return None
    for label, endings in lexicon("places_endings").items():
        if words[-1] in endings:
            return label
    return "LOC" if words[0] in ("Lake", "Mount", "Mt.", "Cape", "Gulf") else None
