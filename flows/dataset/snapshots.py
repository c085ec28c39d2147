"""The folder of a dataset as a file system shows it: whose it is, which snapshot is current, what may be removed.

    DIR/.newsloom                the marker: this folder is a dataset
    DIR/current                  a link to one of the snapshots
    DIR/snapshots/RUN_ID         a snapshot, which never changes
    DIR/.publishing-RUN_ID       a snapshot that is being published; if it is not current, its run did not end
    DIR/.staging-*, .current-*   what a run that was killed may leave

Only what has such a name, in a folder with the marker, is ever removed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsloom.flows.dataset.disk import sync
from newsloom.flows.dataset.files import PARQUET, DatasetError, UnknownRunError, column_names
from newsloom.flows.dataset.manifest import has_manifest, is_whole, manifest_or_none, origin
from newsloom.flows.dataset.tables import place_of
from newsloom.flows.work.signals import signals_wait
from newsloom.schemas.contract import SCHEMA_VERSION, TABLES
from newsloom.schemas.table import Table

if TYPE_CHECKING:
    from newsloom.flows.dataset.dataset import Dataset

KEPT_SNAPSHOTS = 3
KEPT_SECONDS = 900  # a snapshot that was replaced stays so long for readers that have it open
MARKER = ".newsloom"
CURRENT, SNAPSHOTS = "current", "snapshots"
_MARKED = (
    "This folder is a dataset of newsloom: its tables are in current/. newsloom removes old snapshots by itself.\n"
)
_RUN_ID = re.compile(r"\d{8}T\d{12}-[0-9a-f]{6}")
_STAGING = re.compile(r"\.staging-[0-9a-f]{8}")
_LINK, _INTENT = ".current-", ".publishing-"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # one slash is what a Path leaves of two
_HIVE = re.compile(r"[^=]+=.*")
_logger = logging.getLogger("newsloom")


def new_run_id(started_at: dt.datetime) -> str:
    """The id of a run: its start in UTC and a random part."""
    return f"{started_at:%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex[:6]}"


@contextlib.contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """A folder in which a run works, gone at the end; what a killed run leaves of it is swept."""
    staged = _new_staging(folder)
    try:
        staged.mkdir()
        yield staged
    finally:
        with signals_wait():  # a second stop would leave half of it
            shutil.rmtree(staged, ignore_errors=True)


def _new_staging(folder: Path) -> Path:
    return folder / f".staging-{uuid.uuid4().hex[:8]}"


def is_dataset(folder: Path) -> bool:
    """Whether a folder is a dataset, one of the first version, or the copy of a snapshot."""
    try:
        return (folder / MARKER).is_file() or _made_before_markers(folder) or has_manifest(folder)
    except OSError:
        return False


def _made_before_markers(folder: Path) -> bool:
    """Whether the folder has `current` and snapshots of our form, or one of them where the other was lost."""
    return _has_tables(folder / CURRENT) or any(True for _ in own_snapshots(folder))


def _has_tables(snapshot: Path) -> bool:
    return all(any((snapshot / name).glob(f"*{PARQUET}")) for name in ("articles", "runs"))


def own_snapshots(folder: Path) -> Iterator[Path]:
    """The snapshots that a run has made, in no order; whatever else lies beside them is not ours."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for entry in (folder / SNAPSHOTS).iterdir():
            published = origin(entry)
            if (published and published.run_id == entry.name) or (_RUN_ID.fullmatch(entry.name) and _has_tables(entry)):
                yield entry


def list_published(folder: Path) -> list[Path]:
    """Our snapshots in the order in which they were published: by their number, not by what the clock said."""
    numbers = {s: published.sequence if (published := origin(s)) else 0 for s in own_snapshots(folder)}
    return sorted(numbers, key=lambda s: (numbers[s], s.name))


def current_snapshot(folder: Path) -> Path | None:
    """The folder that `current` stands for; None where nothing is current."""
    link = folder / CURRENT
    if link.is_dir():
        return link.resolve()
    if link.is_symlink():
        raise DatasetError(f"{folder}: its 'current' link points nowhere; {_way_back(folder)}")
    if folder.exists() and not folder.is_dir():
        raise DatasetError(f"{folder} is a file, not a dataset folder")
    return None


def snapshot_of(folder: Path, run_id: str) -> Path:
    """The snapshot that a run published; UnknownRunError where it is not kept, DatasetError where nothing is."""
    snapshots = {snapshot.name: snapshot for snapshot in list_published(folder)}
    if run_id not in snapshots:
        if not snapshots:
            raise DatasetError(why_empty(folder))
        raise UnknownRunError(f"{folder} keeps no snapshot of a run {run_id}; those kept are {', '.join(snapshots)}")
    return snapshots[run_id]


def refuse_address(folder: str | Path) -> None:
    """Raise DatasetError for a dataset that would stand elsewhere than on a disk."""
    if _SCHEME.match(str(folder)):
        address = re.sub(":/+", "://", str(folder), count=1)
        raise DatasetError(
            f"{address} is an address; a dataset is a folder on a local disk, from which DIR/current can be copied on"
        )


def admit(folder: Path) -> None:
    """Raise DatasetError for a folder that cannot become a dataset, or that holds something else. Touches nothing."""
    refuse_address(folder)
    parts = {*Path(os.path.abspath(folder)).parts, *folder.resolve().parts}  # noqa: PTH100 - as typed and as it is
    partitions = sorted(part for part in parts if _HIVE.fullmatch(part))
    if partitions:
        raise DatasetError(
            f"{folder}: readers take a folder named {partitions[0]} for a column of every table; choose another folder"
        )
    if folder.exists() and not folder.is_dir():
        raise DatasetError(f"{folder} is a file, not a dataset folder")
    try:
        foreign = sorted(e.name for e in folder.iterdir() if not _is_ours(e)) if folder.exists() else []
    except OSError as error:
        raise DatasetError(f"{folder} cannot be read: {error.strerror}") from error
    if foreign and not is_dataset(folder):
        raise DatasetError(
            f"{folder} is no dataset of newsloom and not empty: it holds {foreign[0]}; choose a new or an empty folder"
        )


def require_this_version(dataset: Dataset, tables: Mapping[str, Table]) -> None:
    """A run cannot go on from what another version of newsloom has kept for it in other tables or another format."""
    if not dataset.exists:
        return
    others = sorted(dataset.versions() - {SCHEMA_VERSION})
    if dataset.is_version_1:
        raise DatasetError(
            f"{dataset.folder} has schema version 1, and this newsloom writes version {SCHEMA_VERSION}; it can be "
            f"read, not written; make another one of the same inputs: newsloom run INPUT --dataset {dataset.folder}-2"
        )
    if others:
        raise DatasetError(
            f"{dataset.folder} has schema version {others[-1]}, and this newsloom writes version {SCHEMA_VERSION}; "
            "read it as before, but run into another folder"
        )
    manifest = dataset.manifest
    written = {name.rpartition("/")[0] for name in manifest.files} if manifest else set()
    for table in tables.values():
        folder = dataset.place(table.name)
        gone = place_of(table) in written and not (folder.is_dir() and any(folder.iterdir()))  # that is damage
        files = dataset.files(table.name)
        lacking = table.name if not files and not gone else _lacking(table, files)
        if lacking:
            raise DatasetError(
                f"{dataset.folder} was made by another version of newsloom (it lacks {lacking}); "
                "read it as before, but run into another folder"
            )


def _lacking(table: Table, files: Sequence[Path]) -> str | None:
    """The first column of an internal table that its files were written without; the public ones have a version."""
    if table.name in TABLES or not files or not files[0].exists():
        return None
    with contextlib.suppress(DatasetError):  # damage is told by `require_sound`
        there = column_names(files[0])
        return next((f"{table.name}.{column}" for column in table.columns if column not in there), None)
    return None


def _is_ours(entry: Path) -> bool:
    """Whether a run that ended early may have left it, before anything was published."""
    if entry.name == SNAPSHOTS:
        return not entry.is_symlink() and entry.is_dir() and not any(entry.iterdir())
    return entry.name in (".lock", MARKER) or bool(_STAGING.fullmatch(entry.name))


def mark(folder: Path) -> None:
    """Say in the folder that it is a dataset."""
    if not (folder / MARKER).is_file():
        (folder / MARKER).write_text(_MARKED, encoding="utf-8")


def make_ready(folder: Path) -> None:
    """Bring a dataset into order before a run: `current` as a link, and nothing that an unfinished run left."""
    _link_again(folder)
    _mend(folder)
    current = current_snapshot(folder)
    for intent in folder.glob(f"{_INTENT}*"):
        _take_back(folder, intent, current)
    for link in folder.glob(f"{_LINK}*"):
        if link.is_symlink():
            link.unlink()
    for left in folder.iterdir():
        if _STAGING.fullmatch(left.name) and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)


def _take_back(folder: Path, intent: Path, current: Path | None) -> None:
    """Remove a snapshot that a run was publishing when it was killed, unless it has become current."""
    snapshot = folder / SNAPSHOTS / intent.name.removeprefix(_INTENT)
    if current is not None and snapshot in own_snapshots(folder) and snapshot.resolve() != current:
        discard(folder, snapshot)
    intent.unlink()


def _link_again(folder: Path) -> None:
    """Make `current` a link where a copy has made a folder of it: to the same snapshot, or to that folder."""
    current = folder / CURRENT
    if current.is_symlink() or not current.is_dir():
        return
    twin = next((s for s in list_published(folder) if _same_files(s, current)), None)
    if twin is None:
        manifest = manifest_or_none(current)
        twin = folder / SNAPSHOTS / (manifest.run_id if manifest else new_run_id(dt.datetime.now(dt.UTC)))
        twin.parent.mkdir(exist_ok=True)
        current.rename(twin)
    else:
        discard(folder, current)
    _point_to(folder, twin)


def _same_files(one: Path, other: Path) -> bool:
    """Whether two snapshots hold the same: names of files are unique, and files never change."""
    return _listing(one) == _listing(other)


def _listing(snapshot: Path) -> set[tuple[str, int]]:
    files = (Path(folder) / name for folder, _, names in os.walk(snapshot) for name in names)
    return {(file.relative_to(snapshot).as_posix(), file.stat().st_size) for file in files}


def _mend(folder: Path) -> None:
    """Put back a `current` that was lost, as where a copy leaves links out: to the newest snapshot that is whole."""
    if (folder / CURRENT).is_dir() or (folder / CURRENT).is_symlink():
        return
    snapshots = list_published(folder)
    whole = next((s for s in reversed(snapshots) if is_whole(s)), None)
    if whole is not None:
        _point_to(folder, whole)
        _logger.warning("%s had lost its 'current' link; it points to %s again", folder, whole.name)
    elif snapshots:
        raise DatasetError(f"{folder} has lost its 'current' link; {_way_back(folder)}")


def _way_back(folder: Path) -> str:
    newest = next(reversed(list_published(folder)), None)
    if newest is None:
        return f"restore {folder / CURRENT} or choose another folder"
    return f"if {newest.name} is the snapshot that you want, type: {_command(folder, newest)}"


def _command(folder: Path, snapshot: Path) -> str:
    return f"ln -sfn {SNAPSHOTS}/{snapshot.name} {folder / CURRENT}"


def what_to_do(folder: Path, damaged: Path) -> str:
    """How to get a dataset back whose current snapshot is damaged."""
    sound = next(
        (s for s in reversed(list_published(folder)) if s.resolve() != damaged.resolve() and is_whole(s)), None
    )
    if sound is None:
        return "restore it from a copy, or make the dataset anew in another folder"
    return f"restore it from a copy, or go back to the snapshot before: {_command(folder, sound)}"


def why_empty(folder: Path) -> str:
    """Why there is nothing to read, and what to do."""
    if (folder / CURRENT).is_file() or any(True for _ in own_snapshots(folder)):
        return f"{folder} has lost its 'current' link; run into it again, or {_way_back(folder)}"
    reason = "holds no dataset" if folder.exists() else "is not there"
    return f"{folder} {reason}; make one with: newsloom run INPUT --dataset {folder}"


def put_in_place(folder: Path, staged: Path, run_id: str) -> Path:
    """Make a staged snapshot the current one; readers see all of it or nothing. Returns where it is."""
    final = folder / SNAPSHOTS / run_id
    final.parent.mkdir(exist_ok=True)
    intent = folder / f"{_INTENT}{run_id}"
    intent.touch()
    sync(folder)
    staged.rename(final)
    sync(final.parent)
    replaced = current_snapshot(folder)
    if replaced:
        _note_replaced(replaced)
    _point_to(folder, final)
    intent.unlink()
    return final


def _note_replaced(snapshot: Path) -> None:
    """Readers may have it open: its grace begins. Noted before the fact, so that no kill can lose it."""
    with contextlib.suppress(OSError):
        os.utime(snapshot, (time.time(), time.time()))


def _point_to(folder: Path, snapshot: Path) -> None:
    link = folder / f"{_LINK}{snapshot.name}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(SNAPSHOTS) / snapshot.name)
    link.replace(folder / CURRENT)
    sync(folder)


def drop_old(folder: Path, keep: int = KEPT_SNAPSHOTS) -> None:
    """Remove snapshots that are neither current nor among the newest `keep`, and whose readers have had their time."""
    current = current_snapshot(folder)
    for snapshot in list_published(folder)[: -max(1, keep)]:
        if snapshot.resolve() != current and time.time() - snapshot.stat().st_mtime > KEPT_SECONDS:
            discard(folder, snapshot)


def discard(folder: Path, snapshot: Path) -> None:
    """Remove a snapshot: at once by its name, so that none is ever seen in parts, then its files."""
    gone = _new_staging(folder)
    snapshot.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
