"""The views of `views.sql`; that they answer is tested on the samples, in tests/flows/dataset."""

import duckdb
import pytest

from newsloom.schemas.contract import TABLES
from newsloom.schemas.views import VIEWS, views_sql


@pytest.fixture
def empty():
    """The contract's tables with no rows."""
    connection = duckdb.connect()
    for name, table in TABLES.items():
        connection.register(name, table.empty())
    return connection


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_holds_on_tables_without_rows(empty, view):
    empty.execute(view.statement())
    assert empty.execute(f"FROM {view.name}").fetchall() == []
    columns = [column[0] for column in empty.execute(f"FROM {view.name}").description]
    assert len(columns) == len(set(columns))


def test_the_file_has_every_table_and_view_once_and_says_what_each_answers():
    sql = views_sql()
    assert sql.count("CREATE OR REPLACE VIEW") == len(TABLES) + len(VIEWS)
    assert all(f"'{name}/**/*.parquet'" in sql for name in TABLES)
    assert all(f"-- {view.description}\n" in sql for view in VIEWS)
    assert not {view.name for view in VIEWS} & set(TABLES)
