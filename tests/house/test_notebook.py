"""docs/notebook.ipynb: its cells run one after the other and answer its three questions; in a kernel where one is."""

import json

import pytest

from tests.conftest import ROOT

NOTEBOOK = json.loads((ROOT / "docs" / "notebook.ipynb").read_text(encoding="utf-8"))
CODE = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def folder(samples, tmp_path_factory):
    """A folder that has the dataset already."""
    folder = tmp_path_factory.mktemp("notebook")
    (folder / "news").symlink_to(samples)
    (folder / "data").symlink_to(ROOT / "data")
    return folder


@pytest.fixture(scope="module")
def answered(folder):
    """The names that are left when all cells have run, without a kernel."""
    space = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for cell in CODE:
            exec(compile(cell, "cell", "exec"), space)
    return space


def test_who_is_quoted_most_and_as_what(answered):
    speakers = answered["speakers"].set_index("speaker_name")
    assert speakers.quotes.is_monotonic_decreasing
    assert "minister" in speakers.role["Agnė Vaitkūnaitė"]


def test_what_outlets_changed(answered):
    pairs = answered["pairs"].set_index("speaker_name")
    assert list(pairs.changed["Astrid Lundgren"]) == ["negation"]


def test_which_outlets_copy(answered):
    outlets = answered["outlets"].set_index("outlet")
    assert outlets.share.between(0, 1).all()
    assert outlets.n_copies["Morning Post"] > 0


def test_it_is_kept_without_output_and_opens_everywhere():
    assert (NOTEBOOK["nbformat"], NOTEBOOK["metadata"]["kernelspec"]["name"]) == (4, "python3")
    assert all(cell["outputs"] == [] for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code")
    assert len({cell["id"] for cell in NOTEBOOK["cells"]}) == len(NOTEBOOK["cells"])


def test_in_a_kernel(folder):
    client = pytest.importorskip("nbclient", reason="no kernel runs the notebook: uv sync --group docs brings one")
    pytest.importorskip("ipykernel")
    notebook = pytest.importorskip("nbformat").reads(json.dumps(NOTEBOOK), as_version=4)
    client.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    shown = [cell.outputs[-1]["data"]["text/html"] for cell in notebook.cells if cell.get("outputs")]
    assert all(answer in table for answer, table in zip(("Saskia", "negation", "Morning Post"), shown, strict=True))
