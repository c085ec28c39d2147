"""`newsloom export`: where the tables go, and what is refused."""

import pytest


def test_it_goes_beside_you_if_nothing_is_said(newsloom, samples, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = newsloom("export", samples, "--to", "csv", "--table", "quotes", "--table", "quotes")
    assert (result.exit_code, result.stdout) == (0, "wrote news-csv\n")
    assert [f.name for f in (tmp_path / "news-csv").iterdir()] == ["quotes.csv"]


def test_the_name_says_the_form(newsloom, samples, tmp_path):
    assert newsloom("export", samples, "--out", tmp_path / "a.sqlite").exit_code == 0
    assert (tmp_path / "a.sqlite").read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--to", "xlsx", "--table", "quote"), 2, "there is no table quote; did you mean quotes?"),
        (("--to", "xlsx", "--table", "zzz"), 2, "there is no table zzz; the tables are articles, "),
        ((), 2, "in what form? add --to xlsx|csv|sqlite|duckdb"),
        (("--to", "csv", "--run", "never"), 2, "keeps no snapshot of a run never"),
        (("--to", "word"), 2, "word"),
    ],
)
def test_wrong_use_is_one_line(newsloom, samples, tmp_path, arguments, code, said, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = newsloom("export", samples, *arguments)
    assert (result.exit_code, list(tmp_path.iterdir())) == (code, [])
    assert said in result.stderr


def test_no_dataset(newsloom, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = newsloom("export", tmp_path / "none", "--to", "csv")
    assert result.exit_code == 1
    assert "is not there; make one with: newsloom run" in result.stderr
    assert not list(tmp_path.iterdir())
