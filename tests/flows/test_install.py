"""The wheel, installed as a user would: by the commands of the Dockerfile and the pip that venv brings, beside folders
of the same names as ours."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from tests.conftest import N_SAMPLES, ROOT, SAMPLES

OURS = ("flows", "transforms", "schemas", "data")
DOCKERFILE = [
    tuple(line.split(maxsplit=1))
    for line in (ROOT / "docs" / "howto" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
"""Its instructions, each with what it is given."""
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT", "PYTHON", "UV_"))}


def run(*command, cwd, **env):
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, env=CLEAN | env)
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
    # what newsloom needs is taken from this environment; pip itself looks at the wheel and at its requirements
    site = next((folder / "env" / "lib").glob("python*")) / "site-packages"
    (site / "others.pth").write_text(others(folder))
    install(wheel, folder)
    return folder


def install(wheel, folder):
    """What the Dockerfile does, in its order, with a folder in place of /tmp and no index to ask."""
    place = folder / "tmp"
    place.mkdir()
    env = {"PATH": f"{folder / 'env' / 'bin'}:{os.environ['PATH']}", "PIP_NO_INDEX": "1", "HOME": str(folder)}
    for instruction, given in DOCKERFILE:
        if instruction == "COPY":
            source, target = given.split()
            assert (source, target) == (f"dist/{wheel.name}", "/tmp/")
            shutil.copy(wheel, place)
        elif instruction == "RUN":
            run("sh", "-c", given.replace("/tmp/", f"{place}/"), cwd=folder, **env)
    assert not list(place.iterdir()), "the image keeps no wheel"


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


def test_the_image_begins_with_a_python_that_will_do_and_ends_with_a_command_that_is_there(project):
    given = dict(DOCKERFILE)
    assert [instruction for instruction, _ in DOCKERFILE] == ["FROM", "COPY", "RUN", "ENV", "USER", "ENTRYPOINT"]
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert SpecifierSet(needs).contains(given["FROM"].removeprefix("python:").removesuffix("-slim"))
    (command,) = json.loads(given["ENTRYPOINT"])
    assert "newsloom" in run(project / "env" / "bin" / command, "--version", cwd=project)
    assert given["USER"] == "65534" and given["ENV"] == "HOME=/tmp", "it is no root, and has a home to write to"


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
