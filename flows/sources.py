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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from newsloom.flows.web.feeds import opened_web, read_address
from newsloom.flows.web.known import Known, KnownInputs
from newsloom.flows.web.options import SourceOptions
from newsloom.schemas.errors import UsageError
from newsloom.transforms.inputs.records import Payload

STDIN = "-"
_IN_MEMORY = 8 * 2**20  # bytes of a pipe up to which no file is made of it


class InputError(UsageError):
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
    seen: set[Path | str] = set()  # files by their real path; addresses, and what cannot be read, as they are written
    names = root_names([_root(given) for given in inputs if given != STDIN and not is_address(given)])
    with opened_web(options) as web:
        for given in dict.fromkeys(inputs):
            if given == STDIN:
                yield from _spooled(sys.stdin.buffer, STDIN, "stdin", known)
            elif is_address(given):
                yield from read_address(given, known, web(), seen)
            else:
                root = _root(given)
                for path in _files(given, options):
                    inside = Path(os.path.abspath(path)).relative_to(root)  # noqa: PTH100 - see _root
                    yield from _file(path, (names[root] / inside).as_posix(), seen, known)


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


def _root(given: str) -> Path:
    """What the names of an INPUT's files begin at: itself, or the folder before a glob's first wildcard."""
    path = Path(given)
    if not os.path.lexists(given):
        fixed = takewhile(lambda part: not glob.has_magic(part), path.parts[:-1])
        path = Path(*fixed)
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link that the user named


def root_names(roots: Iterable[Path]) -> dict[Path, Path]:
    """The name of each root: its last part, and as many parts before it as tell it from other roots of that name.

    >>> [str(name) for name in root_names([Path("/a/news"), Path("/b/news"), Path("/b/wire")]).values()]
    ['a/news', 'b/news', 'wire']
    """
    depth = dict.fromkeys(roots, 1)
    while True:
        names = {root: Path(*root.relative_to(root.anchor).parts[-n:]) for root, n in depth.items()}
        taken = Counter(names.values())
        clashing = [root for root, name in names.items() if taken[name] > 1 and depth[root] < len(root.parts)]
        if not clashing:
            return names
        depth |= {root: depth[root] + 1 for root in clashing}


def _files(given: str, options: SourceOptions) -> Iterator[Path]:
    """Every file of one INPUT, sorted."""
    if os.path.lexists(given):
        yield from _walk(Path(given), options)
        return
    for match in sorted(glob.glob(given, recursive=True, include_hidden=options.hidden)):  # noqa: PTH207
        yield from _walk(Path(match), options)


def _walk(root: Path, options: SourceOptions) -> Iterator[Path]:
    """Every file under `root`, by name; also the folders and links that cannot be followed, for a reject each."""
    stack, visited = [root], {root.resolve()}
    while stack:
        path = stack.pop()
        if not _is_folder(path) or (path != root and _turns_back(path, visited)):
            yield path
            continue
        visited.add(path.resolve())
        try:
            inside = sorted(path.iterdir(), reverse=True)
        except OSError:
            yield path
            continue
        stack += [inner for inner in inside if options.hidden or not inner.name.startswith(".")]


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir() raises where the folder around may not be entered


def _is_link(path: Path) -> bool:
    return os.path.islink(path)  # noqa: PTH114 - as above


def _turns_back(path: Path, visited: set[Path]) -> bool:
    """Whether a folder is a link to one that is read already, to a part of it, or to a folder around it."""
    if not _is_link(path):
        return False
    target = path.resolve()
    return any(target.is_relative_to(folder) or folder.is_relative_to(target) for folder in visited)


def _file(path: Path, name: str, seen: set[Path | str], known: KnownInputs) -> Iterator[Payload]:
    """The payload of one path; nothing when the same file was read under another name in this run."""
    uri, name = _printable(str(path)), _printable(name)
    try:
        real: Path | str = path.resolve(strict=True)
        if real in seen:
            return
        seen.add(real)
        yield from _readable(path, uri, name, known)
    except (OSError, RuntimeError) as error:
        if uri not in seen:
            seen.add(uri)
            yield Payload(uri, name, partial(_open, path), problem=_os_problem(path, error))


def _readable(path: Path, uri: str, name: str, known: KnownInputs) -> Iterator[Payload]:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        yield Payload(uri, name, partial(_open, path), problem=_folder_problem(path))
    elif stat.S_ISFIFO(mode):
        with path.open("rb") as pipe:
            yield from _spooled(pipe, uri, name, known)
    elif stat.S_ISREG(mode):
        yield _hashed(path, uri, name, known)
    else:
        yield Payload(uri, name, partial(_open, path), problem="neither a file nor a folder")


def _printable(text: str) -> str:
    """File names need not be Unicode; bytes that are none are written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _os_problem(path: Path, error: Exception) -> str:
    if _is_link(path) and isinstance(error, FileNotFoundError):
        return f"a link to what is not there: {_printable(str(path.readlink()))}"
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read: {said}"


def _folder_problem(path: Path) -> str:
    if _is_link(path) and os.access(path, os.R_OK | os.X_OK):
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
