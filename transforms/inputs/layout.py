"""What a payload looks like from outside: its format, and which of its columns are read as what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

_MAX_COLUMNS = 200  # that are noted; JSON objects whose keys are data have any number


class Layout(NamedTuple):
    """A format; the columns that are read, as (ours, theirs); those that are left; and those kept as they are."""

    format: str
    recognised: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def is_tabular(self) -> bool:
        """Whether it has columns at all."""
        return bool(self.recognised or self.left or self.kept)


class Noticed:
    """What parsing one payload shows of it; each record of a JSON file may add columns."""

    def __init__(self) -> None:
        self.format = ""
        self._columns: dict[str, None] = {}
        self._recognised: dict[tuple[str, str], None] = {}
        self._kept: dict[str, None] = {}

    def columns(self, names: Iterable[str], recognised: Mapping[str, str], extra: Iterable[str] = ()) -> None:
        """Note the columns of a table or a record, which of them holds which of our fields, and which are kept."""
        self._kept.update(dict.fromkeys(extra))
        for name in names:
            if len(self._columns) < _MAX_COLUMNS:
                self._columns.setdefault(str(name))
        for pair in recognised.items():
            self._recognised.setdefault(pair)

    def layout(self) -> Layout:
        """What was noticed so far."""
        read = {theirs for _, theirs in self._recognised} | self._kept.keys()
        recognised = tuple(pair for pair in self._recognised if pair[1] in self._columns)
        left = tuple(name for name in self._columns if name not in read)
        return Layout(self.format, recognised, left, tuple(self._kept))
