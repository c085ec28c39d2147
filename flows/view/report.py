"""One self-contained HTML page to look at a dataset: it asks for nothing, and works without script as a summary."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb

from newsloom.flows.dataset.connection import connect
from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.disk import written_whole
from newsloom.flows.dataset.inspect import open_existing
from newsloom.flows.view.page.encode import Columns, encode
from newsloom.flows.view.page.numbers import NUMBERS, query_of
from newsloom.flows.view.page.options import PageOptions
from newsloom.flows.view.page.render import render_page
from newsloom.flows.view.page.scope import choose_rows, held_bytes
from newsloom.flows.view.page.summary import rows_of, summary_of
from newsloom.flows.view.page.tables import read_tables
from newsloom.schemas.contract import TABLES

_CHECKED = "SELECT count(*) FROM checks WHERE run_id = (SELECT max_by(run_id, started_at) FROM runs)"
_SPARE = 1.2
"""How much less text is held for each byte that a page has too many, by hand."""


def write_report(folder: Path, out: Path, options: PageOptions | None = None) -> Path:
    """Write the page for the dataset in `folder`; returns where it is."""
    dataset = open_existing(folder)
    with written_whole(out) as file:
        file.write(page_of(dataset, options or PageOptions()).encode())
    return out


def page_of(dataset: Dataset, options: PageOptions) -> str:
    """The page of a dataset, as HTML."""
    connection = connect(dataset, views=True)
    of_all = about(dataset, connection, options)
    tables, data = _fit(connection, options, of_all)
    return render_page(data, **summary_of({name: rows_of(columns) for name, columns in tables.items()}))


def _fit(
    connection: duckdb.DuckDBPyConnection, options: PageOptions, of_all: dict[str, Columns]
) -> tuple[dict[str, Columns], str]:
    """The tables, and the same as JSON: all rows where they fit, else the top of each list and what text there is room
    for."""
    (n_chars,) = connection.execute("SELECT coalesce(sum(n_chars), 0) FROM articles").fetchall()[0]
    chosen = options.without_limits() if n_chars < options.max_bytes else options
    while True:
        choose_rows(connection, chosen)
        tables = read_tables(connection, chosen) | of_all
        data = encode(tables)
        too_many = len(data.encode()) - options.max_bytes
        if too_many <= 0 or not chosen.text_bytes:
            return tables, data
        room = max(0, held_bytes(connection) - int(_SPARE * too_many))
        chosen = replace(options, text_bytes=min(options.text_bytes, room))


def about(dataset: Dataset, connection: duckdb.DuckDBPyConnection, options: PageOptions) -> dict[str, Columns]:
    """What the page says of the dataset as a whole: its numbers with their queries, tables, and itself."""
    queries = [query_of(number, options) for number in NUMBERS]
    of_sure = [query_of(number, options, sure=True) for number in NUMBERS]
    counts = {sql: connection.execute(sql).fetchall()[0][0] for sql in {*queries, *of_sure}}
    return {
        "numbers": {
            "name": [number.name for number in NUMBERS],
            "n": [counts[sql] for sql in queries],
            "n_sure": [counts[sql] for sql in of_sure],
            "one": [number.one for number in NUMBERS],
            "more": [number.more for number in NUMBERS],
            "address": [number.address for number in NUMBERS],
            "sql": queries,
            "sql_sure": of_sure,
        },
        "holdings": {
            "name": list(TABLES),
            "n": [dataset.n_rows(name) for name in TABLES],
            "about": [table.description for table in TABLES.values()],
        },
        "page": {
            "name": [dataset.folder.resolve().name],
            "snapshot": [dataset.snapshot.name if dataset.snapshot else ""],
            "checks": [connection.execute(_CHECKED).fetchall()[0][0]],
            "sure": [options.sure],
            "counted": [options.counted],
            "served": [False],
        },
    }
