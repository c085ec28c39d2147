"""Words that somebody else took down: "Lee was quoted by the Courier as saying …", "in the words of Lee, “…”"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from newsloom.transforms.quotes.attributions.attribution import SCORES, Attribution
from newsloom.transforms.quotes.noun_phrases import extent
from newsloom.transforms.quotes.paragraph_view import ParagraphView, phrase_at, phrase_to
from newsloom.transforms.text.spans import Span, first_overlapping

_AS_SAYING = re.compile(r"\b(as (?:saying|having said))[,:]?\s(?:that\s)?(?=\S)(?!according\b)")
_QUOTED = re.compile(r"\b(?:was|were|been|being|is|are)(?: \w+ly)? (?:quoted|cited)\b")
_HEARD = re.compile(
    r"\b(?:was|were|been|is|are)(?: \w+ly)? (?:heard|overheard|recorded|filmed|caught(?: on (?:\w+ )?\w+)?)"
    r" saying[,:]?\s(?:that\s)?(?=\S)"
)
_QUOTES = re.compile(r"\b(?:quotes?|quoted|quoting|cited|cites?|citing)\s(?=\S)")
_THROUGH = re.compile(r"\s(?:by|in|on)\s(?=\S)")
_WORDS_OF = re.compile(r"\bin the words of\s(?=\S)", re.IGNORECASE)
_ANY = ("saying", "having said", "words of")
"""Words of which some stand in each of them."""
_SAYING = "saying"
_MOST_BETWEEN = 60
"""Code points of a name or an apposition before "as saying" at most, by hand."""
_MOST_GAP = 3
"""Code points between a name and its words in marks at most."""


def find_taken_down(view: ParagraphView) -> Iterator[Attribution]:
    """Attributions of words that were taken down, with who did so, in the order of the rules."""
    if not any(words in view.small for words in _ANY):
        return
    for attribution in (*_of_whom(view), *_heard(view), *_by_whom(view), *_in_words(view)):
        if first_overlapping(view.quoted_spans, *(attribution.cue or (0, 0))) is None:
            yield attribution


def _of_whom(view: ParagraphView) -> Iterator[Attribution]:
    """ "Lee was quoted (by the Courier) as saying …"."""
    for verb in _QUOTED.finditer(view.text, view.paragraph.start, view.paragraph.end):
        through = _THROUGH.match(view.text, verb.end())
        via = extent(phrase_at(view, through.end())) if through else None
        saying = _AS_SAYING.search(view.text, verb.end(), min(view.paragraph.end, verb.end() + _MOST_BETWEEN))
        source = extent(phrase_to(view, verb.start()))
        if saying is None or source is None or (via or (0, verb.end()))[1] > saying.start():
            continue
        cue = saying.start(1) if via else verb.start(), saying.end(1)
        yield from _speech(view, saying.end(), cue, source, via)


def _heard(view: ParagraphView) -> Iterator[Attribution]:
    """ "Lee was heard saying …"."""
    for verb in _HEARD.finditer(view.text, view.paragraph.start, view.paragraph.end):
        source = extent(phrase_to(view, verb.start()))
        if source is not None:
            begin = verb.start() + verb[0].index(_SAYING)
            yield from _speech(view, verb.end(), (begin, begin + len(_SAYING)), source, None)


def _by_whom(view: ParagraphView) -> Iterator[Attribution]:
    """ "The Courier quoted Lee as saying …"."""
    for verb in _QUOTES.finditer(view.text, view.paragraph.start, view.paragraph.end):
        source, via = extent(phrase_at(view, verb.end())), extent(phrase_to(view, verb.start()))
        if source is None:
            continue
        via = None if via and view.text[via[0] - 1 : via[0]] == "-" else via  # "One e-mail"
        saying = _AS_SAYING.search(view.text, source[1], min(view.paragraph.end, source[1] + _MOST_BETWEEN))
        if saying is not None and "." not in view.text[source[1] : saying.start()]:
            yield from _speech(view, saying.end(), saying.span(1), source, via)


def _in_words(view: ParagraphView) -> Iterator[Attribution]:
    """ "It was, in the words of Lee, “…”"."""
    for phrase in _WORDS_OF.finditer(view.text, view.paragraph.start, view.paragraph.end):
        source = extent(phrase_at(view, phrase.end()))
        if source is None:
            continue
        behind = next((span for span in view.quoted_spans if span.start >= source[1]), None)
        if behind is not None and behind.start - source[1] <= _MOST_GAP:
            cue = (phrase.start(), phrase.start() + len(phrase[0].rstrip()))
            yield Attribution((behind.start, behind.end), cue, source, *SCORES.according)


def _speech(view: ParagraphView, start: int, cue: Span, source: Span, via: Span | None) -> Iterator[Attribution]:
    """What stands behind "saying", to the end of the marks that it opens, or of its sentence."""
    marks = next((span for span in view.quoted_spans if span.start == start), None)
    first = bisect_left(view.starts, start)
    same = [word for word in view.words[first:] if word.sentence == view.words[first].sentence] if not marks else []
    end = marks.end if marks else max((word.end for word in same if word.text != "."), default=start)
    if end > start:
        yield Attribution((start, end), cue, source, *SCORES.according, via=via)
