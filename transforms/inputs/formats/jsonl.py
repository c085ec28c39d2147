"""JSON lines: an object a line."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterator

from newsloom.transforms.inputs.encoding import is_wide
from newsloom.transforms.inputs.formats.json import DECODER, drafts_of_value, json_start, where
from newsloom.transforms.inputs.records import Bad, Outcome
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "JSON lines", "one a line"
EXTENSIONS = ("jsonl", "ndjson")
MEDIA: tuple[str, ...] = ("application/x-ndjson",)

_PEEKED = 4096  # bytes that show whether each character has two


def begins(head: bytes, declared: str | None) -> bool:
    """The first line is a whole object; or, where the name says so, each of the first two begins as one."""
    first, _, rest = json_start(head, declared).removeprefix(b"\x1e").partition(b"\n")
    if not first.startswith(b"{"):
        return False
    return _is_object(_bare(first)) or (declared == "jsonl" and first.startswith(b'{"') and rest.startswith(b'{"'))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict) or _of_python(line.decode("utf-8", "replace")) is not None
    except (ValueError, RecursionError):
        return _of_python(line.decode("utf-8", "replace")) is not None


def _bare(line: bytes) -> bytes:
    """A line without the sign that parts texts (RFC 7464) and the comma that an array leaves behind each."""
    return line.strip(b" \t\r\n\x1e").removesuffix(b",")


def _of_python(line: str) -> dict[str, object] | None:
    """The object of a line that Python printed, with its own marks and words for nothing; None where it is none."""
    if not line.lstrip().startswith("{'"):
        return None
    try:
        value = ast.literal_eval(line.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def parse(source: Source) -> Iterator[Outcome]:
    """One record per line that is not blank; a broken line is a reject, the next one is read."""
    for line in _lines(source):
        if isinstance(line, Bad):
            yield line
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield from _line(line, source)


def _lines(source: Source) -> Iterator[bytes | Bad]:
    """The lines; in UTF-16 and UTF-32 a break is no byte of its own, so the whole is decoded first."""
    if not is_wide(source.stream.peek(_PEEKED)):
        yield from source.stream.lines(source.options.max_bytes)
        return
    yield from source.decoded(source.stream.all(source.options.max_bytes)).text.encode("utf-8", "replace").split(b"\n")


def _line(line: bytes, source: Source) -> Iterator[Outcome]:
    digest = hashlib.sha256(line).hexdigest()
    try:
        text = source.decoded(_bare(line)).text.removeprefix("\ufeff")
        value = _of_python(text) or DECODER.decode(text)
        for outcome in drafts_of_value(value, source):
            yield Bad(outcome.reason, outcome.detail, digest) if isinstance(outcome, Bad) else outcome
    except Bad as problem:
        yield Bad(problem.reason, problem.detail, digest)
    except (ValueError, RecursionError) as error:
        yield Bad("unparseable", f"broken JSON line: {where(error)}; each line must be one whole object", digest)
