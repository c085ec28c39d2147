"""Paragraphs, headings, captions and leftover boilerplate of a clean text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsloom.transforms.cleaning.boilerplate import boilerplate_rule, is_caption
from newsloom.transforms.text.ids import content_hash

__all__ = ["Segment", "segment"]

Segment = dict[str, object]
MAX_HEADING_WORDS = 14
ENDS_SENTENCE = re.compile(r"[.!…:;,][\"'”’»)\]]*\Z|[\"”»]\Z")
ENDS_QUESTION = re.compile(r"\A[^\"“”„«»]*\?\Z")
LIST_ITEM = re.compile(r"\A(?:[•·▪‣*–—-]|\d{1,2}[.)])\s")


def segment(text: str) -> list[Segment]:
    """Rows of `segments` without article_id: one for every run of text between line breaks.

    >>> [(s["kind"], s["start_char"], s["end_char"]) for s in segment("A vote.\\n\\nWhat it means\\n\\nMuch, all say.")]
    [('paragraph', 0, 7), ('heading', 9, 22), ('paragraph', 24, 38)]
    """
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    texts = [line for _, line in lines]
    return [
        {
            "ordinal": ordinal,
            "kind": _kind(texts, ordinal),
            "start_char": start,
            "end_char": start + len(line),
            "text_hash": content_hash(line),
        }
        for ordinal, (start, line) in enumerate(lines)
    ]


def _kind(lines: Sequence[str], at: int) -> str:
    line = lines[at]
    if boilerplate_rule(line):
        return "boilerplate"
    if is_caption(line):
        return "caption"
    return "heading" if is_heading(line) and _heads(lines, at) else "paragraph"


def is_heading(line: str) -> bool:
    """Whether a line has the shape of a headline or crosshead: short, capitalised, no sentence's end."""
    words = line.split()
    if not words or len(words) > MAX_HEADING_WORDS or len(line) > 120 or LIST_ITEM.match(line):
        return False
    if not any(char.isalpha() for char in line) or line.lstrip("\"'“‘„«([")[:1].islower():
        return False
    if ENDS_SENTENCE.search(line):
        return False
    return not line.endswith("?") or bool(ENDS_QUESTION.match(line) and len(words) <= 10)


def _heads(lines: Sequence[str], at: int) -> bool:
    """A heading has something longer below it; a run of short lines is a list or verse."""
    below = lines[at + 1 : at + 3]
    return any(len(line) > len(lines[at]) and not is_heading(line) for line in below)
