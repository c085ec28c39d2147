"""Whole tables as a workbook, CSV, SQLite and DuckDB: every row, and nothing half."""

import csv
import sqlite3

import duckdb
import pandas as pd
import pytest

from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.view import exports
from newsloom.flows.view.exports import default_out, export_tables, target_of
from newsloom.flows.view.results import SheetError
from newsloom.schemas.contract import TABLES
from newsloom.schemas.errors import UsageError
from newsloom.schemas.views import VIEWS


@pytest.fixture(scope="module")
def dataset(samples):
    return Dataset(samples)


def test_sqlite_has_every_row_with_key_and_index(dataset, tmp_path):
    export_tables(dataset, list(TABLES), "sqlite", tmp_path / "news.sqlite")
    database = sqlite3.connect(tmp_path / "news.sqlite")
    for name in TABLES:
        assert database.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (dataset.n_rows(name),)
    columns = {row[1]: (row[2], row[5]) for row in database.execute("PRAGMA table_info(quotes)")}
    assert columns["quote_id"] == ("TEXT", 1)
    assert columns["start_char"] == ("INTEGER", 0)
    assert columns["confidence"] == ("REAL", 0)
    indexes = {row[1] for row in database.execute("PRAGMA index_list(quotes)")}
    assert "quotes_article_id" in indexes
    days = {row[0] for row in database.execute("SELECT published_date FROM articles")}
    assert "2025-03-08" in days
    (edits,) = database.execute("SELECT edits FROM quote_variants WHERE relation = 'truncated'").fetchone()
    assert edits.startswith('[{"op": ')
    assert [f.name for f in tmp_path.iterdir()] == ["news.sqlite"]


def test_duckdb_has_tables_comments_and_views(dataset, tmp_path):
    out = tmp_path / "o'clock.duckdb"
    export_tables(dataset, list(TABLES), "duckdb", out)
    with duckdb.connect(out, read_only=True) as database:
        for name in TABLES:
            assert database.table(name).count("*").fetchall() == [(dataset.n_rows(name),)]
        for view in VIEWS:
            database.table(view.name).fetchall()
        query = "SELECT comment FROM duckdb_columns() WHERE table_name = 'articles' AND column_name = 'title'"
        assert database.execute(query).fetchall() == [(TABLES["articles"].columns["title"].description,)]
        query = "SELECT comment FROM duckdb_tables() WHERE table_name = 'articles'"
        assert database.execute(query).fetchall() == [(TABLES["articles"].description,)]


def test_duckdb_of_some_tables_has_no_views(dataset, tmp_path):
    export_tables(dataset, ["articles"], "duckdb", tmp_path / "a.duckdb")
    with duckdb.connect(tmp_path / "a.duckdb", read_only=True) as database:
        assert database.execute("SHOW TABLES").fetchall() == [("articles",)]


def test_csv_is_a_file_a_table(dataset, tmp_path):
    out = tmp_path / "deep" / "tables"
    export_tables(dataset, ["articles", "quotes"], "csv", out)
    assert sorted(f.name for f in out.iterdir()) == ["articles.csv", "quotes.csv"]
    with (out / "quotes.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == dataset.n_rows("quotes")
    assert list(rows[0]) == list(TABLES["quotes"].columns)


def test_a_workbook_has_a_sheet_a_table(dataset, tmp_path):
    assert export_tables(dataset, ["articles", "quotes"], "xlsx", tmp_path / "a.xlsx") == 0
    sheets = pd.read_excel(tmp_path / "a.xlsx", sheet_name=None)
    assert {name: len(rows) for name, rows in sheets.items()} == {
        name: dataset.n_rows(name) for name in ("articles", "quotes")
    }


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(dataset, tmp_path, monkeypatch):
    n = dataset.n_rows("quotes")
    monkeypatch.setattr(exports, "MOST_ROWS", n - 1)
    with pytest.raises(SheetError, match=rf"^quotes has {n} rows, and a sheet holds {n - 1}; export to csv"):
        export_tables(dataset, ["articles", "quotes"], "xlsx", tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(exports, "MOST_ROWS", n)
    export_tables(dataset, ["quotes"], "xlsx", tmp_path / "a.xlsx")


def test_what_is_there_is_replaced(dataset, tmp_path):
    out = tmp_path / "a.sqlite"
    out.write_text("old")
    export_tables(dataset, ["articles"], "sqlite", out)
    export_tables(dataset, ["articles"], "sqlite", out)
    assert sqlite3.connect(out).execute("SELECT count(*) FROM articles").fetchone() == (dataset.n_rows("articles"),)


def test_places_of_no_use(dataset, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    for target, out, said in (
        ("csv", tmp_path / "file", "is a file; csv goes into a folder"),
        ("csv", dataset.folder, "inside the dataset"),
        ("sqlite", dataset.folder / "a.sqlite", "inside the dataset"),
        ("xlsx", tmp_path / "none" / "a.xlsx", "there is no folder"),
        ("duckdb", tmp_path / "folder", "is a folder"),
        ("xlsx", tmp_path / "folder", "is a folder"),
    ):
        with pytest.raises(UsageError, match=said):
            export_tables(dataset, ["articles"], target, out)
    assert sorted(f.name for f in tmp_path.iterdir()) == ["file", "folder"]


def test_the_form_is_stated_or_the_ending(tmp_path):
    assert target_of(None, "csv") == "csv"
    assert target_of(tmp_path / "a.SQLITE", None) == "sqlite"
    assert target_of(tmp_path / "a.xlsx", "duckdb") == "duckdb"
    for out in (None, tmp_path / "a", tmp_path / "a.txt"):
        with pytest.raises(UsageError, match=r"add --to xlsx\|csv\|sqlite\|duckdb"):
            target_of(out, None)


def test_default_places(tmp_path):
    assert str(default_out(tmp_path / "news", "xlsx")) == "news.xlsx"
    assert str(default_out(tmp_path / "news" / ".", "csv")) == "news-csv"
