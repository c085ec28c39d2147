"""Questions of a person's own to a snapshot, in SQL: they write nothing and read nothing else of the machine."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from newsloom.flows.dataset.connection import connect
from newsloom.flows.dataset.dataset import Dataset
from newsloom.schemas.contract import TABLES
from newsloom.schemas.errors import UsageError
from newsloom.schemas.table import sql_text
from newsloom.schemas.views import VIEWS

_ASKING = {"SELECT", "EXPLAIN", "MULTI", "CREATE", "DROP", "INSERT", "UPDATE", "DELETE", "PREPARE", "EXECUTE"}
"""Kinds of statements that are run; what they make lives in memory and ends with the connection."""


class QueryError(UsageError):
    """A query that cannot be run; the message is one line that says what is wrong with it."""


def open_for_queries(dataset: Dataset) -> duckdb.DuckDBPyConnection:
    """A connection to the tables and views of a snapshot that can read its files and no others."""
    dataset.place("articles")
    connection = connect(dataset, views=True)
    connection.execute(f"SET allowed_directories = [{sql_text(dataset.snapshot)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def ask(connection: duckdb.DuckDBPyConnection, text: str) -> Iterator[duckdb.DuckDBPyRelation]:
    """The results of the queries of a text, one after the other; a statement without a result gives none."""
    try:
        statements = connection.extract_statements(text)
    except duckdb.Error as error:
        raise QueryError(_line(error)) from error
    if not statements:
        raise QueryError("no query; such as: SELECT speaker, text FROM quotes LIMIT 10")
    for statement in statements:
        if statement.type.name not in _ASKING:
            kind = statement.type.name.lower()
            raise QueryError(f"{kind} is not for queries: the dataset is only read; --out writes a result to a file")
        try:
            result = connection.sql(statement.query)
        except duckdb.Error as error:
            raise QueryError(_line(error)) from error
        if result is not None:
            yield result


def list_names() -> list[tuple[str, str]]:
    """Every table and view that can be asked, each with its one line."""
    return [(n, t.description) for n, t in TABLES.items()] + [(v.name, v.description) for v in VIEWS]


def _line(error: duckdb.Error) -> str:
    """DuckDB's message in one line, its picture of the place in the query left out."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(line for line in lines if not line.startswith(("LINE ", "^")))
