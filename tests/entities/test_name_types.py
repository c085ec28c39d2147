"""One name that was read as several types, and that the vote does not depend on runs or their order."""

from __future__ import annotations

import itertools

import pytest

from newsloom.transforms.entities.name_types import one_name
from tests.entities.test_resolve import Registry, n_clusters

PLACE, BODY = "They met in [GPE Brelt].", "They asked [ORG Brelt]."
EVENT, PERSON = "They spoke of [EVENT Brelt].", "They asked [PERSON Brelt]."

CASES = [
    ("a body that was read as a place once", [BODY] * 3 + [PLACE], 1),
    ("too few articles", [BODY] * 2 + [PLACE], 2),
    ("an event that was read as a body once", [EVENT] * 3 + [BODY], 1),
    ("two bearers", [BODY] * 5 + [PLACE] * 2, 2),
    ("a team that plays under the name of its town", [PLACE] * 4 + [BODY], 2),
    ("a town that was read as a body once", [PLACE] * 5 + [BODY], 1),
    ("three types", [PLACE] * 6 + [EVENT] * 2 + [BODY], 1),
    ("a person is somebody else", [PLACE] * 6 + [PERSON], 2),
    ("a country and its people", ["The [GPE United States] met."] * 4 + ["The [NORP American] met."], 2),
]


@pytest.mark.parametrize(("label", "texts", "n"), CASES, ids=[case[0] for case in CASES])
def test_what_is_one(label: str, texts: list[str], n: int) -> None:
    assert n_clusters(texts) == n


def grown(texts: list[str], per_run: int) -> Registry:
    made = Registry()
    for start in range(0, len(texts), per_run):
        made.run(list(enumerate(texts))[start : start + per_run])
    return made


@pytest.mark.parametrize("per_run", [1, 3, 12])
@pytest.mark.parametrize("order", [0, 1, 2])
def test_all_articles_count_in_any_runs_and_order(per_run: int, order: int) -> None:
    texts = [[BODY] * 9, [PLACE] * 2, [EVENT]]
    made = grown(list(itertools.chain.from_iterable(texts[order:] + texts[:order])), per_run)
    (entity,) = [row for row in made.entities.to_pylist() if row["status"] == "active"]
    assert (entity["type"], entity["n_mentions"]) == ("ORG", 12)
    n_articles = {row["type"]: row["n_articles"] for row in made.tables["name_types"].to_pylist()}
    assert n_articles == {"ORG": 9, "GPE": 2, "EVENT": 1}


def test_those_that_turn_out_to_be_two_part_again() -> None:
    made = grown([BODY] * 3 + [PLACE] * 3, 4)
    assert len({row["entity_id"] for row in made.chains.to_pylist()}) == 2


def test_what_a_user_parted_stays_apart() -> None:
    nodes = [("ORG", "brelt", [0]), ("ORG", "brelt", [1]), ("PLACE", "brelt", [2])]
    assert not list(one_name(nodes, {("brelt", "ORG"): 9, ("brelt", "GPE"): 1}))
    assert list(one_name(nodes[1:], {("brelt", "ORG"): 9, ("brelt", "GPE"): 1})) == [(0, 1)]
