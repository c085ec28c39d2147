from __future__ import annotations

import pyarrow as pa

from newsloom.transforms.entities.entity_rows import counts_after
from tests.entities.test_resolve import Registry, registry


def aliases(made: Registry) -> dict[str, tuple[str, int]]:
    return {row["alias"]: (row["kind"], row["n_mentions"]) for row in made.tables["aliases"].to_pylist()}


def test_counts_grow_with_each_run() -> None:
    made = Registry()
    made.run([(1, "[PERSON Ida Holm] spoke. [PERSON Holm] left.")])
    made.run([(2, "[PERSON Ida Holm] spoke.")])
    (entity,) = made.entities.to_pylist()
    assert (entity["n_articles"], entity["n_mentions"], entity["type"]) == (2, 3, "PERSON")
    assert aliases(made) == {"Ida Holm": ("full", 2), "Holm": ("surname", 1)}


def test_aliases_that_stay_as_they_are_are_not_written_again() -> None:
    made = Registry()
    made.run([(1, "[PERSON Ida Holm] spoke. [PERSON Holm] left.")])
    again = made.run([(2, "[PERSON Ida Holm] spoke.")])
    assert again.aliases["alias"].to_pylist() == ["Ida Holm"]
    assert again.void_aliases.num_rows == 0


def test_the_gazetteer_names_countries_and_bodies() -> None:
    made = registry(["[GPE US] aid from the [ORG EU]. [GPE Brelt] fell."])
    rows = {row["name"]: row["name_origin"] for row in made.entities.to_pylist()}
    assert rows["Brelt"] == "text"
    assert rows["United States"] == "gazetteer"
    assert rows["European Union"] == "gazetteer"
    ids = {row["name"]: row["kb_id"] for row in made.entities.to_pylist()}
    assert ids == {"United States": "Q30", "European Union": None, "Brelt": None}


def test_a_merged_entity_passes_its_counts_on() -> None:
    made = registry(
        ["[ORG NFC] rules."],
        ["The [ORG Northern Fish Council] met."],
        ["The [ORG Northern Fish Council] ([ORG NFC]) met."],
    )
    living = [row for row in made.entities.to_pylist() if row["status"] == "active"]
    gone = [row for row in made.entities.to_pylist() if row["status"] == "merged"]
    assert [row["n_mentions"] for row in living] == [4]
    assert [row["merged_into"] for row in gone] == [living[0]["entity_id"]]


def test_counts_win_and_lose_and_are_never_below_nothing() -> None:
    rows = pa.table({"n": [3, 2, 1]})
    assert counts_after(rows, "n", ["a", "b", "c"], {"a": 2, "b": -1, "c": -4}).to_pylist() == [5, 1, 0]
    assert counts_after(rows, "n", ["a", "b", "c"], {}).to_pylist() == [3, 2, 1]
