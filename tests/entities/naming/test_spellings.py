"""Spellings of an entity: how sure each kind is, which is an acronym, and which name is written out best."""

from __future__ import annotations

import pytest

from newsloom.transforms.entities.aliases import RIGHT_ALIASES
from newsloom.transforms.entities.naming.canonical import alias_kind, canonical_name
from tests.marked_names import gazetteer


def test_an_alias_of_nobody_else_is_right_nine_times_in_ten() -> None:
    """A person is called by the surname surest; a spelling that differs elsewhere is the likeliest mistake."""
    assert all(0.9 <= share <= 1 for share in RIGHT_ALIASES.values())
    assert RIGHT_ALIASES["surname"] >= RIGHT_ALIASES["full"] > RIGHT_ALIASES["spelling"]


@pytest.mark.parametrize(
    ("alias", "kind"),
    [("G", "spelling"), ("GW", "acronym"), ("G.W.", "acronym"), ("GULLNE", "acronym"), ("GULLNET", "spelling")],
)
def test_capitals_of_two_to_six_letters_are_an_acronym(alias: str, kind: str) -> None:
    """Whatever they stand for; a longer word in capitals is a headline's."""
    assert alias_kind("ORG", alias, "Harbour Board", gazetteer()) == kind


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        ({"GULLNE": 6, "Gullne": 1}, "GULLNE"),  # may be an acronym
        ({"GULLNET": 6, "Gullnet": 1}, "Gullnet"),
        ({"Gull Watch": 19, "Gull Watch of Brelt Town": 1}, "Gull Watch"),
    ],
)
def test_names_of_bodies(forms: dict[str, int], name: str) -> None:
    assert canonical_name("ORG", forms, gazetteer()) == name


@pytest.mark.parametrize("title", ["Mrs.", "Senator", "Minister"])
def test_a_title_is_no_part_of_a_name(title: str) -> None:
    assert canonical_name("PERSON", {f"{title} Ana Petrova": 4, "Ana Petrova": 2}, gazetteer()) == "Ana Petrova"


@pytest.mark.parametrize(
    ("often", "rarely", "name"),
    [(19, 1, "Ana Ida Petrova"), (21, 1, "Ana Petrova")],  # in capitals is worse, if the other is not too rare
)
def test_a_rare_form_does_not_count(often: int, rarely: int, name: str) -> None:
    assert canonical_name("PERSON", {"ANA PETROVA": often, "Ana Ida Petrova": rarely}, gazetteer()) == name


@pytest.mark.parametrize(
    ("first", "often", "name"),
    [
        ("Ana", 3, "Debbie Ana Soto"),
        ("Ana", 4, "Ana Soto"),  # rarer than a third: another person's name
        ("Ruiz", 10, "Debbie Ruiz Soto"),  # no given name
        ("Ruiz", 11, "Ruiz Soto"),
    ],
)
def test_a_surname_of_two_words(first: str, often: int, name: str) -> None:
    forms = {f"Debbie {first} Soto": 1, f"{first} Soto": often}
    assert canonical_name("PERSON", forms, gazetteer()) == name
