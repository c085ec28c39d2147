"""A headline as the rules look at it: words and marks, without the label before it and the outlet behind it.

A headline is short and has a grammar of its own, often in capitals, so no parse is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from newsloom.transforms.names.folding import fold
from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.noun_phrases import Word
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import QuotedSpan, find_quoted_spans
from newsloom.transforms.text.spans import Span, first_overlapping, is_within_one
from newsloom.transforms.utterances.headlines.callers import Callers

MASK = "\ue000"
"""Stands for a character in marks: one that no headline has."""
_WORD = re.compile(r"[\w&.-]+(?:[’']\w*)*")
_SOURCE_LINE = re.compile(r"\s+(?:[|:–—-]|--)\s+([^|:–—]+?)\s*$")
_LABEL = re.compile(r"\s*([^:]{2,30}?)\s*(?::\s+|[–—]\s*)")
_LABELS, _VIEWS = lexicon_words("headline_labels"), lexicon_words("headline_labels", "view")
_MEDIUM = re.compile(r"\s*[(\[]\+?\s*(\w+)[)\]]\s*$")
_LABEL_END = re.compile(r"[:–—]")
_MEDIA, _MEDIA_PARTS = lexicon_words("media", "name"), lexicon_words("media", "part")
_AUXILIARIES = lexicon_words("function_words", "auxiliary") - frozenset(("be", "been", "being"))
_VERBS = _AUXILIARIES | lexicon_words("modals") | lexicon_words("headline_words", "finite")
_FINITE = _VERBS | lexicon_words("headline_words", "subject")
_EDGE = " ,:;–—-\xa0"


@dataclass(frozen=True)
class TitleQuote:
    """A piece of a headline that may be speech, and who says so there; `is_certain`: the headline alone proves it;
    `in_passing`: marks within a clause, where names and terms stand too.
    """

    content: Span
    speaker: Span | None
    is_certain: bool
    in_passing: bool = False


@dataclass(frozen=True)
class Title:
    """The part [low, high) of a headline that tells something, what of it stands in marks, and who may speak."""

    text: str
    low: int
    high: int
    quoted: Sequence[QuotedSpan]
    callers: Callers
    cues: CueLexicon

    @cached_property
    def masked(self) -> str:
        """The headline with a mask for each character in marks: neither cue nor colon."""
        masked = self.text
        for span in self.quoted:
            masked = masked[: span.start] + MASK * (span.end - span.start) + masked[span.end :]
        return masked

    @cached_property
    def is_view(self) -> bool:
        """Whether a label before the headline says that its author tells what he thinks: "Opinion:"."""
        return any(label.strip().lower() in _VIEWS for label in _LABEL_END.split(self.text[: self.low]))

    def is_label(self, text: str) -> bool:
        """Whether a piece is a label that names nobody."""
        return text.lower() in _LABELS

    def words(self, low: int, high: int) -> list[Word]:
        """The words outside marks."""
        matches = (match for match in _WORD.finditer(self.masked, low, high) if match[0].strip("-.&"))
        return [Word(match[0], match[0].lower().replace("’", "'"), *match.span()) for match in matches]

    def trimmed(self, low: int, high: int) -> Span:
        """The span without blanks, commas and dashes around it."""
        while low < high and self.text[low] in _EDGE:
            low += 1
        while low < high and self.text[high - 1] in _EDGE:
            high -= 1
        return low, high

    def is_marked(self, content: Span) -> bool:
        """Whether all of a piece stands in marks."""
        return is_within_one(self.quoted, *content)

    def has_marks(self, content: Span) -> bool:
        """Whether some of a piece stands in marks."""
        return first_overlapping(self.quoted, *content) is not None


def is_clause(words: Sequence[Word]) -> bool:
    """Whether words have a finite verb among them, as far as auxiliaries, modals and pronouns tell.

    >>> is_clause([Word("Bridge", "bridge", 0, 6), Word("isn't", "isn't", 7, 12)])
    True
    """
    return any(_is_among(word, _FINITE) for word in words)


def is_finite(word: Word) -> bool:
    """Whether a word is a finite verb, as far as lists tell."""
    return _is_among(word, _VERBS)


def _is_among(word: Word, forms: frozenset[str]) -> bool:
    return word.lower in forms or word.lower.partition("'")[0] in forms or "n't" in word.lower


def read_title(text: str, outlet: str | None, callers: Callers, cues: CueLexicon) -> Title:
    """The headline with its marks, its label and source line left out."""
    high = _before_source_line(text, outlet)
    quoted = [span for span in find_quoted_spans(text) if span.closed and span.end <= high]
    return Title(text, _behind_label(text, high), high, quoted, callers, cues)


def _before_source_line(text: str, outlet: str | None) -> int:
    """Where an outlet's name behind a headline begins, or a medium in brackets: "… : NPR", "… (+video)"."""
    medium, match = _MEDIUM.search(text), _SOURCE_LINE.search(text)
    if medium and medium[1].lower() in _LABELS:
        return medium.start()
    if match is None:
        return len(text.rstrip())
    words = fold(match[1]).split()
    is_medium = bool(words) and (words[-1] in _MEDIA or (len(words) > 1 and words[-1] in _MEDIA_PARTS))
    is_outlet = bool(words) and outlet is not None and words == fold(outlet).split()
    return match.start() if is_medium or is_outlet else len(text.rstrip())


def _behind_label(text: str, high: int) -> int:
    """Where what a label such as "Opinion:" stands before begins; labels may follow each other."""
    low = 0
    while (match := _LABEL.match(text, low, high)) and match[1].lower() in _LABELS:
        low = match.end()
    return low
