"""How columns are encoded: smaller, and the same to every reader."""

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsloom.flows.dataset.columns import encodings
from newsloom.flows.dataset.columns.encodings import HASH_LEVEL, LEVEL, parquet_options

IDS = [f"q_{number * 0x9E3779B97F4A7C15 % 2**64:016x}" for number in range(400)]
COLUMNS = {
    "key": pa.array(sorted(IDS)),
    "text": pa.array([f"what {one} said" for one in IDS]),
    "cue": pa.array([("said", "told", None, "says")[i % 4] for i in range(400)]),
    "start": pa.array([None if i % 7 == 0 else i * 13 for i in range(400)], pa.int32()),
    "spread": pa.array(IDS),
    "of": pa.array([IDS[i // 3] for i in range(400)]),
    "count": pa.array([i % 11 for i in range(400)], pa.int32()),
    "share": pa.array([i / 400 for i in range(400)], pa.float32()),
    "rounded": pa.array([i % 4 / 4 for i in range(400)], pa.float32()),
    "hash": pa.array([i % 9 for i in range(400)], pa.uint64()),
    "flags": pa.array([i % 3 == 0 for i in range(400)]),
    "kind": pa.array(["a", "b"] * 200).dictionary_encode(),
    "words": pa.array([["one", "two"]] * 400),
    "lengths": pa.array([None if i % 2 else [i, 3] for i in range(400)], pa.list_(pa.uint32())),
    "edits": pa.array([[{"op": "cut", "n": i}] for i in range(400)]),
}
ROWS = pa.table(COLUMNS)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("rows") / "rows.parquet"
    pq.write_table(ROWS, path, **parquet_options(ROWS))
    return path


@pytest.mark.parametrize(
    ("column", "encoding"),
    [
        ("key", "DELTA_BYTE_ARRAY"),
        ("text", "DELTA_LENGTH_BYTE_ARRAY"),
        ("spread", "DELTA_BYTE_ARRAY"),
        ("of", "DELTA_LENGTH_BYTE_ARRAY"),
        ("count", "RLE_DICTIONARY"),
        ("share", "PLAIN"),
        ("rounded", "RLE_DICTIONARY"),
        ("cue", "RLE_DICTIONARY"),
        ("start", "DELTA_BINARY_PACKED"),
        ("hash", "RLE_DICTIONARY"),
        ("kind", "RLE_DICTIONARY"),
        ("words.list.element", "RLE_DICTIONARY"),
        ("edits.list.element.op", "RLE_DICTIONARY"),
        ("lengths.list.element", "BYTE_STREAM_SPLIT"),
    ],
)
def test_each_column_by_what_its_values_are_like(file, column, encoding):
    group = pq.read_metadata(file).row_group(0)
    encodings = {group.column(i).path_in_schema: group.column(i).encodings for i in range(group.num_columns)}
    assert encoding in encodings[column]
    if encoding != "RLE_DICTIONARY":
        assert "RLE_DICTIONARY" not in encodings[column]


def test_readers_get_what_was_written(file):
    assert pq.read_table(file).to_pylist() == ROWS.to_pylist()
    names = ", ".join(ROWS.column_names)
    assert duckdb.sql(f"SELECT {names} FROM '{file}'").fetchall() == [tuple(row.values()) for row in ROWS.to_pylist()]


@pytest.mark.parametrize("rows", [ROWS.slice(0, 0), ROWS.select(["key"]), ROWS.slice(5, 1), ROWS.select(["cue"])])
def test_few_rows_and_few_columns(rows, tmp_path):
    pq.write_table(rows, tmp_path / "few.parquet", **parquet_options(rows))
    assert pq.read_table(tmp_path / "few.parquet").to_pylist() == rows.to_pylist()


def test_a_key_that_is_out_of_order_is_not_taken_for_sorted(monkeypatch):
    monkeypatch.setattr(encodings, "FEW", 0)
    names = pa.table({"name": [f"name {i}" for i in range(100, 400)]})
    assert parquet_options(names)["column_encoding"] == {"name": "DELTA_BYTE_ARRAY"}
    turned = names.take(pa.array([*range(280), 282, 281]))
    assert parquet_options(turned)["column_encoding"] == {"name": "DELTA_LENGTH_BYTE_ARRAY"}


def test_few_rows_are_not_looked_at():
    rows = ROWS.slice(0, 200)
    assert "column_encoding" not in parquet_options(rows)
    assert "key" not in parquet_options(rows)["write_statistics"]


RANGES = [
    ("key", True),
    ("text", False),
    ("start", True),
    ("spread", False),
    ("narrow", True),
    ("none", False),
]


@pytest.mark.parametrize(("column", "ranged"), RANGES)
def test_the_least_and_the_greatest_are_there_where_rows_are_skipped_by_them(tmp_path, column, ranged):
    narrow = pa.array([f"q_4{one[3:]}" for one in IDS])
    rows = ROWS.append_column("narrow", narrow).append_column("none", pa.array([None] * 400, pa.string()))
    pq.write_table(rows, tmp_path / "some.parquet", **parquet_options(rows))
    group = pq.read_metadata(tmp_path / "some.parquet").row_group(0)
    statistics = {group.column(i).path_in_schema: group.column(i).is_stats_set for i in range(group.num_columns)}
    assert statistics[column] is ranged


def test_hashes_are_searched_little_for_what_comes_again():
    levels = parquet_options(ROWS)["compression_level"]
    assert levels["spread"] == levels["of"] == HASH_LEVEL < levels["text"] == levels["words.list.element"] == LEVEL
