"""benchmarks/README.md names every benchmark."""

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
NAMES = sorted(file.stem for file in (ROOT / "benchmarks").glob("*.py") if file.stem != "__init__")


@pytest.mark.parametrize("name", NAMES)
def test_is_named(name):
    assert f"benchmarks.{name}" in PAGE or f"benchmarks/{name}.py" in PAGE or f"`{name}`" in PAGE
