"""docs/glossary.md: every column, class and file that it names is there."""

import ast
import functools
import re

import pytest

from newsloom.flows.dataset.tables import ALL_TABLES
from tests.conftest import ROOT
from tests.house.code import tree

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| word ")
]


@functools.cache
def classes():
    """Names of all classes."""
    files = (file for layer in ("schemas", "transforms", "flows") for file in (ROOT / layer).rglob("*.py"))
    return {node.name for file in files for node in tree(file).body if isinstance(node, ast.ClassDef)}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_it_names_is_there(row):
    places = re.findall(r"(class )?`([^`]+)`", row[2])
    assert places
    for is_class, name in places:
        if is_class:
            assert name in classes()
        elif "/" in name:
            assert (ROOT / name).is_file()
        else:
            table, column = name.split(".")
            assert column in ALL_TABLES[table].columns


def test_words_stand_once_and_in_order():
    words = [row[0].lower() for row in ROWS]
    assert len(words) >= 30
    assert words == sorted(set(words))
