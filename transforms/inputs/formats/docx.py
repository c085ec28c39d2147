"""Word's documents: the paragraphs, and what the file states about itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsloom.transforms.inputs.formats.text import drafts_of_text
from newsloom.transforms.inputs.records import Bad, Outcome, ParseOptions
from newsloom.transforms.inputs.stream import Source

if TYPE_CHECKING:
    from docx.document import Document

TITLE, RECORDS = "Word", "as of a text"
EXTENSIONS = ("docx",)
MEDIA: tuple[str, ...] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

_PARTS = re.compile(rb"word/|\[Content_Types\]\.xml|_rels/")
_ZIP = b"PK\x03\x04"


def begins(head: bytes, declared: str | None) -> bool:
    """A zip file with the parts of a document, whatever its name is."""
    return head.startswith(_ZIP) and b"word/" in head and _PARTS.search(head) is not None


def parse(source: Source) -> Iterator[Outcome]:
    """The articles of a document, as of a text with a line for each paragraph."""
    import docx  # here, as most runs meet no such file

    data = source.stream.all(source.options.max_bytes)
    _refuse_bomb(data, source.options)
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # the library raises whatever a part of the file raises
        raise Bad(
            "unparseable", f"broken Word document; open it and save it again ({error or type(error).__name__})"
        ) from error
    yield from drafts_of_text("\n\n".join(_paragraphs(document)), data)


def _paragraphs(document: Document) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from ("\n".join(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows)
        else:
            yield block.text


def _refuse_bomb(data: bytes, options: ParseOptions) -> None:
    try:
        size = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except zipfile.BadZipFile as error:
        raise Bad("unparseable", f"broken Word document; open it and save it again ({error})") from error
    if size > options.max_ratio * len(data):
        raise Bad("too_large", f"expands more than {options.max_ratio}-fold, as a zip bomb does")
