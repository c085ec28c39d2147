"""Markdown: the text as it reads, and what its front matter states."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

from newsloom.transforms.inputs.cells import plain
from newsloom.transforms.inputs.columns import recognise
from newsloom.transforms.inputs.markup import fragment_text
from newsloom.transforms.inputs.records import FIELDS, Draft, Field, Outcome
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "Markdown", "one, with its front matter (YAML or TOML)"
EXTENSIONS = ("md", "markdown")
MEDIA: tuple[str, ...] = ("text/markdown",)

_FRONT = re.compile(
    r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<matter>.*?)^(?P=mark)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(
    r"\s*(?:#[ \t]+(\S.*?)[ \t#]*(?:\n|\Z)|(\S[^\n]{2,300})\n=+[ \t]*(?:\n|\Z))"
)  # the first, above all
_NOTE = re.compile(r"(?m)^\[\^\w{1,20}\]:[ \t]*|\[\^\w{1,20}\]")  # where a note stands, and where it is called
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:[A-Za-z][\w -]{0,40}:[^\n]*\n|[ \t-][^\n]*\n){2,200}?---[ \t]*\r?\n"
)


def begins(head: bytes, declared: str | None) -> bool:
    """Front matter in YAML, in a file whose name leaves it open."""
    return declared in (None, "text", "markdown") and _BEGINS.match(head) is not None


def parse(source: Source) -> Iterator[Outcome]:
    """The one article of a file."""
    data = source.stream.all(source.options.max_bytes)
    decoded = source.decoded(data)
    front = _FRONT.match(decoded.text)
    stated = _stated(front["mark"], front["matter"]) if front else {}
    text = decoded.text[front.end() :] if front and stated else decoded.text
    columns = recognise(stated, {})
    values = {field: plain(stated[column]) for field, column in columns.items()}
    fields = tuple(Field(name, value, "field") for name in FIELDS if (value := values.get(name)))
    if "title" not in values and (heading := _HEADING.match(text)):
        fields += (Field("title", text_of(heading[1] or heading[2]), "field"),)
    yield Draft(text_of(text), fields, values.get("key"), data, decoded.encoding)


def text_of(markdown: str) -> str:
    """The text without marks of emphasis, links and headings, a line for each block.

    >>> text_of("# Ferry returns\\n\\nClerk **Dea** [said](https://x.example) so.")
    'Ferry returns\\nClerk Dea said so.'
    """
    from markdown_it import MarkdownIt  # here, as most runs meet no such file

    return fragment_text(MarkdownIt("commonmark").render(_NOTE.sub("", markdown)))


def _stated(mark: str, matter: str) -> Mapping[str, object]:
    """The front matter as keys and values; none where it cannot be read."""
    import yaml  # here, as most runs meet no front matter

    try:
        value = yaml.safe_load(matter) if mark == "---" else tomllib.loads(matter)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return {}
    return {str(key): inner for key, inner in value.items()} if isinstance(value, Mapping) else {}
