"""`newsloom run --keep`: columns of the input are carried through into extra_fields."""

import json

import pandas as pd
import pytest

from newsloom.flows.dataset.dataset import Dataset

FERRY = "The harbour board met in Klaipėda on Tuesday and kept the ferry for one more winter."
GATE = "The port of Ventspils closed its northern gate on Friday because of the ice."
ROWS = [
    {"text": FERRY, "title": "Ferry stays", "section": "Local", "pay wall": "NA", "rank": 1},
    {"text": GATE, "title": "Gate shut", "section": "World ", "pay wall": "yes", "rank": 2},
]


def kept(folder):
    """{title: {name: value}}"""
    dataset = Dataset(folder)
    rows = dataset.read("extra_fields").merge(dataset.read("articles")[["article_id", "title"]], on="article_id")
    found = {title: {} for title in dataset.read("articles")["title"]}
    for row in rows.to_dict("records"):
        found[row["title"]][row["name"]] = row["value"]
    return found


def written(tmp_path, form):
    file = tmp_path / f"in.{form}"
    if form == "csv":
        pd.DataFrame(ROWS).to_csv(file, index=False)
    elif form == "jsonl":
        file.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    else:
        pd.DataFrame(ROWS).to_parquet(file)
    return file


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_columns_are_carried_through_as_they_stand(tmp_path, newsloom, form):
    result = newsloom(
        "run",
        written(tmp_path, form),
        "--dataset",
        tmp_path / "news",
        "--keep",
        "section",
        "--keep",
        "pay wall",
        "--keep",
        "rank",
    )
    assert result.exit_code == 0, result.output
    assert "kept: section, pay wall, rank" in result.stdout
    assert kept(tmp_path / "news") == {
        "Ferry stays": {"section": "Local", "rank": "1"},  # NA is no value
        "Gate shut": {"section": "World ", "pay wall": "yes", "rank": "2"},
    }
    assert newsloom("check", tmp_path / "news").exit_code == 0


def test_json_is_reached_by_path(tmp_path, newsloom):
    row = {
        "text": GATE,
        "title": "T",
        "thread": {"country": "LV"},
        "tags": [{"n": "ice"}, {"n": "port"}],
        "free": True,
        "none": None,
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(row), encoding="utf-8")
    options = [word for name in ("thread.country", "tags.n", "free", "none") for word in ("--keep", name)]
    assert newsloom("run", tmp_path / "in.jsonl", "--dataset", tmp_path / "news", *options).exit_code == 0
    assert kept(tmp_path / "news") == {"T": {"thread.country": "LV", "tags.n": "ice, port", "free": "true"}}


def test_articles_that_are_there_already_get_them_too(tmp_path, newsloom):
    file = written(tmp_path, "csv")
    newsloom("run", file, "--dataset", tmp_path / "news", "--quiet")
    assert kept(tmp_path / "news") == {"Ferry stays": {}, "Gate shut": {}}
    result = newsloom("run", file, "--dataset", tmp_path / "news", "--keep", "section")
    assert "0 new, 0 changed, 2 unchanged" in result.stdout
    assert kept(tmp_path / "news") == {"Ferry stays": {"section": "Local"}, "Gate shut": {"section": "World "}}


def test_a_value_that_changes_alone_is_the_last_one_read(tmp_path, newsloom):
    file = written(tmp_path, "csv")
    newsloom("run", file, "--dataset", tmp_path / "news", "--keep", "section", "--quiet")
    file.write_text(file.read_text(encoding="utf-8").replace("Local", "Harbour"), encoding="utf-8")
    newsloom("run", file, "--dataset", tmp_path / "news", "--keep", "section", "--quiet")
    assert kept(tmp_path / "news")["Ferry stays"] == {"section": "Harbour"}
    assert Dataset(tmp_path / "news").n_rows("articles") == 2


def test_a_column_that_no_input_has_is_said(tmp_path, newsloom):
    file = written(tmp_path, "csv")
    result = newsloom("run", file, "--dataset", tmp_path / "news", "--keep", "sektion")
    assert result.exit_code == 0
    assert "WARNING: no input has the column sektion" in result.stdout


def test_the_config_file_can_say_it(tmp_path, newsloom):
    (tmp_path / "newsloom.toml").write_text('[parse]\nkeep = ["section"]\n', encoding="utf-8")
    newsloom("run", written(tmp_path, "csv"), "--dataset", tmp_path / "news", "--config", tmp_path / "newsloom.toml")
    assert kept(tmp_path / "news")["Ferry stays"] == {"section": "Local"}
