"""Whether the tests of a folder notice when a weight or a predicate of its modules is wrong.

    python -m benchmarks.mutants --folder reuse --n 40 --seed 1

Draws mutants of transforms/FOLDER: a number of an options class or of a named constant is off by a third; in a function
that answers yes or no, a comparison is inverted, `and` is `or`, a `not` is gone. Each is written into a copy of the
tree in a temporary folder, where the tests of the mirrored folder run until one fails. Prints which were killed, and
the lines of those that survived. A number inside a call is a type or bits of a hash, and a constant whose comment says
"at once" or "together" the size of a portion of work, which changes no result: none is drawn of these.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".hypothesis", ".*_cache", "dist")
GREATEST = 1 << 31  # a constant above is no weight, but bits of a hash
PATIENCE = 3.0  # times the tests may take as long as without a mutant, before they count as failed
STARTED = 30.0  # seconds that a machine with other work may take to begin
YES_OR_NO = ("bool", "Mask")
ASKS = ("is_", "may_", "can_", "has_", "_is_", "_may_", "_can_", "_has_")
INVERSE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True)
class Mutant:
    """A module (path below the root) with `node` of its source replaced by `text`."""

    module: str
    node: ast.expr
    text: str

    def source(self, source: str) -> str:
        """The module's source with the mutant in it."""
        lines = source.encode().splitlines(keepends=True)
        before = b"".join(lines[: self.node.lineno - 1]) + lines[self.node.lineno - 1][: self.node.col_offset]
        last = (self.node.end_lineno or self.node.lineno) - 1
        after = lines[last][self.node.end_col_offset :] + b"".join(lines[last + 1 :])
        return (before + self.text.encode() + after).decode()

    def __str__(self) -> str:
        return f"{self.module}:{self.node.lineno}: {ast.unparse(self.node)} -> {self.text}"


def mutants_of(module: str, source: str) -> Iterator[Mutant]:
    """All mutants of a module."""
    tree = ast.parse(source)
    lines = source.splitlines()
    for number in _numbers(tree):
        if not any(word in lines[number.lineno - 1] for word in ("at once", "together")):
            yield from (Mutant(module, number, text) for text in _off_by_a_third(number))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and _answers_yes_or_no(function):
            for node in (node for statement in function.body for node in ast.walk(statement)):
                yield from (Mutant(module, node, f"({ast.unparse(other)})") for other in _inverted(node))


def _numbers(tree: ast.Module) -> Iterator[ast.expr]:
    """Numbers of options classes and of constants, also those in a constant's dict or tuple."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name.endswith("Options"):
            values = [field.value for field in node.body if isinstance(field, ast.AnnAssign)]
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and _is_constant(node):
            values = [node.value]
        else:
            continue
        yield from (number for value in values if value for number in _within(value))


def _within(value: ast.expr) -> Iterator[ast.expr]:
    """The number that a value is, or those of a dict or tuple."""
    if isinstance(value, ast.Dict):
        yield from (number for entry in value.values for number in _within(entry))
    elif isinstance(value, (ast.Tuple, ast.List, ast.Set)):
        yield from (number for entry in value.elts for number in _within(entry))
    elif isinstance(value, ast.UnaryOp):
        yield from _within(value.operand)
    elif _is_number(value):
        yield value


def _is_constant(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return all(isinstance(target, ast.Name) and target.id.isupper() for target in targets)


def _is_number(node: ast.AST) -> bool:
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
        return False
    return isinstance(node.value, (int, float)) and 0 < node.value < GREATEST


def _off_by_a_third(node: ast.expr) -> list[str]:
    """The number made greater and smaller, a whole one by one at least."""
    assert isinstance(node, ast.Constant)
    if isinstance(node.value, float):
        return [repr(round(node.value * share, 6)) for share in (4 / 3, 2 / 3)]
    step = max(1, node.value // 3)  # type: ignore[operator]
    return [str(node.value + step), str(node.value - step)]  # type: ignore[operator]


def _answers_yes_or_no(function: ast.FunctionDef) -> bool:
    returns = ast.unparse(function.returns) if function.returns else ""
    return returns in YES_OR_NO or function.name.startswith(ASKS)


def _inverted(node: ast.AST) -> Iterator[ast.AST]:
    """The expression with one of its comparisons inverted, its `and` and `or` exchanged, or without its `not`."""
    if isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            other = copy.deepcopy(node)
            other.ops[i] = INVERSE[type(operator)]()
            yield other
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr)):
        yield ast.BinOp(node.left, ast.BitOr() if isinstance(node.op, ast.BitAnd) else ast.BitAnd(), node.right)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.Invert)):
        yield node.operand


def survives(mutant: Mutant, tree: Path, tests: list[str], limit: float) -> bool:
    """Whether the tests of the copied tree pass with the mutant in it; the tree is left as it was."""
    file = tree / mutant.module
    source = file.read_text(encoding="utf-8")
    file.write_text(mutant.source(source), encoding="utf-8")
    try:
        return passes(tree, [own_tests(mutant.module, tree), *tests], limit)
    finally:
        file.write_text(source, encoding="utf-8")


def own_tests(module: str, tree: Path) -> str:
    """The module's own test file, where it has one; its tests fail soonest."""
    _, *folders, name = Path(module).parts
    file = "/".join(("tests", *folders, f"test_{name}"))
    return file if (tree / file).exists() else ""


def passes(tree: Path, tests: list[str], limit: float | None = None) -> bool:
    """Whether the tests of a copied tree pass, within so many seconds; it is the copy that is imported."""
    command = [sys.executable, "-m", "pytest", "-x", "-n", "0", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=1"]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(tree)}
    try:
        done = subprocess.run(
            [*command, *filter(None, tests)], cwd=tree, env=environment, timeout=limit, capture_output=True, text=True
        )
    except subprocess.TimeoutExpired:
        return False
    if done.returncode not in (0, 1, 2):
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    return done.returncode == 0


def drawn(folder: str, n: int, seed: int, only: str | None) -> list[Mutant]:
    """So many of the folder's mutants, in order."""
    files = sorted((ROOT / "transforms" / folder).rglob(f"{only or '*'}.py"))
    modules = ((str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")) for file in files)
    every = [mutant for module, source in modules for mutant in mutants_of(module, source)]
    numbers = sorted(random.Random(seed).sample(range(len(every)), min(n, len(every))))
    print(f"{len(every)} mutants of transforms/{folder}, {len(numbers)} drawn with seed {seed}", flush=True)
    return [every[i] for i in numbers]


def main() -> None:
    """Draw, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", required=True, help="a folder of transforms, and of tests")
    parser.add_argument("--module", help="only this module of it, without .py")
    parser.add_argument("--n", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tests = [f"tests/{options.folder}"]
    survivors: dict[str, list[int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(shutil.copytree(ROOT, Path(folder) / "tree", symlinks=True, ignore=LEFT_OUT))
        started = time.monotonic()
        if not passes(tree, tests):
            raise SystemExit(f"{tests[0]} fails without any mutant")
        limit = STARTED + PATIENCE * (time.monotonic() - started)
        for mutant in drawn(options.folder, options.n, options.seed, options.module):
            alive = survives(mutant, tree, tests, limit)
            survivors.setdefault(mutant.module, []).append(alive)
            print(f"{'SURVIVED' if alive else 'killed  '}  {mutant}", flush=True)
    for module, alive in survivors.items():
        print(f"{module:<44}{len(alive) - sum(alive):3} of {len(alive):3} killed")
    every = [alive for alive_here in survivors.values() for alive in alive_here]
    print(f"{'all':<44}{len(every) - sum(every):3} of {len(every):3} killed")


if __name__ == "__main__":
    main()
