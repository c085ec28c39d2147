"""JSON: arrays, objects, ninjs and the envelopes of news APIs and JSON Feed."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from newsloom.transforms.inputs.columns import TEXTS, choose_columns, drafts_of_row, recognise
from newsloom.transforms.inputs.json.shapes import flat, records_of, value_at
from newsloom.transforms.inputs.records import Bad, Outcome, until_broken
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "JSON", "an array, one object, JSON Feed, ninjs 1 to 3, or an envelope such as `articles: […]`"
EXTENSIONS = ("json", "ninjs")
MEDIA: tuple[str, ...] = ("application/json", "application/feed+json")

_KINDS = {str: "text", int: "number", float: "number", bool: "truth value", list: "list", type(None): "null"}
_OBJECT = "each record must be an object that has its text under a name"
_MAX_DIGITS = 4000  # Python turns no longer number into an int


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MAX_DIGITS else digits


DECODER = json.JSONDecoder(parse_int=_integer, strict=False)  # a control character in a text is damage to the text
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_CALLED = re.compile(
    rb"(?:(?:var|let|const|window\.)\s*[\w.$\[\]'\"]{1,80}\s*=|[A-Za-z_$][\w.$]{0,60}\()\s*[\[{]"
)  # JSONP
_BEHIND = re.compile(r"[ \t\r\n,;\x1e]*")  # between the values of a file that holds several
_PEEKED = 65536  # bytes that show what kind of JSON it is, and its encoding


def begins(head: bytes, declared: str | None) -> bool:
    """An array, or an object over several lines, also as a program's value; what the name says otherwise holds."""
    start = json_start(head, declared)
    if called := _CALLED.match(start):
        start = start[called.end() - 1 :]
    if start.startswith(b"["):
        return re.match(rb"\[\s*[\[{\"\]]", start) is not None
    return re.match(rb'\{\s*"', start) is not None


def json_start(head: bytes, declared: str | None) -> bytes:
    """The first bytes, blanks and mark aside; none where the name is that of a format without braces."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip() if declared in (None, "text", "json", "jsonl") else b""


def parse(source: Source) -> Iterator[Outcome]:
    """An array of records, read one by one; or one record, or an envelope around an array."""
    if source.stream.peek(_PEEKED).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        columns: list[str] = []
        for item in _array_items(source):
            if not columns and _is_header(item):
                columns = item
                continue
            row = dict(zip(columns, item, strict=False)) if columns and isinstance(item, list) else item
            yield from drafts_of_value(row, source)
        return
    text = source.decoded(source.stream.all(source.options.max_bytes)).text.removeprefix("\ufeff")
    for value in _values(text):
        yield from drafts_of_value(value, source)


def _is_header(item: Any) -> bool:
    """Whether the first list of lists names the columns of the others."""
    return (
        isinstance(item, list)
        and all(isinstance(cell, str) for cell in item)
        and bool(recognise(item, {}).keys() & TEXTS)
    )


def _values(text: str) -> Iterator[Any]:
    """The value of a file, or several behind one another; a program's value without what stands around it."""
    called = _CALLED.match(text[:_PEEKED].lstrip().encode("utf-8", "replace"))
    at = text.index(called[0][-1:].decode()) if called else 0
    at = _BEHIND.match(text, at).end()  # type: ignore[union-attr]
    while at < len(text):
        try:
            value, at = DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise Bad("unparseable", f"broken JSON: {where(error)}; is the file whole?") from error
        yield value
        at = len(text) if called else _BEHIND.match(text, at).end()  # type: ignore[union-attr]


def _array_items(source: Source) -> Iterator[Any]:
    """The elements of an array of any length, each decoded as soon as it is whole."""
    texts = _decoded_chunks(source)
    buffer, at = next(texts, "").lstrip("\ufeff \t\r\n"), 1
    while True:
        at = _BETWEEN.match(buffer, at).end()  # type: ignore[union-attr]
        if buffer.startswith("]", at):
            return
        try:
            value, at = DECODER.raw_decode(buffer, at)
        except RecursionError as error:
            raise Bad("unparseable", "broken JSON: nested too deeply") from error
        except json.JSONDecodeError as error:
            rest = buffer[at:]
            more = _as_much_again(texts, len(rest)) if len(rest) < source.options.max_bytes else ""
            if not more:
                spot = where(json.JSONDecodeError(error.msg, rest, max(0, error.pos - at)))
                raise Bad("unparseable", f"broken JSON array: {spot} of what follows the last record") from error
            buffer, at = rest + more, 0
            continue
        yield value


def _as_much_again(texts: Iterator[str], held: int) -> str:
    """More text, as long as what is there: an element that spans many chunks is not read again for each of them."""
    parts: list[str] = []
    size = 0
    while size < max(1, held) and (more := next(texts, "")):
        parts.append(more)
        size += len(more)
    return "".join(parts)


def _decoded_chunks(source: Source) -> Iterator[str]:
    """The text of the stream, a chunk at a time, in the encoding that its beginning shows."""
    sample = source.stream.peek(_PEEKED)
    encoding = source.decoded(sample[: sample.rfind(b"\n") + 1] or sample).encoding.partition("+")[0]
    decoder = codecs.getincrementaldecoder("utf-8" if encoding == "cesu-8" else encoding)("read-as-windows-1252")
    while chunk := source.stream.read():
        yield decoder.decode(chunk)


def where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' at')} at line {error.lineno} column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def drafts_of_value(value: Any, source: Source) -> Iterator[Outcome]:
    """The records of a JSON value, in order; never fewer than one outcome."""
    for item in records_of(value, source.options.columns):
        yield from until_broken(_drafts_of_item(item, source))


def _drafts_of_item(item: Any, source: Source) -> Iterator[Outcome]:
    if isinstance(item, Mapping):
        row = _with_paths(flat(item), item, source.options.keep)
        chosen = choose_columns(row, source.options)
        source.noticed.columns(row, chosen.fields, chosen.kept)
        yield from drafts_of_row(row, chosen)
    else:
        yield Bad("missing_text", f"a JSON {_KINDS.get(type(item), 'value')} where an article was expected: {_OBJECT}")


def _with_paths(row: Mapping[str, Any], item: Mapping[str, Any], paths: Iterable[str]) -> Mapping[str, Any]:
    """The flat record with what the whole one has at some paths."""
    values = {path: value_at(item, path) for path in paths if path not in row}
    return {**row, **{path: value for path, value in values.items() if value is not None}}
