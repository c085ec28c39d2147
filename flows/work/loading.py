"""What a process need not load, although a library that it loads asks for it: that takes longer than a question."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_PANDAS, _SPACYS_COMMAND = "pandas", "spacy.cli.info"


class _Refusal:
    """A finder that says that there is no pandas."""

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        if name == _PANDAS:
            raise ImportError("pandas is not needed here", name=name)
        return None


def leave_pandas_out() -> None:
    """Let pyarrow take pandas for not installed, for as long as the process lives; all others can import it.

    For a process of our own that makes no frames of pandas. Nothing happens where pandas is loaded already.
    """
    if _PANDAS in sys.modules:
        return
    refusal = _Refusal()
    sys.meta_path.insert(0, refusal)
    try:
        import pyarrow

        pyarrow.array([])  # looks for pandas, once and for all
    finally:
        sys.meta_path.remove(refusal)


def leave_spacys_commands_out() -> None:
    """Load spaCy without its command line, a client of HTTP and a runner of projects with it, of which `spacy.info` is
    made; others can still import it. Nothing happens where spaCy is loaded already."""
    if "spacy" in sys.modules:
        return
    stand_in = ModuleType(_SPACYS_COMMAND)
    stand_in.info = None  # type: ignore[attr-defined]
    sys.modules[_SPACYS_COMMAND] = stand_in
    try:
        import spacy
    finally:
        del sys.modules[_SPACYS_COMMAND]
    del spacy.info  # type: ignore[attr-defined]
