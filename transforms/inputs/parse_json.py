"""JSON: lines, arrays, objects, ninjs and the envelopes of news APIs and JSON Feed."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newsloom.transforms.inputs.columns import drafts_of_row, recognise
from newsloom.transforms.inputs.json_feed import json_feed_items
from newsloom.transforms.inputs.records import Bad, Outcome
from newsloom.transforms.inputs.stream import Source

_DECODER = json.JSONDecoder()
_PEEKED = 65536  # bytes that show what kind of JSON it is, and its encoding
_ENVELOPES = ("articles", "items", "results", "data", "docs", "documents", "entries", "stories", "news", "hits")


def parse_jsonl(source: Source) -> Iterator[Outcome]:
    """One record per line that is not blank; a broken line is a reject, the next one is read."""
    for line in source.stream.lines(source.options.max_bytes):
        if isinstance(line, Bad):
            yield line
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield from _line(line, source)


def _line(line: bytes, source: Source) -> Iterator[Outcome]:
    digest = hashlib.sha256(line).hexdigest()
    try:
        for outcome in drafts_of_value(json.loads(source.decoded(line).text), source):
            yield Bad(outcome.reason, outcome.detail, digest) if isinstance(outcome, Bad) else outcome
    except Bad as problem:
        yield Bad(problem.reason, problem.detail, digest)
    except (ValueError, RecursionError) as error:
        yield Bad("unparseable", f"broken JSON line: {_where(error)}", digest)


def parse_json(source: Source) -> Iterator[Outcome]:
    """An array of records, read one by one; or one record, or an envelope around an array."""
    if source.stream.peek(_PEEKED).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        for item in _array_items(source):
            yield from drafts_of_value(item, source)
        return
    data = source.stream.all(source.options.max_bytes)
    try:
        value = json.loads(source.decoded(data).text)
    except (ValueError, RecursionError) as error:
        raise Bad("unparseable", f"broken JSON: {_where(error)}") from error
    yield from drafts_of_value(value, source)


def _array_items(source: Source) -> Iterator[Any]:
    """The elements of an array of any length, each decoded as soon as it is whole."""
    texts = _decoded_chunks(source)
    buffer = next(texts, "").lstrip("\ufeff \t\r\n")[1:]
    while True:
        buffer = buffer.lstrip(" \t\r\n,")
        if buffer.startswith("]"):
            return
        try:
            value, end = _DECODER.raw_decode(buffer)
        except RecursionError as error:
            raise Bad("unparseable", "broken JSON: nested too deeply") from error
        except ValueError as error:
            more = next(texts, "") if len(buffer) < source.options.max_bytes else ""
            if not more:
                raise Bad(
                    "unparseable", f"broken JSON array: {_where(error)} of what follows the last record"
                ) from error
            buffer += more
            continue
        yield value
        buffer = buffer[end:]


def _decoded_chunks(source: Source) -> Iterator[str]:
    """The text of the stream, a chunk at a time, in the encoding that its beginning shows."""
    sample = source.stream.peek(_PEEKED)
    encoding = source.decoded(sample[: sample.rfind(b"\n") + 1] or sample).encoding.partition("+")[0]
    decoder = codecs.getincrementaldecoder("utf-8" if encoding == "cesu-8" else encoding)("read-as-windows-1252")
    while chunk := source.stream.read():
        yield decoder.decode(chunk)


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno} column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def drafts_of_value(value: Any, source: Source) -> Iterator[Outcome]:
    """The records of a JSON value, in order; never fewer than one outcome."""
    for item in _items(value):
        if isinstance(item, Mapping):
            row = ninjs(item)
            found = recognise(row, source.options.columns)
            source.noticed.columns(row, found)
            yield from drafts_of_row(row, found)
        else:
            yield Bad("missing_text", f"a JSON {type(item).__name__} where an object was expected")


def _items(value: Any) -> Sequence[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping) and (feed_items := json_feed_items(value)):
        return feed_items
    if isinstance(value, Mapping) and "text" not in recognise(value, {}):
        for name in _ENVELOPES:
            inner = value.get(name)
            if isinstance(inner, Mapping):
                inner = inner.get("articles") or inner.get("hits") or inner.get("results")
            if isinstance(inner, list) and inner and isinstance(inner[0], Mapping):
                return inner
    return [value]


def ninjs(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """IPTC's news in JSON with its lists of roles flattened; any other object comes back as it is.

    ninjs 1 has `body_text`, `body_xhtml` and `headline`; 2 and 3 have `bodies` and `headlines` with a role and a
    content type each (https://iptc.org/std/ninjs/).
    """
    if not any(isinstance(item.get(name), list) for name in ("bodies", "headlines")):
        return item
    flat = {name: value for name, value in item.items() if name not in ("bodies", "headlines")}
    for body in _dicts(item.get("bodies")):
        markup = "html" in str(body.get("contenttype", body.get("contentType", ""))).lower()
        flat.setdefault("body_xhtml" if markup else "body_text", body.get("value"))
    for headline in _dicts(item.get("headlines")):
        flat.setdefault("headline", headline.get("value"))
    return flat


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
