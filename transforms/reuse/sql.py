"""Frames joined in SQL: one database in memory for a process, as to make one takes longer than most joins."""

from __future__ import annotations

import atexit
from functools import cache

import duckdb


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One thread: what runs beside it has the others, and sums come out the same each time.

    Let go before the interpreter ends: DuckDB tells on standard error of what outlives it.
    """
    atexit.register(_database.cache_clear)
    return duckdb.connect(config={"threads": 1})


def connected() -> duckdb.DuckDBPyConnection:
    """A connection of its own: what is registered with it, and its temporary tables, are seen by no other one."""
    return _database().cursor()
