from __future__ import annotations

import pytest

from newsloom.transforms.entities import retention
from tests.entities.test_resolve import Registry

CASES = [
    ("full name", "[PERSON Ida Holm] spoke.", retention.FULL),
    ("surname", "[PERSON Holm] spoke.", retention.SHORT),
    ("place", "[GPE Brelt] fell.", retention.OTHERS),
]


@pytest.mark.parametrize(("label", "text", "n"), CASES, ids=[case[0] for case in CASES])
def test_the_first_of_each_name(label: str, text: str, n: int) -> None:
    made = Registry()
    made.run([(number, text) for number in range(retention.FULL + 3)])
    assert made.chains.num_rows == n


def test_news_has_more_room() -> None:
    made = Registry()
    made.run([(n, "[PERSON Ida Holm] spoke.") for n in range(retention.FULL)])
    made.run([(n + 100, "Minister [PERSON Ida Holm] spoke.") for n in range(2)])
    assert made.chains.num_rows == retention.FULL + 1


def test_co_mentions_of_chains_that_are_not_retained() -> None:
    made = Registry()
    made.run([(n, "[PERSON Ida Holm] spoke.") for n in range(retention.FULL)])
    made.run([(100, "[PERSON Ida Holm] met [PERSON Per Lund] and [PERSON Xenia Kor].")])
    noted = made.tables["co_mentions"]
    first = next(row["number"] for row in made.chains.to_pylist() if row["name"] == "Ida Holm")
    assert noted.num_rows == 2
    assert len(set(noted["chain"].to_pylist())) == 1
    assert first in made.chains["number"].to_pylist()
