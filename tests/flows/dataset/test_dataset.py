"""Publishing: atomic over all tables, idempotent, and safe against kills and a second writer."""

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from newsloom.flows.dataset.dataset import Changes, Dataset, DatasetError, writing
from newsloom.flows.dataset.tables import ALL_TABLES
from newsloom.flows.dataset.view import View, changed
from newsloom.schemas.contract.articles import REJECTS
from newsloom.schemas.state.repair import SPELLINGS
from newsloom.schemas.table import Table


def rejects(*names, detail=None):
    return REJECTS.table(
        [{"source_uri": n, "source_row": 0, "reason": "empty", "detail": detail or n, "run_id": "r"} for n in names]
    )


def publish(folder, run_id, *frames, deletes=(), count=0):
    changes = Changes()
    changes.upsert("term_counts", pa.table({"slot": [1], "n_articles": [count]}, ALL_TABLES["term_counts"].schema))
    for frame in frames:
        changes.upsert("rejects", frame)
    for keys in deletes:
        changes.delete("rejects", keys)
    with writing(folder) as writer:
        writer.apply(changes)
        return writer.publish(run_id)


def details(folder):
    frame = Dataset(folder).read("rejects")
    return dict(zip(frame["source_uri"], frame["detail"], strict=True))


def test_rows_are_added_replaced_and_taken_out(tmp_path):
    publish(tmp_path, "r1", rejects("a", "b"))
    publish(tmp_path, "r2", rejects("b", detail="new"), rejects("c"))
    assert details(tmp_path) == {"a": "a", "b": "new", "c": "c"}
    publish(tmp_path, "r3", deletes=[pa.table({"source_uri": ["a"]})])
    assert details(tmp_path) == {"b": "new", "c": "c"}


def test_the_later_of_two_rows_of_one_run_wins(tmp_path):
    publish(tmp_path, "r1", rejects("a"), rejects("a", detail="second"))
    assert details(tmp_path) == {"a": "second"}


def spellings(**counts):
    known = {"key": "k", "article_id": "a_" + "0" * 16}
    return SPELLINGS.table({"word": word, "n_articles": n, **known} for word, n in counts.items())


def test_stored_rows_get_new_values(tmp_path):
    with writing(tmp_path) as writer:
        first, second = Changes(), Changes()
        first.add("spellings", spellings(Zoë=1, Chloë=2))
        writer.apply(first)
        second.update("spellings", pa.table({"word": ["Zoë", "Noë"], "n_articles": [7, 9]}))
        seen = View(writer.dataset, second, ["spellings"]).lookup(
            "spellings", "word", pa.array(["Zoë", "Chloë"]), columns=["word", "n_articles"]
        )
        writer.apply(second)
        assert writer.dataset.arrow("spellings").sort_by("word") == spellings(Chloë=2, Zoë=7)
    assert seen.sort_by("word").to_pylist() == [{"word": "Chloë", "n_articles": 2}, {"word": "Zoë", "n_articles": 7}]


def test_rows_that_are_there_are_not_written_again(tmp_path):
    publish(tmp_path, "r1", rejects("a", "b"))
    rows = REJECTS.table(
        {**row, "run_id": "r2"} for row in (*rejects("a").to_pylist(), *rejects("b", "c", detail="new").to_pylist())
    )
    assert changed("rejects", rows, Dataset(tmp_path).arrow("rejects"))["source_uri"].to_pylist() == ["b", "c"]


def test_untouched_files_are_linked_not_copied(tmp_path):
    publish(tmp_path, "r1", rejects("a"))
    before = {f.name: f.stat().st_ino for f in Dataset(tmp_path).files("rejects")}
    publish(tmp_path, "r2", rejects("b"))
    after = {f.name: f.stat().st_ino for f in Dataset(tmp_path).files("rejects")}
    assert before.items() <= after.items()
    assert len(after) == 2


def test_small_files_are_merged(tmp_path):
    for i in range(20):
        publish(tmp_path, f"r{i:02}", rejects(f"n{i}"))
    assert len(details(tmp_path)) == 20
    assert len(Dataset(tmp_path).files("rejects")) <= 9


def test_a_reader_keeps_its_snapshot(tmp_path):
    publish(tmp_path, "r1", rejects("a"))
    reader = Dataset(tmp_path)
    publish(tmp_path, "r2", rejects("a", detail="new"), rejects("b"))
    assert reader.read("rejects")["detail"].tolist() == ["a"]
    assert len(Dataset(tmp_path).read("rejects")) == 2


def test_every_table_is_readable_from_the_first_run_on(tmp_path):
    dataset = publish(tmp_path, "r1", rejects("a"))
    assert dataset.read("quotes").empty
    assert dataset.arrow("rejects", ["detail"], pc.field("source_uri") == "a").to_pylist() == [{"detail": "a"}]


def test_an_empty_run_publishes_nothing(tmp_path):
    with writing(tmp_path) as writer:
        assert not writer.publish("r1").exists


def test_a_second_writer_is_turned_away(tmp_path):
    with writing(tmp_path), pytest.raises(DatasetError, match="another run is writing"), writing(tmp_path):
        pass


def test_a_file_is_no_dataset(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatasetError, match="is a file"):
        Dataset(tmp_path / "file")


@pytest.mark.parametrize("name", ["outlet_paragraphs", "spellings"])  # as it is in memory, and as Parquet
def test_a_run_does_not_go_on_from_another_versions_columns(tmp_path, name):
    publish(tmp_path, "r1", rejects("a"))
    (file,) = Dataset(tmp_path).files(name)
    column = ALL_TABLES[name].schema.names[-1]
    fewer = ALL_TABLES[name].schema.empty_table().drop_columns([column])
    file.unlink()  # other snapshots may share it
    if file.suffix == ".arrow":
        with pa.ipc.new_file(str(file), fewer.schema) as writer:
            writer.write_table(fewer)
    else:
        pq.write_table(fewer, file)
    with pytest.raises(DatasetError, match=rf"another version of newsloom.*{name}\.{column}"):
        publish(tmp_path, "r2", rejects("b"))
    assert details(tmp_path) == {"a": "a"}


def test_a_run_does_not_go_on_from_another_versions_tables(tmp_path):
    publish(tmp_path, "r1", rejects("a"))
    (file,) = Dataset(tmp_path).files("fingerprints")
    file.rename(file.with_suffix(".parquet"))
    with pytest.raises(DatasetError, match=r"another version of newsloom.*fingerprints"):
        publish(tmp_path, "r2", rejects("b"))
    assert details(tmp_path) == {"a": "a"}


def test_a_damaged_table_is_one_line(tmp_path):
    publish(tmp_path, "r1", rejects("a"))
    Dataset(tmp_path).files("rejects")[0].unlink()
    (tmp_path / "current" / "rejects" / "part-x.parquet").write_bytes(b"no parquet")
    with pytest.raises(DatasetError, match="table rejects cannot be read"):
        Dataset(tmp_path).read("rejects")


WRITER = """
    import sys
    sys.path.insert(0, {root!r})
    from tests.flows.dataset.test_dataset import publish, rejects
    i = 0
    while True:
        names = [f"{{i}}-{{k}}" for k in range(50)]
        publish({folder!r}, f"r{{i:05}}-{{sys.argv[1]}}", rejects(*names), rejects("counter", detail=str(i)), count=i)
        i += 1
        print(i, flush=True)
"""


def test_killed_runs_leave_whole_snapshots(tmp_path):
    root = str(Path.cwd())
    code = textwrap.dedent(WRITER.format(root=root, folder=str(tmp_path)))
    for attempt in range(3):
        writer = subprocess.Popen([sys.executable, "-c", code, str(attempt)], stdout=subprocess.PIPE)
        writer.stdout.readline()
        deadline = time.monotonic() + 0.3
        while time.monotonic() < deadline:
            assert_whole(tmp_path)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        assert_whole(tmp_path)
    publish(tmp_path, "r99999", rejects("last"))
    assert_whole(tmp_path, extra=1)
    assert not list(tmp_path.glob(".staging-*"))


def assert_whole(folder, extra=0):
    """Batches of 50 rows, whole or absent, and one counter row; the state, which is in layers, is of the same run."""
    dataset = Dataset(folder)
    rejects = dataset.read("rejects")
    assert rejects["source_uri"].is_unique
    assert (len(rejects) - 1 - extra) % 50 == 0
    if not extra:
        (counter,) = rejects["detail"][rejects["source_uri"] == "counter"]
        assert dataset.arrow("term_counts")["n_articles"].to_pylist() == [int(counter)]


def test_parts_are_read_alone(tmp_path, monkeypatch):
    parted = Table(
        "rejects",
        "Rejects in a file per row number.",
        key=("source_uri",),
        columns=REJECTS.columns,
        internal=True,
        part_by="source_row",
    )
    monkeypatch.setitem(ALL_TABLES, "rejects", parted)
    rows = REJECTS.table(
        [{"source_uri": f"n{i}", "source_row": i % 3, "reason": "empty", "run_id": "r"} for i in range(9)]
    )
    publish(tmp_path, "r1", rows)
    publish(tmp_path, "r2", rows.slice(0, 1).set_column(1, "source_row", pa.array([2])))
    dataset = Dataset(tmp_path)
    assert sorted(dataset.arrow("rejects", parts=[0])["source_uri"].to_pylist()) == ["n3", "n6"]
    assert len(dataset.arrow("rejects", parts=[1, 2])) == 7
    assert dataset.n_rows("rejects") == 9


def test_added_rows_are_not_searched_for(tmp_path, monkeypatch):
    publish(tmp_path, "r1", rejects("a"))
    monkeypatch.setattr("newsloom.flows.dataset.changes.files_having", lambda *_: pytest.fail("stored rows searched"))
    changes = Changes()
    changes.add("rejects", rejects("b"))
    with writing(tmp_path) as writer:
        writer.apply(changes)
        writer.publish("r2")
    assert details(tmp_path) == {"a": "a", "b": "b"}
