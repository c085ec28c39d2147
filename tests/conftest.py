"""What several test modules share: the samples as a dataset, built once."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner

# time is not what these tests are about: a machine that does something else as well must not fail them
settings.register_profile("newsloom", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("newsloom")

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
def samples(tmp_path_factory, newsloom):
    """A dataset of the samples. Tests read it; they must not write to it."""
    folder = tmp_path_factory.mktemp("samples") / "news"
    result = newsloom("run", SAMPLES, "--dataset", folder, "--workers", 1, "--quiet")
    assert result.exit_code == 0, result.output
    return folder


SLOW = ("flows/test_prefect.py", "flows/test_install.py", "house/test_docs.py", "stories/test_tables.py")
"""Files that take longest come first, so that none is left to run alone at the end."""


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not item.nodeid.split("::")[0].endswith(SLOW))
