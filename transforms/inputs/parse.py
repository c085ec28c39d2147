"""Payloads to raw records, format by format.

An input format is a module of `transforms.inputs.formats`; which one it is, `transforms.inputs.sniff` tells. Every
record of a payload ends as a `RawRecord` or a `Reject`, and no payload raises.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsloom.transforms.inputs.day_order import with_day_order
from newsloom.transforms.inputs.encoding import Spelling
from newsloom.transforms.inputs.formats import FORMATS
from newsloom.transforms.inputs.layout import Noticed
from newsloom.transforms.inputs.records import (
    Bad,
    Draft,
    Field,
    Outcome,
    ParseOptions,
    Payload,
    RawRecord,
    Reject,
    seal,
    until_broken,
)
from newsloom.transforms.inputs.sniff import format_of
from newsloom.transforms.inputs.stream import Source, Stream, chunks_of, expanded
from newsloom.transforms.inputs.wires import with_wire_headers

__all__ = ["Field", "ParseOptions", "Payload", "RawRecord", "Reject", "parse_payload"]


def parse_payload(
    payload: Payload,
    options: ParseOptions | None = None,
    spelling: Spelling | None = None,
    noticed: Noticed | None = None,
) -> Iterator[RawRecord | Reject]:
    """The records of one payload in order, read as they are asked for.

    `spelling` tells legacy encodings apart by the names in a text; without it only their bytes are looked at.
    `noticed` is told the format and the columns as they are met.
    What cannot be read is a Reject: the whole payload when it cannot be opened or told, else the record at fault.
    """
    options = options or ParseOptions()
    drafts = until_broken(_drafts(payload, options, spelling, noticed or Noticed()), payload.sha256)
    drafts = with_wire_headers(drafts, options)
    yield from seal(with_day_order(drafts, options.day_first), payload, options)


def _drafts(payload: Payload, options: ParseOptions, spelling: Spelling | None, noticed: Noticed) -> Iterator[Outcome]:
    if payload.text is None:
        yield from _read(payload, options, spelling, noticed)
    elif payload.sha256 is None:
        yield Draft(payload.text)
        if payload.problem:
            raise Bad("unparseable", payload.problem)
    else:
        yield from _or_else(payload.text, _read(payload, options, spelling, noticed))


def _or_else(text: str, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The outcomes of a page, and then what the feed says in its place where there is no article among them."""
    any_draft = False
    try:
        for outcome in outcomes:
            any_draft |= isinstance(outcome, Draft)
            yield outcome
    except Bad as problem:
        yield problem
    if not any_draft:
        yield Draft(text)


def _read(payload: Payload, options: ParseOptions, spelling: Spelling | None, noticed: Noticed) -> Iterator[Outcome]:
    if payload.problem:
        raise Bad("unparseable", payload.problem)
    with payload.open() as handle:
        packed = Stream(chunks_of(handle))
        stream = expanded(packed, options)
        kind = noticed.format = format_of(payload, stream)
        whole = handle if stream is packed and handle.seekable() else None
        under = packed if stream is not packed else None
        found_at = payload.base or payload.source_uri
        url = found_at if found_at.startswith(("http://", "https://")) else None
        source = Source(stream, options, whole, payload.charset, url, payload.followed, spelling, noticed, under)
        yield from FORMATS[kind].parse(source)
