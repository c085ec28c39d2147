"""Rich text: the words without their layout."""

from __future__ import annotations

from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from newsloom.transforms.inputs.formats.text import drafts_of_text
from newsloom.transforms.inputs.records import Bad, Outcome
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "rich text", "as of a text"
EXTENSIONS = ("rtf",)
MEDIA: tuple[str, ...] = ("application/rtf", "text/rtf")
MUST_BEGIN = True

_BEGINS = b"{\\rtf"


def begins(head: bytes, declared: str | None) -> bool:
    """Its first group."""
    return head.lstrip().startswith(_BEGINS)


def parse(source: Source) -> Iterator[Outcome]:
    """The articles of a document, as of a text."""
    data = source.stream.all(source.options.max_bytes)
    try:
        text = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # the library raises whatever a control word makes it meet
        raise Bad("unparseable", f"broken RTF; open it and save it again ({error or type(error).__name__})") from error
    yield from drafts_of_text(text, data)
