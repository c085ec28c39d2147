"""Imports only point downward, by layer and by folder; only the outer layer touches the outside; data holds no code."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.house.code import tree

LAYERS = ("schemas", "transforms", "flows")
"""The lowest first: each imports itself and those before it."""

_IN_ORDER = {
    "schemas": """errors table types contract state check_spans checks dictionary
        datapackage views versions""",
    "transforms": """text inputs repair cleaning annotation names mentions quotes reuse stories entities utterances
        revisions""",
    "flows": """errors assets work dataset inputs ranges settings options parameters one_text statements stages
        view pipeline preview artifacts build server serve training guarded commands cli""",
}
ROOMS = {layer: rooms.split() for layer, rooms in _IN_ORDER.items()}
"""Folders and single modules of each layer in the order of the path of the data: each imports itself and the former."""

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
FILES = [f for layer in LAYERS for f in sorted((ROOT / layer).rglob("*.py"))]


def imported(module):
    """Modules that are imported, `from newsloom.flows import x` as newsloom.flows.x."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            module = node.module or ""
            if module in {f"newsloom.{layer}" for layer in LAYERS}:
                yield from (f"{module}.{alias.name}" for alias in node.names)
            else:
                yield module


def room_of(file):
    """Layer and room of a file; None for the layer's own __init__."""
    layer, *rest = file.relative_to(ROOT).with_suffix("").parts
    return layer, None if rest == ["__init__"] else rest[0]


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_imports_point_downward(file):
    layer, room = room_of(file)
    names = set(imported(tree(file)))
    assert not {n.split(".")[0] for n in names} & {*LAYERS, "data"}, "imports are of the package newsloom"
    ours = [n.split(".")[1:3] for n in names if n.startswith("newsloom.")]
    allowed = LAYERS[: LAYERS.index(layer) + 1]
    assert {o[0] for o in ours} <= set(allowed)
    if room is not None:
        below = ROOMS[layer][: ROOMS[layer].index(room) + 1]
        assert {o[1] for o in ours if o[0] == layer} <= set(below)


@pytest.mark.parametrize("file", [f for f in FILES if room_of(f)[0] != "flows"], ids=lambda f: str(f.relative_to(ROOT)))
def test_only_flows_touch_the_outside(file):
    allowed = {"urllib.parse", "io"}  # splitting an address and wrapping bytes touch nothing
    assert not {n for n in imported(tree(file)) if n.split(".")[0] in OUTSIDE and n not in allowed}
    calls = {n.func.id for n in ast.walk(tree(file)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not calls & IO_CALLS


def test_every_room_is_there_and_none_is_unknown():
    for layer, rooms in ROOMS.items():
        there = {p.stem for p in (ROOT / layer).iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
        assert there - {"__init__"} == set(rooms)


def test_data_holds_no_code():
    assert not list((ROOT / "data").rglob("*.py"))


def test_files_fit_in_the_head():
    long = {str(f.relative_to(ROOT)): n for f in FILES if (n := len(f.read_text().splitlines())) > 400}
    assert not long


def test_a_folder_holds_no_more_than_one_can_look_at():
    crowded = {str(d): n for d in {f.parent for f in FILES} if (n := len(list(Path(d).glob("*.py")))) > 17}
    assert not crowded
