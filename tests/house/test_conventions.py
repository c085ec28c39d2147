"""What the design asks of the code of transforms, counted: words are data, numbers have names, options are read."""

import ast
import re
import statistics
from collections import defaultdict

import pytest

from tests.conftest import ROOT
from tests.house.code import tree

FILES = sorted((ROOT / "transforms").rglob("*.py"))

TERMS = {
    "annotation/features.py": "shapes of words",
    "annotation/labels.py": "tags of Universal Dependencies",
    "entities/clustering/match_weights.py": "names of evidence",
    "inputs/addresses.py": "parameters of addresses",
    "annotation/parses/stored.py": "names of tags, parts of speech and relations",
    "inputs/cells.py": "keys of JSON",
    "inputs/json/shapes.py": "keys of JSON",
    "inputs/markup.py": "elements of HTML",
    "inputs/pages/containers.py": "elements of HTML",
    "inputs/formats/__init__.py": "names of formats",
    "mentions/references/pronouns.py": "names of evidence",
    "quotes/kinds/features.py": "names of features",
}
"""Lists in code that are no English words but terms of a format or of the code, by file."""

PLAIN_NUMBERS = {0.0, 0.5, 1.0, 2.0}
"""Nothing, half, all, double: what is no measurement."""


def inside(file):
    return str(file.relative_to(ROOT / "transforms"))


def listed(node):
    """The words of a container that is written out, or of a string that is split."""
    if isinstance(node, ast.Set | ast.List | ast.Tuple):
        members = node.elts
    elif isinstance(node, ast.Dict):
        members = [key for key in node.keys if key is not None]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        text = node.func.value
        members = [ast.Constant(word) for word in str(getattr(text, "value", "")).split()]
    else:
        return []
    texts = [m.value for m in members if isinstance(m, ast.Constant) and isinstance(m.value, str)]
    return [text for text in texts if re.fullmatch(r"[a-z][a-z' -]+", text.lower())]


@pytest.mark.parametrize("file", FILES, ids=inside)
def test_lists_of_words_are_data(file):
    long = [words for node in ast.walk(tree(file)) if len(words := listed(node)) > 10]
    assert not long or inside(file) in TERMS, f"more than ten words in code; put them into data/lexicon: {long}"


@pytest.mark.parametrize("file", FILES, ids=inside)
def test_a_constant_has_one_value(file):
    """The second of two values would count, and the comment beside the first would be wrong."""
    targets = [t for node in tree(file).body if isinstance(node, ast.Assign) for t in node.targets]
    names = [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("file", FILES, ids=inside)
def test_numbers_have_names(file):
    functions = [node for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef)]
    numbers = {
        (node.lineno, node.value)
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value not in PLAIN_NUMBERS
    }
    assert not numbers, "a weight or threshold in a function; give it a name and its source"


def test_options_are_read():
    code = "\n".join(
        file.read_text("utf8") for layer in ("transforms", "flows") for file in (ROOT / layer).rglob("*.py")
    )
    unread = [
        f"{options.name}.{field.target.id}"
        for file in FILES
        for options in ast.walk(tree(file))
        if isinstance(options, ast.ClassDef) and options.name.endswith("Options")
        for field in options.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        # a pass names its option, others are read as an attribute
        if not re.search(rf"\.{field.target.id}\b|option=\"{field.target.id}\"", code)
    ]
    assert not unread


MODULES = [file for name in ("flows", "schemas", "transforms") for file in (ROOT / name).rglob("*.py")]
LONGEST_FUNCTION, MEDIAN_FUNCTION = 45, 8


def locals_of(module):
    """Names that functions of a module bind: parameters, and what is assigned or looped over."""
    for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.Lambda)):
        for node in ast.walk(function):
            if isinstance(node, ast.arg):
                yield node.arg, node.lineno
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id, node.lineno


def numbered(module):
    """What loops over `enumerate` call the number."""
    for node in (node for node in ast.walk(module) if isinstance(node, ast.For | ast.comprehension)):
        called = isinstance(node.iter, ast.Call) and isinstance(node.iter.func, ast.Name) and node.iter.func.id
        if called == "enumerate" and isinstance(node.target, ast.Tuple) and isinstance(node.target.elts[0], ast.Name):
            yield node.target.elts[0].id


SAY_NOTHING = {"found", "told", "known", "named", "kept"}
"""What any value was, and so no name for one."""


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_names_of_values_say_what_they_are(file):
    assert not {(name, line) for name, line in locals_of(tree(file)) if name in SAY_NOTHING}
    assert "place" not in set(numbered(tree(file))), "a place is where something is, no number in a list"


DOORS = {"article_id", "build", "export", "find_quotes", "group_utterances", "main"}
"""Functions of one name: a column and its value; a stage, a command or a public verb and what does it."""


@pytest.mark.parametrize("kind", [ast.ClassDef, ast.FunctionDef], ids=["classes", "functions"])
def test_a_name_is_of_one_thing(kind):
    """Public classes and functions of modules; every format has functions of the same names."""
    homes = defaultdict(list)
    for file in MODULES:
        for node in tree(file).body if file.parent.name != "formats" else ():
            if isinstance(node, kind) and not node.name.startswith("_") and node.name not in DOORS:
                homes[node.name].append(str(file.relative_to(ROOT)))
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_functions_are_short():
    functions = {
        f"{file.relative_to(ROOT)}: {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for file in MODULES
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef)
    }
    assert {name: lines for name, lines in functions.items() if lines > LONGEST_FUNCTION} == {}
    assert statistics.median(functions.values()) <= MEDIAN_FUNCTION
