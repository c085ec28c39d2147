"""pyarrow does without pandas where that is not needed, and others still get it."""

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from newsloom.flows.work.loading import leave_pandas_out
leave_pandas_out()
import pyarrow as pa, pyarrow.dataset
assert pa.array(["a", None]).to_pylist() == ["a", None]
assert "pandas" not in sys.modules
{rest}
"""


@pytest.mark.parametrize(
    "rest",
    [
        "assert not [f for f in sys.meta_path if f.__class__.__name__ == '_Refusal']",
        "import pandas; assert pandas.Series([1]).sum() == 1",
    ],
    ids=["nothing is left behind", "others can import it"],
)
def test_pandas_is_left_out(rest):
    script = SCRIPT.format(rest=rest)
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_where_it_is_there_already_nothing_happens():
    script = SCRIPT.replace("import sys\n", "import sys, pandas\nbefore = len(sys.meta_path)\n")
    script = script.replace('assert "pandas" not in sys.modules', "assert len(sys.meta_path) == before")
    result = subprocess.run([sys.executable, "-c", script.format(rest="")], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def loads_pandas(*words):
    """Whether a command has loaded pandas when it ends."""
    script = (
        f"import sys, atexit; atexit.register(lambda: print('pandas' in sys.modules)); "
        f"sys.argv = ['newsloom', *{words!r}]; from newsloom.flows.cli import main; main()"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return not result.stdout.endswith("False\n")


def test_find_and_run_load_no_pandas(samples, tmp_path):
    assert not loads_pandas("find", str(samples), "the gate", "--by", "Berg", "--json")
    text = tmp_path / "one.txt"
    text.write_text("The harbour board met.\n\n“The gate stays open,” said Elin Berg, the mayor, on Monday.")
    assert not loads_pandas("run", str(text), "--dataset", str(tmp_path / "news"), "--quiet")


SPACY = """
import sys
from newsloom.flows.work.loading import leave_spacys_commands_out
{before}
leave_spacys_commands_out()
import spacy
{rest}
"""


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("", "assert not {'spacy.cli', 'spacy.cli.info', 'weasel', 'httpx'} & sys.modules.keys()"),
        ("", "assert not hasattr(spacy, 'info')"),
        ("", "from spacy.cli import info; assert callable(info)"),
        ("import spacy", "assert callable(spacy.info)"),
    ],
    ids=["left out", "nothing stands in for it", "others can import it", "where it is there already"],
)
def test_spacys_commands_are_left_out(before, rest):
    script = SPACY.format(before=before, rest=rest)
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


REQUESTS = """
import sys
{before}
from newsloom.flows.work.loading import leave_requests_out
leave_requests_out()
import courlan, ftfy
assert courlan.extract_domain("https://news.example.org/a") == "example.org"
assert ftfy.fix_encoding("cafÃ©") == "café"
{rest}
"""


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("", "assert not {'urllib3', 'wcwidth', 'courlan.network', 'ftfy.formatting'} & sys.modules.keys()"),
        ("", "from courlan.network import redirection_test; assert callable(redirection_test)"),
        ("", "from ftfy.formatting import display_ljust; assert callable(display_ljust)"),
        ("import courlan", "assert callable(courlan.core.redirection_test)"),
        ("import ftfy", "assert callable(ftfy.display_ljust)"),
    ],
    ids=["left out", "courlan's part for others", "ftfy's part for others", "courlan is there", "ftfy is there"],
)
def test_requests_are_left_out(before, rest):
    script = REQUESTS.format(before=before, rest=rest)
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_a_run_of_text_loads_nothing_for_pages_and_documents(tmp_path):
    text = tmp_path / "one.txt"
    text.write_text("The harbour board met.\n\n“The gate stays open,” said Elin Berg, the mayor, on Monday.")
    words = ["run", str(text), "--dataset", str(tmp_path / "news"), "--quiet"]
    script = (
        "import sys, atexit; atexit.register(lambda: print(sorted(sys.modules))); "
        f"sys.argv = ['newsloom', *{words!r}]; from newsloom.flows.cli import main; main()"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    heavy = ("trafilatura", "docx", "feedparser", "markdown_it", "urllib3", "weasel", "prefect", "distributed")
    assert not [name for name in heavy if f"'{name}'" in result.stdout]
