"""Plain text: one article in a file, or several with a sign between them that is hardly ever anything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newsloom.transforms.inputs.exports import read_export
from newsloom.transforms.inputs.records import Draft, Field, Outcome
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "text", "one article, or several where a clear sign parts them (below)"
EXTENSIONS = ("txt", "text")
MEDIA: tuple[str, ...] = ("text/plain",)
OTHER_NAMES = ("no extension",)

_MIN_WORDS = 25  # a piece with fewer is a section, a caption or a signature: then the file is one article
_TRAILER = re.compile(r"(?m)^[ \t]*(?:Source|URL|Link|Original article)[ \t]*:[ \t]*https?://\S+[ \t]*\r?$")
_HEADER = re.compile(r"(?mi)^(?:(?:title|headline)[ \t]*:[ \t]*\S|[ \t]*date \d{4}-\d{2}-\d{2}\b).*$")
_BETWEEN = re.compile(r"\s*(?:[-=*_#~]{3,}\s*\n)?\s*")
_RULE = re.compile(r"(?m)^[ \t]*(?:={5,}|-{5,}|#{5,}|_{5,}|\*{5,}|~{5,})[ \t]*\r?$")
_END = re.compile(r"(?mi)^[ \t]*(?:end of document|-{3,} ?end of (?:article|document|story) ?-{3,})[ \t]*\r?$")


def begins(head: bytes, declared: str | None) -> bool:
    """Never: nothing that it begins with is proof of it."""
    return False


def parse(source: Source) -> Iterator[Outcome]:
    """The articles of a text file, each as it stands between the separators."""
    data = source.stream.all(source.options.max_bytes)
    decoded = source.decoded(data)
    yield from drafts_of_text(decoded.text, data, decoded.encoding)


def drafts_of_text(text: str, data: bytes, encoding: str | None = None) -> Iterator[Outcome]:
    """The articles of a text that was read from `data`: the documents of an archive's export, pieces, or the whole."""
    if documents := read_export(text):
        for document in documents:
            fields = tuple(Field(column, value, "field") for column, value in document.fields)
            yield Draft(document.text, fields, raw=_bytes(f"{document.fields}{document.text}"), encoding=encoding)
        return
    pieces = split_articles(text)
    if len(pieces) == 1:
        yield Draft(text, raw=data, encoding=encoding)
        return
    for piece in pieces:
        yield Draft(piece, raw=_bytes(piece), encoding=encoding)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def split_articles(text: str) -> list[str]:
    """The articles of a text; the whole text when no separator leaves an article on every side of it."""
    for split in SPLITTERS:
        pieces = [piece for piece in split(text) if piece.strip()]
        if len(pieces) > 1 and all(len(piece.split()) >= _MIN_WORDS for piece in pieces):
            return pieces
    return [text]


def _at_form_feeds(text: str) -> list[str]:
    return text.split("\f")


def _at_document_ends(text: str) -> list[str]:
    """Exports of press archives close each article with a line that says so."""
    return _END.split(text)


def _at_rules(text: str) -> list[str]:
    """A line of five or more signs. Three are a section break inside an article ("* * *", "---")."""
    return _RULE.split(text)


def _after_trailers(text: str) -> list[str]:
    """Articles that each end with "Source: address", or after one with it begin with a header of their own.

    One that does neither makes the others doubtful: such a line may also stand under a chart.
    """
    ends = [match.end() for match in _TRAILER.finditer(text)]
    if ends and not text[ends[-1] :].strip():
        ends.pop()
    elif not all(_HEADER.match(text, _line_start(text, end)) for end in ends):
        return [text]
    starts = [0, *(_line_start(text, end) for end in ends)]
    return [text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True)]


def _line_start(text: str, end: int) -> int:
    """Where the first line with anything on it begins after `end`, a rule of signs passed over."""
    after = _BETWEEN.match(text, end)
    return text.rfind("\n", 0, after.end()) + 1 if after else end


def _before_headers(text: str) -> list[str]:
    """Articles that each begin with "Title:" or "Headline:"."""
    starts = [match.start() for match in _HEADER.finditer(text)]
    if not starts or text[: starts[0]].strip():
        return [text]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


SPLITTERS: tuple[Callable[[str], list[str]], ...] = (
    _at_form_feeds,
    _at_document_ends,
    _at_rules,
    _after_trailers,
    _before_headers,
)
