"""People for tests, as what articles say of them."""

from __future__ import annotations

from newsloom.transforms.entities.clustering.match_weights import PersonCluster, Profile
from newsloom.transforms.names.person_names import person_name
from tests.marked_names import gazetteer


def person(number: int, name: str = "Xenia Kor", n: int = 1, **words: object) -> PersonCluster:
    """A cluster of one row: organisations="gull", genders="male"."""
    said = {key: frozenset(value if isinstance(value, tuple) else (value,)) for key, value in words.items()}
    parts = person_name(name, gazetteer())
    return PersonCluster([number], Profile(names=frozenset({parts}), n=n, **said), parts)  # type: ignore[arg-type]
