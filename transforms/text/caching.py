"""What is held until a stage is done, and no longer: results of functions of words, as the next one asks for others,
and models that only one stage needs.

What long-lived values leave free between them cannot be given back to the system, however little it is that they take.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

_MOST = 1 << 18  # results that a function remembers: more than a chunk has names, else none would be met again
_forgetting: list[Callable[[], None]] = []
_dropping: list[Callable[[], None]] = []
Function = TypeVar("Function", bound=Callable[..., Any])


def remembered(function: Function, most: int = _MOST) -> Function:
    """The function, which works out its latest results, `most` of them, once; its arguments must be hashable."""
    remembering = lru_cache(maxsize=most)(function)
    _forgetting.append(remembering.cache_clear)
    return remembering  # type: ignore[return-value]


def forget() -> None:
    """Let all of these functions begin anew."""
    for clear in _forgetting:
        clear()


def until_let_go(drop: Callable[[], None]) -> None:
    """Have this called, once, when the stage is done that what was just loaded is for: models of tens of megabytes,
    which are loaded again for the next chunk in a tenth of a second."""
    _dropping.append(drop)


def let_go() -> None:
    """Drop what was loaded for one stage."""
    while _dropping:
        _dropping.pop()()
