"""Joins of frames in SQL."""

import duckdb
import pyarrow as pa
import pytest

from newsloom.transforms.reuse.sql import connected


def test_uses_do_not_see_each_other() -> None:
    with connected() as one, connected() as other:
        for connection, n in ((one, 1), (other, 2)):
            connection.register("rows", pa.table({"n": [n]}))
            connection.execute("create temp table numbers as from rows")
        assert [c.sql("select n from numbers").fetchall() for c in (one, other)] == [[(1,)], [(2,)]]
    with connected() as later, pytest.raises(duckdb.CatalogException):
        later.sql("from numbers")
