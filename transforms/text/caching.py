"""Functions of words that remember what they returned, until a chunk is done: the next one has other words.

What long-lived values leave free between them cannot be given back to the system, however little it is that they take.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

_MOST = 1 << 18  # results that a function remembers: more than a chunk has names, else none would be met again
_forgetting: list[Callable[[], None]] = []
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
