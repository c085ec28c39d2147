"""How sure it is that a spelling names an entity: how often its kind is right, and who else is named so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsloom.transforms.entities.resolve import Clustered

RIGHT_ALIASES: Mapping[str, float] = {
    "full": 0.96,
    "surname": 0.97,
    "acronym": 0.97,
    "unaccented": 0.95,
    "transliteration": 0.95,
    "spelling": 0.92,
    "metonym": 0.9,
}
"""Share of the aliases of each kind that name their entity, by hand: 114 of 600 real articles, read by eye (26 of each
kind of which there were as many); of surnames and acronyms all 26 did.
That of metonyms is a guess."""


class SpellingShares:
    """Which share of the names with a spelling each entity has, among the chains that were compared."""

    def __init__(self, clustered: Clustered) -> None:
        self._chains = clustered.chains

    def of(self, cluster: Sequence[int]) -> dict[str, float]:
        """The share by spelling of the entity that has these rows: 1 where nobody else is named so."""
        own = self._chains.count_forms(cluster)
        return {form: number / self._chains.all_forms[form] for form, number in own.items()}
