"""Parquet files of a table: what a lookup finds and reads, and how many files there are after many runs."""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import files
from flows.files import MANY_FILES, crowded, find_rows, in_order, write_file
from schemas.state_sameness import SAMENESS_TEXTS

TOP = 2**64 - 1
KEYS = st.integers(0, TOP)


def texts(keys):
    return SAMENESS_TEXTS.table({"article_id": f"a_{i:016x}", "text_key": key} for i, key in enumerate(keys))


def found(folder, column, values):
    (file,) = folder.glob("*.parquet")
    schema = SAMENESS_TEXTS.schema
    return pa.concat_tables([schema.empty_table(), *find_rows(file, schema, column, in_order(pa.array(values)))])


@given(st.lists(KEYS, max_size=40), st.lists(KEYS, min_size=1, max_size=5), st.integers(1, 7))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_lookup_finds_what_a_filter_finds(tmp_path_factory, keys, others, size):
    folder = tmp_path_factory.mktemp("table")
    rows, wanted = texts(keys), pa.array([*keys[::3], *others], pa.uint64())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "ROW_GROUP", (size, size))
        write_file(SAMENESS_TEXTS, rows, folder, "part")
    expected = rows.filter(pc.is_in(rows["text_key"], wanted))
    assert found(folder, "text_key", wanted).sort_by("article_id") == expected
    names = rows["article_id"].to_pylist()[::2]
    assert found(folder, "article_id", pa.array(names, pa.string()))["article_id"].to_pylist() == names


def test_row_groups_that_cannot_hold_the_values_are_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ROW_GROUP", (10, 10))
    write_file(SAMENESS_TEXTS, texts(range(100)), tmp_path, "part")
    read = []
    whole = pq.ParquetFile.read_row_group

    def watched(self, group, columns=None):
        read.append(group)
        return whole(self, group, columns=columns)

    monkeypatch.setattr(pq.ParquetFile, "read_row_group", watched)
    assert found(tmp_path, "article_id", [f"a_{42:016x}"])["text_key"].to_pylist() == [42]
    assert set(read) == {4}


def test_files_of_like_size_are_merged_however_many_runs_there_are(tmp_path):
    count = rewritten = 0
    for run in range(300):
        for group in crowded(sorted(tmp_path.iterdir())):
            size = sum(file.stat().st_size for file in group)
            for file in group:
                file.unlink()
            (tmp_path / f"part-m{run}.parquet").write_bytes(bytes(size))
            rewritten += size
        (tmp_path / f"part-{run}.parquet").write_bytes(bytes(40_000))
        count = max(count, len(list(tmp_path.iterdir())))
    assert count <= 4 * MANY_FILES
    assert rewritten <= 4 * 300 * 40_000
