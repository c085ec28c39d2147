"""A dataset of schema version 1 is read under the names of today, and no run goes on from it."""

import json
import shutil

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from newsloom.flows.dataset.dataset import Dataset
from newsloom.flows.dataset.inspect import connect
from newsloom.flows.dataset.manifest import MANIFEST
from newsloom.schemas.contract import TABLES
from newsloom.schemas.versions import VERSION_1_COLUMNS, VERSION_1_TABLES, former_columns, former_table

FORMER = sorted({*VERSION_1_TABLES, *VERSION_1_COLUMNS})


@pytest.fixture(scope="module", params=["manifest", "no manifest"])
def version_1(request, samples, tmp_path_factory):
    """The samples as version 1 has them: by renaming in a copy."""
    folder = tmp_path_factory.mktemp("version_1") / "news"
    current = shutil.copytree(samples / "current", folder / "current")
    for name in TABLES:
        for file in (current / name).rglob("*.parquet"):
            rows = pq.read_table(file).rename_columns(list(former_columns(name).values()))
            if name == "runs":
                rows = rows.set_column(
                    rows.column_names.index("schema_version"), "schema_version", pc.subtract(rows["schema_version"], 1)
                )
            pq.write_table(rows, file)
        (current / name).rename(current / former_table(name))
    manifest = json.loads((current / MANIFEST).read_text())
    (current / MANIFEST).unlink()
    if request.param == "manifest":
        files = {f.relative_to(current).as_posix(): f.stat().st_size for f in current.rglob("*.parquet")}
        stored = {name: {"bytes": size, "rows": 0, "sha256": ""} for name, size in files.items()}
        (current / MANIFEST).write_text(json.dumps(manifest | {"schema_version": 1, "files": stored}))
    return folder


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_read_as_it_is_called_now(version_1, samples, name):
    former, now = Dataset(version_1), Dataset(samples)
    assert former.is_version_1
    assert not now.is_version_1
    assert former.arrow(name).schema.names == now.arrow(name).schema.names
    if name != "runs":
        assert former.arrow(name).to_pylist() == now.arrow(name).to_pylist()
    assert former.n_rows(name) == now.n_rows(name)


@pytest.mark.parametrize("name", FORMER)
def test_some_rows_and_columns(version_1, samples, name):
    column = list(former_columns(name))[-2]
    wanted = Dataset(samples).arrow(name, [column])[column].unique()[:2]
    rows = [Dataset(d).lookup(name, column, wanted, columns=[column]).to_pylist() for d in (version_1, samples)]
    assert rows[0] == rows[1]
    where = pc.field(column).isin(wanted)
    assert Dataset(version_1).arrow(name, [column], where) == Dataset(samples).arrow(name, [column], where)


def test_pandas_and_sql_have_the_new_names_too(version_1):
    assert "start_char" in Dataset(version_1).read("quotes").columns
    sql = "SELECT min(end_char - start_char) > 0 FROM quotes WHERE quote_id IN (SELECT quote_id FROM quotes_in_context)"
    assert Dataset(version_1).sql(sql).fetchall() == [(True,)]
    assert connect(Dataset(version_1)).execute("SELECT count(*) FROM article_pairs").fetchone()[0]


def test_a_report_is_made_of_it(version_1, tmp_path, newsloom):
    result = newsloom("report", version_1, "--out", tmp_path / "page.html")
    assert result.exit_code == 0, result.output


def test_a_run_into_it_says_in_one_line_what_to_do(version_1, newsloom):
    before = sorted(p.name for p in (version_1 / "current").iterdir())
    result = newsloom("run", "data/samples", "--dataset", version_1, "--quiet")
    assert result.exit_code == 1
    said = " ".join(result.stderr.split())
    assert "schema version 1" in said
    assert "--dataset" in said
    assert "Traceback" not in said
    assert sorted(p.name for p in (version_1 / "current").resolve().iterdir()) == before
