"""Layers: whatever is written over what, a reader sees the rows that count, and few files."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsloom.flows.dataset import changes as written
from newsloom.flows.dataset import dataset, files, layers
from newsloom.flows.dataset.dataset import Changes, Dataset, writing
from newsloom.flows.dataset.files import count_rows, read_file
from newsloom.flows.dataset.layers import by_age, crowded_layers, layer_of, next_layer
from newsloom.flows.dataset.tables import ALL_TABLES
from newsloom.schemas.contract.articles import REJECTS
from newsloom.schemas.table import Column, Table

COLUMNS = {
    "number": Column(pa.uint64(), "A number.", required=True),
    "name": Column(pa.string(), "A name.", required=True),
    "value": Column(pa.int32(), "What the row says."),
    "text": Column(pa.string(), "Something else that it says."),
    "words": Column(pa.list_(pa.string()), "Several things."),
}
TABLES = {
    (key, mapped, layered): Table(
        "common_fingerprints", "Made.", COLUMNS, key=key, internal=True, mapped=mapped, layered=layered
    )
    for key in (("number",), ("name",), ("number", "name"))
    for mapped in (False, True)
    for layered in (False, True)
}
NUMBERS = st.integers(0, 5)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["upsert", "upsert", "upsert", "add", "update", "delete", "delete by value"]),
        st.lists(st.tuples(NUMBERS, st.integers(0, 3)), min_size=1, max_size=4, unique_by=lambda pair: pair[0]),
    ),
    max_size=14,
)


def row(number, value):
    return {
        "number": number,
        "name": f"n{number}",
        "value": value,
        "text": f"t{number}-{value}",
        "words": ["a"] * value,
    }


def step(table, what, pairs, model):
    """The changes of one step, and the model after it."""
    changes, rows = Changes(), table.table(row(*pair) for pair in pairs)
    if what == "add":
        rows = rows.filter(pc.invert(pc.is_in(rows["number"], pa.array(list(model), pa.uint64()))))
        changes.add(table.name, rows)
        model |= {number: row(number, value) for number, value in pairs if number not in model}
    elif what == "upsert":
        changes.upsert(table.name, rows)
        model |= {number: row(number, value) for number, value in pairs}
    elif what == "update" and len(table.key) == 1:
        changes.update(table.name, rows.select([table.key[0], "value"]))
        model |= {number: {**model[number], "value": value} for number, value in pairs if number in model}
    elif what == "delete":
        changes.delete(table.name, rows.select(list(table.key)))
        model = {number: kept for number, kept in model.items() if number not in dict(pairs)}
    elif what == "delete by value":
        changes.delete(table.name, rows.select(["value"]))
        model = {number: kept for number, kept in model.items() if kept["value"] not in {v for _, v in pairs}}
    return changes, model


def assert_holds(stored, table, model):
    expected = [model[number] for number in sorted(model)]
    assert stored.arrow(table.name).sort_by("number").to_pylist() == expected
    assert stored.n_rows(table.name) == len(model)
    for column, value in (("number", 3), ("name", "n2"), ("value", 1)):
        values = pa.array([value], COLUMNS[column].type)
        alike = [wanted for wanted in expected if wanted[column] == value]
        assert stored.lookup(table.name, column, values).sort_by("number").to_pylist() == alike
        both = stored.lookup(table.name, column, values, also={"value": pa.array([1, 2], COLUMNS["value"].type)})
        assert both.sort_by("number").to_pylist() == [wanted for wanted in alike if wanted["value"] in (1, 2)]
        some = stored.lookup(table.name, column, values, columns=["text"])
        assert sorted(some["text"].to_pylist()) == [wanted["text"] for wanted in alike]
        assert stored.arrow(table.name, ["text"], pc.field(column) == value).num_rows == len(alike)


@given(kind=st.sampled_from(list(TABLES)), steps=STEPS, many=st.integers(2, 4), small=st.booleans())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_reader_sees_the_rows_that_count(kind, tmp_path_factory, steps, many, small):
    table, folder, model = TABLES[kind], tmp_path_factory.mktemp("news"), {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "MANY_FILES", many)
        if small:
            patch.setattr(files, "FILE_BYTES", {".parquet": 1_500, ".arrow": 900})
            patch.setattr(written, "LAYERS_BYTES", 3_000)
            patch.setattr(layers, "ADDED_SHARE", 0)
        patch.setattr(dataset, "ALL_TABLES", {table.name: table})  # the others take time
        with writing(folder) as writer:
            for number, (what, pairs) in enumerate(steps):
                changes, model = step(table, what, pairs, model)
                writer.apply(changes, settled=number % 5 == 4)
                assert_holds(writer.dataset, table, model)
            writer.publish("r1")
        if steps:
            assert_holds(Dataset(folder), table, model)
            assert table.layered or not any(map(layer_of, Dataset(folder).files(table.name)))


SAID = Table(
    "common_fingerprints",
    "Made.",
    {name: Column(pa.string(), "A name.") for name in ("name", "speaker", "article_id")},
    key=("name",),
    divide_by="speaker",
)


def write_said(folder, run, names):
    """A run that adds what six speakers said, in chunks of twelve."""
    with writing(folder) as writer:
        for first in range(0, len(names), 12):
            changes = Changes()
            said = (
                {"name": n, "speaker": f"e{i % 6}", "article_id": f"a{n}"}
                for i, n in enumerate(names[first : first + 12])
            )
            changes.add(SAID.name, SAID.table(said))
            writer.apply(changes)
        writer.publish(run)
    files = Dataset(folder).files(SAID.name)
    return {file.name: sorted({*read_file(file, SAID.schema)["speaker"].to_pylist()}) for file in files}


@pytest.fixture
def said(monkeypatch):
    """Files of some rows each."""
    monkeypatch.setattr(dataset, "ALL_TABLES", {SAID.name: SAID})
    monkeypatch.setattr(files, "PART_BYTES", 1_200)
    monkeypatch.setattr(files, "FILES", 1_000)


def test_what_came_in_chunks_is_laid_out_as_a_run_ends(said, tmp_path):
    names = [f"n{number:03}" for number in range(60)]
    by_file = write_said(tmp_path, "r1", names)
    assert len(by_file) > 2
    assert all(name.startswith("whole-") for name in by_file)
    assert sum(map(len, by_file.values())) < 6 + len(by_file)  # each speaker is in one file, or at the edge of two
    assert sorted(Dataset(tmp_path).arrow(SAID.name)["name"].to_pylist()) == names


def test_a_table_is_laid_out_anew_when_half_as_much_was_added(said, tmp_path):
    before = write_said(tmp_path, "r1", [f"n{number:03}" for number in range(60)])
    few = write_said(tmp_path, "r2", ["more"])
    assert set(before) < set(few)
    many = write_said(tmp_path, "r3", [f"o{number:03}" for number in range(60)])
    assert not set(few) & set(many)
    assert Dataset(tmp_path).n_rows(SAID.name) == 121


def counts(folder):
    return sorted(Dataset(folder).arrow("term_counts")["n_articles"].to_pylist())


def write_counts(folder, run, number, n):
    changes = Changes()
    changes.upsert("term_counts", pa.table({"slot": [number], "n_articles": [n]}, ALL_TABLES["term_counts"].schema))
    with writing(folder) as writer:
        writer.apply(changes)
        writer.publish(run)


def test_what_replaces_a_row_of_the_state_is_all_that_is_written(tmp_path):
    for run in range(3):
        write_counts(tmp_path, f"r{run}", 7, run)
    stored = Dataset(tmp_path).files("term_counts")
    assert [layer_of(file) for file in stored if count_rows(file)] == [1, 2, 3]
    assert counts(tmp_path) == [2]


def test_state_that_was_written_without_layers_is_below_them(tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(written, "next_layer", lambda _: "part")  # as an earlier version did
        write_counts(tmp_path, "r0", 7, 0)
    assert not any(map(layer_of, Dataset(tmp_path).files("term_counts")))
    write_counts(tmp_path, "r1", 7, 1)
    assert counts(tmp_path) == [1]


def test_rows_of_the_contract_are_in_their_places_when_published(tmp_path):
    with writing(tmp_path) as writer:
        for detail in ("first", "second"):
            changes = Changes()
            changes.upsert("rejects", REJECTS.table([reject("a", detail), reject(detail, detail)]))
            writer.apply(changes)
        assert any(map(layer_of, writer.dataset.files("rejects")))
        writer.publish("r1")
    stored = Dataset(tmp_path)
    assert not any(map(layer_of, stored.files("rejects")))
    assert sorted(stored.read("rejects")["detail"]) == ["first", "second", "second"]


def reject(name, detail):
    return {"source_uri": name, "source_row": 0, "reason": "empty", "detail": detail, "run_id": "r"}


def layered_files(folder, sizes):
    for size in sizes:
        file = folder / f"{next_layer(sorted(folder.iterdir(), key=by_age))}-{'0' * 12}.arrow"
        file.write_bytes(b"x" * size)
    (folder / "part-000000000000.arrow").write_bytes(b"x")
    return sorted(folder.iterdir(), key=by_age)


@pytest.mark.parametrize(
    ("sizes", "n_below", "n_folded"),
    [
        ([1] * 7, 0, 0),
        ([1] * 8, 0, 8),
        ([900_000] + [1] * 8, 1, 8),
        ([900_000] + [1] * 7, 0, 0),
        ([900_000, 1] * 7, 0, 0),
        ([9_000_000, *[900_000, 1] * 8], 1, 16),
    ],
)
def test_layers_are_folded_where_many_of_like_size_follow_each_other(tmp_path, sizes, n_below, n_folded):
    stored = layered_files(tmp_path, sizes)
    groups = crowded_layers(stored)
    assert [len(group) for group in groups] == ([n_folded] if n_folded else [])
    assert all(group == stored[1 + n_below : 1 + n_below + n_folded] for group in groups)


def test_layers_stay_few(tmp_path, monkeypatch):
    monkeypatch.setattr(dataset, "ALL_TABLES", {"term_counts": ALL_TABLES["term_counts"]})
    for run in range(20):
        write_counts(tmp_path, f"r{run:02}", run % 3, run)
    assert counts(tmp_path) == [17, 18, 19]
    assert len(Dataset(tmp_path).files("term_counts")) <= layers.MANY_FILES + 1


@pytest.mark.parametrize(
    ("sizes", "written", "merged"),
    [
        ([[1_000] * 8], 2_000, [0]),
        ([[1_000] * 8], 1_999, []),
        ([[1_000] * 8, [1_000] * 8], 2_000, [0]),
        ([[1_000] * 12, [1_000] * 12], 1, [0]),
        ([[1_000] * 16], 0, []),
        ([[1_000] * 16, [1_000] * 16], 1, [0, 1]),
        ([[1_000] * 8, [10] * 9], 45, [1]),
    ],
)
def test_a_step_merges_about_what_it_writes_and_one_group_more(tmp_path, sizes, written, merged):
    groups = []
    for number, group in enumerate(sizes):
        groups.append([tmp_path / f"part-{number}-{at}.arrow" for at in range(len(group))])
        for file, size in zip(groups[-1], group, strict=True):
            file.write_bytes(b"x" * size)
    assert layers.Merging().chosen(groups, written) == [groups[number] for number in merged]
