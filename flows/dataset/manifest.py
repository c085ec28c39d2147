"""The manifest of a snapshot: every file with its size, rows and hash, written before the snapshot is published.

It says which snapshots are whole, which of two is the later one, and which file was damaged since.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from newsloom.flows.dataset.files import MAPPED, PARQUET, DatasetError, count_rows, threaded
from newsloom.schemas.contract import SCHEMA_VERSION

MANIFEST = "manifest.json"
_MADE_BY = "newsloom"


class StoredFile(NamedTuple):
    """A file as it was written."""

    bytes: int
    rows: int
    sha256: str


class Manifest(NamedTuple):
    """What a snapshot holds. `sequence` counts the snapshots of a dataset, whatever the clock says; `follows` is the
    run whose snapshot it was made from; files are by their path within the snapshot."""

    run_id: str
    sequence: int
    follows: str | None
    schema_version: int
    files: dict[str, StoredFile]


class Origin(NamedTuple):
    """The run that published a snapshot, and the snapshot's number in its dataset."""

    run_id: str
    sequence: int


class Damage(NamedTuple):
    """A file that is not as it was written."""

    file: str
    what: str


def write_manifest(snapshot: Path, run_id: str, before: Path | None) -> None:
    """Describe a snapshot that is ready. Of files that the one before it has too, nothing is read."""
    last = read_manifest(before) if before else None
    from_last = last.files if last else {}
    names = list(_data_files(snapshot))
    new = [name for name in names if name not in from_last]
    stored = from_last | dict(zip(new, threaded(lambda name: _stored(snapshot / name), new), strict=True))
    content = {
        "made_by": _MADE_BY,
        "run_id": run_id,
        "sequence": last.sequence + 1 if last else 1,
        "follows": last.run_id if last else before.name if before else None,
        "schema_version": SCHEMA_VERSION,
        "files": {name: stored[name]._asdict() for name in names},
    }
    (snapshot / MANIFEST).write_text(json.dumps(content, indent=0), encoding="utf-8")


def has_manifest(folder: Path) -> bool:
    """Whether a folder has a manifest of ours, by how it begins."""
    file = folder / MANIFEST
    if not file.is_file():
        return False
    with file.open("rb") as handle:
        return f'"made_by": "{_MADE_BY}"'.encode() in handle.read(64)


def read_manifest(snapshot: Path) -> Manifest | None:
    """The manifest of a snapshot; None where there is none, as in snapshots of the first version.

    Raises DatasetError for one that cannot be read.
    """
    try:
        if not (snapshot / MANIFEST).is_file():
            return None
        return _manifest(json.loads((snapshot / MANIFEST).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DatasetError(
            f"{snapshot / MANIFEST} is damaged: {type(error).__name__}: {error}; restore it from a copy, or remove it: "
            "the tables are read without it"
        ) from error


def _manifest(fields: dict[str, Any]) -> Manifest:
    files = {name: StoredFile(**stored) for name, stored in fields["files"].items()}
    return Manifest(fields["run_id"], int(fields["sequence"]), fields["follows"], fields["schema_version"], files)


def manifest_or_none(snapshot: Path) -> Manifest | None:
    """The manifest, where there is one that can be read."""
    try:
        return read_manifest(snapshot)
    except DatasetError:
        return None


def origin(snapshot: Path) -> Origin | None:
    """Whose snapshot it is, where its manifest can be read; each is read once a process, as they never change."""
    try:
        state = (snapshot / MANIFEST).stat()
    except OSError:
        return None
    return _origin(snapshot, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1000)
def _origin(snapshot: Path, *_: int) -> Origin | None:
    manifest = manifest_or_none(snapshot)
    return manifest and Origin(manifest.run_id, manifest.sequence)


def damage(snapshot: Path, manifest: Manifest, thorough: bool = False) -> Iterator[Damage]:
    """The files that are missing or of another size; if thorough, also those of other bytes or nobody's."""
    names = list(manifest.files)
    differ = threaded if thorough else map  # to ask for a size takes less time than to ask a thread to do so
    differences = differ(lambda name: _difference(snapshot / name, manifest.files[name], thorough), names)
    for name, what in zip(names, differences, strict=True):
        if what:
            yield Damage(name, what)
    if thorough:
        for name in sorted(set(_data_files(snapshot)).difference(names)):
            yield Damage(name, "was not written by newsloom; take it away")


def is_whole(snapshot: Path) -> bool:
    """Whether the snapshot is known to have all of its files."""
    manifest = manifest_or_none(snapshot)
    return manifest is not None and not any(damage(snapshot, manifest))


def _data_files(snapshot: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(snapshot):
        folders.sort()
        for name in sorted(names):
            if name.endswith((PARQUET, MAPPED)):
                yield (Path(folder) / name).relative_to(snapshot).as_posix()


def _stored(file: Path) -> StoredFile:
    return StoredFile(file.stat().st_size, count_rows(file), _sha256(file))


def _sha256(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _difference(file: Path, stored: StoredFile, thorough: bool) -> str | None:
    try:
        size = file.stat().st_size
        if size != stored.bytes:
            return f"has {size:,} bytes instead of {stored.bytes:,}"
        if thorough and _sha256(file) != stored.sha256:
            return "has other bytes than were written"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return None
