"""A cluster of chains of people while it is being made."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsloom.transforms.entities.match_weights import Profile
from newsloom.transforms.names.person_names import PersonName


@dataclass
class PersonCluster:
    """One cluster of chains: the rows and what they say."""

    rows: list[int]
    profile: Profile = field(default_factory=Profile)
    name: PersonName = field(default_factory=lambda: PersonName((), "", ""))

    @property
    def order(self) -> tuple[str, tuple[str, ...], int]:
        """Canonical place among others."""
        return (self.name.surname, self.name.given, self.rows[0])
