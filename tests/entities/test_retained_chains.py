from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pytest

from newsloom.schemas.state.names import CHAINS
from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.resolve import Clustered
from newsloom.transforms.entities.retained_chains import Retained, retain, stands_for
from newsloom.transforms.names.blocking import surname_blocks
from newsloom.transforms.names.person_names import person_name
from tests.entities.test_resolve import Registry
from tests.marked_names import gazetteer, names

CASES = [
    ("full name", "[PERSON Ida Holm] spoke.", 64),
    ("surname", "[PERSON Holm] spoke.", 64),
    ("place", "[GPE Brelt] fell.", 4),
]


@pytest.mark.parametrize(("label", "text", "n"), CASES, ids=[case[0] for case in CASES])
def test_the_first_of_each_name(label: str, text: str, n: int) -> None:
    made = Registry()
    made.run([(number, text) for number in range(64 + 3)])
    assert made.chains.num_rows == n


def test_news_has_more_room() -> None:
    made = Registry()
    made.run([(n, "[PERSON Ida Holm] spoke.") for n in range(64)])
    made.run([(n + 100, "Minister [PERSON Ida Holm] spoke.") for n in range(2)])
    assert made.chains.num_rows == 64 + 1


def test_co_mentions_of_chains_that_are_not_retained() -> None:
    made = Registry()
    made.run([(n, "[PERSON Ida Holm] spoke.") for n in range(64)])
    made.run([(100, "[PERSON Ida Holm] met [PERSON Per Lund] and [PERSON Xenia Kor].")])
    noted = made.tables["co_mentions"]
    first = next(row["number"] for row in made.chains.to_pylist() if row["name"] == "Ida Holm")
    assert noted.num_rows == 2
    assert len(set(noted["chain"].to_pylist())) == 1
    assert first in made.chains["number"].to_pylist()


def retained(
    text: str, rows: Sequence[Mapping[str, object]], crowded: bool = False, full_name: bool = False, n_former: int = 0
) -> Retained:
    """What is retained of so many chains of a name, with what else each row says, all of one entity."""
    (plain,) = names(text).chains
    listed = [plain | {"number": number} | row for number, row in enumerate(rows)]
    if full_name:
        listed.append(names("[PERSON Ida Holm] spoke.").chains[0] | {"number": len(rows)})
    blocks = surname_blocks(person_name("Holm", gazetteer())) if crowded else ()
    chains = ChainFrame(CHAINS.table(listed), gazetteer(), crowded=frozenset(blocks))
    former = ["e_1"] * n_former + [None] * (len(listed) - n_former)
    return retain(Clustered(chains, [list(range(len(listed)))], ["e_1"], former, {}))


PERSON, SURNAME, PLACE = "[PERSON Ida Holm] spoke.", "[PERSON Holm] spoke.", "[GPE Brelt] fell."


@pytest.mark.parametrize(
    ("label", "text", "news", "crowded", "full_name", "n"),
    [
        ("full name", PERSON, "", False, False, 64),
        ("full name with news", PERSON, "organisations", False, False, 120),
        ("surname", SURNAME, "", False, False, 64),
        ("surname with news", SURNAME, "organisations", False, False, 64),
        ("a surname that many share", SURNAME, "", True, False, 64),
        ("one that many share and is settled", SURNAME, "", True, True, 1),
        ("one that few share", SURNAME, "", False, True, 65),
        ("place", PLACE, "", False, False, 4),
        ("place in new spellings", PLACE, "forms", False, False, 120),
    ],
)
def test_how_many_are_retained(label: str, text: str, news: str, crowded: bool, full_name: bool, n: int) -> None:
    rows: list[dict[str, object]] = [{news: [f"x{number}"]} if news else {} for number in range(130)]
    assert len(retained(text, rows, crowded, full_name).rows) == n


@pytest.mark.parametrize(
    ("label", "row", "more"),
    [
        ("nothing new", {}, 0),
        ("a title", {"roles": ["singer"]}, 1),
        ("an organisation", {"organisations": ["gull"]}, 1),
        ("a country", {"countries": ["NO"]}, 1),
        ("an age", {"born": 1980}, 1),
    ],
)
def test_what_is_news(label: str, row: dict[str, object], more: int) -> None:
    assert len(retained(PERSON, [*[{}] * 64, row, row]).rows) == 64 + more


def test_what_was_retained_before_counts() -> None:
    assert retained(PERSON, [{}] * 70, n_former=60).rows == [60, 61, 62, 63]


@pytest.mark.parametrize(("n_own", "n_noted"), [(296, 3), (297, 3), (298, 2), (300, 0), (301, 0)])
def test_co_mentions_of_one_chain_are_bounded(n_own: int, n_noted: int) -> None:
    rows: list[dict[str, object]] = [{"together": list(range(1000, 1000 + n_own))}]
    rows += [{}] * 63 + [{"together": [1, 2, 3, 1000]}]
    noted = retained(PERSON, rows).co_mentions.to_pylist()
    assert [row["together"] for row in noted] == [1, 2, 3][:n_noted]
    assert {row["chain"] for row in noted} <= {0}


@pytest.mark.parametrize(("n_chains", "n_articles", "expected"), [(64, 70, {0: 7}), (64, 64, {}), (63, 70, {})])
def test_articles_that_the_first_chain_stands_for(n_chains: int, n_articles: int, expected: dict[int, int]) -> None:
    (plain,) = names(PERSON).chains
    chains = [plain | {"number": number, "entity_id": "e_1"} for number in range(n_chains)]
    entities = pa.table({"entity_id": ["e_1"], "n_articles": [n_articles]})
    assert stands_for(ChainFrame(CHAINS.table(chains), gazetteer()), entities) == expected
