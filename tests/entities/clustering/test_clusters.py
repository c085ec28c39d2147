"""Chains in parts that have no bearing on each other are clustered as all at once are."""

from __future__ import annotations

import time

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.schemas.state.names import CHAINS, PINS
from newsloom.transforms.entities.chain_frame import ChainFrame
from newsloom.transforms.entities.clustering import clusters
from newsloom.transforms.entities.clustering.clusters import Clusters, Part, find_clusters
from newsloom.transforms.entities.constraints import constraints_from_pins
from newsloom.transforms.entities.name_types import count_readings
from tests.entities.test_resolve import TEXTS
from tests.marked_names import gazetteer, names

MORE = (
    "[PERSON Holm] came late. [PERSON Ida Holm] had left with [PERSON Lund Jr.].",
    "[PERSON Petro] thanked them.",
    "[PERSON Petro Zelensky] is president of [GPE Ukraine].",
    "The [ORG Baltic Forum] and the [ORG Lithuanian Baltic Forum] are one.",
    "The [ORG Northern Fish Organisation] met the [ORG Northern Fish Organization] in [GPE Oslo].",
    "[PERSON Per Lund Jr.], [PERSON Per Lund] and [PERSON P. Lund] spoke.",
    "[PERSON Tom Kor] is [PERSON Thomas Kor], a banker. [ORG Oslo] won.",
)
DECISIONS = [
    {"decision": decision, "a": a, "b": b}
    for decision, a, b in (
        ("same", "Ida Holm", "Per Holm"),
        ("same", "NFC", "Baltic Forum"),
        ("different", "Ida Holm", "Ida Holm"),
        ("different", "Petro Zelenskyy", "Petro Zelensky"),
        ("different", "NFC", "Northern Fish Council"),
        ("different", "Ida Holm", "Holm"),
    )
]


def frame(texts: list[str]) -> ChainFrame:
    """Chains of texts, each an article; who is called Petro is likely the first Petro Zelensky."""
    rows = [row for number, text in enumerate(texts) for row in names(text, number=number).chains]
    full = next((row["number"] for row in rows if row["name"] == "Petro Zelensky"), None)
    table = CHAINS.table([row | {"likely": full} if row["name"] == "Petro" else row for row in rows])
    some, alone = table["number"].to_pylist()[::3], pc.fill_null(pc.equal(table["name"], "Holm"), False)
    return ChainFrame(
        table,
        gazetteer(),
        settled=frozenset(table.filter(alone)["number"].to_pylist()[:1]),
        stands_for=dict.fromkeys(some, 12),
        readings=count_readings(table),
        extra_co_mentions={number: [number + 1, 7] for number in some},
    )


def test_as_all_at_once() -> None:
    sent: list[Part] = []

    def spread(parts: list[Part]) -> list[Clusters]:
        sent.extend(parts)
        return [part.clusters(gazetteer()) for part in sent]

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(st.sampled_from((*TEXTS, *MORE)), min_size=1, max_size=12),
        st.lists(st.sampled_from(DECISIONS), max_size=2),
    )
    def check(texts: list[str], pins: list[dict[str, str]]) -> None:
        chains = frame(texts)
        constraints = constraints_from_pins(PINS.table(pins), chains)
        expected = find_clusters(chains, constraints)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clusters, "_PART", 1)
            sent.clear()
            assert find_clusters(chains, constraints, spread) == expected
        assert sum(part.table.num_rows for part in sent) in (0, len(chains))

    check()


@pytest.mark.parametrize(
    ("label", "texts", "together"),
    [
        ("one name", ["[PERSON Ida Holm] spoke.", "[PERSON Ida Holm] left."], True),
        ("one surname", ["[PERSON Ida Holm] spoke.", "[PERSON Per Holm] left."], False),
        ("a surname alone", ["[PERSON Ida Holm] spoke.", "[PERSON Holm] left."], True),
        ("over a surname alone", ["[PERSON Ida Holm] spoke.", "[PERSON Per Holm] left.", "[PERSON Holm] sat."], True),
        ("a given name alone", ["[PERSON Petro] spoke.", "[PERSON Petro Zelensky] left."], True),
        ("an initial", ["[PERSON Ida Holm] spoke.", "[PERSON I. Holm] left."], True),
        ("an acronym", ["The [ORG Northern Fish Council] ([ORG NFC]) met.", "The [ORG NFC] left."], True),
        ("two bodies", ["The [ORG Northern Fish Council] met.", "The [ORG Baltic Forum] left."], False),
        ("a name read as two types", ["[ORG Gullhaven] won.", "In [GPE Gullhaven] it rained."], True),
    ],
)
def test_who_has_a_bearing_on_whom(label: str, texts: list[str], together: bool) -> None:
    first = clusters._bearings(frame(texts))
    assert (len(np.unique(first)) == 1) == together


def test_no_chains() -> None:
    assert find_clusters(frame([]), constraints_from_pins(PINS.empty(), frame([]))) == []
    assert pa.table(CHAINS.empty()).num_rows == len(clusters._bearings(frame([])))


def test_a_long_way_from_one_to_another_takes_time_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    def seconds(n: int) -> float:
        order, blocks = np.random.default_rng(1).permutation(n), np.arange(n - 1)
        ends = np.concatenate([order[:-1], order[1:]]), np.concatenate([blocks, blocks])
        monkeypatch.setattr(clusters, "_links", lambda _: ends)
        began = time.process_time()
        assert not clusters._bearings(range(n)).any()  # type: ignore[arg-type]
        return time.process_time() - began

    assert seconds(40_000) < 10 * seconds(10_000)


def test_decisions_hold_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_PART", 1)
    chains = frame(["[PERSON Ida Holm] spoke.", "[PERSON Ida Holm] left.", "[PERSON Per Lund] sat."])
    for decision, expected in (("same", [[0, 1], [2]]), ("different", [[0], [1], [2]])):
        pins = PINS.table([{"decision": decision, "a": "Ida Holm", "b": "Ida Holm"}])
        constraints = constraints_from_pins(pins, chains)
        assert find_clusters(chains, constraints) == expected
        assert (
            find_clusters(chains, constraints, lambda parts: [part.clusters(gazetteer()) for part in parts]) == expected
        )
