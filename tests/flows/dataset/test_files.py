"""Files of a table: what a lookup finds and reads, and how many files there are after many runs."""

import datetime as dt
import threading
import time

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsloom.flows.dataset import files, searching
from newsloom.flows.dataset.columns import encodings, writing
from newsloom.flows.dataset.files import (
    COMPRESSION,
    FILE_BYTES,
    FILES,
    PART_BYTES,
    count_rows,
    file_bytes,
    read_file,
    sorted_values,
    threaded,
    write_files,
)
from newsloom.flows.dataset.layers import MANY_FILES, crowded
from newsloom.flows.dataset.searching import RowSearch, Sought, find_rows
from newsloom.schemas.table import Column, Table

TOP = 2**64 - 1
KEYS = st.integers(0, TOP)
COLUMNS = {"name": Column(pa.string(), "A name."), "number": Column(pa.uint64(), "A number.")}
TABLES = [
    Table("some", "Names with a number each.", COLUMNS, key=key, internal=mapped, mapped=mapped)
    for key in (("name",), ("number", "name"))
    for mapped in (False, True)
]
BY_NAME = TABLES[0]
MOST = 2_000_000


def numbered(table, numbers):
    return table.table({"name": f"n{i:04}", "number": number} for i, number in enumerate(numbers))


def found(table, folder, column, values, columns=None):
    (file,) = folder.iterdir()
    rows = find_rows(file, table.schema, column, sorted_values(pa.array(values)), columns)
    return pa.concat_tables([numbered(table, []).select(columns or table.schema.names), *rows])


@pytest.mark.parametrize("table", TABLES)
@given(st.lists(KEYS, max_size=40), st.lists(KEYS, min_size=1, max_size=5), st.integers(1, 7))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_lookup_finds_what_a_filter_finds(table, tmp_path_factory, numbers, others, size):
    folder = tmp_path_factory.mktemp("table")
    rows, wanted = numbered(table, numbers), pa.array([*numbers[::3], *others], pa.uint64())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "ROW_GROUP", (size, size))
        write_files(table, rows, folder, "part", MOST)
    expected = rows.filter(pc.is_in(rows["number"], wanted))
    assert found(table, folder, "number", wanted).sort_by("name") == expected
    names = rows["name"].to_pylist()[::2]
    assert sorted(found(table, folder, "name", pa.array(names, pa.string()))["name"].to_pylist()) == names
    assert found(table, folder, "number", wanted, ["name"]).sort_by("name") == expected.select(["name"])
    (file,) = folder.iterdir()
    assert count_rows(file) == len(numbers)
    assert read_file(file, table.schema).sort_by("name") == rows


def test_row_groups_that_cannot_hold_the_values_are_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "ROW_GROUP", (10, 10))
    monkeypatch.setattr(encodings, "FEW", 0)
    write_files(BY_NAME, numbered(BY_NAME, range(100)), tmp_path, "part", MOST)
    read = []
    whole = pq.ParquetFile.read_row_group

    def watched(self, group, **options):
        read.append(group)
        return whole(self, group, **options)

    monkeypatch.setattr(pq.ParquetFile, "read_row_group", watched)
    assert found(BY_NAME, tmp_path, "name", ["n0042"])["number"].to_pylist() == [42]
    assert set(read) == {4}


def test_rows_are_written_in_files_of_bounded_size(tmp_path, monkeypatch):
    monkeypatch.setitem(files.COMPRESSION, ".parquet", 1)
    rows = numbered(BY_NAME, range(100))
    write_files(BY_NAME, rows, tmp_path, "part", 400)
    parts = [read_file(file, BY_NAME.schema) for file in tmp_path.iterdir()]
    assert len(parts) == round(rows.nbytes / 400)
    assert max(part.nbytes for part in parts) <= 1.5 * 400
    assert pa.concat_tables(parts).sort_by("name") == rows


def test_rows_of_an_article_stand_together(tmp_path):
    columns = {"name": COLUMNS["name"], "article_id": Column(pa.string(), "An article.")}
    table = Table("said", "Names in articles.", columns, key=("name",))
    rows = table.table({"name": f"n{7 * i % 100:02}", "article_id": f"a_{i // 10}"} for i in range(100))
    write_files(table, rows, tmp_path, "part", rows.nbytes // COMPRESSION[".parquet"] // 5)
    parts = [read_file(file, table.schema) for file in tmp_path.iterdir()]
    assert sorted(len(set(part["article_id"].to_pylist())) for part in parts) == [2] * 5
    assert all(part == part.sort_by("name") for part in parts)


def test_files_of_articles_grow_with_their_table(tmp_path):
    table, most = Table("said", "Rows.", {"article_id": Column(pa.string(), "An article.")}), FILE_BYTES[".parquet"]
    file = tmp_path / "part-1.parquet"
    file.write_bytes(bytes(640_000))
    assert file_bytes(table) == file_bytes(table, [file]) == PART_BYTES
    assert file_bytes(table, [file] * 100) == 64_000_000 // FILES
    assert file_bytes(table, [file] * 1_000) == file_bytes(BY_NAME) == most


@pytest.mark.parametrize("table", TABLES)
def test_merged_files_are_merged_once(table, tmp_path, monkeypatch):
    for run in range(MANY_FILES):
        write_files(table, numbered(table, range(run, 48_000, 20)), tmp_path, "part", MOST)
    size = sum(file.stat().st_size for file in tmp_path.iterdir())
    most = size * 3 // 5
    (group,) = crowded(sorted(tmp_path.iterdir()), most)
    rows = pa.concat_tables(read_file(file, table.schema) for file in group)
    merged = tmp_path / "merged"
    merged.mkdir()
    write_files(table, rows, merged, "part", most, group)
    assert len(list(merged.iterdir())) > 1
    assert not crowded(sorted(merged.iterdir()) * MANY_FILES, most)


def test_files_of_like_size_are_merged_however_many_runs_there_are(tmp_path):
    count = rewritten = 0
    for run in range(300):
        for group in crowded(sorted(tmp_path.iterdir()), MOST):
            size = sum(file.stat().st_size for file in group)
            for file in group:
                file.unlink()
            (tmp_path / f"part-m{run}.parquet").write_bytes(bytes(size))
            rewritten += size
        (tmp_path / f"part-{run}.parquet").write_bytes(bytes(40_000))
        count = max(count, len(list(tmp_path.iterdir())))
    assert count <= 4 * MANY_FILES
    assert rewritten <= 4 * 300 * 40_000


MANY = Table(
    "many",
    "Columns of every sort that a mapped file has.",
    {
        "number": Column(pa.uint64(), "A number.", required=True),
        "word": Column(pa.dictionary(pa.int32(), pa.string()), "A word."),
        "other": Column(pa.uint64(), "Another number."),
        "flag": Column(pa.bool_(), "Whether."),
        "at": Column(pa.timestamp("us", "UTC"), "When."),
        "words": Column(pa.list_(pa.string()), "Words."),
        "hashes": Column(pa.list_(pa.uint64()), "Numbers."),
        "packed": Column(pa.binary(), "Bytes."),
    },
    key=("number",),
    internal=True,
    mapped=True,
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "number": KEYS,
            "word": st.sampled_from(["a", "b", None]),
            "other": st.none() | st.integers(0, 3) | KEYS,
            "flag": st.none() | st.booleans(),
            "at": st.none() | st.datetimes(timezones=st.just(dt.UTC)),
            "words": st.none() | st.lists(st.none() | st.sampled_from(["x", "y"]), max_size=3),
            "hashes": st.none() | st.lists(KEYS | st.integers(0, 2), max_size=3),
            "packed": st.none() | st.binary(max_size=3),
        }
    ),
    max_size=30,
)


@given(ROWS, st.integers(1, 9), st.sampled_from([0.0, 0.75, 9.0]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_values_that_come_again_are_read_as_they_were(tmp_path_factory, rows, times, share):
    folder, stored = tmp_path_factory.mktemp("table"), MANY.table([row for row in rows for _ in range(times)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "CODED_SHARE", share)
        write_files(MANY, stored, folder, "part", MOST)
    (file,) = folder.iterdir()
    read = read_file(file, MANY.schema)
    assert read.schema == MANY.schema
    assert sorted(map(repr, read.to_pylist())) == sorted(map(repr, stored.to_pylist()))
    for column in ("word", "other", "at"):
        values = stored[column].to_pylist()[::3]
        kind = pa.string() if column == "word" else MANY.columns[column].type
        hits = pa.concat_tables(
            [MANY.empty(), *find_rows(file, MANY.schema, column, sorted_values(pa.array(values, kind)))]
        )
        wanted = [row for row in stored.to_pylist() if row[column] is not None and row[column] in values]
        assert sorted(map(repr, hits.to_pylist())) == sorted(map(repr, wanted))


@pytest.mark.parametrize(("n_distinct", "share"), [(3, 0.35), (900, 0.65), (10_000, 1.0)])
def test_values_that_come_again_are_stored_once(tmp_path, n_distinct, share):
    rows = [{"number": n, "other": (n % n_distinct) << 40} for n in range(10_000)]
    table = Table("two", "Numbers.", {name: MANY.columns[name] for name in rows[0]}, ("number",), mapped=True)
    write_files(table, table.table(rows), tmp_path, "part", MOST)
    (file,) = tmp_path.iterdir()
    own = file.stat().st_size - 2 * len(rows)  # of which the numbers that it is sorted by take two bytes each
    assert share * 0.4 * 8 * len(rows) < own <= share * 8 * len(rows) + 2_000


@given(st.lists(st.lists(KEYS, max_size=9), min_size=1, max_size=6), st.lists(KEYS, max_size=5), st.integers(1, 20))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_many_files_are_searched_at_once(tmp_path_factory, numbers, others, at_once):
    folder = tmp_path_factory.mktemp("table")
    for some in numbers:
        write_files(BY_NAME, numbered(BY_NAME, some), folder, "part", MOST)
    wanted = pa.array(sorted({*others, *(number for some in numbers for number in some[::2])}), pa.uint64())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "_ROWS", at_once)
        search = RowSearch(sorted(folder.iterdir()), Sought(BY_NAME.schema, "number", wanted, ["number"]))
    for file in folder.iterdir():
        rows = read_file(file, BY_NAME.schema, ["number"])
        hits = rows.filter(pc.is_in(rows["number"], wanted))
        assert pa.concat_tables([rows.slice(0, 0), *search.rows(file)]) == hits
        assert search.may_have(file) == (hits.num_rows > 0)


def test_threads_give_results_in_order_and_divide_nothing_again():
    def inner(number):
        return threading.current_thread().name, number

    def outer(number):
        return [*threaded(inner, range(3)), number]

    results = list(threaded(outer, range(20)))
    assert [result[-1] for result in results] == list(range(20))
    assert all(len({name for name, _ in result[:3]}) == 1 for result in results)
    assert len({result[0][0] for result in results}) <= files.THREADS


def test_where_one_fails_nothing_goes_on_behind():
    started, ended = [], []

    def work(number):
        started.append(number)
        time.sleep(0.01)
        if number == 1:
            raise ValueError("no 1")
        ended.append(number)

    with pytest.raises(ValueError, match="no 1"):
        list(threaded(work, range(50)))
    assert len(started) == len(ended) + 1 < 20
    time.sleep(0.1)
    assert len(started) == len(ended) + 1
    assert list(threaded(work, range(2, 5))) == [None] * 3  # the threads are for the next ones
