"""What newsloom has made and never reads as input: datasets, and the pages of `newsloom report`."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

from newsloom.flows.dataset.snapshots import CURRENT, SNAPSHOTS, is_dataset

_HEAD = 4096  # bytes of a page in which it says who made it
_PAGE = re.compile(rb"\s*<!doctype html", re.IGNORECASE)
_MADE_BY_US = re.compile(rb"""<meta\s+name=["']?generator["']?\s+content=["']?newsloom\b""", re.IGNORECASE)


class OwnFiles:
    """Tells what is ours from what is input, and counts by kind what is passed by, each once."""

    def __init__(self, passed_by: Counter[str]) -> None:
        self._passed_by = passed_by
        self._counted: set[Path] = set()
        self._known: dict[Path, bool] = {}

    def holds(self, path: Path) -> bool:
        """Whether a path is a dataset, or part of one, whatever links lead there."""
        return self._dataset_of(path) is not None

    def passes_by(self, path: Path, below: Path | None = None) -> bool:
        """The same, counted; also for all that lies in a dataset `below` that folder."""
        around = self._dataset_of(path) or (self._around(path, below) if below else None)
        if around:
            self._count("dataset", around)
        return around is not None

    def is_report(self, file: Path) -> bool:
        """Whether a file is a page of `newsloom report`; counted."""
        with file.open("rb") as opened:
            head = opened.read(_HEAD).removeprefix(b"\xef\xbb\xbf")
        ours = bool(_PAGE.match(head) and _MADE_BY_US.search(head))
        if ours:
            self._count("report", file)
        return ours

    def _count(self, kind: str, path: Path) -> None:
        if path not in self._counted:
            self._counted.add(path)
            self._passed_by[kind] += 1

    def _dataset_of(self, path: Path) -> Path | None:
        real = Path(os.path.realpath(path))
        for folder in real.parents:
            first = real.relative_to(folder).parts[0]
            if (first in (CURRENT, SNAPSHOTS) or first.startswith(".")) and self._is_dataset(folder):
                return folder
        return real if self._is_dataset(real) else None

    def _around(self, path: Path, below: Path) -> Path | None:
        around = Path(os.path.abspath(path)).parents  # noqa: PTH100 - as it was found
        return next((f.resolve() for f in around if below in f.parents and self._is_dataset(f)), None)

    def _is_dataset(self, folder: Path) -> bool:
        if folder not in self._known:
            self._known[folder] = is_dataset(folder)
        return self._known[folder]
