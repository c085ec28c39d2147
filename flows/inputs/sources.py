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
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from newsloom.flows.dataset.own import OwnFiles
from newsloom.flows.inputs.places import Place, Places, printable
from newsloom.flows.inputs.web.feeds import nothing, opened_web, read_address
from newsloom.flows.inputs.web.known import Known, KnownInputs
from newsloom.flows.inputs.web.options import SourceOptions
from newsloom.schemas.errors import UsageError
from newsloom.transforms.inputs.records import Payload

STDIN = "-"
_IN_MEMORY = 8 * 2**20  # bytes of a pipe up to which no file is made of it


class InputError(UsageError):
    """An INPUT that is not there, or is of no use as one; the message says what to do."""


@dataclass(frozen=True)
class KnownSources(KnownInputs):
    """What earlier runs have read, and which files they have found."""

    places: Places = field(default_factory=Places)


@dataclass(frozen=True)
class FilePayload(Payload):
    """A file. `noted` is a hash of why it cannot be read, if no run has said so yet."""

    place: Place | None = None
    noted: str | None = None


def known_inputs(inputs: pa.Table, settings: str | None = None) -> KnownSources:
    """What the `inputs` state says was read under the same settings, and which files were found under any."""
    versions, latest = {}, {}
    rows = inputs.sort_by([(name, "ascending") for name in ("first_seen_at", "name", "file_sha256")]).to_pylist()
    for row in rows:
        if row["settings"] == settings:
            version = Known(row["n_records"], row["etag"], row["last_modified"], row["stated_at"])
            versions[row["name"], row["file_sha256"]] = latest[row["name"]] = version
    places = Places(row for row in rows if not _is_no_file(row["source_uri"]))
    return KnownSources(versions, latest, places=places)


def _is_no_file(uri: str) -> bool:
    return uri == STDIN or is_address(uri)


def input_hash(payload: Payload) -> str | None:
    """The hash under which a payload is noted in `inputs`; None where there is nothing to note."""
    return payload.sha256 or getattr(payload, "noted", None)


def inputs_row(payload: Payload, n_records: int, now: datetime, settings: str | None = None) -> dict[str, object]:
    """The row of the `inputs` state for a payload that was read to its end; only for payloads with an input_hash."""
    place = getattr(payload, "place", None)
    return {
        "name": payload.name,
        "file_sha256": input_hash(payload),
        "source_uri": payload.source_uri,
        "settings": settings,
        "n_records": n_records,
        "etag": payload.etag,
        "last_modified": payload.last_modified,
        "stated_at": payload.stated_at,
        "first_seen_at": now,
        "path": place.path if place else None,
        "first_uri": place.first_uri if place else None,
        "real_path": place.real_path if place else None,
    }


def read_sources(
    inputs: Sequence[str],
    options: SourceOptions | None = None,
    earlier: KnownInputs | None = None,
    passed_by: Counter[str] | None = None,
) -> Iterator[Payload]:
    """Every payload of the inputs, in a fixed order: inputs as given, folders by name.

    Raises InputError at once for an INPUT that does not exist, a glob that matches nothing, and where every INPUT is a
    dataset. A payload whose `known_records` is set was read by an earlier run and need not be parsed. `passed_by`
    counts what newsloom itself has made, which is never input: "dataset" and "report".
    """
    options, own = options or SourceOptions(), OwnFiles(Counter() if passed_by is None else passed_by)
    for given in inputs:
        _require(given)
    if inputs and all(not _is_no_file(given) and own.holds(Path(given)) for given in inputs):
        raise InputError(f"INPUT {inputs[0]} is a dataset of newsloom, which is never input; name what it was made of")
    earlier = earlier or KnownInputs()
    if not isinstance(earlier, KnownSources):
        earlier = KnownSources(earlier.versions, earlier.latest, earlier.owed)
    return _Reading(options, earlier, own).payloads(inputs)


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


@dataclass
class _Reading:
    """The inputs of one run on their way to payloads."""

    options: SourceOptions
    known: KnownSources
    own: OwnFiles
    seen: set[Path | str] = field(default_factory=set)  # real paths; addresses and what cannot be read, as written

    def payloads(self, inputs: Sequence[str]) -> Iterator[Payload]:
        names = root_names([_root(given) for given in inputs if not _is_no_file(given)])
        with opened_web(self.options) as web:
            for given in dict.fromkeys(inputs):
                if given == STDIN:
                    yield from _spooled(sys.stdin.buffer, Payload(STDIN, "stdin", nothing), self.known)
                elif is_address(given):
                    yield from read_address(given, self.known, web(), self.seen)
                else:
                    root = _root(given)
                    yield from self._under(given, root, names[root])

    def _under(self, given: str, root: Path, name: Path) -> Iterator[Payload]:
        """The payloads of one INPUT of files."""
        for path in self._files(given, root):
            inside = Path(os.path.abspath(path)).relative_to(root)  # noqa: PTH100 - see _root
            yield from self._file(path, (name / inside).as_posix(), is_given=path == Path(given))

    def _files(self, given: str, root: Path) -> Iterator[Path]:
        """Every file of one INPUT, sorted, but for what newsloom has made."""
        if os.path.lexists(given):
            yield from self._walk(Path(given))
            return
        for match in sorted(glob.glob(given, recursive=True, include_hidden=self.options.hidden)):  # noqa: PTH207
            if not self.own.passes_by(Path(match), below=root):
                yield from self._walk(Path(match))

    def _walk(self, root: Path) -> Iterator[Path]:
        """Every file under `root`, by name; also the folders and links that cannot be followed, for a reject each."""
        stack, visited = [root], {Path(os.path.realpath(root))}
        while stack:
            path = stack.pop()
            is_folder = _is_folder(path)
            if (is_folder or _is_link(path) or path == root) and self.own.passes_by(path):
                continue
            if not is_folder or (path != root and _turns_back(path, visited)):
                yield path
                continue
            visited.add(path.resolve())
            try:
                inside = sorted(path.iterdir(), reverse=True)
            except OSError:
                yield path
                continue
            stack += [inner for inner in inside if self.options.hidden or not inner.name.startswith(".")]

    def _file(self, path: Path, name: str, is_given: bool) -> Iterator[Payload]:
        """The payload of one path; nothing when the same file was read under another name in this run."""
        uri = printable(str(path))
        try:
            real: Path | str = path.resolve(strict=True)
            if real in self.seen:
                return
            self.seen.add(real)
            yield from self._readable(path, name, is_given)
        except (OSError, RuntimeError) as error:
            if uri not in self.seen:
                self.seen.add(uri)
                yield self._problem(self._placed(path, name), _os_problem(path, error))

    def _readable(self, path: Path, name: str, is_given: bool) -> Iterator[Payload]:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            if not self.own.is_report(path):
                yield _hashed(path, self._placed(path, name), self.known)
        elif stat.S_ISFIFO(mode) and is_given:
            with path.open("rb") as pipe:
                yield from _spooled(pipe, self._placed(path, name), self.known)
        else:
            yield self._problem(self._placed(path, name), _no_file(path, mode))

    def _placed(self, path: Path, name: str) -> FilePayload:
        """The file, called as the run that found it first has called it."""
        place = self.known.places.find(path, printable(str(path)), printable(name))
        return FilePayload(place.uri, place.name, partial(_open, path), place=place)

    def _problem(self, payload: FilePayload, problem: str) -> FilePayload:
        noted = hashlib.sha256(problem.encode()).hexdigest()
        is_known = (payload.name, noted) in self.known.versions
        return replace(payload, problem=problem, noted=None if is_known else noted)


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


def _no_file(path: Path, mode: int) -> str:
    """Why what is no regular file is not read."""
    if stat.S_ISDIR(mode):
        return _folder_problem(path)
    if stat.S_ISFIFO(mode):
        return "a named pipe in a folder, which may never end; name it as INPUT to read it"
    return "a socket, which is not read" if stat.S_ISSOCK(mode) else "neither a file nor a folder"


def _os_problem(path: Path, error: Exception) -> str:
    if _is_link(path) and isinstance(error, FileNotFoundError):
        return f"a link to what is not there: {printable(str(path.readlink()))}"
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read: {said}"


def _folder_problem(path: Path) -> str:
    if _is_link(path) and os.access(path, os.R_OK | os.X_OK):
        return f"a link back into the folders that are read: {printable(str(path.readlink()))}; a symlink loop"
    return "the folder cannot be read: permission denied"


def _hashed(path: Path, payload: Payload, earlier: KnownInputs) -> Payload:
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return _opened(payload, partial(_open, path), digest, path.stat().st_size, earlier)


def _opened(payload: Payload, opener: Callable[[], BinaryIO], digest: str, size: int, earlier: KnownInputs) -> Payload:
    before = earlier.versions.get((payload.name, digest))
    return replace(payload, open=opener, sha256=digest, size=size, known_records=before.n_records if before else None)


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _spooled(pipe: BinaryIO, payload: Payload, earlier: KnownInputs) -> Iterator[Payload]:
    """A pipe held in memory, or on disk where it is long: it is hashed before it is parsed, maybe elsewhere.

    The file on disk is there until the next payload is asked for.
    """
    head = pipe.read(_IN_MEMORY)
    if len(head) < _IN_MEMORY:
        yield _opened(payload, partial(io.BytesIO, head), hashlib.sha256(head).hexdigest(), len(head), earlier)
        return
    with tempfile.NamedTemporaryFile(prefix="newsloom-") as spool:
        spool.write(head)
        shutil.copyfileobj(pipe, spool)
        spool.flush()
        yield _hashed(Path(spool.name), payload, earlier)
