"""The command line: help that teaches, one clear line for every mistake, and the right exit code."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from importlib.metadata import version
from pathlib import Path

import pytest

from newsloom.flows.errors import one_line
from newsloom.schemas.dictionary import dictionary_markdown
from tests.conftest import SAMPLES

COMMANDS = (
    *("run", "check", "report", "explore", "show", "find", "sql", "export", "snapshots", "diff", "serve"),
    *("describe", "options", "train"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches(newsloom, command):
    result = newsloom(command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def mistakes(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    config = tmp_path / "bad.toml"
    config.write_text("[run]\nspeed = 11\n")
    file = tmp_path / "file"
    file.write_text("x")
    out = tmp_path / "out"
    return {
        "missing input": (2, ["run", tmp_path / "nowhere", "--dataset", out], "INPUT not found"),
        "no dataset given": (2, ["run", SAMPLES], "--dataset"),
        "unknown option": (2, ["run", SAMPLES, "--dataset", out, "--fast"], "--fast"),
        "unknown engine": (2, ["run", SAMPLES, "--dataset", out, "--engine", "spark"], "choose one of"),
        "dask without address": (2, ["run", SAMPLES, "--dataset", out, "--engine", "dask"], "dask"),
        "bad mapping": (2, ["run", SAMPLES, "--dataset", out, "--map", "text"], "--map text=body"),
        "unknown column": (
            2,
            ["run", SAMPLES, "--dataset", out, "--map", "texte=body"],
            "texte is none of text",
        ),
        "bad config": (2, ["run", SAMPLES, "--dataset", out, "--config", config], "[run] has no option speed"),
        "missing model": (2, ["run", SAMPLES, "--dataset", out, "--model", "en_core_web_nope"], "en_core_web_nope"),
        "dataset is a file": (1, ["run", SAMPLES, "--dataset", file], "is a file"),
        "negative workers": (2, ["run", SAMPLES, "--dataset", out, "--workers", -1], "workers = -1 is out of range"),
        "negative limit": (2, ["run", SAMPLES, "--dataset", out, "--limit", -1], "limit = -1 is out of range"),
        "check of nothing": (1, ["check", empty], "holds no dataset"),
        "find in nothing": (1, ["find", empty, "words"], "holds no dataset"),
        "report of nothing": (1, ["report", empty], "holds no dataset"),
        "served input missing": (2, ["serve", tmp_path / "no", "--dataset", out, "--cron", "* * * * *"], "not found"),
        "bad cron": (2, ["serve", SAMPLES, "--dataset", out, "--cron", "soon"], "not a cron expression"),
    }


MISTAKES = (
    "missing input", "no dataset given", "unknown option", "unknown engine", "dask without address", "bad mapping",
    "unknown column", "bad config", "missing model", "negative workers", "negative limit",
    "dataset is a file", "check of nothing", "report of nothing", "served input missing", "bad cron",
)  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_clear_line(tmp_path, newsloom, name):
    code, arguments, message = mistakes(tmp_path)[name]
    result = newsloom(*arguments)
    assert result.exit_code == code, result.output
    assert message in result.output
    assert "Traceback" not in result.output
    if result.stderr.startswith("newsloom:"):
        assert len(result.stderr.strip().splitlines()) == 1


def test_an_empty_folder_is_named_and_nothing_was_done(tmp_path, newsloom):
    (tmp_path / "in" / "deeper").mkdir(parents=True)
    result = newsloom("run", tmp_path / "in", "--dataset", tmp_path / "out")
    assert result.exit_code == 1
    assert "0 records read" in result.stdout
    assert result.stderr == f"newsloom: no input record: the folder {tmp_path / 'in'} is empty\n"
    assert not (tmp_path / "out" / "current").exists()


def test_a_binary_file_is_a_reject_and_strict_says_so(tmp_path, newsloom):
    (tmp_path / "photo.txt").write_bytes(bytes(range(256)) * 20)
    arguments = ["run", tmp_path / "photo.txt", "--dataset", tmp_path / "out", "--json"]
    first = newsloom(*arguments)
    assert first.exit_code == 1
    assert json.loads(first.stdout)["rejects_by_reason"] == {"binary": 1}
    inputs = [tmp_path / "photo.txt", SAMPLES / "barrier.html"]
    assert newsloom("run", *inputs, "--dataset", tmp_path / "other", "--quiet").exit_code == 0
    strict = newsloom("run", *inputs, "--dataset", tmp_path / "other", "--quiet", "--strict")
    assert (strict.exit_code, strict.stdout, strict.stderr) == (1, "", "newsloom: strict: 1 record turned away\n")


def test_a_breach_is_named_and_fails_the_check(samples, tmp_path, newsloom):
    import shutil

    import pyarrow.parquet as pq

    folder = tmp_path / "news"
    shutil.copytree(samples, folder, symlinks=True)
    file = next((folder / "current" / "quotes").glob("*.parquet"))
    rows = pq.read_table(file)
    column = rows.column_names.index("text")
    rows = rows.set_column(column, rows.schema.field(column), [["something else"] * rows.num_rows])
    file.unlink()
    pq.write_table(rows, file)
    result = newsloom("check", folder)
    assert result.exit_code == 1
    assert "error: quotes, spans" in result.stdout


def test_describe_is_the_dictionary(newsloom):
    assert newsloom("describe").stdout == dictionary_markdown()
    tables = json.loads(newsloom("describe", "--format", "json").stdout)["tables"]
    assert next(t["name"] for t in tables) == "articles"


def test_the_report_is_one_page_that_asks_for_nothing(samples, tmp_path, newsloom):
    out = tmp_path / "page.html"
    assert newsloom("report", samples, "--out", out).exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert "Willem van der Berg" in page
    assert "Content-Security-Policy\" content=\"default-src 'none'" in page


def test_errors_of_the_system_are_one_line():
    assert one_line(OSError(28, "No space left on device")) == "no space left on the disk; free some and run again"
    assert one_line(MemoryError()).startswith("out of memory")
    assert one_line(BrokenProcessPool("terminated abruptly")).startswith("a worker was killed")
    assert "--debug" in one_line(RuntimeError("two\nlines"))
    assert "\n" not in one_line(RuntimeError("two\nlines"))


@pytest.mark.parametrize("command", [["-m", "newsloom"], ["-m", "newsloom.flows.cli"]], ids=" ".join)
def test_it_runs_as_a_module_and_tells_its_version(command):
    result = subprocess.run([sys.executable, *command, "--version"], capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (0, f"newsloom {version('newsloom')}\n")


def test_shells_can_complete_it():
    environment = {**os.environ, "_NEWSLOOM_COMPLETE": "complete_bash", "COMP_WORDS": "newsloom de", "COMP_CWORD": "1"}
    script = Path(sys.executable).with_name("newsloom")
    assert subprocess.run([script], capture_output=True, text=True, env=environment).stdout.split() == ["describe"]


def test_help_names_the_command_that_prints_the_options(newsloom):
    text = " ".join(newsloom("run", "--help").stdout.replace("│", " ").split())
    assert "newsloom options prints them all" in text
    assert "README" not in text


def test_help_is_quick_because_heavy_modules_wait():
    code = "import sys, newsloom.flows.cli; print({'spacy', 'prefect', 'pandas'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"


def test_what_another_model_lacks_is_said(tmp_path, newsloom):
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    arguments = ["--dataset", tmp_path / "out", "--model", tmp_path / "blank"]
    result = newsloom("run", SAMPLES / "barrier.html", *arguments)
    assert result.exit_code == 0, result.output
    assert "the model has no entities: the names tables stay empty" in result.stdout


@pytest.mark.parametrize("seconds", [1, 2, 4])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_stopping_at_any_time_is_one_line_within_seconds(tmp_path, seconds, sent):
    """Also while workers start; nothing is left behind, neither processes nor files."""
    texts = "\n".join(
        json.dumps({"text": f"Nina Kovac said on day {n} that the ferry {n} was late. " * 4}) for n in range(4000)
    )
    (tmp_path / "in.jsonl").write_text(texts)
    command = [Path(sys.executable).parent / "newsloom", "run", tmp_path / "in.jsonl", "--dataset", tmp_path / "news"]
    process = subprocess.Popen([*command, "--workers", "2"], stderr=subprocess.PIPE, text=True, start_new_session=True)
    time.sleep(seconds)
    os.killpg(process.pid, sent) if sent == signal.SIGINT else process.send_signal(sent)
    began = time.monotonic()
    _, said = process.communicate(timeout=60)
    took = time.monotonic() - began
    assert process.returncode == 1, said
    assert [line for line in said.splitlines() if not line.startswith("newsloom: ")] == []
    assert said.splitlines()[-1] == "newsloom: stopped; the dataset is as it was"
    assert took < 5
    assert not left_over(process.pid)


def left_over(group, seconds=10):
    """Whether a process of the group is still there after a while."""
    for _ in range(seconds * 10):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True
