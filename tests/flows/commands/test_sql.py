"""`newsloom sql`: results in every form, and what is refused."""

import json
import os
import pty
import subprocess
import sys

import pandas as pd
import pyarrow.parquet as pq
import pytest

from newsloom.flows.dataset.dataset import Dataset

BIN = os.path.join(os.path.dirname(sys.executable), "newsloom")  # noqa: PTH118, PTH120


def test_a_table_for_the_terminal(newsloom, samples):
    result = newsloom("sql", samples, "SELECT count(*) AS n FROM articles")
    assert result.exit_code == 0, result.output
    assert f"│    {Dataset(samples).n_rows('articles')} │" in result.stdout


def test_views_are_ready(newsloom, samples):
    result = newsloom("sql", samples, "SELECT outlet FROM outlets ORDER BY 1 LIMIT 2", "--format", "csv")
    assert result.stdout.splitlines() == ["outlet", "Coast Times", "Delta Observer"]


def test_json_has_an_object_a_row(newsloom, samples):
    query = (
        "SELECT 1 AS n, DATE '2025-03-04' AS day, [1, 2] AS list, TIMESTAMPTZ '2025-03-04 05:06:07+00' AS at, NULL AS x"
    )
    rows = json.loads(newsloom("sql", samples, query, "--format", "json").stdout)
    assert rows == [{"n": 1, "day": "2025-03-04", "list": [1, 2], "at": "2025-03-04T05:06:07Z", "x": None}]


def test_the_name_of_the_file_says_the_form(newsloom, samples, tmp_path):
    out = tmp_path / "quotes.parquet"
    assert newsloom("sql", samples, "SELECT quote_id, text FROM quotes", "--out", out).exit_code == 0
    assert pq.read_table(out).column_names == ["quote_id", "text"]
    assert pq.read_table(out).num_rows == Dataset(samples).n_rows("quotes")
    assert [file.name for file in tmp_path.iterdir()] == ["quotes.parquet"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_cell_that_a_spreadsheet_would_work_out_is_made_safe(newsloom, samples, text):
    lines = newsloom("sql", samples, f"SELECT '{text}' AS a, -3 AS b", "--format", "csv").stdout.splitlines()
    assert lines == ["a,b", f"'{text},-3"]


def test_a_sheet_has_texts_days_and_times_without_zone(newsloom, samples, tmp_path):
    out = tmp_path / "a.xlsx"
    cells = ("'=1+1' AS text", "DATE '2025-03-04' AS day", "TIMESTAMPTZ '2025-03-04 05:06:07+00' AS at")
    query = f"SELECT {', '.join(cells)}, repeat('x', 40000) AS long"
    result = newsloom("sql", samples, query, "--out", out)
    assert result.exit_code == 0, result.output
    assert "1 text cut at 32,767 characters" in result.stderr
    (row,) = pd.read_excel(out).to_dict("records")
    assert (row["text"], len(row["long"])) == ("=1+1", 32767)
    assert (row["day"], row["at"]) == (pd.Timestamp("2025-03-04"), pd.Timestamp("2025-03-04 05:06:07"))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * FROM qotes", 'Did you mean "quotes"?'),
        ("SELECT speker FROM quotes", '"speaker"'),
        ("SELEC 1", "syntax error"),
        ("", "no query; such as"),
        ("COPY articles TO 'x.csv'", "copy is not for queries"),
        ("ATTACH 'x.db'", "attach is not for queries"),
        ("INSTALL httpfs", "load is not for queries"),
        ("SET enable_external_access = true", "set is not for queries"),
        ("SELECT * FROM read_text('/etc/hostname')", "Cannot access file"),
        ("SELECT * FROM read_csv('pyproject.toml')", "Cannot access file"),
    ],
)
def test_what_is_refused_is_one_line(newsloom, samples, query, message):
    result = newsloom("sql", samples, query)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--out", "x.doc"), "in what form?"),
        (("--out", "nowhere/x.csv"), "there is no folder nowhere"),
        (("--run", "yesterday"), "keeps no snapshot of a run yesterday; those kept are 2"),
    ],
)
def test_wrong_options_say_what_to_do(newsloom, samples, arguments, message):
    result = newsloom("sql", samples, "SELECT 1", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_two_results_are_no_parquet_file(newsloom, samples, tmp_path):
    out = tmp_path / "two.parquet"
    result = newsloom("sql", samples, "SELECT 1; SELECT 2", "--out", out)
    assert (result.exit_code, "not of several" in result.stderr) == (2, True)
    assert not list(tmp_path.iterdir())


def test_queries_come_from_a_pipe(samples):
    result = subprocess.run(
        [BIN, "sql", samples, "--format", "csv"], input="SELECT 1 AS a;\nSELECT 2 AS b;", capture_output=True, text=True
    )
    assert result.stdout == "a\n1\nb\n2\n", result.stderr


def test_the_prompt(samples):
    ours, theirs = pty.openpty()
    with subprocess.Popen([BIN, "sql", samples], stdin=theirs, stdout=subprocess.PIPE, text=True) as process:
        os.write(ours, b".tables\n.schema stories\nSELECT 40 +\n2 AS answer;\nSELECT nothing;\n.quit\n")
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "quotes_in_context" in out
    assert "thread_id" in out
    assert "│     42 │" in out
    assert 'Referenced column "nothing"' in out
