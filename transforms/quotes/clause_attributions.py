"""Reported speech by rule: cue verbs with their subjects, "according to", colon forms, and the clauses they report.

The floor under the trained spans: it serves any pipeline, adds what these miss beside quotation marks, and never
needs a parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from newsloom.transforms.quotes.cues import CueLexicon, word_set
from newsloom.transforms.quotes.phrases import Span, Word, is_time, phrase_after, phrase_before

_CLAUSAL = word_set(
    "say tell claim argue insist maintain warn add note announce declare state explain acknowledge admit concede "
    "suggest report reveal confirm deny predict promise vow pledge allege contend stress emphasize emphasise assert "
    "believe think indicate agree"
)
"""Verbs whose object is a reported clause often enough to take one without quotation marks."""
_ADDRESSED = frozenset(("tell", "inform", "remind", "assure", "warn"))
_BARE = frozenset(("say", "claim", "argue", "insist", "declare", "believe", "think", "admit", "warn", "tell"))
"""Verbs that report a clause without "that"."""
_OPENS_CLAUSE = word_set(
    "the a an he she it they we i you this that these those there his her its their our no some many most all any "
    "if when while because in at on as it’s it's he’s he's"
)
_QUOTE_MARKS = "“”\"«»„''``‘’'"
_ACCORDING = ("according", "to")
_LABEL = re.compile(
    r"^[“\"]?((?:[A-Z][\w.’'-]*|[A-Z]+)(?: (?:[A-Z][\w.’'-]*|of|the|de|van|von|al|bin)){0,4}|Q|A)\s?:\s+(?=\S)"
)
_EMBEDDED_POST = re.compile(r"\s[—–―-]{1,2}\s?([^\n()“”\"@]{2,40}?) \(@\w{1,20}\)")
_SIGNED = re.compile(r"[”\"]\s?[—–―-]{1,2}\s?((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,4})\s*$")


@dataclass(frozen=True)
class Statement:
    """A cue verb with its subject, in article offsets; `first` and `last` are the cue's words in the paragraph."""

    cue: Span
    source: Span | None
    first: int
    last: int
    sentence: int
    lemma: str
    inverted: bool = False


@dataclass(frozen=True)
class Report:
    """A piece of reported speech: what, by which cue, from whom; scores from 0 to 1.

    `kept` is False for what is no quote but tells who has the floor.
    """

    content: Span
    cue: Span | None = None
    source: Span | None = None
    score: float = 0.5
    link_score: float = 0.5
    origin: str = "rule"
    kept: bool = True


def find_statements(words: Sequence[Word], cues: CueLexicon) -> list[Statement]:
    """Cue verbs of a paragraph that have a subject beside them."""
    found = []
    for index, word in enumerate(words):
        lemma = cues.forms.get(word.lower)
        if lemma is None or (word.pos and word.pos not in ("VERB", "AUX")) or lemma not in cues.speech:
            continue
        statement = _statement(words, index, lemma)
        if statement is not None:
            found.append(statement)
    return found


def _statement(words: Sequence[Word], index: int, lemma: str) -> Statement | None:
    inverted = _after_mark(words, index) and index + 1 < len(words)
    subject = phrase_after(words, index + 1) if inverted else None
    if subject is None:
        inverted, subject = False, phrase_before(words, index)
    if subject is None and not words[index].lower.endswith("ing"):
        return None
    source = None if subject is None else (words[subject[0]].start, words[subject[1] - 1].end)
    cue = (words[index].start, words[index].end)
    return Statement(cue, source, index, index + 1, words[index].sentence, lemma, inverted)


def _after_mark(words: Sequence[Word], index: int) -> bool:
    """Whether the word follows a closed quote or a comma, so that its subject may come after it."""
    return index > 0 and (words[index - 1].text in _QUOTE_MARKS or words[index - 1].text in (",", "?", "!"))


def clause_reports(words: Sequence[Word], statements: Sequence[Statement]) -> Iterator[Report]:
    """Reported clauses: "X said (that) …", "…, X said" and "according to X"."""
    bounds = _sentence_bounds(words)
    for statement in statements:
        if statement.lemma in _CLAUSAL and statement.source is not None:
            sentence = bounds[statement.sentence]
            content = _clause_after(words, statement, sentence) or _clause_before(words, statement, sentence)
            if content is not None:
                yield Report(content, statement.cue, statement.source, 0.6, 0.7)
    yield from _according(words, bounds)


class _Sentence(NamedTuple):
    """First word and end of a sentence, its end without stops, and without stops other than an ellipsis."""

    low: int
    high: int
    stop: int
    full_stop: int


def _sentence_bounds(words: Sequence[Word]) -> dict[int, _Sentence]:
    bounds: dict[int, _Sentence] = {}
    for index, word in enumerate(words):
        low, _, stop, full_stop = bounds.get(word.sentence, (index, index, index, index))
        stop = stop if word.text in ".!?…" else index + 1
        bounds[word.sentence] = _Sentence(low, index + 1, stop, full_stop if word.text in ".!?" else index + 1)
    return bounds


def _clause_after(words: Sequence[Word], statement: Statement, sentence: _Sentence) -> Span | None:
    if statement.inverted:
        return None
    index, stop = _clause_start(words, statement, sentence.high), sentence.stop
    if index is None:
        return None
    return (words[index].start, words[stop - 1].end) if stop - index >= 3 else None


def _clause_start(words: Sequence[Word], statement: Statement, high: int) -> int | None:
    """The first word of the clause that a cue reports, None where none follows."""
    index = statement.last
    for step in range(index, min(high, index + 9)):
        if words[step].lower == "that" and step + 1 < high:
            return step + 1
        if words[step].text in ",.;:":
            break
    while index < high and is_time(words[index]):
        index += 1
    if statement.lemma in _ADDRESSED and index < high:
        addressee = phrase_after(words, index)
        index = addressee[1] if addressee else index
    if statement.lemma not in _BARE or index >= high:
        return None
    word = words[index]
    return index if word.lower in _OPENS_CLAUSE or word.text[0].isupper() else None


def _clause_before(words: Sequence[Word], statement: Statement, sentence: _Sentence) -> Span | None:
    """The sentence before a closing ", X said"."""
    low = sentence.low
    if statement.source is None or sentence.high - statement.last > 6:
        return None
    first = statement.first
    while first > low and words[first - 1].end > statement.source[0] and not statement.inverted:
        first -= 1
    if first - low < 4 or words[first - 1].text != ",":
        return None
    return (words[low].start, words[first - 2].end)


def _according(words: Sequence[Word], bounds: dict[int, _Sentence]) -> Iterator[Report]:
    for index in range(len(words) - 2):
        if (words[index].lower, words[index + 1].lower) != _ACCORDING:
            continue
        subject = phrase_after(words, index + 2)
        if subject is None:
            continue
        sentence = bounds[words[index].sentence]
        content = _beside(words, index, subject[1], sentence.low, sentence.full_stop)
        if content is not None:
            cue = (words[index].start, words[index + 1].end)
            yield Report(content, cue, (words[subject[0]].start, words[subject[1] - 1].end), 0.7, 0.9)


def _beside(words: Sequence[Word], index: int, after: int, low: int, high: int) -> Span | None:
    """The clause that an "according to" phrase belongs to: the rest of the sentence, or what stands before."""
    if index - low <= 1:
        comma = next((i for i in range(after, high) if words[i].text == ","), None)
        low = high if comma is None else comma + 1
    else:
        high = index
    while high > low and words[high - 1].text == ",":
        high -= 1
    return (words[low].start, words[high - 1].end) if high - low >= 3 else None


def labelled_report(text: str, start: int, end: int) -> Report | None:
    """A paragraph that opens with a speaker and a colon: transcripts, questions and answers, headlines."""
    match = _LABEL.match(text[start:end])
    if match is None:
        return None
    source = (start + match.start(1), start + match.end(1))
    colon = text.index(":", source[1])
    return Report((start + match.end(), end), (colon, colon + 1), source, 0.7, 0.9, "label")


def signed_reports(text: str, start: int, end: int) -> Iterator[Report]:
    """Embedded posts ("… — Name (@handle) date") and quotes signed after a dash."""
    for match in _EMBEDDED_POST.finditer(text, start, end):
        content = (start, match.start())
        if content[1] - content[0] > 10:
            yield Report(content, None, match.span(1), 0.8, 0.95, "signed")
    signed = _SIGNED.search(text, start, end)
    if signed and text[start] in '“"':
        yield Report((start, signed.start() + 1), None, signed.span(1), 0.9, 0.95, "signed")
