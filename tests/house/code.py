"""The project's own files as trees of syntax, each parsed once and when it is first asked for."""

import ast
import functools


@functools.cache
def tree(file):
    """The syntax of a file."""
    return ast.parse(file.read_text(encoding="utf-8"))
