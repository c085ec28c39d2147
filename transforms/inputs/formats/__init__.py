"""Input formats, a module each: what they are called, what they begin with, and how they are parsed.

A format is a module with `parse` and `begins`, its EXTENSIONS and MEDIA types, and a line in `FORMATS`. Its row in
docs/inputs.md is printed from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from newsloom.transforms.inputs.formats import (
    csv,
    docx,
    feed,
    html,
    json,
    jsonl,
    mail,
    markdown,
    newsml,
    parquet,
    rtf,
    text,
    warc,
    wire,
)
from newsloom.transforms.inputs.records import Outcome
from newsloom.transforms.inputs.stream import Source

__all__ = ["EXTENSIONS", "FORMATS", "MEDIA", "Format", "formats_markdown"]


class Format(Protocol):
    """What a format's module has. MUST_BEGIN, where it is true: nothing that does not begin so is of the format.

    TITLE, RECORDS and OTHER_NAMES are for the docs: what it is called, what a record is, names without extension.
    """

    @property
    def TITLE(self) -> str: ...
    @property
    def RECORDS(self) -> str: ...
    @property
    def EXTENSIONS(self) -> tuple[str, ...]: ...
    @property
    def MEDIA(self) -> tuple[str, ...]: ...

    def begins(self, head: bytes, declared: str | None) -> bool:
        """Whether the first bytes prove the format; `declared` is the format that the name or the server says."""

    def parse(self, source: Source) -> Iterator[Outcome]:
        """The records, in order; Bad in place of one that cannot be read, raised where all that follow cannot."""


FORMATS: dict[str, Format] = {
    "parquet": parquet,
    "warc": warc,
    "docx": docx,
    "rtf": rtf,
    "feed": feed,
    "newsml": newsml,
    "html": html,
    "jsonl": jsonl,
    "json": json,
    "mail": mail,
    "markdown": markdown,
    "wire": wire,
    "csv": csv,
    "text": text,
}
"""In the order in which their beginnings are looked at: JSON lines first, for a first line of them is JSON too."""

EXTENSIONS = {extension: name for name, one in FORMATS.items() for extension in one.EXTENSIONS}
MEDIA = {media: name for name, one in FORMATS.items() for media in one.MEDIA}


def formats_markdown() -> str:
    """The table of docs/inputs.md, a row for each format; text and what most inputs are come first."""
    first = ("text", "jsonl", "json", "csv", "parquet", "html", "warc", "feed")
    order = (*first, *(name for name in FORMATS if name not in first))
    lines = ["| format | names | records |", "|---|---|---|"]
    for one in (FORMATS[name] for name in order):
        names = [f"`.{extension}`" for extension in one.EXTENSIONS] + [*getattr(one, "OTHER_NAMES", ())]
        lines.append(f"| {one.TITLE} | {', '.join(names)} | {one.RECORDS} |")
    return "\n".join(lines) + "\n"
