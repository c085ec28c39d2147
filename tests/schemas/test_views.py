"""The views of `views.sql`; that they answer is tested on the samples, in tests/flows/dataset."""

import duckdb
import pyarrow as pa
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
    for before in VIEWS[: VIEWS.index(view) + 1]:
        empty.execute(before.statement())
    rows = empty.execute(f"FROM {view.name}").fetchall()
    assert (rows == []) == (view.name != "publishers")  # which says what is known beforehand
    columns = [column[0] for column in empty.execute(f"FROM {view.name}").description]
    assert len(columns) == len(set(columns))


def test_the_file_has_every_table_and_view_once_and_says_what_each_answers():
    sql = views_sql()
    assert sql.count("CREATE OR REPLACE VIEW") == len(TABLES) + len(VIEWS)
    assert all(f"'{name}/**/*.parquet'" in sql for name in TABLES)
    assert all(f"-- {view.description}\n" in sql for view in VIEWS)
    assert not {view.name for view in VIEWS} & set(TABLES)


def test_publishers_are_known_by_domain_name_and_country(empty):
    publishers = next(view for view in VIEWS if view.name == "publishers")
    empty.execute(publishers.statement())
    assert empty.execute("SELECT name, country FROM publishers WHERE domain = 'dw.com'").fetchall() == [
        ("Deutsche Welle", "DE")
    ]
    assert empty.execute("SELECT count(*) - count(DISTINCT domain) FROM publishers").fetchone() == (0,)


def test_an_outlet_written_in_two_ways_is_one(empty):
    rows = [{"article_id": f"a_{i:016}", "outlet": outlet} for i, outlet in enumerate(["gull", "GULL", "Gull", "GULL"])]
    empty.register("articles", pa.Table.from_pylist(rows, TABLES["articles"].schema))
    for view in VIEWS:
        empty.execute(view.statement())
    assert empty.execute("SELECT outlet, n_articles FROM outlets").fetchall() == [("GULL", 4)]
