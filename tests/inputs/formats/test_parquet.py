"""Parquet: rows in order over all row groups, nulls, values that Python cannot hold, and what is no Parquet."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsloom.transforms.inputs.formats.parquet import begins
from newsloom.transforms.inputs.parse import ParseOptions
from tests.inputs.formats.shown import shown
from tests.payloads import parsed

STORY = "The harbour board of Lindmouth voted to keep the ferry."


def parquet(table: pa.Table, **options: object) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    return sink.getvalue()


def test_rows_come_in_order_over_row_groups() -> None:
    texts = [f"Story {number}" for number in range(30)]
    data = parquet(pa.table({"text": texts}), row_group_size=11)
    assert shown("a.parquet", data) == texts


@pytest.mark.parametrize(("head", "expected"), [(b"PAR1\x15", True), (b"PAR2", False), (b"", False)])
def test_its_magic_number(head: bytes, expected: bool) -> None:
    assert begins(head, None) is expected


def test_a_null_is_no_text_and_costs_no_other_row() -> None:
    assert shown("a.parquet", parquet(pa.table({"text": [STORY, None, STORY]}))) == [STORY, "missing_text", STORY]


def test_a_date_that_python_cannot_hold_is_null() -> None:
    day = pa.array([10_000_000, 0], pa.int32()).cast(pa.date32())
    first, second = parsed("a.parquet", parquet(pa.table({"text": [STORY, STORY], "date": day})))
    assert [field.value for field in first.fields] == []
    assert [field.value for field in second.fields] == ["1970-01-01"]


def test_without_a_text_the_longest_column_is_proposed() -> None:
    table = pa.table({"nr": [1, 2], "brief": ["a", "b"], "lauftext": [STORY, STORY]})
    (reject,) = parsed("a.parquet", parquet(table))
    assert (reject.reason, "--map text=lauftext" in reject.detail) == ("missing_text", True)
    assert shown("a.parquet", parquet(table), ParseOptions(columns={"text": "lauftext"})) == [STORY, STORY]


def test_a_text_far_down_is_not_looked_for() -> None:
    """The first hundred rows show which column may be the text."""

    def proposal(n_empty: int) -> bool:
        table = pa.table({"nr": range(n_empty + 1), "lauftext": [""] * n_empty + [STORY]})
        return "text=lauftext" in parsed("a.parquet", parquet(table))[0].detail

    assert (proposal(90), proposal(120)) == (True, False)


@pytest.mark.parametrize("cut", [8, 40, 200])
def test_what_is_cut_off_is_broken(cut: int) -> None:
    data = parquet(pa.table({"text": [STORY] * 50}))
    assert shown("a.parquet", data[:-cut]) == ["unparseable"]
