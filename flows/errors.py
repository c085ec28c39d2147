"""Failures as a person meets them: one line, and an exit code. Imports nothing that could fail in its turn."""

from __future__ import annotations

import errno
from concurrent.futures import BrokenExecutor

FAILED = 1
_LESS_AT_ONCE = "use fewer --workers or a smaller [run] chunk in the --config file"


def exit_code(error: BaseException) -> int:
    """2 for wrong use, 1 for everything else that failed; errors of ours carry theirs."""
    return int(getattr(error, "exit_code", FAILED))


def one_line(error: BaseException) -> str:
    """What went wrong, where, and what to do, in one line."""
    if hasattr(error, "exit_code"):
        return _flat(error)
    if isinstance(error, ImportError):
        return _missing(error)
    if isinstance(error, OSError):
        if error.errno == errno.ENOSPC:
            return "no space left on the disk; free some and run again"
        return f"{error.filename or 'input or output'}: {error.strerror or _flat(error)}"
    if isinstance(error, MemoryError):
        return f"out of memory; {_LESS_AT_ONCE}"
    if isinstance(error, BrokenExecutor):
        return f"a worker was killed, most often for want of memory; {_LESS_AT_ONCE}"
    return f"unexpected {type(error).__name__}: {_flat(error)}; run again with --debug for the traceback"


def _missing(error: ImportError) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name:
        package = error.name.partition(".")[0]
        return f"the package {package} is not installed; run: python -m pip install {package}"
    return f"a package that is needed is missing or broken: {_flat(error)}"


def _flat(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
