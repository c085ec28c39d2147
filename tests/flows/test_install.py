"""The wheel, installed as a user would: by the pip that venv brings, beside folders of the same names as ours."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import N_SAMPLES, ROOT, SAMPLES

OURS = ("flows", "transforms", "schemas", "data")
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT", "PYTHON", "UV_"))}


def run(*command, cwd):
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, env=CLEAN)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "uv", "build", "--wheel", "-q", "-o", folder, cwd=ROOT)
    (file,) = folder.glob("*.whl")
    return file


def test_all_is_in_one_package(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"newsloom"}
    assert {name.split("/")[1] for name in names if name.startswith("newsloom/")} >= {*OURS, "py.typed", "__init__.py"}
    assert "newsloom/data/model/newsloom_tagger/net.onnx" in names
    assert not [name for name in names if "/gold/" in name]


@pytest.fixture(scope="module")
def project(wheel, tmp_path_factory):
    """A project of someone else, with folders named as ours, in whose environment newsloom is installed."""
    folder = tmp_path_factory.mktemp("project")
    for name in OURS:
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(f'"""Not newsloom\'s {name}."""\nMINE = True\n')
    run(sys.executable, "-m", "venv", "env", cwd=folder)
    python = folder / "env" / "bin" / "python"
    # what newsloom needs is taken from this environment; pip itself looks at the wheel and at its requirements
    site = next((folder / "env" / "lib").glob("python*")) / "site-packages"
    (site / "others.pth").write_text(others(folder))
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-index", wheel, cwd=folder)
    return folder


def others(folder):
    """A folder with links to all that is installed here but newsloom itself."""
    here = Path(next(p for p in sys.path if p.endswith("site-packages")))
    links = folder / "others"
    links.mkdir()
    for path in here.iterdir():
        if "newsloom" not in path.name and path.name not in ("pip", "_virtualenv.pth"):
            (links / path.name).symlink_to(path)
    return f"{links}\n"


def test_the_samples_run_and_spacy_lives_beside_foreign_folders(project):
    env = project / "env" / "bin"
    out = run(env / "newsloom", "run", SAMPLES, "--dataset", project / "news", "--workers", "1", cwd=project)
    assert f"{N_SAMPLES} articles" in out
    code = "import flows, spacy, newsloom; assert flows.MINE; spacy.blank('en'); print(newsloom.Dataset('news'))"
    assert "news" in run(env / "python", "-c", code, cwd=project)
    assert "0 failed" in run(env / "newsloom", "check", project / "news", cwd=project)


def test_old_versions_of_pip_are_told_of_every_package(wheel):
    """They pass over extras of extras: what trafilatura asks for by an extra of lxml is asked for by us as well."""
    (metadata,) = [n for n in zipfile.ZipFile(wheel).namelist() if n.endswith(".dist-info/METADATA")]
    text = zipfile.ZipFile(wheel).read(metadata).decode()
    required = {
        line.split(": ")[1].split(">")[0].split("<")[0]
        for line in text.splitlines()
        if line.startswith("Requires-Dist")
    }
    assert "lxml-html-clean" in required
    assert "tokenizers" not in required
