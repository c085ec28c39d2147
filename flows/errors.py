"""Failures as a person meets them: one line, and an exit code."""

from __future__ import annotations

import errno
from importlib import import_module

WRONG_USE = 2
FAILED = 1
# imported only when something failed, by name, so that --help stays quick
_WRONG_USE = (
    "newsloom.flows.settings:SettingsError",
    "newsloom.flows.sources:InputError",
    "newsloom.flows.engine:EngineError",
    "newsloom.flows.model:PipelineError",
)
_PLAIN = ("newsloom.flows.dataset:DatasetError", "newsloom.schemas.table:SchemaError")


def exit_code(error: BaseException) -> int:
    """2 for wrong use, 1 for everything else that failed."""
    return WRONG_USE if _is_one_of(error, _WRONG_USE) else FAILED


def one_line(error: BaseException) -> str:
    """What went wrong, where, and what to do, in one line."""
    if _is_one_of(error, _WRONG_USE + _PLAIN):
        return _flat(error)
    if isinstance(error, OSError):
        if error.errno == errno.ENOSPC:
            return "no space left on the disk; free some and run again"
        return f"{error.filename or 'input or output'}: {error.strerror or _flat(error)}"
    if isinstance(error, MemoryError):
        return "out of memory; use fewer --workers or a smaller [run] chunk in the --config file"
    return f"unexpected {type(error).__name__}: {_flat(error)}; run again with --debug for the traceback"


def _flat(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _is_one_of(error: BaseException, names: tuple[str, ...]) -> bool:
    return any(isinstance(error, _class(name)) for name in names)


def _class(name: str) -> type:
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)
