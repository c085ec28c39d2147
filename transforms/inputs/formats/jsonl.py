"""JSON lines: an object a line."""

from __future__ import annotations

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
    first, _, rest = json_start(head, declared).partition(b"\n")
    if not first.startswith(b"{"):
        return False
    return _is_object(first) or (declared == "jsonl" and first.startswith(b'{"') and rest.startswith(b'{"'))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


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
        value = DECODER.decode(source.decoded(line).text.removeprefix("\ufeff"))
        for outcome in drafts_of_value(value, source):
            yield Bad(outcome.reason, outcome.detail, digest) if isinstance(outcome, Bad) else outcome
    except Bad as problem:
        yield Bad(problem.reason, problem.detail, digest)
    except (ValueError, RecursionError) as error:
        yield Bad("unparseable", f"broken JSON line: {where(error)}; each line must be one whole object", digest)
