"""Telling of progress: what works calls a Report, and who shows it hands one in."""

from __future__ import annotations

from typing import Protocol


class Report(Protocol):
    """Told about progress: the stage that works, and how many records, articles or paragraphs are through, of all."""

    def __call__(self, stage: str, done: int, total: int | None = None) -> None: ...


def silent(stage: str, done: int, total: int | None = None) -> None:
    """Reports nothing."""
