"""What a run says of what came out, above all when nothing or little did."""

import datetime as dt
import io
import json
import shlex

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.stages.books import EarlierRejects
from newsloom.schemas.state.inputs import INPUTS
from newsloom.transforms.inputs.records import Payload

TEXT = "The mayor of Westerhaven said on Monday that the barrier would be tested again in April."
SHEET = f"Nr;Datum;Medium;Überschrift;Artikel\n1;2025-03-01;Post;Ferry news of the week in full;{TEXT}\n"


def lines(*rows):
    return "\n".join(json.dumps(row) for row in rows)


def parquet(path):
    pq.write_table(pa.Table.from_pylist([{"n": 1, "Full Story": TEXT, "more": {"a": 1}}]), path)


def written(text):
    return lambda path: path.write_text(text, encoding="utf-8")


STRANGE = {"hed": "Ferry", "story_txt": TEXT, "dt": "2025-03-01", "src_name": "Post"}
NO_TEXT_COLUMN = [
    ("sheet.csv", written(SHEET), "text=Artikel"),
    ("lines.jsonl", written(lines(STRANGE)), "text=story_txt"),
    ("array.json", written(json.dumps([STRANGE])), "text=story_txt"),
    ("envelope.json", written(json.dumps({"articles": [STRANGE]}, indent=1)), "text=story_txt"),
    ("tabs.tsv", written(f"no\tthe 'story'\n1\t{TEXT}\n"), "text=the 'story'"),
    ("table.parquet", parquet, "text=Full Story"),
]


@pytest.mark.parametrize(("name", "write", "mapping"), NO_TEXT_COLUMN, ids=[case[0] for case in NO_TEXT_COLUMN])
def test_the_column_with_the_longest_text_is_proposed_as_a_command_that_works(
    tmp_path, newsloom, monkeypatch, name, write, mapping
):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / name)
    result = newsloom("run", name, "--dataset", "news", "--dry-run")
    assert result.exit_code == 1
    assert f"{name}, row 0: no text in the columns" in result.stdout
    assert "WARNING: no article came out" in result.stdout
    (offer,) = [line for line in result.stdout.splitlines() if line.startswith("  if that column is the text: ")]
    command = shlex.split(offer.partition(": ")[2])
    assert command[-2:] == ["--map", mapping]
    again = newsloom(*command[command.index("run") :], "--json")
    assert again.exit_code == 0, again.output
    assert json.loads(again.stdout)["records"]["new"] == 1


NOTHING_TO_PROPOSE = [
    ("no column has a sentence", "no,short\n1,abc\n"),
    ("the only sentence is a title", f"headline,no\n{TEXT},1\n"),
    ("no row", "no,short\n"),
    ("a broken row", 'no,short\n1,"abc'),
]


@pytest.mark.parametrize("text", [case[1] for case in NOTHING_TO_PROPOSE], ids=[case[0] for case in NOTHING_TO_PROPOSE])
def test_no_column_is_proposed_that_cannot_be_it(tmp_path, newsloom, text):
    (tmp_path / "sheet.csv").write_text(text)
    result = newsloom("run", tmp_path / "sheet.csv", "--dataset", tmp_path / "news", "--dry-run")
    assert "--map text=COLUMN" in result.stdout
    assert "if that column" not in result.stdout


def test_a_record_without_text_among_others_proposes_no_other_column(tmp_path, newsloom):
    (tmp_path / "in.jsonl").write_text(lines({"text": TEXT, "about": TEXT}, {"text": None, "about": TEXT}))
    result = newsloom("run", tmp_path / "in.jsonl", "--dataset", tmp_path / "news", "--dry-run")
    assert result.exit_code == 0
    assert "1 missing_text" in result.stdout
    assert "if that column" not in result.stdout


def test_unusable_input_counts_again_in_every_run(tmp_path, newsloom):
    (tmp_path / "sheet.csv").write_text(SHEET, encoding="utf-8")
    run = ["run", tmp_path / "sheet.csv", "--dataset", tmp_path / "news"]
    first, second = newsloom(*run), newsloom(*run)
    for result in (first, second):
        assert result.exit_code == 1
        assert "1 record read: 0 new, 0 changed, 0 unchanged, 1 rejected" in result.stdout
        assert "  rejected: 1 missing_text\n" in result.stdout
        assert "sheet.csv, row 0: no text in the columns Nr, Datum" in result.stdout
        assert "--map text=Artikel" in result.stdout
        assert result.stderr == "newsloom: no article came out: 1 record read, all turned away\n"
    assert "all of them by earlier runs" not in first.stdout
    assert "1 reject: records that were turned away, all of them by earlier runs" in second.stdout
    assert Dataset(tmp_path / "news").n_rows("runs") == 1


def test_rejects_count_again_when_their_file_grows_and_when_it_is_read_from_elsewhere(tmp_path, newsloom, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "in.jsonl"
    file.write_text(lines({"text": TEXT}, {"text": ""}, {"text": "Too short."}))
    assert newsloom("run", "in.jsonl", "--dataset", "news").exit_code == 0
    file.write_text(lines({"text": TEXT}, {"text": ""}, {"text": "Too short."}, {"text": f"Again: {TEXT}"}))
    grown = newsloom("run", "in.jsonl", "--dataset", "news", "--json")
    assert records(grown) == {"read": 4, "new": 1, "changed": 0, "unchanged": 1, "rejected": 2}
    again = newsloom("run", file, "--dataset", "news", "--json")  # known, though under another path
    assert again.exit_code == 0
    assert records(again) == {"read": 4, "new": 0, "changed": 0, "unchanged": 2, "rejected": 2}
    summary = json.loads(again.stdout)
    assert summary["rejects_by_reason"] == {"empty": 1, "too_short": 1}
    assert [(row["reason"], row["source_uri"], row["source_row"]) for row in summary["rejects"]] == [
        ("empty", "in.jsonl", 1),
        ("too_short", "in.jsonl", 2),
    ]
    assert Dataset("news").n_rows("rejects") == 2


def test_rejects_of_a_file_that_goes_through_several_chunks_are_all_remembered(tmp_path, newsloom, monkeypatch):
    monkeypatch.setattr("newsloom.flows.stages.chunks._SMALL", 0)
    (tmp_path / "in.jsonl").write_text(lines({"text": TEXT}, {"text": ""}, {"text": "x"}, {"text": ""}, {"text": "y"}))
    (tmp_path / "two.toml").write_text("[run]\nchunk = 2\nbatch = 1\n")
    run = ["run", tmp_path / "in.jsonl", "--dataset", tmp_path / "news", "--config", tmp_path / "two.toml", "--json"]
    assert records(newsloom(*run, "--workers", 1))["rejected"] == 4
    again = json.loads(newsloom(*run).stdout)
    assert again["records"] == {"read": 5, "new": 0, "changed": 0, "unchanged": 1, "rejected": 4}
    assert list(again["rejects_by_reason"].items()) == [("empty", 2), ("too_short", 2)]


NOW = dt.datetime(2025, 3, 4, tzinfo=dt.UTC)
PAGE = "https://harbour.example/a"


def state(*rows):
    filled = [
        {"source_uri": PAGE, "settings": "s", "n_records": 1, "first_seen_at": NOW + dt.timedelta(hours=i), **row}
        for i, row in enumerate(rows)
    ]
    return INPUTS.conform(INPUTS.table(filled))


def payload(sha256=None):
    return Payload(PAGE, PAGE, io.BytesIO, sha256=sha256, known_records=1)


def test_an_unchanged_page_has_the_rejects_of_its_latest_version():
    old = {"name": PAGE, "file_sha256": "0" * 64, "rejected": [{"reason": "empty", "n": 1}]}
    new = {"name": PAGE, "file_sha256": "1" * 64, "rejected": []}
    other = {"name": PAGE, "file_sha256": "2" * 64, "rejected": None}  # of a version that kept no such books
    assert EarlierRejects(state(new, old), "s").of(payload()) == (PAGE, {"empty": 1})
    assert EarlierRejects(state(old, new), "s").of(payload()) == (PAGE, {})
    assert EarlierRejects(state(old, new, other), "s").of(payload("0" * 64)) == (PAGE, {"empty": 1})
    assert EarlierRejects(state(old, new, other), "s").of(payload("2" * 64)) == (PAGE, {})
    assert EarlierRejects(state(old), "under other settings").of(payload()) == (PAGE, {})


def records(result):
    return json.loads(result.stdout)["records"]


def test_the_example_of_a_reason_does_not_depend_on_the_batches(tmp_path, newsloom):
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.jsonl").write_text(lines({"text": TEXT}, {"text": "x"}, {"text": "y"}))
    (tmp_path / "one.toml").write_text("[run]\nchunk = 1\nbatch = 1\n")
    run = ["run", *(tmp_path / f"{name}.jsonl" for name in "cab"), "--json", "--dry-run", "--workers", 1]
    found = [
        json.loads(newsloom(*run, "--dataset", tmp_path / "x", *more).stdout)["rejects"]
        for more in ([], ["--config", tmp_path / "one.toml"])
    ]
    assert found[0] == found[1]
    assert (found[0][0]["source_uri"], found[0][0]["source_row"]) == (str(tmp_path / "a.jsonl"), 1)


def test_columns_that_were_recognised_and_those_left_are_told(tmp_path, newsloom):
    (tmp_path / "in.csv").write_text(f"Headline,body,Region\nFerry,{TEXT},North\n")
    (tmp_path / "in.jsonl").write_text(lines({"text": TEXT}, {"text": TEXT, "byline": "A. B.", "mood": "x"}))
    result = newsloom("run", tmp_path, "--dataset", tmp_path.parent / "no", "--dry-run")
    assert f"columns of {tmp_path}/in.csv: Headline as title, body as text; left: Region" in result.stdout
    assert f"columns of {tmp_path}/in.jsonl: text, byline as author; left: mood" in result.stdout


def test_a_mapped_column_that_no_input_has_is_told(tmp_path, newsloom):
    (tmp_path / "in.csv").write_text(f"title,body\nFerry,{TEXT}\n")
    run = ["run", tmp_path / "in.csv", "--dataset", tmp_path / "no", "--dry-run"]
    assert "WARNING: no input has the column Titel" in newsloom(*run, "--map", "title=Titel").stdout
    assert "WARNING" not in newsloom(*run, "--map", "title=title").stdout


def test_little_is_told_and_is_no_failure(tmp_path, newsloom):
    (tmp_path / "in.jsonl").write_text(lines({"text": TEXT}, {"text": ""}, {"text": ""}))
    run = ["run", tmp_path / "in.jsonl", "--dataset", tmp_path / "no", "--dry-run"]
    result = newsloom(*run)
    assert result.exit_code == 0
    assert "WARNING: most records were turned away: 2 of 3" in result.stdout
    assert "2 empty\n    the first is" in result.stdout
    strict = newsloom(*run, "--strict", "--quiet")
    assert (strict.exit_code, strict.stdout, strict.stderr) == (1, "", "newsloom: strict: 2 records turned away\n")


def test_an_empty_folder_among_others_is_told(tmp_path, newsloom):
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text(TEXT)
    run = ["run", tmp_path / "note.txt", tmp_path / "empty", "--dataset", tmp_path / "no", "--dry-run"]
    result = newsloom(*run)
    assert result.exit_code == 0
    assert f"WARNING: the folder {tmp_path / 'empty'} is empty" in result.stdout


def test_a_folder_of_hidden_files_is_not_called_empty(tmp_path, newsloom):
    (tmp_path / ".hidden.txt").write_text(TEXT)
    result = newsloom("run", tmp_path, "--dataset", tmp_path / "no", "--dry-run", "--quiet")
    assert result.exit_code == 1
    assert result.stderr == f"newsloom: no input record: {tmp_path} holds no file that is read; hidden files are not\n"


def test_one_is_singular_and_the_tables_are_one_short_line(tmp_path, newsloom):
    (tmp_path / "note.txt").write_text(TEXT)
    out = newsloom("run", tmp_path / "note.txt", "--dataset", tmp_path / "news").stdout
    assert "1 record read: 1 new" in out
    assert "  1 article, 0 of them copies, in 1 story\n" in out
    assert not [word for word in ("1 records", "1 articles", "1 stories", "1 quotes", "1 names") if f" {word}" in out]
    (tables,) = [line for line in out.splitlines() if line.startswith("Tables:")]
    assert len(tables) - len(str(tmp_path)) < 100


def test_a_failed_check_is_a_failure(tmp_path, newsloom, monkeypatch):
    row = {
        "run_id": None,
        "table_name": "quotes",
        "check_name": "spans",
        "severity": "error",
        "passed": False,
        "n_failing": 1,
    }
    row |= {"observed": "1 row", "expected": "none", "sample": "q_1"}
    monkeypatch.setattr("newsloom.flows.pipeline.check_rows", lambda writer, run_id: [row | {"run_id": run_id}])
    (tmp_path / "note.txt").write_text(TEXT)
    result = newsloom("run", tmp_path / "note.txt", "--dataset", tmp_path / "news")
    assert result.exit_code == 1
    assert "CHECK FAILED: quotes, spans: q_1" in result.stdout
    assert result.stderr.startswith("newsloom: 1 check of the contract failed")
