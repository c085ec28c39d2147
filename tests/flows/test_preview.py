"""Looking before leaping: a dry run, and a run of the first records only."""

import json

import pytest

from newsloom.flows.dataset.dataset import Dataset
from tests.conftest import SAMPLES

TEXT = "The ferry to the island will sail {} times a day from Monday, the harbour board said."


@pytest.fixture
def ferry(tmp_path):
    file = tmp_path / "ferry.jsonl"
    file.write_text("\n".join(json.dumps({"text": TEXT.format(n)}) for n in range(5)))
    return file


@pytest.fixture
def no_model(monkeypatch):
    def refuse(name=None):
        raise AssertionError("the language pipeline is loaded")

    monkeypatch.setattr("newsloom.flows.work.jobs.load_pipeline", refuse)
    monkeypatch.setattr("newsloom.flows.work.jobs.pipeline", refuse)
    monkeypatch.setattr("newsloom.flows.view.summary.pipeline", refuse)


def test_a_dry_run_says_what_would_be_taken_and_writes_nothing(tmp_path, newsloom, no_model):
    result = newsloom("run", SAMPLES, "--dataset", tmp_path / "news", "--dry-run")
    assert result.exit_code == 0, result.output
    assert not list(tmp_path.iterdir())
    out = result.stdout
    assert "40 records read: 37 new, 0 changed, 0 unchanged, 3 rejected, dry run" in out
    assert "inputs: 5 text, 2 jsonl, 2 html, 2 csv, 1 feed, 1 json" in out
    assert (
        "ports.csv: headline as title, link as url, date as published_at, publisher as outlet, content as text" in out
    )
    assert "1 wrong_language" in out
    assert (
        "row 0: Flood barrier fails first test, minister blames builder, 2025-03-08, Nordic Wire\n    WESTERHAVEN"
        in out
    )
    bare = newsloom("run", SAMPLES / "texts" / "harbour-gazette.txt", "--dataset", tmp_path / "news", "--dry-run")
    assert "harbour-gazette.txt, row 0: title not known, 2025-03-04, outlet not known" in bare.stdout


def test_a_dry_run_tells_what_is_new_to_a_dataset(ferry, tmp_path, newsloom):
    run = ["run", tmp_path, "--dataset", tmp_path.parent / f"{tmp_path.name}-news", "--json"]
    assert newsloom(*run).exit_code == 0
    folder = tmp_path.parent / f"{tmp_path.name}-news"
    before = sorted(p.relative_to(folder) for p in folder.rglob("*"))
    (tmp_path / "new.txt").write_text(TEXT.format("sixty"))
    summary = json.loads(newsloom(*run, "--dry-run").stdout)
    assert summary["records"] == {"read": 6, "new": 1, "changed": 0, "unchanged": 5, "rejected": 0}
    assert [row["source_uri"] for row in summary["first_records"]] == [str(tmp_path / "new.txt")]
    assert sorted(p.relative_to(folder) for p in folder.rglob("*")) == before


def test_a_limited_run_reads_so_many_records_and_remembers_no_file_that_it_left(ferry, tmp_path, newsloom):
    run = ["run", ferry, "--dataset", tmp_path / "news", "--json"]
    limited = json.loads(newsloom(*run, "--limit", 3).stdout)
    assert limited["records"] == {"read": 3, "new": 3, "changed": 0, "unchanged": 0, "rejected": 0}
    assert Dataset(tmp_path / "news").n_rows("inputs") == 0
    assert json.loads(newsloom(*run, "--limit", 3).stdout)["records"]["unchanged"] == 3
    whole = json.loads(newsloom(*run).stdout)
    assert whole["records"] == {"read": 5, "new": 2, "changed": 0, "unchanged": 3, "rejected": 0}
    assert Dataset(tmp_path / "news").n_rows("inputs") == 1
    # a known file of more records than the limit lets through is read as far as that
    assert json.loads(newsloom(*run, "--limit", 2).stdout)["records"]["read"] == 2


def test_a_file_that_ends_at_the_limit_was_read_to_its_end(ferry, tmp_path, newsloom, no_model):
    (tmp_path / "zoo.txt").write_text(TEXT.format("many"))
    run = ["run", ferry, tmp_path / "zoo.txt", "--dataset", tmp_path / "news", "--dry-run"]
    for limit, read in ((5, 5), (6, 6), (9, 6)):
        assert f"{read} records read" in newsloom(*run, "--limit", limit).stdout
    assert "5 records read, all that the limit lets through:" in newsloom(*run, "--limit", 5).stdout


def test_what_a_limited_run_read_whole_is_remembered(ferry, tmp_path, newsloom):
    (tmp_path / "zoo.txt").write_text(TEXT.format("many"))
    run = ["run", tmp_path / "zoo.txt", ferry, "--dataset", tmp_path / "news", "--limit", 1, "--quiet"]
    assert newsloom(*run).exit_code == 0
    assert Dataset(tmp_path / "news").arrow("inputs")["name"].to_pylist() == ["zoo.txt"]
