"""Documentation under test: every command, program and query in it works."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from newsloom.schemas.contract import TABLES
from tests.conftest import ROOT, SAMPLES
from tests.flows.test_end_to_end import query

README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE, LIMITS = ((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("guide", "limits"))
ELSEWHERE = ("newsloom serve", "--engine dask")  # need a server: tests of Prefect and of Dask run these lines


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder in which the README's commands are run one after the other."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "data").symlink_to(ROOT / "data")
    return folder


def run(code, place, *command):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}
    result = subprocess.run([*command, code], cwd=place, capture_output=True, text=True, env=environment)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_commands_then_programs(place, newsloom, monkeypatch):
    commands = [b for b in blocks(README, "bash") if not any(part in b for part in ELSEWHERE)]
    assert len(commands) == 3
    monkeypatch.chdir(place)
    for line in "".join(commands).splitlines():
        program, *arguments = shlex.split(line)
        if program == "newsloom":  # in this process: a new one loads all anew for each of them
            result = newsloom(*arguments)
            assert result.exit_code == 0, result.output
        else:
            run(line, place, "bash", "-c")
    assert (place / "news.html").exists()
    assert (place / "outlets.xlsx").exists()
    programs = blocks(README, "python")
    assert len(programs) == 3
    out = run("\n".join(programs), place, sys.executable, "-c")
    assert "Willem van der Berg" in out


def test_the_query_that_a_run_offers(samples, tmp_path, newsloom):
    folder = shutil.copytree(samples, tmp_path / "news", symlinks=True)
    summary = json.loads(newsloom("run", SAMPLES, "--dataset", folder, "--json").stdout)
    path = os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if p != str(Path(sys.executable).parent))
    offered = subprocess.run(["bash", "-c", summary["try"]], capture_output=True, text=True, env={"PATH": path})
    assert all(word in offered.stdout for word in ("speaker", "direct", "rows (20 shown)")), offered.stderr


def test_the_first_block_is_what_continuous_integration_runs():
    first = blocks(README, "")[0].strip().splitlines()
    assert len(first) == 2
    assert first[0].endswith("newsloom run data/samples --dataset out")
    assert first[1].endswith("pytest")
    script = (ROOT / ".ci" / "run").read_text()
    assert "README.md" in script


@pytest.mark.parametrize("sql", blocks(GUIDE + LIMITS, "sql"), ids=lambda sql: sql.split("\n")[0][:40])
def test_queries_of_the_guide(samples, sql):
    query(samples, sql.replace("news/current", f"{samples}/current"))


def test_the_opening_example_is_true(tmp_path, newsloom):
    text = textwrap.dedent(README.split("\n>", 1)[1].split("\n\nThese rows", 1)[0])
    raw = text.replace("\n> ", "\n").replace("\n>", "\n").replace("&nbsp;", "").replace("\\:", ":")
    (tmp_path / "note.txt").write_text(raw, encoding="utf-8")
    assert newsloom("run", tmp_path / "note.txt", "--dataset", tmp_path / "news", "--quiet").exit_code == 0
    sql = """SELECT q.type, q.text, q.cue, q.speaker, q.speaker_resolution, e.name
        FROM quotes q JOIN entities e ON e.entity_id = q.speaker_entity_id ORDER BY q."start_char" """
    shown = rows_after("| quotes.type |")
    assert [list(row.values()) for row in query(tmp_path / "news", sql)] == shown
    sql = "SELECT kind, rule, raw_start, raw_end, before, after FROM edits ORDER BY seq LIMIT 3"
    made = [["" if v is None else str(v).strip() for v in row.values()] for row in query(tmp_path / "news", sql)]
    assert made == [[cell.replace("&nbsp;", "").strip() for cell in row] for row in rows_after("| edits.kind |")]
    sql = "SELECT CAST(published_date AS VARCHAR) AS day, outlet_domain, canonical_url FROM articles"
    assert [list(row.values()) for row in query(tmp_path / "news", sql)] == rows_after("| articles.published_date |")


def rows_after(head):
    lines = README[README.index(head) :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip().replace("\\:", ":") for cell in line.strip("|").split("|")] for line in lines]


def test_every_table_is_named_in_the_dictionary():
    dictionary = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert all(f"\n## {name}\n" in dictionary for name in TABLES)
