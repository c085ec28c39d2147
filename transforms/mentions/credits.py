"""What in a paragraph names who made it and not whom it is about: bylines, credits of pictures, datelines' agencies.

A dateline's place is named all the same: it says where the news is from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsloom.transforms.annotation.parsed import Paragraph, ParsedArticle
from newsloom.transforms.cleaning.datelines import find_dateline
from newsloom.transforms.cleaning.dates import name_and_day
from newsloom.transforms.text.bylines import MAX_LINE, is_byline
from newsloom.transforms.text.lexicon import alternatives
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.name_pattern import PARTICLES, name_pattern

_AGENCY = rf"(?:{alternatives('agencies')}|{alternatives('credits', 'agency')})"
_PICTURE = rf"(?:{alternatives('credits', 'picture')})"
_WORK = rf"(?:{alternatives('credits', 'work')})"
_PAPER = rf"(?:[A-Z][\w’'-]*[ -]){{1,3}}(?i:{alternatives('media', 'part')})"  # "Sun-Times", "The Brelt Courier"
_NAME = name_pattern(r"[A-Z](?:\.(?:[A-Z]\.)*|[\w'’-]*)", PARTICLES)  # a stop in it is an initial's
_CREDITS = re.compile(
    rf"\((?=[^()\n]*\b(?:{_AGENCY}|{_PICTURE})\b)"  # (AP Photo/Jo Doe)
    r"(?=[^()\n]*(?:/|:|\bby |\bvia |Photo))[^()\n]{1,200}\)"
    rf"|\({_WORK}(?: and \w+)? by [^()\n]{{1,300}}\)"
    rf"|\b{_PICTURE}(?: by| courtesy of|:) ?{_NAME}(?: ?/ ?{_NAME})*"
    rf"|\b{_NAME} ?/ ?{_AGENCY}\b(?: ?/ ?{_NAME})*"
    rf"|\b{_AGENCY} ?/ ?{_NAME}"
    rf"|\b{_NAME}/{_PAPER}(?=\s*\Z)"
    rf"|\[{_NAME} ?/ ?{_NAME}\](?=\s*\Z)"
    rf"|© ?(?:\d{{4}} )?{_NAME}"
)
_CREDITING = ("(", "/", "©", *lexicon_words("credits", "picture"))
"""What one of them stands in whatever _CREDITS matches."""
_CONTRIBUTED = re.compile(r"[^\n.!?]{3,200} contributed (?:to|reporting (?:to|for)) this (?:report|story|article)\b")
_GLUED = re.compile(
    r"(?<=[a-z]{2})(?<!\bMac)[A-Z][\w’'-]* [^\n]{0,400}?\bMORE\b"
)  # links to other articles, stuck to a name
_LINK = re.compile(
    r"(?:(?:read|see) (?:more|also)|related(?: (?:story|stories|coverage))?|watch|more)\s?:|follow [^\n.]{3,60} on \w+",
    re.IGNORECASE,
)
DATELINED = 2  # the last paragraph that may begin with a dateline: title, byline, then the text; by hand

Span = tuple[int, int]


@dataclass(frozen=True)
class Furniture:
    """Offsets in the article: `left_out` names nobody, in `dateline` only a place up to `places_end` is named."""

    left_out: Sequence[Span] = ()
    dateline: Span | None = None
    place: Span | None = None
    places_end: int = 0

    def end_before(self, start: int, end: int) -> int:
        """Where a name ends that furniture is glued to."""
        return min((low for low, high in self.left_out if start < low < end <= high), default=end)

    def names_nobody(self, start: int, end: int, is_place: bool) -> bool:
        """Whether a name at [start, end) is of the furniture."""
        if any(low < end and start < high for low, high in self.left_out):
            return True
        return self.dateline is not None and start < self.dateline[1] and not (is_place and end <= self.places_end)


def find_furniture(paragraph: Paragraph, article: ParsedArticle) -> Furniture:
    """The byline, the credits and the dateline of one paragraph."""
    text, start = article.text[paragraph.start : paragraph.end], paragraph.start
    if is_byline(text) or (len(text) <= MAX_LINE and (_LINK.match(text) or name_and_day(text))):
        return Furniture([(paragraph.start, paragraph.end)])
    left_out = [(start + a, start + b) for a, b in _credits(text)]
    dateline = find_dateline(text) if paragraph.ordinal <= DATELINED else None
    if dateline is None:
        return Furniture(left_out)
    place = dateline.place and (start + dateline.place[0], start + dateline.place[1])
    return Furniture(left_out, (start, start + dateline.end), place, start + dateline.places_end)


def _credits(text: str) -> Iterator[Span]:
    for triggers, pattern in ((_CREDITING, _CREDITS), ((" contributed ",), _CONTRIBUTED), (("MORE",), _GLUED)):
        if any(trigger in text for trigger in triggers):
            yield from (match.span() for match in pattern.finditer(text))
