from __future__ import annotations

import pytest

from newsloom.schemas.contract.entities import ALIAS_KINDS
from newsloom.transforms.entities.aliases import RIGHT_ALIASES
from tests.entities.test_resolve import Registry, registry


def confidences(made: Registry) -> dict[tuple[str, str], float]:
    """(name of the entity, alias) -> confidence."""
    names = {row["entity_id"]: row["name"] for row in made.entities.to_pylist()}
    rows = made.tables["aliases"].to_pylist()
    return {(names[row["entity_id"]], row["alias"]): pytest.approx(row["confidence"], abs=1e-3) for row in rows}


def test_every_kind_has_its_share() -> None:
    assert set(RIGHT_ALIASES) == set(ALIAS_KINDS)
    assert all(0.5 < share < 1 for share in RIGHT_ALIASES.values())


def test_a_spelling_of_one_entity() -> None:
    made = registry(["[PERSON Ida Holm] spoke. [PERSON Holm] left."])
    assert confidences(made) == {
        ("Ida Holm", "Ida Holm"): RIGHT_ALIASES["full"],
        ("Ida Holm", "Holm"): RIGHT_ALIASES["surname"],
    }


def test_a_spelling_that_two_share() -> None:
    made = Registry()
    made.run(
        [
            (1, "[PERSON Ida Holm] spoke. [PERSON Holm] left. [PERSON Holm] slept. [PERSON Holm] sang."),
            (2, "[PERSON Bo Holm] spoke. [PERSON Holm] left."),
        ]
    )
    found = confidences(made)
    assert found["Ida Holm", "Holm"] == RIGHT_ALIASES["surname"] * 3 / 4
    assert found["Bo Holm", "Holm"] == RIGHT_ALIASES["surname"] / 4
    assert found["Bo Holm", "Bo Holm"] == RIGHT_ALIASES["full"]
