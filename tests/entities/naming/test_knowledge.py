from __future__ import annotations

import pytest

from newsloom.flows.assets.assets import DATA, load_assets
from newsloom.schemas.state.names import KNOWLEDGE
from newsloom.transforms.entities.naming.knowledge import (
    Knowledge,
    knowledge_from_table,
    look_up_form,
    shipped_from_text,
)
from newsloom.transforms.names.gazetteer import table_rows

BASE = KNOWLEDGE.table(
    {"kb_id": kb_id, "name": name, "alias": alias, "type": kind}
    for kb_id, name, alias, kind in (
        ("K1", "Ana Petrova", "Anna Petrova", "PERSON"),
        ("K2", "Petrova", None, "PERSON"),
        ("K3", "Northern Fish Council", "NFC", "ORG"),
        ("K4", "John Smith", None, "PERSON"),
        ("K5", "John Smith", None, "PERSON"),
    )
)


@pytest.mark.parametrize(
    ("kind", "name", "forms", "expected"),
    [
        ("PERSON", "Ana Petrová", {"Ana Petrová": 1, "Petrová": 3}, "K1"),
        ("PERSON", "Anna Petrova", {"Anna Petrova": 1}, "K1"),
        ("PERSON", "Ida Petrova", {"Ida Petrova": 1, "Petrova": 2}, None),
        ("ORG", "NFC", {"NFC": 1}, "K3"),
        ("PERSON", "John Smith", {"John Smith": 1}, None),
        ("GPE", "Petrova", {"Petrova": 1}, None),
    ],
)
def test_one_entry_or_none(kind: str, name: str, forms: dict[str, int], expected: str | None) -> None:
    assert knowledge_from_table(BASE).find(kind, name, forms) == expected


SHIPPED = shipped_from_text("gull watch\tQ1\tORG\nnorthern fish council\tQ2\tORG\nbeak\tQ3\tPRODUCT\n")


@pytest.mark.parametrize(
    ("kind", "name", "forms", "expected"),
    [
        ("ORG", "The Gull Watch", {"The Gull Watch": 1}, "Q1"),
        ("ORG", "Gull Watch International", {"Gull Watch International": 1, "Gull Watch": 1}, "Q1"),
        ("ORG", "Northern Fish Council", {"NFC": 3, "Northern Fish Council": 1}, "Q2"),
        ("ORG", "NFC", {"NFC": 3, "Northern Fish Council": 1}, "Q2"),
        ("ORG", "Tern Board", {"Tern Board": 3, "Gull Watch": 1}, None),  # taken for it
        ("ORG", "Northern Fish Council", {"Gull Watch": 3, "Northern Fish Council": 1}, None),  # two things
        ("ORG", "Beak Group", {"Beak": 3, "Beak Group": 1}, None),  # a short form alone is no proof
        ("ORG", "Gull Watch Corp.", {"Gull Watch Corp.": 1}, "Q1"),
        ("ORG", "Gull Watch Society", {"Gull Watch Society": 1}, None),
        ("ORG", "Beak", {"Beak": 3}, "Q3"),
        ("PRODUCT", "Beak", {"Beak": 3}, "Q3"),
        ("PRODUCT", "Gull Watch", {"Gull Watch": 3}, None),
        ("PERSON", "Beak", {"Beak": 3}, None),
    ],
)
def test_the_shipped_base(kind: str, name: str, forms: dict[str, int], expected: str | None) -> None:
    assert Knowledge(shipped=SHIPPED).find(kind, name, forms) == expected


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("GPE", "Texas", "Q1439"),
        ("GPE", "NYC", "Q60"),
        ("GPE", "Washington, D.C.", "Q61"),
        ("GPE", "Kiev", "Q1899"),
        ("GPE", "Georgia", None),  # a country, too
        ("GPE", "Washington", None),
        ("GPE", "Scotland", "Q22"),
        ("LOC", "Europe", "Q46"),
        ("PERSON", "Texas", None),
        ("ORG", "London", None),
    ],
)
def test_places_that_ship(kind: str, name: str, expected: str | None) -> None:
    assert Knowledge(shipped=load_assets().knowledge).find(kind, name, {name: 1}) == expected


def test_a_capital_that_stands_for_a_country_has_no_say() -> None:
    assert Knowledge(shipped=load_assets().knowledge).find("GPE", "India", {"India": 1, "New Delhi": 2}) is None


def test_no_place_takes_the_name_of_another() -> None:
    rows = list(table_rows((DATA / "names" / "places.tsv").read_bytes(), 3))
    names = [look_up_form(n) for row in rows for n in (row[0], *row[1].split("|")) if n]
    assert len(names) == len(set(names))
    assert len({row[2] for row in rows}) == len(rows)


def test_the_users_base_comes_first() -> None:
    ids = knowledge_from_table(BASE).ids
    assert Knowledge(ids, {"northern fish council": ("Q2", "ORG")}).find("ORG", "Northern Fish Council", {}) == "K3"


def test_the_article_is_no_part_of_a_form() -> None:
    assert look_up_form("The Gull Watch") == look_up_form("Gull  watch") == "gull watch"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("White House", "Q35525"),
        ("U.S. Senate", "Q66096"),
        ("Supreme Court", None),  # every country and state has one
        ("Republican Party", "Q29468"),
        ("Google", "Q95"),
        ("New Yorker", None),  # a shop in the list, a magazine or somebody of New York in the news
        ("Time Warner", None),  # in the list it is another name of its former part
    ],
)
def test_bodies_that_ship(name: str, expected: str | None) -> None:
    assert Knowledge(shipped=load_assets().knowledge).find("ORG", name, {name: 1}) == expected


def test_no_body_takes_the_name_of_another() -> None:
    rows = list(table_rows((DATA / "names" / "bodies.tsv").read_bytes(), 3))
    names = [look_up_form(n) for row in rows for n in (row[0], *row[1].split("|")) if n]
    assert len(names) == len(set(names))
