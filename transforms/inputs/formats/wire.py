"""Messages of news wires with their headers, as a receiver wrote them to a file."""

from __future__ import annotations

from collections.abc import Iterator

from newsloom.transforms.inputs.records import Draft, Outcome
from newsloom.transforms.inputs.stream import Source
from newsloom.transforms.inputs.wires import begins_message, split_messages

TITLE, RECORDS = "ANPA-1312, IPTC 7901", "one a message of a wire"
EXTENSIONS = ("anpa", "iptc7901")
MEDIA: tuple[str, ...] = ()
MUST_BEGIN = True

_HEAD = 400  # bytes


def begins(head: bytes, declared: str | None) -> bool:
    """The codes of a header."""
    return begins_message(head[:_HEAD].decode("latin-1"))


def parse(source: Source) -> Iterator[Outcome]:
    """The messages, in order; their headers are read where those of single records are."""
    decoded = source.decoded(source.stream.all(source.options.max_bytes))
    for message in split_messages(decoded.text):
        yield Draft(message, raw=message.encode("utf-8", "surrogatepass"), encoding=decoded.encoding)
