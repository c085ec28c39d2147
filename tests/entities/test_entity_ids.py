"""Ids of entities that last."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from newsloom.schemas.state.names import CHAINS
from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.entity_ids import identify, living_ids
from tests.marked_names import gazetteer, names

DAY = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
ROWS = names("[PERSON Ida Holm] met [PERSON Per Lund]. [PERSON Xenia Kor] left.").chains


def frame(*days: int) -> ChainFrame:
    """Three chains that came in on these days after the first of March."""
    rows = [row | {"added_at": DAY + dt.timedelta(days=day)} for row, day in zip(ROWS, days, strict=True)]
    return ChainFrame(CHAINS.table(rows), gazetteer())


def never(ids: object) -> list[str]:
    return []


def test_an_id_that_was_merged_leads_to_the_one_that_stays() -> None:
    entities = pa.table({"entity_id": ["a", "b", "c"], "merged_into": ["b", "c", None]})
    assert living_ids(["a", "b", "c", None], entities) == ["c", "c", "c", None]


def test_a_cluster_of_two_entities_keeps_the_older_id() -> None:
    ids, merges = identify(frame(2, 1, 0), [[0, 1], [2]], ["late", "early", "other"], never)
    assert (ids, merges) == (["early", "other"], {"late": "early"})


def test_an_entity_that_parts_leaves_its_id_with_the_oldest_chain() -> None:
    ids, merges = identify(frame(1, 0, 2), [[0], [1], [2]], ["one", "one", "one"], never)
    assert (ids[1], merges) == ("one", {})
    assert len({*ids}) == 3


def test_a_new_id_is_none_that_was_given_out() -> None:
    (plain, *_), _ = identify(frame(0, 0, 0), [[0], [1], [2]], ["one", "one", "one"], never)
    assert plain == "one"
    (_, second, _), _ = identify(frame(0, 0, 0), [[0], [1], [2]], ["one", "one", "one"], never)
    (_, other, _), _ = identify(
        frame(0, 0, 0), [[0], [1], [2]], ["one", "one", "one"], lambda ids: [i for i in ids if i == second]
    )
    assert other not in ("one", second)
