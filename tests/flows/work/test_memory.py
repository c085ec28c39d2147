"""Memory that a run gives back."""

from __future__ import annotations

import gc
import os

import pytest

from newsloom.flows.work import memory
from newsloom.transforms.text.caching import remembered, until_let_go


class Library:
    """A C library that notes what it is asked for."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def mallopt(self, option: int, value: int) -> None:
        self.calls.append(("mallopt", option, value))

    def malloc_trim(self, pad: int) -> None:
        self.calls.append(("malloc_trim", pad))


def test_few_heaps_and_none_for_large_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """M_ARENA_MAX is -8 and M_MMAP_THRESHOLD -3 in glibc's malloc.h."""
    library = Library()
    monkeypatch.setattr(memory, "_libc", lambda: library)
    monkeypatch.delenv("ARROW_DEFAULT_MEMORY_POOL", raising=False)
    memory.allocate_sparingly()
    assert library.calls == [("mallopt", -8, 4), ("mallopt", -3, 16 * 1024 * 1024)]
    assert os.environ["ARROW_DEFAULT_MEMORY_POOL"] == "system"


def test_a_pool_that_somebody_chose_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_libc", lambda: None)
    monkeypatch.setenv("ARROW_DEFAULT_MEMORY_POOL", "mimalloc")
    memory.allocate_sparingly()
    assert os.environ["ARROW_DEFAULT_MEMORY_POOL"] == "mimalloc"


def test_what_was_loaded_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_libc", lambda: None)
    dropped: list[str] = []
    until_let_go(lambda: dropped.append("model"))
    memory.give_back()
    assert dropped == ["model"]


def test_what_only_saves_time_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    @remembered
    def half(number: int) -> float:
        asked.append(number)
        return number / 2

    library = Library()
    monkeypatch.setattr(memory, "_libc", lambda: library)
    assert [half(4), half(4)] == [2.0, 2.0]
    memory.give_back()
    half(4)
    assert asked == [4, 4]
    assert library.calls == [("malloc_trim", 0)]


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_libc", lambda: None)
    memory.give_back()


def test_garbage_in_cycles_is_looked_for_less_often() -> None:
    former = gc.get_threshold()
    try:
        memory.collect_rarely()
        assert gc.get_threshold() == (50_000, *former[1:])
    finally:
        gc.set_threshold(*former)
