"""What file systems differ in: links, locks, flushing. What one refuses is done another way, or said in one line."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from newsloom.flows.dataset.files import DatasetBusyError, DatasetError
from newsloom.schemas.errors import UsageError

# what file systems answer to a call that they do not know, each in its own way
_UNKNOWN = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})
_NO_HARD_LINK = _UNKNOWN | {errno.EXDEV, errno.EMLINK, errno.EACCES}
_NO_FLUSHING = _UNKNOWN - {errno.EPERM}
_HELD = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES})


def link_or_copy(source: Path, target: Path) -> None:
    """The file under a second name: the same one where the file system has hard links, else a copy."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_HARD_LINK:
            raise
        shutil.copyfile(source, target)


def require_symlinks(folder: Path, inside: Path) -> None:
    """Raise DatasetError where the file system has no symbolic links: `current` is one."""
    try:
        (inside / "link").symlink_to("nothing")
    except OSError as error:
        if error.errno not in _NO_HARD_LINK:
            raise
        raise DatasetError(
            f"{folder}: its file system has no symbolic links ({error.strerror}), which a dataset needs; "
            "choose a folder on a local disk"
        ) from error
    (inside / "link").unlink()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The folder to ourselves for the length of the block; DatasetBusyError where another run has it."""
    try:
        lock = (folder / ".lock").open("a+")
    except OSError as error:
        raise DatasetError(f"{folder} cannot be written: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _lock_problem(folder, error) from error
        yield


def _lock_problem(folder: Path, error: OSError) -> DatasetError:
    if error.errno in _HELD:
        return DatasetBusyError(f"{folder}: another run is writing; wait until it ends or choose another folder")
    return DatasetError(
        f"{folder}: its file system has no locks ({error.strerror}), which keep two runs apart; "
        "choose a folder on a local disk"
    )


@contextlib.contextmanager
def written_whole(file: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name when the block ends well, and is gone when it does not."""
    _require_folder(file)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-", delete=False) as handle:
        try:
            yield handle
            handle.flush()
            os.fchmod(handle.fileno(), 0o666 & ~_umask())  # it was made for our eyes only
            Path(handle.name).replace(file)
        except BaseException:
            Path(handle.name).unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def made_whole(file: Path) -> Iterator[Path]:
    """A path to make a file at, which takes its name when the block ends well, and is gone when it does not."""
    _require_folder(file)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=f".{file.name}-") as folder:
        made = Path(folder) / file.name
        yield made
        made.replace(file)


def _require_folder(file: Path) -> None:
    if not file.parent.is_dir():
        raise UsageError(f"{file}: there is no folder {file.parent}")
    if file.is_dir():
        raise UsageError(f"{file} is a folder; give the name of a file")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sync(path: Path) -> None:
    """Flush a file or a folder to the disk, where the file system can."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FLUSHING:
            raise
    finally:
        os.close(handle)


def sync_tree(root: Path) -> None:
    """Flush what this run wrote; linked files were flushed by the run that wrote them."""
    for folder, _, names in os.walk(root, topdown=False):
        for name in names:
            path = Path(folder) / name
            if path.stat().st_nlink == 1:
                sync(path)
        sync(Path(folder))
