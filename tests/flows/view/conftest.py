import pytest

from tests.flows.view.made import write_rows


@pytest.fixture(scope="session")
def made(tmp_path_factory, newsloom):
    """A dataset of the records in made.py. Tests read it only."""
    place = tmp_path_factory.mktemp("made")
    result = newsloom("run", write_rows(place / "made.jsonl"), "--dataset", place / "gates", "--workers", 1, "--quiet")
    assert result.exit_code == 0, result.output
    return place / "gates"
