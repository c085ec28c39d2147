"""Conflicts of attribution: two outlets put the same words into the mouths of two people.

Our own doubt is none. Both reports are direct speech, each names another person in full in the quote's own sentence,
both people are known from other articles, and neither report speaks of the other one's person in that sentence, as it
does where speech is told within speech.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations

from newsloom.transforms.names.folding import folded_words
from newsloom.transforms.text.sentences import sentence_breaks
from newsloom.transforms.text.spans import Span, overlaps
from newsloom.transforms.utterances.reports import QuoteReport
from newsloom.transforms.utterances.wording import measure_overlap

_LEAST_CONFIDENCE = 0.7
"""Confidence in the speaker without which a report is our own doubt, by hand."""
_LEAST_SHARE = 0.9
"""Share of the shorter report's weight that stands in the longer one, by hand."""
_LEAST_WORDS = 4
"""Levelled words that two people do not say by chance, by hand."""
_LEAST_ARTICLES = 2
"""Articles that name a person who is known from elsewhere than one report."""
_KIN = 0.6
"""Likeness of the letters of two surnames from which they may be two spellings of one, by hand."""
_SHORT_GAP = 160
"""Code points between a quote and its speaker in one sentence at most, by hand."""


@dataclass(frozen=True)
class Person:
    """A person's fullest name, and in how many articles it stands."""

    name: str
    n_articles: int


@dataclass(frozen=True)
class Evidence:
    """What there is to know beside the reports: texts by article_id, people by entity_id, and the speakers of other
    quotes by article_id, each with its span."""

    texts: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    speakers: Mapping[str, Sequence[tuple[Span, str]]] = field(default_factory=dict)


def list_suspects(members: Iterable[QuoteReport]) -> list[QuoteReport]:
    """The reports that can be part of a conflict, if there are two speakers and two outlets among them."""
    able = [t for t in members if _names_speaker(t)]
    is_suspect = len({t.speaker for t in able}) > 1 and len({t.outlet for t in able}) > 1
    return able if is_suspect else []


def _names_speaker(report: QuoteReport) -> bool:
    is_named = report.resolution == "named" and report.speaker_kind == "person" and report.speaker is not None
    is_sure = report.confidence >= _LEAST_CONFIDENCE and report.outlet is not None
    return is_named and is_sure and report.type == "direct" and report.speaker_start is not None


def has_conflict(members: Iterable[QuoteReport], evidence: Evidence) -> bool:
    """Whether two of the reports contradict each other about who said it."""
    able = [t for t in list_suspects(members) if _is_in_full(t, evidence)]
    return any(_contradict(one, other, evidence) for one, other in combinations(able, 2))


def _is_in_full(report: QuoteReport, evidence: Evidence) -> bool:
    """Whether a report names a person who is known from elsewhere in full, in the sentence of the quote."""
    person = evidence.people.get(report.speaker or "")
    if person is None or person.n_articles < _LEAST_ARTICLES:
        return False
    name = folded_words(person.name)
    is_full = len(name) > 1 and {name[0], name[-1]} <= set(folded_words(report.speaker_text or ""))
    return is_full and _is_one_sentence(report, evidence.texts.get(report.article_id, ""))


def _is_one_sentence(report: QuoteReport, text: str) -> bool:
    """Whether the speaker stands in the sentence that the quote begins or ends."""
    start, end = report.speaker_start or 0, report.speaker_end or 0
    low, high = (report.end, start) if start >= report.end else (end, report.start)
    return bool(text) and high - low <= _SHORT_GAP and not any(sentence_breaks(text, low, high))


def sentence_around(report: QuoteReport, text: str) -> str:
    """The sentence, or sentences, that a report's quote and its speaker stand in."""
    spans = [report.start, report.end, report.speaker_start, report.speaker_end]
    positions = [position for position in spans if position is not None]
    low, high = min(positions), max(positions)
    begins = [end for _, end in sentence_breaks(text, 0, low) if end <= low]
    ends = (start for start, _ in sentence_breaks(text, high))
    return text[begins[-1] if begins else 0 : next(ends, len(text))]


def _contradict(one: QuoteReport, other: QuoteReport, evidence: Evidence) -> bool:
    if one.outlet == other.outlet or one.speaker == other.speaker or not _are_two_people(one, other, evidence):
        return False
    shared = measure_overlap(one.words, other.words)
    is_same = shared.share >= _LEAST_SHARE and shared.words >= _LEAST_WORDS
    return is_same and not _speaks_of(one, other, evidence) and not _speaks_of(other, one, evidence)


def _are_two_people(one: QuoteReport, other: QuoteReport, evidence: Evidence) -> bool:
    """Whether the names share no word, or the given name alone before surnames that cannot be two spellings of one: one
    person under two names of ours is no conflict."""
    first, second = (folded_words(evidence.people[t.speaker or ""].name) for t in (one, other))
    if first[0] != second[0]:
        return not set(first) & set(second)
    likeness = SequenceMatcher(None, first[-1], second[-1], autojunk=False).ratio()
    return not set(first[1:]) & set(second[1:]) and likeness < _KIN


def _speaks_of(report: QuoteReport, other: QuoteReport, evidence: Evidence) -> bool:
    """Whether the other one's person is named in the report's sentence, or speaks within or around its quote."""
    surname = folded_words(evidence.people[other.speaker or ""].name)[-1]
    if surname in folded_words(sentence_around(report, evidence.texts[report.article_id])):
        return True
    spoken = evidence.speakers.get(report.article_id, ())
    return any(speaker == other.speaker and overlaps(span, (report.start, report.end)) for span, speaker in spoken)
