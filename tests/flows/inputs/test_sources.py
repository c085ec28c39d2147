"""Files, folders, globs and pipes: what is found, under which name, and what is turned away."""

from __future__ import annotations

import datetime as dt
import io
import os
import pickle
import shutil
import socket
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from newsloom.flows.dataset.own import OwnFiles
from newsloom.flows.inputs.sources import InputError, SourceOptions, inputs_row, known_inputs, read_sources
from newsloom.schemas.state.inputs import INPUTS
from newsloom.transforms.inputs.parse import RawRecord, Reject, parse_payload
from tests.flows.dataset.test_dataset import publish, rejects

NOW = dt.datetime(2025, 2, 13, tzinfo=dt.UTC)


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """news/a.txt, news/b/c.txt, news/b/d.jsonl and hidden files, seen from the folder above."""
    for name, text in {
        "a.txt": "One.",
        "b/c.txt": "Two.",
        "b/d.jsonl": '{"text": "Three."}',
        ".b/e.txt": "x",
        "b/.f": "x",
    }.items():
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "news"


def names(*inputs: str, **options: bool) -> list[str]:
    return [payload.name for payload in read_sources(inputs, SourceOptions(**options))]


def outcomes(*inputs: str) -> list[RawRecord | Reject]:
    return [outcome for payload in read_sources(inputs) for outcome in parse_payload(payload)]


def test_a_folder_is_read_by_name_without_hidden_files(news: Path) -> None:
    assert names("news") == ["news/a.txt", "news/b/c.txt", "news/b/d.jsonl"]
    assert names("news", hidden=True) == ["news/.b/e.txt", "news/a.txt", "news/b/.f", "news/b/c.txt", "news/b/d.jsonl"]


def test_names_do_not_depend_on_where_the_root_stands(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = names("news")
    assert names(str(news)) == names("./news/") == names("news/../news") == expected
    monkeypatch.chdir(news)
    assert names(".") == names("../news") == names("**/*") == expected


def test_source_uri_is_the_path_as_given(news: Path) -> None:
    assert [p.source_uri for p in read_sources(["news"])] == ["news/a.txt", "news/b/c.txt", "news/b/d.jsonl"]
    assert [p.source_uri for p in read_sources([str(news / "a.txt")])] == [str(news / "a.txt")]


def test_globs_take_the_folder_before_the_wildcard_as_root(news: Path) -> None:
    assert names("news/*.txt") == ["news/a.txt"]
    assert names("news/**/*.txt") == ["news/a.txt", "news/b/c.txt"]
    assert names("n*") == [f"{news.parent.name}/{name}" for name in names("news")]


def test_a_file_given_twice_is_read_once(news: Path) -> None:
    assert names("news", "news/a.txt", "news/*.txt") == names("news")


def test_roots_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("a/news", "b/news", "b/wire"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "x.txt").write_text("One.")
    roots = [str(tmp_path / folder) for folder in ("a/news", "b/news", "b/wire")]
    assert names(*roots) == ["a/news/x.txt", "b/news/x.txt", "wire/x.txt"]
    assert names(*roots[::-1]) == ["wire/x.txt", "b/news/x.txt", "a/news/x.txt"]
    assert names(roots[0]) == ["news/x.txt"]
    assert names(f"{roots[0]}/x.txt", f"{roots[1]}/x.txt") == ["a/news/x.txt", "b/news/x.txt"]


def test_what_cannot_be_read_is_told_once(news: Path) -> None:
    (news / "dangling").symlink_to("gone.txt")
    assert names("news", "news", "news/dangling").count("news/dangling") == 1


@pytest.mark.parametrize("given", ["nowhere", "nowhere/*.txt", ""])
def test_an_input_that_is_not_there_stops_at_once(news: Path, given: str) -> None:
    with pytest.raises(InputError, match="INPUT"):
        read_sources(["news", given])


def test_loops_and_broken_links_are_rejects(news: Path) -> None:
    (news / "b" / "loop").symlink_to(news)
    (news / "dangling").symlink_to("gone.txt")
    (news / "self").symlink_to("self")
    found = {o.source_uri: o for o in outcomes("news") if isinstance(o, Reject)}
    assert set(found) == {"news/b/loop", "news/dangling", "news/self"}
    assert {o.reason for o in found.values()} == {"unparseable"}
    assert "symlink loop" in found["news/b/loop"].detail
    assert "gone.txt" in found["news/dangling"].detail


def test_a_link_to_a_folder_elsewhere_is_followed_once(news: Path, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "old.txt").write_text("Old.")
    (tmp_path / "archive" / "again").symlink_to(tmp_path / "archive")
    (news / "old").symlink_to(tmp_path / "archive")
    assert [name for name in names("news") if "old" in name] == ["news/old/again", "news/old/old.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_reject(news: Path) -> None:
    (news / "a.txt").chmod(0)
    (news / "b").chmod(0)
    try:
        found = outcomes("news")
    finally:
        (news / "b").chmod(0o755)
    assert [(o.source_uri, o.reason) for o in found] == [("news/a.txt", "unparseable"), ("news/b", "unparseable")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_can_be_listed_but_not_entered(news: Path) -> None:
    (news / "b").chmod(0o444)
    try:
        found = outcomes("news")
    finally:
        (news / "b").chmod(0o755)
    assert [(o.source_uri, type(o)) for o in found] == [
        ("news/a.txt", RawRecord),
        ("news/b/c.txt", Reject),
        ("news/b/d.jsonl", Reject),
    ]


def test_a_folder_that_cannot_be_listed(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "b":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    found = outcomes("news")
    assert [(type(o), o.source_uri) for o in found] == [(RawRecord, "news/a.txt"), (Reject, "news/b")]


def test_a_name_that_is_no_unicode(news: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(news) + b"/caf\xe9.txt")).write_text("Four.")
    except OSError:
        pytest.skip("the file system takes only Unicode names")
    (name,) = [n for n in names("news") if "caf" in n]
    assert name == r"news/caf\udce9.txt"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in (1, 3_000_000):  # in memory, and by way of a file
        data = b'{"text": "One."}\n' * size
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data[: 9 * 2**20])))
        payload = next(read := read_sources(["-"]))
        record = next(parse_payload(payload))
        assert (record.source_uri, record.name, record.text) == ("-", "stdin", "One.")  # type: ignore[union-attr]
        read.close()  # type: ignore[attr-defined]


def test_a_pipe_that_was_named_is_read(news: Path) -> None:
    os.mkfifo(news / "pipe.txt")
    if os.fork() == 0:
        (news / "pipe.txt").write_text("Piped.")
        os._exit(0)
    assert "Piped." in [o.text for o in outcomes("news/pipe.txt") if isinstance(o, RawRecord)]


@pytest.mark.parametrize("given", ["news", "news/*", "**/*"])
def test_pipes_and_sockets_in_a_folder_are_rejects_that_are_never_opened(
    news: Path, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(news / "pipe.txt")
    (news / "link.txt").symlink_to("pipe.txt")
    monkeypatch.chdir(news)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.txt")
        monkeypatch.chdir(news.parent)
        found = {o.source_uri: o for o in outcomes(given) if isinstance(o, Reject)}
        assert [type(o) for o in outcomes("news/socket.txt")] == [Reject]
    assert set(found) == {"news/link.txt", "news/socket.txt"}  # the link is the pipe, by another name
    assert {o.reason for o in found.values()} == {"unparseable"}
    assert "named pipe" in found["news/link.txt"].detail
    assert "socket" in found["news/socket.txt"].detail


REPORT = '<!doctype html>\n<html><head><meta charset="utf-8">\n<meta name="generator" content="newsloom">\n'


@pytest.fixture
def dataset(news: Path) -> Path:
    """A dataset inside news, as `newsloom run news --dataset news/tables` makes one, with a report in it."""
    publish(news / "tables", "20250101T120000000000-abcdef", rejects("a"))
    (news / "tables" / "report.html").write_text(REPORT)
    return news / "tables"


@pytest.mark.parametrize("given", ["news", "news/**/*", "news/*", "**/*", "link"])
@pytest.mark.parametrize("made", ["now", "before", "current lost", "links resolved"])
def test_a_dataset_in_an_input_is_passed_by_and_counted(news: Path, dataset: Path, given: str, made: str) -> None:
    if made in ("before", "current lost"):
        (dataset / ".newsloom").unlink()
    if made == "before":
        (dataset / "current" / "manifest.json").unlink()
    if made == "current lost":
        (dataset / "current").unlink()
    if made == "links resolved":
        shutil.copytree(dataset, news / "copy")
        (news / "copy" / ".newsloom").unlink()
        shutil.rmtree(dataset)
    (news.parent / "link").symlink_to("news")
    (news / "b" / "shortcut").symlink_to(dataset if dataset.exists() else news / "copy")
    passed: Counter[str] = Counter()
    found = [p.name.rpartition("/")[2] for p in read_sources([given], passed_by=passed)]
    assert sorted(found) == ["a.txt", "c.txt", "d.jsonl"]
    assert passed == {"dataset": 1}


def test_a_dataset_that_is_named_is_no_input_and_what_lies_beside_its_tables_is(news: Path, dataset: Path) -> None:
    (dataset / "raw").mkdir()
    (dataset / "raw" / "x.txt").write_text("Mine.")
    assert names("news/tables/raw") == ["raw/x.txt"]
    assert names("news/a.txt", "news/tables") == ["a.txt"]
    file = next((dataset / "current").rglob("*.parquet"))
    for given in (dataset, dataset / "current", dataset / "snapshots", file, file.resolve()):
        with pytest.raises(InputError, match="is a dataset of newsloom"):
            read_sources([str(given)])


def test_a_report_is_passed_by_wherever_it_lies(news: Path) -> None:
    (news / "b" / "page").write_text(REPORT + "<p>x</p>")
    (news / "page.html").write_text(REPORT.replace('"newsloom"', '"WordPress"'))
    (news / "about.txt").write_text("The page says " + REPORT)
    passed: Counter[str] = Counter()
    found = [p.name for p in read_sources(["news"], passed_by=passed)]
    assert found == ["news/a.txt", "news/about.txt", "news/b/c.txt", "news/b/d.jsonl", "news/page.html"]
    assert passed == {"report": 1}


def test_our_reports_say_who_made_them(newsloom: Any, samples: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert newsloom("report", samples, "--out", page).exit_code == 0
    assert OwnFiles(Counter()).is_report(page)
    assert page.read_bytes().index(b"generator") < 1000


def test_payloads_travel_to_other_processes(news: Path) -> None:
    for payload in read_sources(["news"]):
        assert list(parse_payload(pickle.loads(pickle.dumps(payload)))) == list(parse_payload(payload))


def test_what_was_read_is_known_until_it_changes(news: Path) -> None:
    rows = [inputs_row(p, len(list(parse_payload(p))), NOW, "s") for p in read_sources(["news"])]
    state = INPUTS.conform(INPUTS.table(rows))
    known = known_inputs(state, "s")
    assert [p.known_records for p in read_sources(["news"], earlier=known)] == [1, 1, 1]
    (news / "a.txt").write_text("Another.")
    assert [p.known_records for p in read_sources(["news"], earlier=known)] == [None, 1, 1]
    assert [p.known_records for p in read_sources(["news"], earlier=known_inputs(state, "other"))] == [None] * 3
