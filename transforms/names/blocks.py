"""Keys under which names that may belong to one entity are found without comparing all pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from transforms.names.gazetteer_names import Gazetteer
from transforms.names.name_match import without_ending
from transforms.names.name_words import fold, person_name, skeleton

_FAMILIES = {"GPE": "L", "LOC": "L", "FAC": "L", "PERSON": "P", "ORG": "O", "NORP": "N"}


def block_keys(kind: str, key: str, forms: Sequence[str], gazetteer: Gazetteer) -> list[str]:
    """Sorted keys of one chain; chains without a common key are never compared."""
    family = _FAMILIES.get(kind, "X")
    if kind == "PERSON":
        return sorted({f"P:{sound}" for form in forms for sound in _person_sounds(form, gazetteer)})
    sounds = {_sound(without_ending(fold(form), gazetteer)) for form in forms}
    return sorted({f"{family}:{key}"} | {f"{family}:{sound}" for sound in sounds if sound})


def _person_sounds(form: str, gazetteer: Gazetteer) -> Iterable[str]:
    """The surname, and given name with surname in alphabetical order, so that name order does not matter."""
    person = person_name(form, gazetteer)
    yield skeleton(person.core.split()[-1]) if person.core else ""
    if person.full:
        yield "+".join(sorted((skeleton(person.given[0]), skeleton(person.core.split()[-1]))))


def _sound(form: str) -> str:
    return " ".join(skeleton(word) for word in form.split())


def blocks(chains: pa.Table) -> list[str]:
    """All block keys of a table of chains."""
    return pc.unique(pc.list_flatten(chains["blocks"])).drop_null().to_pylist()
