"""benchmarks/README.md names every benchmark, and nothing that is none."""

import re

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
NAMES = sorted(
    ".".join(file.relative_to(ROOT / "benchmarks").with_suffix("").parts)
    for file in (ROOT / "benchmarks").rglob("*.py")
)


@pytest.mark.parametrize("name", NAMES)
def test_is_named(name):
    assert f"benchmarks.{name}" in PAGE or f"`{name.replace('.', '/')}`" in PAGE


def test_names_benchmarks_only():
    assert set(re.findall(r"python -m benchmarks\.([\w.]+)", PAGE)) <= set(NAMES)


def test_folders_are_those_of_the_transforms():
    folders = {file.parent.name for file in (ROOT / "benchmarks").rglob("*.py")} - {"benchmarks"}
    assert folders <= {file.parent.name for file in (ROOT / "transforms").rglob("*.py")}
