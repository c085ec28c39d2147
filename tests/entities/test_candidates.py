from __future__ import annotations

import pyarrow as pa

from newsloom.schemas.state.names import CHAINS, PINS
from newsloom.transforms.entities.candidates import MOST, find_candidates, name_block_rows
from newsloom.transforms.names.blocking import INITIAL, KIND_BITS, SURNAME
from tests.entities.test_resolve import Registry
from tests.marked_names import gazetteer, names


def related(made: Registry, text: str, pins: pa.Table | None = None) -> set[str]:
    """Names of the earlier chains that a new article's are compared with."""
    new = CHAINS.table(names(text, number=99).chains)
    return set(find_candidates(new, made.read, pins or PINS.empty(), gazetteer()).chains["name"].to_pylist())


def test_a_surname_leads_to_full_names_only_where_it_is_to_be_placed() -> None:
    made = Registry()
    made.run([(1, "[PERSON Ida Holm] met [PERSON Per Lund]."), (2, "[ORG Gull Bank] fell.")])
    assert related(made, "[PERSON Holm] left.") == {"Ida Holm"}
    assert related(made, "[PERSON Xaver Holm] left.") == set()
    assert related(made, "[PERSON I. Holm] left.") == {"Ida Holm"}
    assert related(made, "[ORG Gull Bank] sold.") == {"Gull Bank"}


def test_pinned_names_are_read_too() -> None:
    made = Registry()
    made.run([(1, "[PERSON Ida Holm] met [PERSON Per Lund].")])
    pins = PINS.table([{"decision": "same", "a": "Per Lund", "b": "Xenia Kor"}])
    assert related(made, "[PERSON Xenia Kor] left.", pins) == {"Per Lund"}


def test_which_names_are_partial() -> None:
    def partial(text: str) -> dict[int, bool]:
        rows = name_block_rows(CHAINS.table(names(text).chains), gazetteer()).to_pylist()
        return {row["block"] & KIND_BITS: row["partial"] for row in rows}

    assert partial("[PERSON Holm] left.") == {SURNAME: True}
    initial = partial("[PERSON I. Holm] left.")
    assert (initial[INITIAL], initial[SURNAME]) == (True, False)
    assert not any(partial("[PERSON Ida Holm] left.").values())


def test_how_many_are_compared() -> None:
    assert MOST == 250
