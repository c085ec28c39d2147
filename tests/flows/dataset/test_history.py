"""Snapshots that are kept, and what changed from one to the next."""

import pytest

from newsloom.flows.dataset.dataset import Dataset, DatasetError
from newsloom.flows.dataset.history import changed_rows, compare_snapshots, list_snapshots, two_snapshots

FIRST = "The harbour board met in Klaipėda on Tuesday. “We will keep the ferry,” chairwoman Ona Petraitė said.\n"
SECOND = (
    "The port of Ventspils closed its northern gate on Friday. “It was the ice,” harbour master Janis Ozols said.\n"
)


@pytest.fixture(scope="module")
def twice(tmp_path_factory, newsloom):
    """A dataset of two runs: an article, then the same one changed and another one. Tests only read it."""
    folder = tmp_path_factory.mktemp("twice")
    rows = "text,title,url,date\n{}"
    for text, more in ((FIRST, ""), (FIRST.replace("Tuesday", "Wednesday"), SECOND)):
        lines = [
            f'"{body.strip() * 3}",A title,https://a.example/{n},2025-03-04'
            for n, body in enumerate((text, more))
            if body
        ]
        (folder / "in.csv").write_text(rows.format("\n".join(lines)), encoding="utf-8")
        result = newsloom("run", folder / "in.csv", "--dataset", folder / "news", "--workers", 1, "--quiet")
        assert result.exit_code == 0, result.output
    return folder / "news"


def test_every_snapshot_has_its_run_and_its_rows(twice):
    older, newer = list_snapshots(twice)
    assert (older.is_current, newer.is_current) == (False, True)
    assert (older.rows["articles"], older.n_new, older.n_changed) == (1, 1, 0)
    assert newer.rows["articles"] == len(Dataset(twice).read("articles"))
    assert (newer.n_new, newer.n_changed) == (1, 1)
    assert older.started_at < newer.started_at


def test_an_older_snapshot_is_read_by_its_run(twice):
    older, newer = list_snapshots(twice)
    assert Dataset(twice, run=older.run_id).n_rows("articles") == 1
    assert Dataset(twice, run=newer.run_id).n_rows("articles") == Dataset(twice).n_rows("articles")
    with pytest.raises(DatasetError, match=f"no snapshot of a run yesterday; those kept are {older.run_id}"):
        Dataset(twice, run="yesterday")


def test_rows_that_came_and_rows_that_changed_are_told_apart(twice):
    found = {d.table: d for d in compare_snapshots(*two_snapshots(twice))}
    before, after = two_snapshots(twice)
    ours, theirs = (d.read("articles").set_index("article_id") for d in (before, after))
    assert found["articles"].n_added == len(theirs.index.difference(ours.index))
    assert found["articles"].n_removed == len(ours.index.difference(theirs.index))
    assert found["runs"].n_added == 1
    same = ours.index.intersection(theirs.index)
    differing = {
        c: sum(a != b and a is not b for a, b in zip(ours.loc[same, c], theirs.loc[same, c], strict=True))
        for c in ("text", "title")
    }
    assert {c: found["articles"].columns.get(c, 0) for c in differing} == differing


def test_a_row_that_is_written_anew_as_it_was_has_not_changed(twice):
    for d in compare_snapshots(*two_snapshots(twice)):
        assert "run_id" not in d.columns


def test_rows_are_those_that_are_counted(twice):
    before, after = two_snapshots(twice)
    for d in compare_snapshots(before, after):
        rows = [row["what"] for row in changed_rows(before, after, d.table)]
        assert (rows.count("added"), rows.count("removed"), rows.count("changed")) == (
            d.n_added,
            d.n_removed,
            d.n_changed,
        )


def test_a_snapshot_does_not_differ_from_itself(twice):
    run = list_snapshots(twice)[0].run_id
    assert not any(compare_snapshots(*two_snapshots(twice, run, run)))


def test_backwards_what_came_has_gone(twice):
    older, newer = (s.run_id for s in list_snapshots(twice))
    forth = compare_snapshots(*two_snapshots(twice, older, newer))
    back = compare_snapshots(*two_snapshots(twice, newer, older))
    assert [(d.n_added, d.n_removed, d.n_changed) for d in forth] == [
        (d.n_removed, d.n_added, d.n_changed) for d in back
    ]


def test_one_snapshot_has_nothing_to_be_compared_with(samples):
    with pytest.raises(DatasetError, match="keeps one snapshot"):
        two_snapshots(samples)


def test_where_there_is_no_dataset_it_says_how_to_make_one(tmp_path):
    with pytest.raises(DatasetError, match="newsloom run INPUT"):
        list_snapshots(tmp_path)


def test_as_many_are_kept_as_the_option_says(tmp_path, newsloom, monkeypatch):
    monkeypatch.setattr("newsloom.flows.dataset.snapshots.KEPT_SECONDS", -1)
    (tmp_path / "newsloom.toml").write_text("[run]\nsnapshots = 1\n")
    for n in range(3):
        (tmp_path / "in.txt").write_text(f"{FIRST}It was day {n} of the week.", encoding="utf-8")
        newsloom("run", tmp_path / "in.txt", "--dataset", tmp_path / "news", "--config", tmp_path / "newsloom.toml")
    assert [s.is_current for s in list_snapshots(tmp_path / "news")] == [True]
