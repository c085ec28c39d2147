"""Who is plainly one person is what comparing all pairs gives as well."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.schemas.state.names import CHAINS
from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.clustering import people
from newsloom.transforms.entities.clustering.agreeing import plainly_one
from newsloom.transforms.entities.clustering.match_weights import WEIGHTS
from newsloom.transforms.entities.clustering.people import find_people
from tests.marked_names import gazetteer, names

NAMES = ("Xenia Kor", "Thomas Kor", "Thomas Smith", "Kor")
TOLD = st.fixed_dictionaries(
    {
        "roles": st.lists(st.sampled_from(("senator", "minister", "singer", "banker", "chair", "gull")), max_size=2),
        "organisations": st.lists(st.sampled_from(("gull watch", "fish office")), max_size=1),
        "countries": st.lists(st.sampled_from(("NO", "SE")), max_size=2),
        "gender": st.sampled_from((None, "male", "female")),
        "born": st.sampled_from((None, 1950, 1952, 1980)),
        "together": st.lists(st.integers(1, 4), max_size=2),
        "observed_date": st.sampled_from((None, dt.date(1920, 1, 1), dt.date(1990, 1, 1), dt.date(2020, 1, 1))),
    }
)


def frame(name: str, told: list[dict[str, Any]]) -> tuple[ChainFrame, list[int | None]]:
    """Chains of one name, each of an article of its own, and their days."""
    (plain,) = names(f"[PERSON {name}] spoke.").chains
    rows = [plain | {"number": n, "article_id": f"a_{n:016x}"} | row for n, row in enumerate(told)]
    epoch = dt.date(1970, 1, 1)
    days = [row["observed_date"] and (row["observed_date"] - epoch).days for row in rows]
    return ChainFrame(CHAINS.table(rows), gazetteer()), days


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NAMES), st.lists(TOLD, min_size=2, max_size=6))
def test_as_when_all_are_compared(name: str, told: list[dict[str, Any]]) -> None:
    chains, days = frame(name, told)
    rows = list(range(len(chains)))
    quick = find_people(chains, rows, days, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "plainly_one", lambda *_: False)
        assert quick == find_people(chains, rows, days, {})


CASES: list[tuple[str, list[dict[str, Any]], bool]] = [
    ("nothing told", [{}, {}], True),
    ("one country", [{"countries": ["NO"]}, {"countries": ["NO", "SE"]}, {}], True),
    ("two countries are not enough", [{"countries": ["NO"]}, {"countries": ["SE"]}], True),
    ("two genders", [{"gender": "male"}, {"gender": "female"}], False),
    ("public life", [{"roles": ["senator"]}, {"roles": ["banker"]}], True),
    ("two walks of life", [{"roles": ["senator"]}, {"roles": ["singer"]}], False),
    ("public life and two countries", [{"roles": ["senator"], "countries": ["NO"]}, {"countries": ["SE"]}], True),
    ("ages", [{"born": 1950}, {"born": 1980}], False),
    ("a century", [{"observed_date": dt.date(1920, 1, 1)}, {"observed_date": dt.date(2020, 1, 1)}], False),
]


@pytest.mark.parametrize(("told", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_may_speak_against_it(told: list[dict[str, Any]], expected: bool) -> None:
    chains, days = frame("Xenia Kor", told)
    assert plainly_one(chains, range(len(chains)), days, WEIGHTS["same name"]) == expected
