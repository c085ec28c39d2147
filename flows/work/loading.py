"""What a process need not load: pyarrow looks for pandas by loading it, which takes longer than a question."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
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
