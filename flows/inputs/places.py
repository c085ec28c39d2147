"""Which file is which, under every spelling of its path: a file that was found before is the same one again

1. at the same path, however it was typed, or where links lead to the same path;
2. at another path, as after a move or under another mount, where the paths agree in the name of the input that it was
   found under and all that follows, and never in less than a folder and the file's name: of two names, in the longer
   one; in the shorter one if the file is gone from where it was.

In one run, two files are never one. The records of a file that is the same again are known by what it was called first;
what the tables call it is true: the path under which it was found, as it was typed the first time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

_FEWEST = 2  # parts of a path that name a file: a folder and the file in it


@dataclass(frozen=True)
class FilePlace:
    """A file at a path. `uri` is what the tables call it; `name` and `first_uri` are what it was called when it was
    found first, here or elsewhere; the last `n_parts` of `parts`, its path, are the name of the input and on."""

    uri: str
    name: str
    first_uri: str
    parts: tuple[str, ...]
    n_parts: int
    path: str
    real_path: str


class FilePlaces:
    """The files that earlier runs have found, and those that this run finds."""

    def __init__(self, inputs: Iterable[Mapping[str, Any]] = ()) -> None:
        """`inputs`: rows of that state which are files, in any order; a clock may have jumped between them."""
        self._by_path: dict[str, FilePlace] = {}
        self._by_end: dict[tuple[str, ...], list[FilePlace]] = {}  # by the last two parts, three, ... n_parts
        self._by_name: dict[str, FilePlace] = {}
        self._by_uri: dict[str, FilePlace] = {}
        self._called: dict[str, set[str]] = {}  # by what a file was called first: all that it was called since
        self._taken: set[str] = set()  # names of the files of this run
        for row in inputs:
            path = str(row["path"] or row["source_uri"])  # the first version kept only what was typed
            self._remember(row["source_uri"], row["name"], path, str(row["real_path"] or path), row["first_uri"])

    def find(self, path: Path, uri: str, name: str) -> FilePlace:
        """The file at a path; one that is new is called as it is typed, if nothing else is called so."""
        absolute = printable(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link that the user named
        real = printable(os.path.realpath(path))
        here = self._at(absolute, real, uri)
        before = here or self._elsewhere(_parts(absolute), _n_parts(name, absolute))
        name = before.name if before else self._free(name, absolute)
        place = here or self._remember(absolute if uri in self._by_uri else uri, name, absolute, real)
        self._taken.add(name)
        return place

    def first_uri(self, uri: str) -> str:
        """What the file that the tables call so was called when it was found first."""
        return self._by_uri[uri].first_uri if uri in self._by_uri else uri

    def all_uris(self, uris: Iterable[str]) -> list[str]:
        """All that the tables may call the files that they call so."""
        return list(dict.fromkeys(u for uri in uris for u in (uri, *self._called.get(self.first_uri(uri), ()))))

    def _at(self, *paths: str) -> FilePlace | None:
        """The file that was found at one of the paths."""
        files = (self._by_path.get(path) for path in paths)
        return next((place for place in files if place and place.name not in self._taken), None)

    def _elsewhere(self, parts: tuple[str, ...], n_parts: int) -> FilePlace | None:
        """A file that was found at a path that ends as this one, whose last `n_parts` parts are its name."""
        for n in range(len(parts), _FEWEST - 1, -1):
            for place in self._by_end.get(parts[-n:], ()):
                if place.name not in self._taken and _is_moved(place, parts, n, n_parts):
                    return place
        return None

    def _free(self, name: str, path: str) -> str:
        """The name of a new file, with so much of its path before it that no other file is called so."""
        parts, n = _parts(path), len(_parts(name))
        while name in self._by_name and n < len(parts):
            n += 1
            name = "/".join(parts[-n:])
        return name

    def _remember(self, uri: str, name: str, path: str, real: str, first_uri: str | None = None) -> FilePlace:
        if first_uri is None:
            first_uri = self._by_name[name].first_uri if name in self._by_name else uri
        place = FilePlace(uri, name, first_uri, _parts(path), _n_parts(name, path), path, real)
        self._by_name.setdefault(name, place)
        self._by_uri.setdefault(uri, place)
        self._called.setdefault(place.first_uri, set()).add(uri)
        if path not in self._by_path:
            for n in range(_FEWEST, place.n_parts + 1):
                self._by_end.setdefault(place.parts[-n:], []).append(place)
        self._by_path.setdefault(path, place)
        self._by_path.setdefault(real, place)
        return self._by_path[path]


def _is_moved(place: FilePlace, parts: tuple[str, ...], n: int, n_parts: int) -> bool:
    """Whether the known file is the one at a path that agrees with its own in the last `n` parts, by rule 2."""
    if max(place.n_parts, n_parts) <= n or (place.n_parts == n and parts[-n_parts:] == place.parts[-n_parts:]):
        return True
    return min(place.n_parts, n_parts) <= n and not os.path.lexists(place.path)


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part for part in PurePosixPath(path).parts if part != "/")


def _n_parts(name: str, path: str) -> int:
    return min(len(_parts(path)), max(_FEWEST, len(_parts(name))))


def printable(text: str) -> str:
    """File names need not be Unicode; bytes that are none are written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()
