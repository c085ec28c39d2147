"""Memory that a run gives back, so that a long one takes no more than its chunks need."""

from __future__ import annotations

import ctypes
import os
from functools import cache

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


@cache
def _libc() -> ctypes.CDLL | None:
    """The C library, if it is glibc: others neither need nor know these calls."""
    try:
        library = ctypes.CDLL(None)
        return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
    except OSError:
        return None


def allocate_sparingly() -> None:
    """One heap for all threads, and no pool of Arrow's own: each keeps what it once had. To be called before pyarrow
    is imported."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    if library := _libc():
        library.mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Hand memory that nobody uses back to the system."""
    if library := _libc():
        library.malloc_trim(0)
