"""The result of a query in every form, and what of it is made safe or cut."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsloom.flows.view import results
from newsloom.flows.view.results import SheetError, form_of, plain_cell, row_values, says_cut, write_result
from newsloom.schemas.errors import UsageError


@pytest.mark.parametrize(
    ("out", "stated", "form"),
    [
        (None, None, "table"),
        (None, "csv", "csv"),
        ("a.parquet", None, "parquet"),
        ("a.XLSX", None, "xlsx"),
        ("a.csv", "json", "json"),
        ("a.txt", "csv", "csv"),
    ],
)
def test_the_form_of_a_result(out: str | None, stated: results.Form | None, form: str) -> None:
    assert form_of(Path(out) if out else None, stated) == form


@pytest.mark.parametrize("out", ["a.txt", "a", "a.table"])
def test_a_name_that_says_no_form(out: str) -> None:
    with pytest.raises(UsageError, match="in what form"):
        form_of(Path(out), None)


def written(query: str, form: results.Form) -> bytes:
    out = io.BytesIO()
    write_result(duckdb.sql(query), form, out)
    return out.getvalue()


def test_csv() -> None:
    text = written("SELECT '=1+1' AS a, 'b, c' AS b, [1, 2] AS c, DATE '2026-03-05' AS d, NULL AS e, -3 AS f", "csv")
    assert text.decode() == 'a,b,c,d,e,f\n\'=1+1,"b, c","[1, 2]",2026-03-05,,-3\n'


def test_json() -> None:
    rows = json.loads(written("SELECT unnest([1, 2]) AS a, 'é' AS b", "json"))
    assert rows == [{"a": 1, "b": "é"}, {"a": 2, "b": "é"}]
    assert json.loads(written("SELECT 1 AS a WHERE false", "json")) == []


def test_parquet_and_table() -> None:
    assert pq.read_table(io.BytesIO(written("SELECT 7 AS a", "parquet"))).to_pylist() == [{"a": 7}]
    assert "│     7 │" in written("SELECT 7 AS a", "table").decode()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1, "é"], '[1, "é"]'),
        ({"a": dt.date(2026, 3, 5)}, '{"a": "2026-03-05"}'),
        (dt.datetime(2026, 3, 5, 6, 7, tzinfo=dt.UTC), "2026-03-05T06:07:00Z"),
        (dt.time(6, 7), "06:07:00"),
        (5, 5),
        (None, None),
        ("x", "x"),
    ],
)
def test_a_cell(value: object, expected: object) -> None:
    assert plain_cell(value) == expected


@pytest.mark.parametrize(("n", "n_cut"), [(32_767, 0), (32_768, 1)])
def test_how_much_a_cell_holds(n: int, n_cut: int) -> None:
    assert write_result(duckdb.sql(f"SELECT repeat('x', {n}) AS a, 'short' AS b"), "xlsx", io.BytesIO()) == n_cut
    assert "32,767 characters" in says_cut(n_cut)


@pytest.mark.parametrize(("n", "fits"), [(3, True), (4, False)])
def test_a_sheet_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch, n: int, fits: bool) -> None:
    assert results.MOST_ROWS == 1_048_575  # 2 ** 20 rows of a sheet, of which one is the header
    monkeypatch.setattr(results, "MOST_ROWS", 3)
    query = duckdb.sql(f"SELECT unnest(range({n})) AS a")
    if fits:
        assert write_result(query, "xlsx", io.BytesIO()) == 0
    else:
        with pytest.raises(SheetError):
            write_result(query, "xlsx", io.BytesIO())


def test_rows_of_all_batches() -> None:
    batches = pa.table({"a": [1, 2, 3], "b": ["x", "y", "z"]}).to_batches(max_chunksize=2)
    reader = pa.RecordBatchReader.from_batches(batches[0].schema, batches)
    assert list(row_values(reader)) == [(1, "x"), (2, "y"), (3, "z")]
