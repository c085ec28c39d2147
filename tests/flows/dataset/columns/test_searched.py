"""What was read to find rows is held for the next lookup, while the file is the same, and no more than is allowed."""

import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsloom.flows.dataset.columns.searched import SearchedColumns

NAMES = pa.chunked_array([["a", "b", "c"]])


@pytest.fixture
def file(tmp_path):
    pq.write_table(pa.table({"name": NAMES}), tmp_path / "some.parquet")
    return tmp_path / "some.parquet"


class Reader:
    """A column, and how often it was read."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return NAMES


def test_a_column_is_read_once(file, tmp_path):
    searched, read = SearchedColumns(), Reader()
    os.link(file, tmp_path / "linked.parquet")
    for name in (file, file, tmp_path / "linked.parquet"):
        assert searched.column(searched.footer(name), 0, "name", read) == NAMES
        assert searched.footer(name).facts.num_rows == 3
    assert read.times == 1
    searched.column(searched.footer(file), 1, "name", read)
    searched.column(searched.footer(file), 0, "other", read)
    assert read.times == 3


def test_a_file_that_was_changed_is_read_again(file):
    searched, read = SearchedColumns(), Reader()
    searched.column(searched.footer(file), 0, "name", read)
    assert searched.footer(file).facts.num_rows == 3
    pq.write_table(pa.table({"name": NAMES.slice(1)}), file)
    searched.column(searched.footer(file), 0, "name", read)
    assert read.times == 2
    assert searched.footer(file).facts.num_rows == 2


def test_what_was_not_used_for_longest_is_let_go(file):
    searched, read = SearchedColumns(most=2 * NAMES.nbytes, footers=1), Reader()
    for group in (0, 1, 0, 2):
        searched.column(searched.footer(file), group, "name", read)
    assert read.times == 3
    searched.column(searched.footer(file), 0, "name", read)
    assert read.times == 3
    searched.column(searched.footer(file), 1, "name", read)
    assert read.times == 4
