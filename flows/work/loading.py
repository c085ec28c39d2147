"""What a process need not load, although a library that it loads asks for it: that takes longer than a question."""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_PANDAS = "pandas"


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


def leave_parts_out() -> None:
    """Load the libraries of a run without those of their parts that it does not need and that take long."""
    leave_spacys_commands_out()
    leave_requests_out()


def leave_spacys_commands_out() -> None:
    """Load spaCy without its command line, a client of HTTP and a runner of projects with it, of which `spacy.info` is
    made; others can still import it. Nothing happens where spaCy is loaded already."""
    if "spacy" not in sys.modules:
        del _loaded_without("spacy", "spacy.cli.info", "info").info


def leave_requests_out() -> None:
    """Load courlan, which takes addresses apart, without its client of HTTP, and ftfy without what pads texts for a
    terminal; others can still import those parts. Nothing happens where they are loaded already."""
    # what courlan's client would do: whoever loads urllib3 later is not told that it could have had more
    warnings.filterwarnings("ignore", message="SOCKS support in urllib3")
    if "courlan" not in sys.modules:
        _loaded_without("courlan", "courlan.network", "redirection_test")
    if "ftfy" not in sys.modules:
        _loaded_without("ftfy", "ftfy.formatting", "display_ljust")


def _loaded_without(library: str, part: str, name: str) -> Any:
    """The library, for which nothing stood in the place of the part of its own from which it takes the name."""
    stand_in = ModuleType(part)
    setattr(stand_in, name, None)
    sys.modules[part] = stand_in
    try:
        return import_module(library)
    finally:
        del sys.modules[part]
