"""What lies beside the tables: the data package, and the views, which work where the folder is."""

import json
import shutil

import duckdb
import pytest

from newsloom.schemas.contract import TABLES
from newsloom.schemas.views import VIEWS


@pytest.fixture(scope="module")
def moved(samples, tmp_path_factory):
    """A copy of the snapshot elsewhere, under another name."""
    return shutil.copytree(samples / "current", tmp_path_factory.mktemp("moved") / "it's here")


@pytest.fixture(scope="module")
def connection(moved):
    connection = duckdb.connect()
    connection.execute(f"SET file_search_path = '{str(moved).replace(chr(39), chr(39) * 2)}'")
    connection.execute((moved / "views.sql").read_text(encoding="utf-8"))
    return connection


EMPTY = ("quote_variants", "variant_pairs", "shared_passages", "metadata", "extra_fields", "headline_quotes")
"""What a dataset of one small article may lack."""


@pytest.mark.parametrize("name", [*(view.name for view in VIEWS), *TABLES])
def test_every_view_answers_after_the_folder_was_moved(connection, name):
    n_rows = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
    assert n_rows or name in EMPTY


def test_the_views_work_from_within_the_folder(moved, monkeypatch):
    monkeypatch.chdir(moved)
    connection = duckdb.connect()
    connection.execute((moved / "views.sql").read_text(encoding="utf-8"))
    assert connection.execute("SELECT count(*) FROM quotes_in_context").fetchone()[0]


COUNTS = [
    ("quotes_in_context", "quotes"),
    ("variant_pairs", "quote_variants WHERE quote_id <> reference_quote_id"),
]


@pytest.mark.parametrize(("view", "rows"), COUNTS, ids=[view for view, _ in COUNTS])
def test_a_view_neither_loses_nor_doubles_a_row(connection, view, rows):
    assert connection.execute(f"SELECT (SELECT count(*) FROM {view}) = (SELECT count(*) FROM {rows})").fetchone()[0]


def test_the_sums_of_views_are_those_of_the_tables(connection):
    sums = "SELECT sum(n_articles), sum(n_copies), sum(n_quotes) FROM outlets"
    named = "coalesce(outlet, outlet_domain) IS NOT NULL"
    counted = f"""SELECT count(*), count(duplicate_of),
        (SELECT count(*) FROM quotes JOIN articles USING (article_id) WHERE {named}) FROM articles WHERE {named}"""
    assert connection.execute(sums).fetchone() == connection.execute(counted).fetchone()
    sums = "SELECT sum(n_mentions), sum(n_quotes) FROM people_by_day"
    counted = """SELECT count(*), (SELECT count(*) FROM quotes q JOIN articles a USING (article_id)
            JOIN entities e ON e.entity_id = q.speaker_entity_id
            WHERE e.type = 'PERSON' AND a.duplicate_of IS NULL)
        FROM mentions JOIN articles USING (article_id) JOIN entities USING (entity_id)
        WHERE duplicate_of IS NULL AND entities.type = 'PERSON'"""
    assert connection.execute(sums).fetchone() == connection.execute(counted).fetchone()


def test_the_data_package_names_every_file_once(samples):
    current = samples / "current"
    package = json.loads((current / "datapackage.json").read_text(encoding="utf-8"))
    named = [path for resource in package["resources"] for path in resource["path"]]
    there = [f.relative_to(current).as_posix() for name in TABLES for f in (current / name).rglob("*.parquet")]
    assert sorted(named) == sorted(there)


def test_another_hand_in_these_files_is_no_damage(moved, newsloom):
    (moved / "views.sql").write_text("SELECT 1", encoding="utf-8")
    shutil.copytree(moved, moved.parent / "dataset" / "current")
    assert newsloom("check", moved.parent / "dataset").exit_code == 0
