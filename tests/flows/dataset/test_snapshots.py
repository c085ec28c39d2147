"""The folder of a dataset: what is ours and what is not, what is mended, what is damaged, what may be removed."""

import errno
import os
import shutil
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from newsloom.flows.dataset import disk, snapshots
from newsloom.flows.dataset.connection import connect
from newsloom.flows.dataset.dataset import Dataset, DatasetError, writing
from newsloom.flows.dataset.inspect import check_dataset, open_existing
from newsloom.flows.dataset.manifest import MANIFEST, read_manifest
from newsloom.flows.dataset.snapshots import MARKER, list_published
from newsloom.schemas.contract import SCHEMA_VERSION
from tests.flows.dataset.test_dataset import details, publish, rejects


def tree(folder):
    """All that a folder holds, with the bytes of files and the aims of links."""

    def content(path):
        if path.is_symlink():
            return str(path.readlink())
        return path.is_file() and path.read_bytes()

    return {str(path.relative_to(folder)): content(path) for path in sorted(folder.rglob("*"))}


def published(folder, n=2):
    for i in range(n):
        publish(folder, f"r{i}", rejects(f"n{i}"))
    return folder


def failed_checks(folder):
    """The checks of files that fail; those of rows are not about these datasets, which no run has made."""
    kinds = ("files", "columns", "schema_version", "manifest")
    return [row for row in check_dataset(folder) if not row["passed"] and row["check_name"] in kinds]


def first_version(folder):
    """As the version before has made it: no marker, no manifests, names by time."""
    published(folder, 1)
    (folder / MARKER).unlink()
    (folder / "current" / MANIFEST).unlink()
    (folder / "current").resolve().rename(folder / "snapshots" / "20250101T120000000000-abcdef")
    (folder / "current").unlink()
    (folder / "current").symlink_to("snapshots/20250101T120000000000-abcdef")
    return folder


@pytest.mark.parametrize("inside", ["snapshots/2019/photo", "notes.txt", "current/a.txt", ".hidden"])
def test_a_folder_with_something_else_in_it_is_refused_untouched(tmp_path, inside):
    (tmp_path / inside).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / inside).write_text("mine")
    before = tree(tmp_path)
    with pytest.raises(DatasetError, match="is no dataset of newsloom and not empty"):
        publish(tmp_path, "r", rejects("a"))
    assert tree(tmp_path) == before


@pytest.mark.parametrize("left", [".lock", ".staging-0123abcd/000001/x", "snapshots/"])
def test_what_a_run_left_that_ended_early_is_no_obstacle(tmp_path, left):
    (tmp_path / left).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / left).mkdir() if left.endswith("/") else (tmp_path / left).write_text("")
    assert details(published(tmp_path, 1)) == {"n0": "n0"}
    assert not list(tmp_path.glob(".staging-*"))


def test_what_others_put_into_a_dataset_stays(tmp_path):
    published(tmp_path)
    mine = ["snapshots/2019/photo", "snapshots/r9", ".staging-mine/x", ".current-mine", "raw/x.txt"]
    for name in mine:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    publish(tmp_path, "r2", rejects("n2"))
    assert all((tmp_path / name).read_text() == "mine" for name in mine)


@pytest.mark.parametrize("kind", ["gone", "a file, as where a link was copied as text"])
def test_a_current_that_was_lost_is_mended_from_the_newest_whole_snapshot(tmp_path, kind):
    published(tmp_path, 3)
    (tmp_path / "current").unlink()
    if kind != "gone":
        (tmp_path / "current").write_text("snapshots/r2")
    next(f for f in (tmp_path / "snapshots" / "r2").rglob("*.parquet")).unlink()
    with pytest.raises(DatasetError, match=r"lost its 'current' link.*ln -sfn"):
        Dataset(tmp_path).read("rejects")
    publish(tmp_path, "r3", rejects("n3"))
    assert set(details(tmp_path)) == {"n0", "n1", "n3"}
    assert (tmp_path / "snapshots" / "r2").is_dir()


def test_where_no_snapshot_is_known_to_be_whole_the_command_is_told(tmp_path):
    first_version(tmp_path)
    (tmp_path / "current").unlink()
    for _ in range(2):
        with pytest.raises(DatasetError, match=r"type: ln -sfn snapshots/20250101T120000000000-abcdef .*current"):
            publish(tmp_path, "r", rejects("a"))
    (tmp_path / "current").symlink_to("snapshots/20250101T120000000000-abcdef")
    publish(tmp_path, "r", rejects("a"))
    assert set(details(tmp_path)) == {"n0", "a"}


def test_a_dataset_of_the_version_before_is_adopted(tmp_path):
    publish(first_version(tmp_path), "r", rejects("a"))
    assert set(details(tmp_path)) == {"n0", "a"}
    assert (tmp_path / MARKER).is_file()
    assert not failed_checks(tmp_path)


@pytest.mark.parametrize("only_current", [False, True])
def test_a_copy_with_links_resolved_is_read_and_run_into(tmp_path, only_current):
    shutil.copytree(published(tmp_path / "news"), tmp_path / "copy")
    if only_current:
        shutil.rmtree(tmp_path / "copy" / "snapshots")
    assert not (tmp_path / "copy" / "current").is_symlink()
    assert set(details(tmp_path / "copy")) == {"n0", "n1"}
    publish(tmp_path / "copy", "r2", rejects("n2"))
    assert set(details(tmp_path / "copy")) == {"n0", "n1", "n2"}
    assert (tmp_path / "copy" / "current").is_symlink()


def damaged(folder, table, how):
    file = Dataset(folder).files(table)[0]
    data = file.read_bytes()
    if how == "missing":
        file.unlink()
    else:
        file.unlink()  # not through the hard link, which snapshots share
        file.write_bytes({"cut": data[: len(data) // 2], "empty": b"", "flipped": data[:40] + b"\xff" + data[41:]}[how])
    return file


@pytest.mark.parametrize(
    ("table", "how"),
    [("rejects", "cut"), ("rejects", "empty"), ("paragraphs", "missing"), ("records", "cut"), ("records", "flipped")],
)
def test_damage_is_named_with_what_to_do(tmp_path, table, how):
    file = damaged(published(tmp_path), table, how)
    (failed,) = failed_checks(tmp_path)
    assert (failed["table_name"], failed["check_name"], failed["n_failing"]) == (table, "files", 1)
    assert file.name in failed["sample"]
    assert "ln -sfn snapshots/r0" in failed["sample"]
    if how == "flipped":
        return
    for use in (open_existing, lambda folder: publish(folder, "r9", rejects("a"))):
        with pytest.raises(DatasetError, match=rf"is damaged: .*{file.name}.*ln -sfn snapshots/r0"):
            use(tmp_path)


def test_pages_have_checksums_that_are_looked_at(tmp_path):
    published(tmp_path, 1)
    (file,) = Dataset(tmp_path).files("rejects")
    column = pq.read_metadata(file).row_group(0).column(0)
    data = bytearray(file.read_bytes())
    data[(column.dictionary_page_offset or column.data_page_offset) + column.total_compressed_size - 3] ^= 1
    file.write_bytes(data)
    with pytest.raises(DatasetError, match="rejects"):
        Dataset(tmp_path).read("rejects")
    with pytest.raises(DatasetError, match=file.name):
        publish(tmp_path, "r1", rejects("n0"))


def test_a_file_that_nobody_wrote_is_told(tmp_path):
    published(tmp_path)
    shutil.copy(Dataset(tmp_path).files("rejects")[0], tmp_path / "current" / "rejects" / "copy.parquet")
    assert [c["check_name"] for c in failed_checks(tmp_path)] == ["files"]


def test_a_dataset_of_another_schema_version_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("newsloom.flows.dataset.manifest.SCHEMA_VERSION", 99)
    published(tmp_path, 1)
    monkeypatch.undo()
    with pytest.raises(DatasetError, match=f"schema version 99, and this newsloom writes version {SCHEMA_VERSION}"):
        publish(tmp_path, "r9", rejects("a"))
    assert [c["check_name"] for c in failed_checks(tmp_path)] == ["schema_version"]
    assert set(details(tmp_path)) == {"n0"}


@pytest.fixture
def clock(monkeypatch):
    """A clock that is set by hand: clock.now = seconds."""

    class Clock:
        now = time.time()

    monkeypatch.setattr(snapshots.time, "time", lambda: Clock.now)
    return Clock


def test_grace_begins_when_a_snapshot_is_replaced(tmp_path, clock):
    publish(tmp_path, "r0", rejects("n0"))
    os.utime(tmp_path / "snapshots" / "r0", (clock.now - 9000, clock.now - 9000))
    for i in range(1, 5):
        publish(tmp_path, f"r{i}", rejects(f"n{i}"))
    assert len(list_published(tmp_path)) == 5
    clock.now += snapshots.KEPT_SECONDS + 1
    with writing(tmp_path):  # a run that finds nothing new
        pass
    assert [s.name for s in list_published(tmp_path)] == ["r2", "r3", "r4"]


def test_a_clock_that_jumps_back_changes_no_order(tmp_path, clock):
    for name in ("r8", "r9", "r1", "r0"):
        publish(tmp_path, name, rejects(name))
        clock.now -= 100_000
    assert [s.name for s in list_published(tmp_path)] == ["r8", "r9", "r1", "r0"]
    manifest = read_manifest(tmp_path / "current")
    assert (manifest.run_id, manifest.sequence, manifest.follows) == ("r0", 4, "r1")
    assert set(details(tmp_path)) == {"r8", "r9", "r1", "r0"}


FUNCTIONS = ("mkdir", "rename", "replace", "symlink", "link", "unlink", "utime", "rmdir", "fsync")


class Killed(BaseException):
    """What ends a run at once; no call after it does anything."""


def killed_at(nth, monkeypatch, work):
    """Do the work until the nth call that changes the disk; the calls, and whether the last was the nth."""
    calls = []

    def dying(name, function):
        def call(*arguments, **options):
            calls.append(name)
            if len(calls) >= nth:
                raise Killed
            return function(*arguments, **options)

        return call

    with monkeypatch.context() as patch:
        for name in FUNCTIONS:
            patch.setattr(os, name, dying(name, getattr(os, name)))
        try:
            work()
        except Killed:
            return calls, True
    return calls, False


@pytest.mark.parametrize("n_before", [0, 3])
def test_a_run_that_is_killed_at_any_call_leaves_the_dataset_as_before_or_as_after(tmp_path, monkeypatch, n_before):
    monkeypatch.setattr(snapshots, "KEPT_SECONDS", -1)
    base = published(tmp_path / "base", n_before)
    before = {f"n{i}" for i in range(n_before)}
    if n_before:
        shutil.copytree(base, tmp_path / "dry", symlinks=True)
    calls, _ = killed_at(10**9, monkeypatch, lambda: publish(tmp_path / "dry", "new", rejects("new")))
    swap = calls.index("replace") + 1  # of the link `current`: what comes before it is "before"
    seen = set()
    for nth in (2, swap - 30, *range(swap - 5, swap + 4), *((swap + 9,) if n_before else ())):
        folder = tmp_path / f"at{nth}"
        if n_before:
            shutil.copytree(base, folder, symlinks=True)
        assert killed_at(nth, monkeypatch, lambda folder=folder: publish(folder, "new", rejects("new")))[1]
        now = set(details(folder)) if Dataset(folder).exists else set()
        assert now == (before | {"new"} if nth > swap else before)
        seen.add(len(now))
        publish(folder, "next", rejects("new", "next"))
        assert set(details(folder)) == before | {"new", "next"}
        assert not [e.name for e in folder.iterdir() if e.name.startswith((".staging", ".current", ".publishing"))]
        assert len(list_published(folder)) <= snapshots.KEPT_SNAPSHOTS
    assert seen == {len(before), len(before) + 1}


def refuse(monkeypatch, module, name, code):
    def call(*_arguments, **_options):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(module, name, call)


@pytest.mark.parametrize("code", [errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS])
def test_files_are_copied_where_they_cannot_be_linked(tmp_path, monkeypatch, code):
    refuse(monkeypatch, os, "link", code)
    assert details(published(tmp_path)) == {"n0": "n0", "n1": "n1"}


def test_another_error_of_linking_is_an_error(tmp_path, monkeypatch):
    published(tmp_path, 1)
    refuse(monkeypatch, os, "link", errno.EIO)
    with pytest.raises(OSError, match="Input/output"):
        publish(tmp_path, "r1", rejects("a"))
    assert details(tmp_path) == {"n0": "n0"}


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_without_symbolic_links_a_run_ends_before_it_begins(tmp_path, monkeypatch, code):
    refuse(monkeypatch, os, "symlink", code)
    with pytest.raises(DatasetError, match="no symbolic links"), writing(tmp_path / "news"):
        pytest.fail("it began")


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP])
def test_no_locks_is_not_another_run(tmp_path, monkeypatch, code):
    refuse(monkeypatch, disk.fcntl, "flock", code)
    with pytest.raises(DatasetError, match="has no locks"), writing(tmp_path / "news"):
        pytest.fail("it began")


def test_flushing_that_is_refused_is_done_without_and_one_that_fails_is_an_error(tmp_path, monkeypatch):
    refuse(monkeypatch, os, "fsync", errno.EINVAL)
    published(tmp_path, 1)
    refuse(monkeypatch, os, "fsync", errno.EIO)
    with pytest.raises(OSError, match="Input/output"):
        publish(tmp_path, "r1", rejects("a"))
    assert details(tmp_path) == {"n0": "n0"}


@pytest.mark.parametrize(
    "address", ["s3://bucket/news", "gs://b", "hdfs://host:9000/x", "file:///tmp/x", Path("s3://b/x")]
)
def test_addresses_are_no_folders(tmp_path, monkeypatch, address):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DatasetError, match=r"://.* is an address"):
        publish(address, "r", rejects("a"))
    with pytest.raises(DatasetError, match="is an address"):
        Dataset(address).read("rejects")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["quote_id=5", "a=b/news", "x=/news"])
def test_folders_that_readers_take_for_columns_are_refused(tmp_path, name):
    with pytest.raises(DatasetError, match=r"named .*= ?.* for a column"):
        publish(tmp_path / name, "r", rejects("a"))
    assert not list(tmp_path.iterdir())


def test_a_dataset_that_came_to_stand_in_such_a_folder_is_checked_right(tmp_path):
    published(tmp_path / "news")
    (tmp_path / "news").rename(tmp_path / "source_uri=x")
    rows = connect(Dataset(tmp_path / "source_uri=x")).execute("SELECT source_uri FROM rejects ORDER BY 1").fetchall()
    assert rows == [("n0",), ("n1",)]


def test_reading_what_is_not_there_is_one_line(tmp_path):
    for folder in (tmp_path / "typo", tmp_path):
        assert "nothing published" in repr(Dataset(folder))
        for use in (Dataset(folder).read, Dataset(folder).files, Dataset(folder).n_rows):
            with pytest.raises(DatasetError, match="newsloom run INPUT --dataset"):
                use("quotes")
    assert repr(Dataset(published(tmp_path))).endswith("snapshot r1, 0 articles, 0 quotes)")


def test_files_that_were_there_before_are_not_read_for_the_manifest(tmp_path, monkeypatch):
    published(tmp_path)
    before = read_manifest(tmp_path / "current").files
    publish(tmp_path, "r2", rejects("n2"))
    after = read_manifest(tmp_path / "current").files
    assert len(set(before.items()) & set(after.items())) == len(before)
    assert sum(stored.rows for name, stored in after.items() if name.startswith("rejects/")) == 3
