"""Which format a payload is in: by what it begins with, and by its name only where that leaves it open."""

from __future__ import annotations

from newsloom.transforms.inputs.beginnings import refuse_foreign, refuse_written
from newsloom.transforms.inputs.formats import EXTENSIONS, FORMATS, MEDIA
from newsloom.transforms.inputs.records import Bad, Payload
from newsloom.transforms.inputs.stream import Stream
from newsloom.transforms.text.lexicon import entries

__all__ = ["HEAD", "format_of"]

HEAD = 65536  # bytes looked at
_FOREIGN = {entry.word: entry for entry in entries("file_names")}
_PACKED = frozenset(("gz", "zst", "zstd", "gzip"))


def format_of(payload: Payload, stream: Stream) -> str:
    """A key of FORMATS. Raises Bad for what is no text and no format of ours."""
    head = stream.peek(HEAD)
    declared = EXTENSIONS.get(_extension(payload.name)) or MEDIA.get((payload.media_type or "").lower())
    proven = next((name for name, one in FORMATS.items() if one.begins(head, declared)), None)
    if not proven:
        refuse_foreign(head)
        refuse_written(head)
        _refuse_by_name(_extension(payload.name))
    if not proven and declared and getattr(FORMATS[declared], "MUST_BEGIN", False):
        raise Bad("unparseable", f"named as {declared}, but it does not begin as one; name it after what it is")
    return proven or declared or "text"


def _refuse_by_name(extension: str) -> None:
    """Raise Bad for a name that files have which hold no article."""
    if foreign := _FOREIGN.get(extension):
        raise Bad("not_news_text", f"named as {foreign.kind}, which is not read; {foreign.comment}")


def _extension(name: str) -> str:
    """The extension, packing aside: 'jsonl' for 'news/day.jsonl.gz'."""
    parts = name.rpartition("/")[2].lower().split(".")[1:]
    while parts and parts[-1] in _PACKED:
        parts.pop()
    return parts[-1] if parts else ""
