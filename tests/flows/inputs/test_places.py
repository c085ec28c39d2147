"""A record is the same record under every spelling of its file's path, and two files are two."""

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsloom.flows.dataset.dataset import writing
from newsloom.flows.dataset.snapshots import new_run_id
from newsloom.flows.inputs.places import FilePlaces
from newsloom.flows.pipeline import Run, _stamped, run_stages
from newsloom.flows.settings import make_settings
from newsloom.flows.stages.chunks import InputReader
from newsloom.flows.stages.clean import clean_records
from newsloom.flows.stages.stage import Context, Outcome, stage
from newsloom.flows.work.progress import silent

NOW = dt.datetime(2025, 2, 13, tzinfo=dt.UTC)
TEXT = "The harbour board of Westerhaven said on Monday that ferry number {} would sail four times a day again."


def row(path, name, uri=None):
    return {"name": name, "source_uri": uri or path, "path": path, "real_path": path, "first_uri": uri}


FOUND = [
    # label, (path, name) of a file that an earlier run found, (path, name) now, whether it is the same
    ("its folder moved", ("/a/pf/x.txt", "pf/x.txt"), ("/b/pf/x.txt", "pf/x.txt"), True),
    ("moved, and named itself", ("/a/pf/x.txt", "pf/x.txt"), ("/b/pf/x.txt", "x.txt"), True),
    ("moved, and was named itself", ("/a/pf/x.txt", "x.txt"), ("/b/pf/x.txt", "pf/x.txt"), True),
    ("moved, by a folder above", ("/q/a/pf/x.txt", "pf/x.txt"), ("/r/a/pf/x.txt", "a/pf/x.txt"), True),
    ("gone, and named by less", ("/a/pf/x.txt", "a/pf/x.txt"), ("/b/pf/x.txt", "pf/x.txt"), True),
    ("still there, and named by less", ("{here}/pf/x.txt", "h/pf/x.txt"), ("/b/pf/x.txt", "pf/x.txt"), False),
    ("another folder", ("/a/one/x.txt", "one/x.txt"), ("/a/two/x.txt", "two/x.txt"), False),
    ("another folder, named itself", ("/a/one/x.txt", "x.txt"), ("/a/two/x.txt", "x.txt"), False),
    ("another day", ("/a/news/1/x.txt", "news/1/x.txt"), ("/a/news/2/x.txt", "news/2/x.txt"), False),
    ("another file", ("/a/pf/x.txt", "pf/x.txt"), ("/a/pf/y.txt", "pf/y.txt"), False),
]


@pytest.mark.parametrize(("label", "before", "now", "same"), FOUND, ids=[case[0] for case in FOUND])
def test_files(tmp_path, label, before, now, same):
    (tmp_path / "pf").mkdir()
    (tmp_path / "pf" / "x.txt").write_text("here")
    path = before[0].format(here=tmp_path)
    places = FilePlaces([row(path, before[1])])
    found = places.find(Path(now[0]), now[0], now[1])
    assert (found.name == before[1]) == same
    assert places.first_uri(found.uri) == (path if same else now[0])
    assert found.uri == now[0]


def test_two_files_of_one_run_are_two_whatever_they_are_called():
    places = FilePlaces()
    found = [places.find(Path(p), "x.txt", "x.txt") for p in ("/a/pf/x.txt", "/b/pf/x.txt", "/c/x.txt")]
    assert [f.name for f in found] == ["x.txt", "pf/x.txt", "c/x.txt"]
    assert [f.uri for f in found] == ["x.txt", "/b/pf/x.txt", "/c/x.txt"]


class Folder:
    """A folder pf with a file of records, a text and a link that leads nowhere; read under any spelling."""

    def __init__(self, where):
        self.where, self.n = Path(where), 0
        (self.where / "a" / "pf" / "sub").mkdir(parents=True)
        (self.where / "other").mkdir()
        (self.where / "link").symlink_to(self.where / "a" / "pf")
        self.pf = self.where / "a" / "pf"
        (self.pf / "sub" / "note.txt").write_text(TEXT.format("of the islands"))
        (self.pf / "gone").symlink_to("nowhere")
        self.append()

    def append(self):
        lines = [json.dumps({"text": TEXT.format(self.n)}), "{broken"]
        with (self.pf / "x.jsonl").open("a") as file:
            file.write("\n".join(lines) + "\n")
        self.n += 1

    def move(self):
        self.where.joinpath("b").mkdir(exist_ok=True)
        target = self.where / ("b" if self.pf.parent.name == "a" else "a") / "pf"
        self.pf.rename(target)
        self.pf = target
        (self.where / "link").unlink()
        (self.where / "link").symlink_to(target)


SPELLINGS = {
    "absolute": lambda f: (f.where, [str(f.pf)]),
    "relative": lambda f: (f.where, [os.path.relpath(f.pf, f.where)]),
    "from another folder": lambda f: (f.where / "other", [f"../{f.pf.parent.name}/./pf/"]),
    "dot": lambda f: (f.pf, ["."]),
    "from beside": lambda f: (f.pf.parent, ["./pf"]),
    "files": lambda f: (f.pf, ["x.jsonl", "sub/note.txt", "gone"]),
    "absolute files": lambda f: (f.where, [f"{f.pf}/x.jsonl", f"{f.pf}/sub/note.txt", f"{f.pf}/gone"]),
    "glob": lambda f: (f.pf.parent, ["pf/**/*"]),
    "link": lambda f: (f.where, ["link"]),
}


@stage(takes=("articles",), writes=("articles",))
def keep_articles(frames, stored, context):
    outcome = Outcome()
    outcome.changes.add("articles", frames["articles"])
    return outcome


def run(dataset, inputs):
    """What a run does up to knowing its records; the articles and the rejects that the dataset holds then."""
    with writing(dataset) as writer:
        options = make_settings(tuple(inputs), str(dataset))
        reader = InputReader(options, writer.dataset, NOW, silent)
        run = Run(Context(options, NOW, map, silent), writer, reader.books, "r")
        for chunk in reader.chunks():
            changes = run_stages(run, chunk, stages=(clean_records, keep_articles))
            if changes:
                writer.apply(_stamped(changes, "r"))
        writer.publish(new_run_id(dt.datetime.now(dt.UTC)))
        articles = sorted(writer.dataset.arrow("articles", ["article_id"])["article_id"].to_pylist())
        rejects = writer.dataset.arrow("rejects", ["source_row", "reason", "raw_sha256"]).to_pylist()
        return articles, sorted(map(str, rejects))


STEPS = st.lists(st.sampled_from([*SPELLINGS, "append", "move"]), min_size=3, max_size=6)


@given(STEPS)
@settings(max_examples=3, deadline=None, derandomize=True)
def test_a_folder_read_under_all_spellings_gives_what_one_reading_gives(tmp_path_factory, steps):
    before = Path.cwd()
    folder = Folder(tmp_path_factory.mktemp("places"))
    news, once = folder.where / "news", folder.where / "once"
    try:
        found = None
        for step in [*steps, "append", "absolute"]:
            if step in ("append", "move"):
                getattr(folder, step)()
                continue
            cwd, inputs = SPELLINGS[step](folder)
            os.chdir(cwd)
            found = run(news, inputs)
        assert found == run(once, [str(folder.pf)])
        assert len(found[0]) == folder.n + 1
        assert len(found[1]) == folder.n + 1
    finally:
        os.chdir(before)


def test_a_run_that_finds_nothing_new_writes_nothing(tmp_path):
    folder = Folder(tmp_path)
    run(tmp_path / "news", [str(folder.pf)])
    current = (tmp_path / "news" / "current").resolve()
    for inputs in ([f"{folder.pf}/gone"], [str(folder.pf)], [str(tmp_path / "link")]):
        run(tmp_path / "news", inputs)
    assert (tmp_path / "news" / "current").resolve() == current


def test_equal_files_in_two_folders_are_two_in_one_run_and_in_two(tmp_path):
    for name in ("one", "two", "x/one"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "note.txt").write_text(TEXT.format(1))
    one, two, third = (str(tmp_path / name / "note.txt") for name in ("one", "two", "x/one"))
    run(tmp_path / "a", [one])
    assert len(run(tmp_path / "a", [two])[0]) == 2
    assert len(run(tmp_path / "b", [str(tmp_path / "one"), str(tmp_path / "two")])[0]) == 2
    assert len(run(tmp_path / "c", [one, third])[0]) == 2
    assert len(run(tmp_path / "a", [one, two, third])[0]) == 3
