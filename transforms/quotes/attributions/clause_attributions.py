"""Reported speech by rule: the clauses that cue phrases report, "according to" and signatures.

The floor under the trained spans: it serves any pipeline, adds what these miss beside quotation marks, and never
needs a parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsloom.transforms.quotes.attributions.attribution import SCORES, Attribution
from newsloom.transforms.quotes.attributions.cue_phrases import CuePhrase
from newsloom.transforms.quotes.noun_phrases import Word, is_time, phrase_after
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.name_pattern import PARTICLES, name_pattern
from newsloom.transforms.text.sentences import ELLIPSIS, STOPS
from newsloom.transforms.text.spans import Span

_CLAUSAL = lexicon_words("cue_frames", "clausal")
_ADDRESSED = lexicon_words("cue_frames", "addressed")
_BARE = lexicon_words("cue_frames", "bare")
_OPENS_CLAUSE = lexicon_words("function_words", "clause_opener")
_LABELS = lexicon_words("headline_labels")
_ACCORDING = ("according", "to")
_EMBEDDED_POST = re.compile(r"\s[—–―-]{1,2}\s?([^\n()“”\"@]{2,40}?) \(@\w{1,20}\)(?: [A-Z][a-z]+ \d{1,2}, \d{4}\s*)?")
_HEADED_POST = re.compile(rf"({name_pattern(between=('of', 'the', *PARTICLES))}) \(@\w{{1,20}}\)\s+(?=[^\sa-z])")
"""A post with its author before it: "Ann Lee (@ann) We will stay"; not "Ann Lee (@ann) said"."""
_TOLD_POST = re.compile(
    rf"({name_pattern(between=('of', 'the', *PARTICLES))})\s?:\s+([“\"][^“”\"]{{10,}}[”\"])(?:\s*(?:https?://|[#@])\S+)*\s*"
)
"""A post that quotes somebody: "Ann Lee: “…”"."""
_DASH_AND_NAME = rf"[—–―-]{{1,2}}\s?({name_pattern()})"
_SIGNED = re.compile(rf"[”\"]\s?{_DASH_AND_NAME}\s*$")
SIGNATURE = re.compile(rf"{_DASH_AND_NAME}(?=$|,|\s\()")
"""A line that names who said what stands above it."""
_HANDLE, _OPENING = "(@", '“"'
"""What stands behind the author of a post, and what a quote that is signed opens with."""
_CLAUSE_BREAKS = ",.;:"
_ENDS = STOPS + ELLIPSIS
_MAX_TO_THAT = 9
"""Words behind a cue among which its "that" may stand, by hand."""
_MAX_BEHIND_CUE = 6
"""Words that a sentence may still have behind the cue that closes it (", X said on Monday."), by hand."""
_MAX_PART = 60
"""Words before and behind "according to" among which a semicolon ends its clause: a bound on time, by hand."""
_MIN_CLAUSE = 3
"""Words that a clause before or after its cue needs, by hand."""
_MIN_POST = 10
"""Code points that an embedded post needs more than, by hand."""


def find_clause_attributions(words: Sequence[Word], cue_phrases: Sequence[CuePhrase]) -> Iterator[Attribution]:
    """Reported clauses: "X said (that) …", "…, X said" and "according to X"."""
    bounds = _sentence_bounds(words)
    for cue_phrase in cue_phrases:
        if cue_phrase.lemma in _CLAUSAL and cue_phrase.source is not None:
            sentence = bounds[cue_phrase.sentence]
            content = _clause_after(words, cue_phrase, sentence) or _clause_before(words, cue_phrase, sentence)
            if content is not None:
                yield Attribution(content, cue_phrase.cue, cue_phrase.source, *SCORES.clause)
    yield from find_according(words)


class _Sentence(NamedTuple):
    """First word and end of a sentence, its end without stops, and without stops other than an ellipsis."""

    low: int
    high: int
    stop: int
    full_stop: int


def _sentence_bounds(words: Sequence[Word]) -> dict[int, _Sentence]:
    numbers = [word.sentence for word in words]
    firsts = [index for index, number in enumerate(numbers) if index == 0 or number != numbers[index - 1]]
    return {
        numbers[low]: _Sentence(low, high, _without(words, low, high, _ENDS), _without(words, low, high, STOPS))
        for low, high in pairwise([*firsts, len(words)])
    }


def _without(words: Sequence[Word], low: int, high: int, marks: str) -> int:
    """The end of words [low, high) without the marks that they end with."""
    while high > low and words[high - 1].text in marks:
        high -= 1
    return high


def _clause_after(words: Sequence[Word], cue_phrase: CuePhrase, sentence: _Sentence) -> Span | None:
    if cue_phrase.inverted:
        return None
    index, stop = _clause_start(words, cue_phrase, sentence.high), sentence.stop
    if index is None:
        return None
    return (words[index].start, words[stop - 1].end) if stop - index >= _MIN_CLAUSE else None


def _clause_start(words: Sequence[Word], cue_phrase: CuePhrase, high: int) -> int | None:
    """The first word of the clause that a cue reports, None where none follows."""
    index = cue_phrase.last
    for step in range(index, min(high, index + _MAX_TO_THAT)):
        if words[step].lower == "that" and step + 1 < high:
            return step + 1
        if words[step].text in _CLAUSE_BREAKS:
            break
    while index < high and is_time(words[index]):
        index += 1
    if cue_phrase.lemma in _ADDRESSED and index < high:
        addressee = phrase_after(words, index)
        index = addressee[1] if addressee else index
    if cue_phrase.lemma not in _BARE or index >= high:
        return None
    word = words[index]
    return index if word.lower in _OPENS_CLAUSE or word.text[0].isupper() else None


def _clause_before(words: Sequence[Word], cue_phrase: CuePhrase, sentence: _Sentence) -> Span | None:
    """The sentence before a closing ", X said"."""
    low = sentence.low
    if cue_phrase.source is None or sentence.high - cue_phrase.last > _MAX_BEHIND_CUE:
        return None
    first = cue_phrase.first
    while first > low and words[first - 1].end > cue_phrase.source[0] and not cue_phrase.inverted:
        first -= 1
    if first - low <= _MIN_CLAUSE or words[first - 1].text != ",":
        return None
    return (words[low].start, words[first - 2].end)


def find_according(words: Sequence[Word]) -> Iterator[Attribution]:
    """Clauses with "according to X" before or behind them; a semicolon ends a clause."""
    places = [i for i, word in enumerate(words[:-2]) if (word.lower, words[i + 1].lower) == _ACCORDING]
    bounds = _sentence_bounds(words) if places else {}
    for index in places:
        subject = phrase_after(words, index + 2)
        if subject is None:
            continue
        sentence = bounds[words[index].sentence]
        low, high = _between_semicolons(words, index, sentence)
        content = _beside(words, index, subject[1], low, high)
        if content is not None:
            cue, end = (words[index].start, words[index + 1].end), _end_of_apposed_name(words, subject[1], high)
            source = (words[subject[0]].start, words[(end or subject[1]) - 1].end)
            yield Attribution(content, cue, source, *SCORES.according)


def _between_semicolons(words: Sequence[Word], index: int, sentence: _Sentence) -> tuple[int, int]:
    """First word and end of the part of a sentence that a word stands in."""
    least, most = max(sentence.low, index - _MAX_PART), min(sentence.full_stop, index + _MAX_PART)
    low = max((i + 1 for i in range(least, index) if words[i].text == ";"), default=sentence.low)
    high = next((i for i in range(index, most) if words[i].text == ";"), sentence.full_stop)
    return low, high


def _beside(words: Sequence[Word], index: int, after: int, low: int, high: int) -> Span | None:
    """The clause that an "according to" phrase belongs to: the rest of the sentence, or what stands before."""
    if index - low <= 1:
        commas = [i for i in range(after, high) if words[i].text == ","]
        apposed = len(commas) > 1 and words[commas[0] + 1].lower in ("a", "an", "the")
        low = _end_of_apposed_name(words, after, high) or (commas[1 if apposed else 0] if commas else high - 1)
        low += 1
    else:
        high = index
    while high > low and words[high - 1].text == ",":
        high -= 1
    return (words[low].start, words[high - 1].end) if high - low >= _MIN_CLAUSE else None


def _end_of_apposed_name(words: Sequence[Word], after: int, high: int) -> int | None:
    """The comma behind a name that is apposed to a source which ends at `after`: "its owner, Ann Lee,"."""
    if after >= high or words[after].text != ",":
        return None
    end = after + 1
    while end < high and words[end].text[0].isupper():
        end += 1
    return end if after + 1 < end < high and words[end].text == "," else None


def find_signed_attributions(text: str, start: int, end: int) -> Iterator[Attribution]:
    """Embedded posts ("… — Name (@handle) date") and quotes signed after a dash."""
    if text.find(_HANDLE, start, end) < 0 and text[start] not in _OPENING:
        return
    begin = start
    for match in _EMBEDDED_POST.finditer(text, start, end):
        content = (begin, match.start())
        if content[1] - content[0] > _MIN_POST:
            yield _post(text, content, match.span(1))
            begin = match.end()
    headed = _HEADED_POST.match(text, start, end)
    if headed and end - headed.end() > _MIN_POST:
        yield _post(text, (headed.end(), end), headed.span(1))
    signed = _SIGNED.search(text, start, end)
    if signed and text[start] in _OPENING:
        yield Attribution((start, signed.start() + 1), None, signed.span(1), *SCORES.signed, "signed")


def _post(text: str, content: Span, author: Span) -> Attribution:
    """A post by its author; one that is nothing but "X: “…”" has the words of X, via the author."""
    post = _TOLD_POST.fullmatch(text, *content)
    if post is None or post[1].lower() in _LABELS:
        return Attribution(content, None, author, *SCORES.embedded_post, "signed")
    return Attribution(post.span(2), None, post.span(1), *SCORES.embedded_post, "signed", via=author)
