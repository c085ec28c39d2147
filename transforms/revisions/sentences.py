"""The sentences of a version as they are compared: their words, which of them are quoted or name somebody, notices."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from newsloom.transforms.text.calendar import MONTHS
from newsloom.transforms.text.lexicon import alternatives
from newsloom.transforms.text.quotation_marks import find_quoted_spans
from newsloom.transforms.text.sentences import split_sentences
from newsloom.transforms.text.spans import Span, contains, overlaps

Row = Mapping[str, Any]

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*\w*|[^\W\d_][^\W_]*(?:[’'][^\W_]+)*")
_STAMP = re.compile(r"(?:(?:first|last)\s+)?(?:published|updated|posted|modified)\b[^.!?]{0,60}", re.IGNORECASE)
_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_NOTICE = re.compile(
    rf"\W*(?:{alternatives('correction_notices', 'opening')})\s*[:–—-]"
    rf"|.*?\b(?:this|our) (?:{alternatives('correction_notices', 'text')})(?:, [^,.]{{1,60}},)?"
    rf" (?:was|has been|is|has since been) (?:\w+ly )?(?:{alternatives('correction_notices', 'act')})\b"
    rf"|\W*(?:an?|the|in an?) (?:{alternatives('correction_notices', 'earlier')}) versions? of (?:this|the|our)"
    rf" (?:{alternatives('correction_notices', 'text')})\b",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 900
"""Code points of a paragraph that is a notice as a whole because it begins as one, at most; by hand."""


@dataclass(frozen=True)
class VersionWord:
    """A word where it stands; `quoted` inside quotation marks; `name` the whole name that it is of, in lower case."""

    text: str
    start: int
    end: int
    quoted: bool = False
    name: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sentence:
    """A sentence at [start, end) of its article; `quotes`: rows of those that it has a part of."""

    start: int
    end: int
    words: tuple[VersionWord, ...]
    is_notice: bool = False
    quotes: tuple[Row, ...] = field(default=(), compare=False)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """What makes it the same sentence: its words, whatever blanks and marks stand between them."""
        return tuple(word.text for word in self.words)

    @cached_property
    def quoted(self) -> tuple[str, ...]:
        """Its words inside quotation marks."""
        return tuple(word.text for word in self.words if word.quoted)


@dataclass(frozen=True)
class Version:
    """A version of an article: its row, and the rows of `segments`, `quotes` and `mentions` that are of it."""

    article: Row
    segments: Sequence[Row]
    quotes: Sequence[Row] = ()
    mentions: Sequence[Row] = ()

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences, but for furniture and the headline."""
        return list(_sentences(self))


def plain_words(text: str) -> list[str]:
    """The words of a text, without the shape of apostrophes.

    >>> plain_words("It’s 9:30, “they” say")
    ["It's", '9:30', 'they', 'say']
    """
    return [_plain(match[0]) for match in _TOKEN.finditer(text)]


def _plain(word: str) -> str:
    return word.replace("’", "'")


def _sentences(version: Version) -> Iterator[Sentence]:
    text, title = version.article["text"], plain_words(version.article["title"] or "")
    marked = [(span.inner_start, span.inner_end) for span in find_quoted_spans(text)]
    names = sorted((m["start_char"], m["end_char"]) for m in version.mentions if m["kind"] == "name")
    for low, high in _parts(text, version.segments):
        words = tuple(_words(text, low, high, marked, names))
        if words and [word.text for word in words] != title:
            quotes = tuple(row for row in version.quotes if _is_of(row, (low, high)))
            yield Sentence(low, high, words, is_notice(text[low:high]), quotes)


def _parts(text: str, segments: Iterable[Row]) -> Iterator[Span]:
    """The sentences of each paragraph that is no furniture; a notice is one as a whole."""
    for segment in sorted(segments, key=lambda row: row["start_char"]):
        low, high = segment["start_char"], segment["end_char"]
        if segment["kind"] == "boilerplate" or _STAMP.fullmatch(text[low:high].strip()):
            continue
        if high - low <= _LONGEST_NOTICE and _NOTICE.match(text, low, high):
            sentences = split_sentences(text, low, high)
            if is_notice(text[slice(*sentences[0])]):
                yield low, high
                continue
        yield from split_sentences(text, low, high)


def is_notice(text: str) -> bool:
    """Whether a sentence says that the article was changed.

    >>> is_notice("This article was amended on 5 March."), is_notice("An earlier version of the bill was amended.")
    (True, False)
    """
    return _NOTICE.match(text) is not None


def _words(text: str, low: int, high: int, marked: Sequence[Span], names: Sequence[Span]) -> Iterator[VersionWord]:
    for match in _TOKEN.finditer(text, low, high):
        quoted = _around(marked, match.span()) is not None
        name = _around(names, match.span())
        yield VersionWord(_plain(match[0]), *match.span(), quoted, _name_of(text, match, name, low))


def _around(spans: Sequence[Span], span: Span) -> Span | None:
    """Which of the spans, in order and apart, holds a span."""
    at = bisect_right(spans, (span[0], 1 << 60)) - 1
    return spans[at] if at >= 0 and contains(spans[at], span) else None


def _name_of(text: str, match: re.Match[str], name: Span | None, low: int) -> frozenset[str]:
    """The words of the mention that a word stands in; of a capital inside a sentence the word alone."""
    if name is not None:
        return frozenset(word.lower().removesuffix("'s") for word in plain_words(text[slice(*name)]))
    word = match[0]
    is_capital = word[0].isupper() and word.lower() not in MONTHS and not _DAY.fullmatch(word) and len(word) > 1
    begins = not text[low : match.start()].rstrip(" \"“‘'([").rstrip() or text[: match.start()].rstrip()[-1:] in "“\"‘'"
    return frozenset((_plain(word).lower().removesuffix("'s"),)) if is_capital and not begins else frozenset()


def _is_of(quote: Row, sentence: Span) -> bool:
    spans = ((quote["start_char"], quote["end_char"]), (quote["speaker_start"], quote["speaker_end"]))
    return any(start is not None and overlaps((start, end), sentence) for start, end in spans)
