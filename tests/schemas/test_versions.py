"""Names of version 1."""

import pytest

from newsloom.schemas.contract import TABLES
from newsloom.schemas.versions import VERSION_1_COLUMNS, VERSION_1_TABLES, former_columns, former_table


def test_what_was_renamed_is_there_now_and_its_old_name_is_not():
    assert set(VERSION_1_TABLES) <= set(TABLES)
    assert not set(VERSION_1_TABLES.values()) & set(TABLES)
    for table, columns in VERSION_1_COLUMNS.items():
        assert set(columns) <= set(TABLES[table].columns)
        assert not set(columns.values()) & set(TABLES[table].columns)


NAMES = [
    ("article_pairs", "overlaps", "article_id_a", "article_id_a"),
    ("shared_passages", "overlap_passages", "a_start", "a_start"),
    ("checks", "checks", "table_name", "table"),
    ("checks", "checks", "check_name", "check"),
    *((table, table, "start_char", "start") for table in ("segments", "roles", "mentions", "quotes", "quote_segments")),
    *((table, table, "end_char", "end") for table in ("segments", "roles", "mentions", "quotes", "quote_segments")),
    ("quotes", "quotes", "cue_start", "cue_start"),
]


@pytest.mark.parametrize(("table", "old_table", "column", "old_column"), NAMES)
def test_old_names(table, old_table, column, old_column):
    assert former_table(table) == old_table
    assert former_columns(table)[column] == old_column
    assert list(former_columns(table)) == list(TABLES[table].columns)
