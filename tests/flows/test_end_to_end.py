"""The samples through the whole path, read back as an analyst would."""

import hashlib
import json
import os
import shutil

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from newsloom.flows.dataset.dataset import Dataset
from newsloom.schemas.contract import TABLES
from tests.conftest import SAMPLES

N_RECORDS = 40  # 5 text files, 2 pages, 8 rows of CSV, 18 lines of JSON, 5 objects of JSON, 2 items of a feed


def table(folder, name):
    return pd.read_parquet(folder / "current" / name)


def snapshot(folder):
    """Content of every file that a reader can see."""
    files = sorted((folder / "current").resolve().rglob("*.parquet"))
    return {str(f): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_there_with_its_schema(samples, name):
    files = list((samples / "current" / name).glob("**/*.parquet"))
    assert files
    assert all(pq.read_schema(f).equals(TABLES[name].schema, check_metadata=True) for f in files)


def test_the_books_balance(samples):
    articles, rejects = table(samples, "articles"), table(samples, "rejects")
    assert len(articles) + len(rejects) == N_RECORDS
    assert sorted(rejects["reason"]) == ["empty", "unparseable", "wrong_language"]
    run = table(samples, "runs").iloc[0]
    assert (run["n_inputs"], run["n_new"], run["n_rejected"]) == (N_RECORDS, len(articles), len(rejects))


def test_every_check_of_the_contract_holds(samples, newsloom):
    result = newsloom("check", samples)
    assert (result.exit_code, result.stdout.splitlines()[-1].split(", ")[1]) == (0, "0 failed")


def test_damaged_names_are_repaired_and_on_record(samples):
    edits = table(samples, "edits")
    repairs = edits[edits["kind"] == "mojibake"]
    assert {"ė", "ū", "Ø", "ø"} <= set(repairs["after"])
    texts = table(samples, "articles")["text"]
    assert texts.str.contains("Agnė Vaitkūnaitė").sum() >= 2
    assert not texts.str.contains("Ä|Ã").any()


def test_undoing_the_edits_gives_the_raw_text(samples):
    article = table(samples, "articles").set_index("source_uri").filter(like="baltic-courier", axis=0).iloc[0]
    edits = table(samples, "edits")
    edits = edits[(edits["article_id"] == article["article_id"]) & edits["applied"]].sort_values("seq", ascending=False)
    text = article["text"]
    for edit in edits.itertuples():
        before = "" if pd.isna(edit.before) else edit.before
        text = text[: edit.clean_start] + before + text[edit.clean_end :]
    assert text == (SAMPLES / "texts" / "baltic-courier.txt").read_text(encoding="utf-8")


def test_metadata_of_plain_text(samples):
    articles = table(samples, "articles").set_index(table(samples, "articles")["source_uri"].str.split("/").str[-1])
    assert str(articles.loc["harbour-gazette.txt", "published_date"]) == "2025-03-04"
    assert articles.loc["harbour-gazette.txt", "published_origin"] == "header"
    courier = articles.loc["baltic-courier.txt"]
    assert courier["canonical_url"] == "https://www.baltic-courier.example/en/ministers-agree-ferry-checks/a-20250304"
    assert "Source:" not in courier["text"]


def test_copies_versions_and_templates(samples):
    sql = """SELECT a.title, a.duplicate_kind, o.title AS original, v.title AS version_of
        FROM articles a LEFT JOIN articles o ON o.article_id = a.duplicate_of
        LEFT JOIN articles v ON v.article_id = a.version_of"""
    rows = {row["title"]: row for row in query(samples, sql)}
    copy = rows["Dockers go back to work in Klaipeda"]
    assert copy["original"] == "Klaipėda dock strike ends with pay deal"
    assert rows["Dockers go back to work in Klaipeda (update)"]["version_of"] == copy["title"]
    assert rows["Klaipėda traffic down in March"]["original"] is None
    relations = {row["relation"] for row in query(samples, 'SELECT relation FROM "article_pairs"')}
    assert {"near", "revision", "template", "same_story"} <= relations


def test_who_said_what(samples):
    sql = """SELECT q.text, q.type, e.name FROM quotes q JOIN entities e ON e.entity_id = q.speaker_entity_id"""
    said = {(row["text"], row["type"]): row["name"] for row in query(samples, sql)}
    assert said["“The gate did exactly what the sensor told it to do,”", "direct"] == "Willem van der Berg"
    assert said['"This is a fair deal and our members will vote for it,"', "direct"] == "Tomas Brazdžionis"
    assert said["“We were lucky with the weather, and luck is not a plan,”", "direct"] == "Agnė Vaitkūnaitė"
    kinds = table(samples, "quotes")["type"].value_counts()
    assert all(kinds[kind] > 0 for kind in ("direct", "indirect", "mixed"))


def test_one_person_under_two_spellings(samples):
    sql = """SELECT DISTINCT m.entity_id FROM mentions m
        WHERE m.text IN ('Agnė Vaitkūnaitė', 'Agne Vaitkunaite', 'Vaitkunaite')"""
    assert len(query(samples, sql)) == 1


def query(folder, sql):
    connection = duckdb.connect()
    for name in TABLES:
        connection.execute(f"""CREATE VIEW "{name}" AS FROM read_parquet('{folder}/current/{name}/**/*.parquet')""")
    result = connection.execute(sql)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def test_polars_and_the_dataset_class_read_the_same(samples):
    frame = pl.read_parquet(samples / "current" / "quotes" / "*.parquet")
    assert sorted(frame["quote_id"]) == sorted(Dataset(samples).read("quotes")["quote_id"])


def test_a_second_run_of_the_same_changes_nothing(samples, tmp_path, newsloom):
    folder = tmp_path / "news"
    shutil.copytree(samples, folder, symlinks=True)
    before = snapshot(folder)
    result = newsloom("run", SAMPLES, "--dataset", folder, "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["records"] == {
        "read": N_RECORDS, "new": 0, "changed": 0, "unchanged": N_RECORDS - 3, "rejected": 3,
    }  # fmt: skip
    assert snapshot(folder) == before


@pytest.mark.parametrize(("chunk", "processes"), [(6, 2), (8, 1)])
def test_two_runs_and_two_processes_give_what_one_run_gives(chunk, processes, samples, tmp_path, newsloom):
    folder = tmp_path / "news"
    first = SAMPLES / "wire.jsonl"
    rest = [file for file in sorted(SAMPLES.iterdir()) if file != first]
    config = tmp_path / "small.toml"
    config.write_text(f"[run]\nbatch = 2\nchunk = {chunk}\n")
    for inputs, workers in (([first], 1), (rest, processes)):
        arguments = ["run", *inputs, "--dataset", folder, "--config", config, "--workers", workers, "--quiet"]
        assert newsloom(*arguments).exit_code == 0
    for name in SAME_EVERYWHERE:
        assert rows(folder, name) == rows(samples, name), name
    assert newsloom("check", folder).exit_code == 0


SAME_EVERYWHERE = (
    "articles", "edits", "segments", "metadata", "mentions", "quotes", "quote_segments", "headline_quotes",
    "article_pairs", "shared_passages",
)  # fmt: skip


def rows(folder, name):
    """Rows without what names the run, its times and places, and ids that go by the order of arrival."""
    drop = {"run_id", "first_seen_at", "source_uri", "story_id", "entity_id", "speaker_entity_id", "utterance_id"}
    frame = table(folder, name)
    return sorted(map(str, frame[[c for c in frame.columns if c not in drop]].itertuples(index=False)))


def test_equal_files_are_articles_of_their_own_and_known_when_read_again(tmp_path, newsloom):
    text = "The mayor of Westerhaven said on Monday that the barrier would be tested again in April."
    places = [tmp_path / name for name in ("one", "two", "three")]
    for place in places:
        place.mkdir()
        (place / "note.txt").write_text(text)
    folder, other = tmp_path / "news", tmp_path / "other"
    assert newsloom("run", *places[:2], "--dataset", folder, "--quiet").exit_code == 0
    assert newsloom("run", *reversed(places), "--dataset", folder, "--quiet").exit_code == 0
    assert newsloom("run", *reversed(places), "--dataset", other, "--quiet").exit_code == 0
    ids = set(table(folder, "articles")["article_id"])
    assert len(ids) == 3
    assert ids == set(table(other, "articles")["article_id"])
    assert sorted(table(folder, "articles")["duplicate_kind"].dropna()) == ["exact", "exact"]


def test_lines_added_to_a_file_are_all_that_is_new(tmp_path, newsloom):
    lines = (SAMPLES / "wire.jsonl").read_text(encoding="utf-8").splitlines()
    file, folder = tmp_path / "wire.jsonl", tmp_path / "news"
    file.write_text("\n".join(lines[1:]), encoding="utf-8")
    assert newsloom("run", file, "--dataset", folder, "--quiet").exit_code == 0
    file.write_text("\n".join(lines), encoding="utf-8")
    records = json.loads(newsloom("run", file, "--dataset", folder, "--json").stdout)["records"]
    assert (records["read"], records["new"], records["changed"]) == (6, 1, 0)


def test_appending_a_changed_file(tmp_path, newsloom):
    folder, source = tmp_path / "news", tmp_path / "in"
    source.mkdir()
    file = source / "note.txt"
    file.write_text("The council of Westerhaven met on Friday and voted to repair the old bridge over the canal.")
    assert newsloom("run", source, "--dataset", folder, "--quiet").exit_code == 0
    file.write_text("The council of Westerhaven met on Friday and voted against the repair of the old bridge.")
    os.utime(file, ns=(1, 1))
    summary = json.loads(newsloom("run", source, "--dataset", folder, "--json").stdout)
    assert summary["records"]["changed"] == 1
    assert len(table(folder, "articles")) == 2
    assert len(table(folder, "runs")) == 2


def test_a_run_that_fails_leaves_the_dataset_as_it_was(samples, tmp_path, newsloom, monkeypatch):
    folder = tmp_path / "news"
    shutil.copytree(samples, folder, symlinks=True)
    before = snapshot(folder)
    note = tmp_path / "note.txt"
    note.write_text("The mayor of Westerhaven said on Monday that the barrier would be tested again in April.")
    write_table = pq.write_table

    def full(rows, where, **options):
        if "quotes" in str(where):
            raise OSError(28, "No space left on device")
        write_table(rows, where, **options)

    monkeypatch.setattr(pq, "write_table", full)
    result = newsloom("run", note, "--dataset", folder)
    assert result.exit_code == 1
    assert result.stderr.startswith("newsloom: no space left on the disk")
    assert snapshot(folder) == before
    assert not list(folder.glob(".staging-*"))
    monkeypatch.undo()
    assert newsloom("run", note, "--dataset", folder, "--quiet").exit_code == 0
    assert len(table(folder, "articles")) == len(table(samples, "articles")) + 1


def test_three_reports_of_one_event_are_one_story_though_one_has_no_date(samples):
    sql = """SELECT count(DISTINCT story_id) AS stories, count(*) AS reports FROM articles
        WHERE text LIKE '%Karlshamn%' OR text LIKE '%fire on the Freja%'"""
    assert query(samples, sql) == [{"stories": 1, "reports": 3}]


def test_an_input_may_end_where_a_chunk_does(tmp_path, newsloom, monkeypatch):
    monkeypatch.setattr("newsloom.flows.stages.chunks._SMALL", 0)
    text = "The ferry to the island will sail {} times a day from Monday, the harbour board said."
    lines = "\n".join(json.dumps({"text": text.format(n)}) for n in range(4))
    (tmp_path / "ferry.jsonl").write_text(lines)
    (tmp_path / "two.toml").write_text("[run]\nchunk = 2\nbatch = 1\n")
    run = ("run", tmp_path / "ferry.jsonl", "--dataset", tmp_path / "news", "--config", tmp_path / "two.toml")
    assert newsloom(*run, "--workers", 1).exit_code == 0
    assert len(table(tmp_path / "news", "articles")) == 4
    again = newsloom(*run, "--workers", 1, "--json")
    assert json.loads(again.stdout)["records"]["unchanged"] == 4


def test_quotes_of_titles_follow_their_speaker(tmp_path, newsloom):
    """An entity that merges takes its quotes in titles along; one run and two give the same rows."""
    texts = [
        ("Ilves: ‘We will wait’", "“We will wait until May,” harbour master Mara Ilves said in Ardle."),
        ("Mara Ilves says ferry is late", "The ferry is late, harbour master Mara Ilves said on Monday in Ardle."),
    ]
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    for number, (title, text) in enumerate(texts):
        rows_ = [{"title": title, "text": text, "url": f"https://news.example/{number}"}]
        (tmp_path / f"{number}.jsonl").write_text("\n".join(map(json.dumps, rows_)), encoding="utf-8")
        assert newsloom("run", tmp_path / f"{number}.jsonl", "--dataset", parts, "--quiet").exit_code == 0
    inputs = [tmp_path / f"{number}.jsonl" for number in range(len(texts))]
    assert newsloom("run", *inputs, "--dataset", whole, "--quiet").exit_code == 0
    assert rows(whole, "headline_quotes") == rows(parts, "headline_quotes")
    for folder in (whole, parts):
        names = table(folder, "entities").set_index("entity_id")["name"]
        made = table(folder, "headline_quotes").sort_values("text")
        assert list(made["text"]) == ["ferry is late", "‘We will wait’"]
        assert list(made["relation"]) == ["truncated", "truncated"]
        assert list(made["speaker_entity_id"].map(names)) == ["Mara Ilves"] * 2
        assert newsloom("check", folder).exit_code == 0
