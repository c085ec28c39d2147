"""What several test modules share: the samples as a dataset, built once."""

import fcntl
import functools
import os
import signal
import sys
from pathlib import Path

import pytest
import typer.testing
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner

# time is not what these tests are about: a machine that does something else as well must not fail them
settings.register_profile("newsloom", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("newsloom")

# some hundred processes start here: what one has compiled, the next one need not compile again
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# a shell has what it runs in the background ignore Ctrl-C, and so would each process that starts here and is sent one
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# the runner makes all commands anew at each call, an eighth of what a small run costs
typer.testing._get_command = functools.cache(typer.testing._get_command)

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "data" / "samples"
N_SAMPLES = 37
"""Articles that the samples hold."""
CASE_FILES = ROOT / "tests" / "cases"


@pytest.fixture(scope="session")
def newsloom():
    """The command line, in this process: newsloom("run", ...) gives exit_code, stdout and stderr."""
    from newsloom.flows.cli import app

    return lambda *arguments: CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture(scope="session")
def samples(made_once, newsloom):
    """A dataset of the samples. Tests read it; they must not write to it."""

    def make(folder):
        result = newsloom("run", SAMPLES, "--dataset", folder / "news", "--workers", 1, "--quiet")
        assert result.exit_code == 0, result.output

    return made_once("samples", make) / "news"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """made_once(name, make): the folder `name`, which `make` fills for the first worker that asks; others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name, make):
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return made


SLOW = (
    *(
        "flows/test_prefect.py",
        "flows/test_server.py",
        "flows/test_end_to_end.py",
        "flows/stages/test_standing.py",
        "flows/test_cli.py",
    ),
    *("quotes/test_linear_reading.py", "flows/test_install.py", "house/test_docs.py", "stories/test_compare.py"),
    *("flows/commands/test_show.py", "flows/stages/test_revisions.py", "flows/dataset/test_snapshots.py"),
    *("floors/test_utterances.py", "stories/test_clusters.py", "flows/dataset/test_dataset.py", "house/test_howto.py"),
)
"""Files that take longest, the longest first: they come first, so that none is left to run alone at the end."""


def pytest_collection_modifyitems(items):
    places = {f"tests/{name}": place for place, name in enumerate(SLOW)}
    items.sort(key=lambda item: places.get(item.nodeid.split("::")[0], len(SLOW)))
