"""`newsloom snapshots` and `newsloom diff`, as a person sees them."""

import json

import pytest

from tests.flows.dataset.test_history import twice  # noqa: F401  a fixture


def test_snapshots_are_listed_with_the_current_one_last(newsloom, twice):  # noqa: F811
    lines = newsloom("snapshots", twice).stdout.splitlines()
    assert lines[0].split() == ["run", "started", "(UTC)", "articles", "quotes", "stories", "new", "changed"]
    assert [line.endswith("current") for line in lines[1:]] == [False, True]
    kept = json.loads(newsloom("snapshots", twice, "--json").stdout)
    assert [snapshot["run_id"] for snapshot in kept] == [line.split()[0] for line in lines[1:]]


def test_diff_counts_rows_by_table(newsloom, twice):  # noqa: F811
    data = json.loads(newsloom("diff", twice, "--json").stdout)
    runs = next(table for table in data["tables"] if table["table"] == "runs")
    assert runs == {"table": "runs", "n_added": 1, "n_removed": 0, "n_changed": 0, "columns": {}}
    lines = newsloom("diff", twice).stdout.splitlines()
    assert lines[0] == f"from {data['from']} to {data['to']}"
    assert ["runs", "1", "0", "0"] in [line.split() for line in lines]


def test_diff_row_by_row(newsloom, twice):  # noqa: F811
    lines = newsloom("diff", twice, "--table", "runs", "--rows").stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("+ runs 2")
    row = json.loads(newsloom("diff", twice, "--table", "runs", "--rows", "--json").stdout)
    assert (row["table"], row["what"], row["row"]["n_new"]) == ("runs", "added", 1)


def test_nothing_differs(newsloom, twice):  # noqa: F811
    run = json.loads(newsloom("snapshots", twice, "--json").stdout)[0]["run_id"]
    assert newsloom("diff", twice, run, run).stdout.splitlines()[1] == "no row differs"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--table", "qotes"), "there is no table qotes; did you mean quotes?"),
        (("yesterday",), "keeps no snapshot of a run yesterday"),
    ],
)
def test_wrong_use_is_one_line(newsloom, twice, arguments, message):  # noqa: F811
    result = newsloom("diff", twice, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
