"""The how-tos are true: blocks of bash and Python run, and what is only shown is at least well-formed."""

import configparser
import re
import shlex

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "howto"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.name != "README.md")
MADE = {"excel": ["quotes.xlsx", "tables.xlsx"], "power-bi": ["people_by_day.parquet", "quotes_in_context.parquet"]}
"""Files that the commands of a page write."""


def blocks(name, language):
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def desk(tmp_path, monkeypatch, samples):
    """A folder as the pages have it: the dataset `news` and the samples in `data`."""
    (tmp_path / "news").symlink_to(samples)
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", MADE)
def test_commands(desk, newsloom, name):
    for line in "".join(blocks(name, "bash")).splitlines():
        program, *arguments = shlex.split(line)
        assert program == "newsloom"
        result = newsloom(*arguments)
        assert result.exit_code == 0, result.output
    assert sorted(file.name for file in desk.iterdir() if file.is_file()) == MADE[name]


@pytest.mark.parametrize(("name", "printed"), [("polars", "Agnė Vaitkūnaitė"), ("jupyter", "Nordic Wire")])
def test_programs(desk, capsys, name, printed):
    if name == "jupyter":  # it makes the dataset itself
        (desk / "news").unlink()
    space = {}
    for block in blocks(name, "python"):
        exec(block, space)
    assert printed in capsys.readouterr().out


def test_no_block_is_left_out():
    """What no test runs is fenced in another language, so that nobody takes it for tried."""
    assert {page.stem for page in PAGES if blocks(page.stem, "bash")} == set(MADE)
    assert {page.stem for page in PAGES if blocks(page.stem, "python")} == {"polars", "jupyter"}


@pytest.mark.parametrize("name", ["r", "spark", "power-bi", "cron", "systemd", "container"])
def test_what_is_not_run_says_so(name):
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert re.search(r"(?i)\*[^*]*not (run|built) by a test", text)


def test_commands_that_are_only_shown_have_options_that_exist(newsloom):
    shown = "".join(block for name in ("cron", "systemd", "container") for block in blocks(name, r"\w+"))
    options = {
        option
        for line in shown.splitlines()
        if "newsloom run" in line
        for option in line.split("newsloom run")[1].split()
    }
    known = newsloom("run", "--help").stdout
    assert all(option in known for option in options if option.startswith("--"))
    assert "--dataset" in options


def test_units_of_systemd_are_well_formed():
    for unit in blocks("systemd", "ini"):
        parser = configparser.ConfigParser(interpolation=None, strict=True)
        parser.read_string(unit)
        assert "Unit" in parser


def test_every_page_is_in_the_index():
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"\((\S+\.md)\)", index))) == [page.name for page in PAGES]
