"""Imports only point downward, and only the outer layer touches the outside."""

import ast

import pytest

from tests.conftest import ROOT

ROOT = ROOT
MAY_IMPORT = {
    "schemas": {"schemas"},
    "transforms": {"schemas", "transforms"},
    "flows": {"schemas", "transforms", "flows"},
}
OUTSIDE = {
    "prefect",
    "os",
    "pathlib",
    "shutil",
    "subprocess",
    "socket",
    "urllib",
    "requests",
    "httpx",
    "tempfile",
    "io",
}
IO_CALLS = {"open", "print", "input"}
FILES = [f for layer in MAY_IMPORT for f in sorted((ROOT / layer).rglob("*.py"))]


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield node.module or ""


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_layers(file):
    layer = file.relative_to(ROOT).parts[0]
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = set(imported(tree))
    assert not {n.split(".")[0] for n in names} & {*MAY_IMPORT, "data"}, "imports are of the package newsloom"
    ours = {n.split(".")[1] for n in names if n.startswith("newsloom.")} & set(MAY_IMPORT)
    assert ours <= MAY_IMPORT[layer]
    if layer == "flows":
        return
    allowed = {"urllib.parse", "io"}  # splitting an address and wrapping bytes touch nothing
    outside = {n for n in names if n.split(".")[0] in OUTSIDE and n not in allowed}
    assert not outside
    calls = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not calls & IO_CALLS


def test_files_fit_in_the_head():
    long = {str(f.relative_to(ROOT)): n for f in FILES if (n := len(f.read_text().splitlines())) > 400}
    assert not long
