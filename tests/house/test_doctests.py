"""The examples in docstrings are true."""

import doctest
from importlib import import_module

import pytest

from tests.conftest import ROOT

MODULES = sorted(
    "newsloom." + ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for layer in ("schemas", "transforms")
    for file in (ROOT / layer).rglob("*.py")
    if ">>>" in file.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    failed, attempted = doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert attempted
    assert not failed
