"""Payloads from what the user named: files, folders, globs, standard input, feeds and pages.

Nothing is parsed here. A file that cannot be read becomes a payload with a problem, which parsing turns into a
reject; only an INPUT that is not there at all stops the run, before it begins.
"""

from __future__ import annotations

import glob
import hashlib
import io
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from flows.feeds import Known, KnownInputs, SourceOptions, read_address
from transforms.records import Payload

STDIN = "-"
_IN_MEMORY = 8 * 2**20  # bytes of a pipe up to which no file is made of it


class InputError(Exception):
    """An INPUT that is not there, or is of no use as one; the message says what to do."""


def known_inputs(inputs: pa.Table, settings: str | None = None) -> KnownInputs:
    """What the `inputs` state says was read under the same settings."""
    versions, latest = {}, {}
    for row in inputs.sort_by("first_seen_at").to_pylist():
        if row["settings"] == settings:
            known = Known(row["n_records"], row["etag"], row["last_modified"], row["stated_at"])
            versions[row["name"], row["file_sha256"]] = latest[row["name"]] = known
    return KnownInputs(versions, latest)


def inputs_row(payload: Payload, n_records: int, now: datetime, settings: str | None = None) -> dict[str, object]:
    """The row of the `inputs` state for a payload that was read to its end; only for payloads with a hash."""
    return {
        "name": payload.name,
        "file_sha256": payload.sha256,
        "source_uri": payload.source_uri,
        "settings": settings,
        "n_records": n_records,
        "etag": payload.etag,
        "last_modified": payload.last_modified,
        "stated_at": payload.stated_at,
        "first_seen_at": now,
    }


def read_sources(
    inputs: Sequence[str], options: SourceOptions | None = None, known: KnownInputs | None = None
) -> Iterator[Payload]:
    """Every payload of the inputs, in a fixed order: inputs as given, folders by name.

    Raises InputError at once for an INPUT that does not exist or a glob that matches nothing. A payload whose
    `known_records` is set was read by an earlier run and need not be parsed.
    """
    options, known = options or SourceOptions(), known or KnownInputs()
    for given in inputs:
        _require(given)
    return _payloads(inputs, options, known)


def _payloads(inputs: Sequence[str], options: SourceOptions, known: KnownInputs) -> Iterator[Payload]:
    seen: set[Path] = set()
    for given in inputs:
        if given == STDIN:
            yield from _spooled(sys.stdin.buffer, STDIN, "stdin", known)
        elif is_address(given):
            yield from read_address(given, known, options)
        else:
            for path, name in _files(given, options):
                yield from _file(path, name, seen, known)


def _require(given: str) -> None:
    if not given:
        raise InputError("an INPUT is empty; name a file, a folder, a glob or an address")
    if given == STDIN or is_address(given) or os.path.lexists(given):
        return
    if not glob.has_magic(given):
        raise InputError(f"INPUT not found: {given}; check the path, or use - for standard input")
    if not glob.glob(given, recursive=True):  # noqa: PTH207 - pathlib takes no absolute patterns
        raise InputError(f"no file matches INPUT {given}; check the pattern")


def is_address(given: str) -> bool:
    """Whether an INPUT is to be fetched."""
    return given.lower().startswith(("http://", "https://"))


def _files(given: str, options: SourceOptions) -> Iterator[tuple[Path, str]]:
    """Paths of one INPUT with the name of each: the root's name, then the path inside it."""
    if os.path.lexists(given):
        path = Path(given)
        yield from _walk(path, path.name if path.name not in ("", "..") else path.resolve().name, options)
        return
    root = _glob_root(given)
    matches = glob.glob(given, recursive=True, include_hidden=options.hidden)  # noqa: PTH207
    for match in sorted(matches):
        inside = Path(match).relative_to(root)
        yield from _walk(Path(match), (Path(root.resolve().name) / inside).as_posix(), options)


def _glob_root(pattern: str) -> Path:
    """The folder before the first wildcard: 'news' for 'news/**/*.txt'."""
    parts: list[str] = []
    for part in Path(pattern).parts[:-1]:
        if glob.has_magic(part):
            break
        parts.append(part)
    return Path(*parts)


def _walk(root: Path, name: str, options: SourceOptions) -> Iterator[tuple[Path, str]]:
    """Every file under `root`, by name; also the folders and links that cannot be followed, for a reject each."""
    home, stack = root.resolve(), [(root, name)]
    while stack:
        path, name = stack.pop()
        if not path.is_dir() or (path != root and _turns_back(path, home)):
            yield path, name
            continue
        try:
            inside = sorted(path.iterdir(), reverse=True)
        except OSError:
            yield path, name
            continue
        stack += [(p, f"{name}/{p.name}") for p in inside if options.hidden or not p.name.startswith(".")]


def _turns_back(path: Path, home: Path) -> bool:
    """Whether a folder is a link into the tree that it stands in, or to a folder around it: a loop or a repeat."""
    if not path.is_symlink():
        return False
    target = path.resolve()
    return target.is_relative_to(home) or home.is_relative_to(target)


def _file(path: Path, name: str, seen: set[Path], known: KnownInputs) -> Iterator[Payload]:
    """The payload of one path; nothing when the same file was read under another name in this run."""
    uri, name = _printable(str(path)), _printable(name)
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
        if real in seen:
            return
        if stat.S_ISDIR(mode):
            yield Payload(uri, name, partial(_open, path), problem=_folder_problem(path))
        elif stat.S_ISFIFO(mode):
            yield from _piped(path, uri, name, known)
        elif stat.S_ISREG(mode):
            seen.add(real)
            yield _hashed(path, uri, name, known)
        else:
            yield Payload(uri, name, partial(_open, path), problem="neither a file nor a folder")
    except (OSError, RuntimeError) as error:
        yield Payload(uri, name, partial(_open, path), problem=_os_problem(path, error))


def _printable(text: str) -> str:
    """File names need not be Unicode; bytes that are none are written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _os_problem(path: Path, error: Exception) -> str:
    if path.is_symlink() and isinstance(error, FileNotFoundError):
        return f"a link to what is not there: {_printable(str(path.readlink()))}"
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read: {said}"


def _folder_problem(path: Path) -> str:
    if path.is_symlink() and os.access(path, os.R_OK | os.X_OK):
        return f"a link back into the folders that are read: {_printable(str(path.readlink()))}; a symlink loop"
    return "the folder cannot be read: permission denied"


def _hashed(path: Path, uri: str, name: str, known: KnownInputs) -> Payload:
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return _payload(partial(_open, path), uri, name, digest, path.stat().st_size, known)


def _payload(
    opener: Callable[[], BinaryIO], uri: str, name: str, digest: str, size: int, known: KnownInputs
) -> Payload:
    before = known.versions.get((name, digest))
    records = before.n_records if before else None
    return Payload(uri, name, opener, sha256=digest, size=size, known_records=records)


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _piped(path: Path, uri: str, name: str, known: KnownInputs) -> Iterator[Payload]:
    with path.open("rb") as pipe:
        yield from _spooled(pipe, uri, name, known)


def _spooled(pipe: BinaryIO, uri: str, name: str, known: KnownInputs) -> Iterator[Payload]:
    """A pipe held in memory, or on disk where it is long: it is hashed before it is parsed, maybe elsewhere.

    The file on disk is there until the next payload is asked for.
    """
    head = pipe.read(_IN_MEMORY)
    if len(head) < _IN_MEMORY:
        digest = hashlib.sha256(head).hexdigest()
        yield _payload(partial(io.BytesIO, head), uri, name, digest, len(head), known)
        return
    with tempfile.NamedTemporaryFile(prefix="newsloom-") as spool:
        spool.write(head)
        shutil.copyfileobj(pipe, spool)
        spool.flush()
        yield _hashed(Path(spool.name), uri, name, known)
