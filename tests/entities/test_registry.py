"""What a registry that grows keeps and reads: bounded for each name, with nothing lost of what is counted."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pytest

from newsloom.transforms.entities import candidates, retained_chains
from tests.entities.test_resolve import Registry

SOUNDS = "bdfgklmnprstv"


class Counting(Registry):
    """A registry that notes how many rows of each table a run reads."""

    def __init__(self) -> None:
        super().__init__()
        self.n_read: Counter[str] = Counter()

    def read(self, table: str, column: str, values: pa.Array) -> pa.Table:
        rows = super().read(table, column, values)
        self.n_read[table] += rows.num_rows
        return rows


def grown(texts: list[str], runs: int) -> Counting:
    """A registry after runs over the same texts in ever new articles."""
    made = Counting()
    for number in range(runs):
        made.n_read.clear()
        made.run([(number * len(texts) + i, text) for i, text in enumerate(texts)])
    return made


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("The [GPE United States] agreed.", retained_chains.OTHERS),
        ("President [PERSON Ida Holm] spoke to [PERSON Per Lund].", 2 * retained_chains.FULL),
    ],
)
def test_what_is_kept_of_a_name_is_bounded(text: str, most: int) -> None:
    made = grown([text] * 10, runs=12)
    assert made.chains.num_rows <= most
    assert made.n_read["chains"] <= most + 10
    assert len(made.clusters()) == text.count("[")


def test_what_is_not_kept_is_counted() -> None:
    made = grown(["The [GPE United States] agreed. The [GPE US] left."] * 10, runs=5)
    (entity,) = made.entities.to_pylist()
    assert (entity["n_articles"], entity["n_mentions"]) == (50, 100)
    aliases = {row["alias"]: row["n_mentions"] for row in made.tables["aliases"].to_pylist()}
    assert aliases == {"United States": 50, "US": 50}


def test_new_forms_and_titles_are_kept() -> None:
    made = grown(["The [GPE United States] agreed.", "President [PERSON Ida Holm] spoke."] * 100, runs=1)
    before = made.chains.num_rows
    made.run([(1000, "[GPE America] agreed."), (1001, "Footballer [PERSON Ida Holm] spoke."), (1002, "[GPE America].")])
    assert made.chains.num_rows - before == 2  # the second America tells nothing new


def test_those_who_were_named_along_are_remembered() -> None:
    texts = ["[PERSON Ida Holm] and [PERSON Per Lund] spoke."] * retained_chains.FULL
    made = grown(texts, runs=1)
    made.run([(1000, "[PERSON Ida Holm] and [PERSON Xenia Kor] spoke.")])
    assert made.tables["co_mentions"].num_rows == 1  # Kor with Holm: Kor's own chain is kept


def test_of_a_surname_that_many_share_the_best_known_are_read() -> None:
    names = [f"{a}o{b}a{c} Zelt" for a in SOUNDS.upper() for b in SOUNDS for c in "ns"]
    made = Counting()
    made.run([(i, f"Footballer [PERSON {name}] spoke.") for i, name in enumerate(names[1:])])
    made.run([(1000 + i, f"Senator [PERSON {names[0]}] spoke.") for i in range(20)])
    assert made.chains.num_rows > candidates.MOST
    made.n_read.clear()
    found = made.run([(2000, "Senator [PERSON Zelt] waited.")])
    assert made.n_read["chains"] < candidates.MOST
    assert [(row["name"], row["n_articles"]) for row in found.entities.to_pylist()] == [(names[0], 21)]
