"""Memory that a run gives back, so that a long one takes no more than its chunks need."""

from __future__ import annotations

import ctypes
import gc
import os
from functools import cache

from newsloom.transforms.text.caching import forget, let_go

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3  # of glibc's malloc.h
_HEAPS = 4  # for all threads, and each keeps what it once had; with fewer, threads that write files wait for each other
_LARGE = 16 << 20  # bytes from which a piece of memory is given back at once; glibc on its own goes up to 32 MB
_NEW_OBJECTS = 50_000  # after which Python looks for cycles: 700 as it comes, which is once a sentence; by hand


@cache
def _libc() -> ctypes.CDLL | None:
    """The C library, if it is glibc: others neither need nor know these calls."""
    try:
        library = ctypes.CDLL(None)
        return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
    except OSError:
        return None


def allocate_sparingly() -> None:
    """Few heaps, none for large pieces, and no pool of Arrow's own. To be called before pyarrow is imported."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    if library := _libc():
        library.mallopt(_ARENA_MAX, _HEAPS)
        library.mallopt(_MMAP_THRESHOLD, _LARGE)


def collect_rarely() -> None:
    """Have Python look for garbage in cycles, of which there is little here, less often. For a process of our own."""
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


def give_back() -> None:
    """Forget what only saves time, let go what was loaded, and hand memory that nobody uses back to the system."""
    forget()
    let_go()
    if library := _libc():
        library.malloc_trim(0)
