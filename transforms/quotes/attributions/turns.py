"""Turns of interviews and transcripts: paragraphs that a label opens, and the labels that stand for somebody's turn.

A label is a name, a part of one, its initials, who asks ("Host", an outlet) or "Q" and "A". Lists, recipes, scores and
headlines of agencies have colons too, so names in ordinary letters need more evidence than those in capitals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from newsloom.transforms.annotation.parsed import Paragraph
from newsloom.transforms.mentions.records import Mention
from newsloom.transforms.quotes.attributions.attribution import SCORES, Attribution
from newsloom.transforms.quotes.speakers.layers import is_medium
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.name_pattern import PARTICLES, name_pattern
from newsloom.transforms.text.sentences import ends_sentence

QUESTION_LABELS, ANSWER_LABELS, _ASKERS = (
    lexicon_words("turn_labels", kind) for kind in ("question", "answer", "asker")
)
_TEXTS = lexicon_words("headline_labels")
_BEFORE_NAMES = lexicon_words("honorifics") | lexicon_words("titles", "head", "modifier")
_NAME = name_pattern(r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĆŞİŌ][\w.’'-]*", between=("of", "the", *PARTICLES))
_LABEL = re.compile(rf"^[“\"]?({_NAME}(?=\s?:)|[QA](?=\s?[:.]))\s?([:.])\s+(?=\S)")
_CAPITALS = r"(?:[A-Z][A-Z.’'-]*\s){0,4}[A-Z][A-Z’'-]+[A-Z]"
_INNER_CAPITALS = re.compile(rf"(?<=[\s—–-])({_CAPITALS})\s?(:)\s+(?=\S)")
"""A label in capitals inside a paragraph of a transcript."""
_INNER_NAME = re.compile(rf"(?<=[.!?…”’\"—-]\s)({_NAME})\s?(:)\s+(?=\S)")
"""A label in ordinary letters behind the end of a sentence."""
_ADDRESS = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]e|[Yy]our|[Mm]y|[Oo]ur|us)\b")
_PARTS = re.compile(r"[\s-]+")
_INITIALS = re.compile(r"[A-Z]{2,4}")
_MOST_FRAGMENTS = 4  # one turn in so many may end without a stop; by hand
_CLOSING = " \n\"'”’)]"


@dataclass(frozen=True)
class _Turn:
    """A label and what stands behind it; `speaker` is the chain of whom it names, or the label of one who asks."""

    label: str
    speaker: int | str
    words: str
    ordinal: int


def find_label_attribution(text: str, start: int, end: int) -> Attribution | None:
    """A paragraph that opens with a speaker and a colon: transcripts, questions and answers, headlines."""
    match = _LABEL.match(text[start:end])
    if match is None:
        return None
    source, mark = ((start + match.start(group), start + match.end(group)) for group in (1, 2))
    return Attribution((start + match.end(), end), mark, source, *SCORES.label, "label")


def transcript_labels(text: str, paragraphs: Iterable[Paragraph], names: Sequence[Mention] = ()) -> frozenset[str]:
    """Labels of a transcript's turns: capitals before a colon, of which one comes back, also by its last word alone
    ("ANN LEE", "LEE"), those of questions and answers, and names of an article that is a conversation."""
    opening = [(p, label) for p in paragraphs if (label := find_label_attribution(text, p.start, p.end)) is not None]
    return _in_capitals(text, [label for _, label in opening]) | _of_names(text, opening, names)


def _in_capitals(text: str, opening: Sequence[Attribution]) -> frozenset[str]:
    labels = [text[slice(*label.source)] for label in opening if label.source is not None]
    turns = frozenset(label for label in labels if is_turn_label(label))
    counts = Counter(label.split()[-1] for label in labels if label in turns)
    interview = {label.lower() for label in turns}
    interview_has_both = bool(interview & QUESTION_LABELS and interview & ANSWER_LABELS)
    return turns if interview_has_both or any(count > 1 for count in counts.values()) else frozenset()


def _of_names(text: str, opening: Sequence[tuple[Paragraph, Attribution]], names: Sequence[Mention]) -> frozenset[str]:
    """Labels that name people of the article and those who ask them, where what they open is a conversation."""
    chains = _chains_by_label(names)
    turns = [turn for paragraph, label in opening for turn in _turns_of(text, paragraph, label, chains)]
    return frozenset(turn.label for turn in turns) if _converse(turns) else frozenset()


def _chains_by_label(names: Sequence[Mention]) -> Mapping[str, int]:
    """What can stand for a person of an article before a colon -> his chain: his names, the last words and the
    initials of the fullest; what two of them share stands for neither."""
    chains: dict[str, set[int]] = {}
    for name in names:
        if name.type == "PERSON" and name.kind == "name" and name.chain is not None:
            for form in {name.text, *short_labels(name.text)}:
                chains.setdefault(form, set()).add(name.chain)
    return {form: min(some) for form, some in chains.items() if len(some) == 1}


def short_labels(name: str) -> set[str]:
    """What stands for a full name before later turns: its last words, and its initials.

    >>> sorted(short_labels("Ann Lee-Park")), short_labels("Lee")
    (['AL', 'ALP', 'Lee-Park'], set())
    """
    words = name.split()
    if len(words) < 2:
        return set()
    last = {" ".join(words[first:]) for first in range(1, len(words))}
    initials = {"".join(part[:1] for part in parts) for parts in (words, _PARTS.split(name))}
    return last | {letters for letters in initials if _INITIALS.fullmatch(letters)}


def _turns_of(text: str, paragraph: Paragraph, label: Attribution, chains: Mapping[str, int]) -> Iterator[_Turn]:
    """The turns of a paragraph whose labels name somebody, or one who asks."""
    inner = [match.span(1) for match in _INNER_NAME.finditer(text, *label.content)]
    sources = [label.source or label.content, *inner]
    ends = [*(start for start, _ in inner), paragraph.end]
    for source, end in zip(sources, ends, strict=True):
        written = text[slice(*source)]
        speaker = chains.get(_without_title(written), written.lower() if _asks(written) else None)
        if speaker is not None:
            yield _Turn(written, speaker, text[source[1] : end].strip(" :\n"), paragraph.ordinal)


def _without_title(label: str) -> str:
    """A label without the words of a title before the name: "Governor Lee", "Dr. Ann Lee"."""
    first, _, rest = label.partition(" ")
    return _without_title(rest) if rest and first.strip(".").lower() in _BEFORE_NAMES else label


def _asks(label: str) -> bool:
    """Whether a label is that of one who asks: "Host", "Q", the outlet."""
    return label.lower() in _ASKERS | QUESTION_LABELS or is_medium(label.split())


def _converse(turns: Sequence[_Turn]) -> bool:
    """Whether turns are a conversation: two speak, at least one of them a person of the article; one comes back or
    answers a question; they speak in sentences, and to each other."""
    speakers = Counter(turn.speaker for turn in turns)
    if len(speakers) < 2 or not any(isinstance(speaker, int) for speaker in speakers):
        return False
    closed = [turn for turn in turns if ends_sentence(turn.words.rstrip(_CLOSING))]
    addressed = {turn.speaker for turn in turns if turn.words.endswith("?") or _ADDRESS.search(turn.words)}
    if (len(turns) - len(closed)) * _MOST_FRAGMENTS > len(turns) or not addressed:
        return False
    return max(speakers.values()) > 1 or any(
        one.words.endswith("?") and other.speaker != one.speaker and other.ordinal - one.ordinal <= 1
        for one, other in pairwise(turns)
    )


def is_turn_label(label: str) -> bool:
    """Whether a label can name whose turn it is: in capitals, and no word for a kind of text ("CORRECTION"), or one of
    an interview ("Question")."""
    in_capitals = label.isupper() and label.split()[-1].lower() not in _TEXTS
    return in_capitals or label.lower() in QUESTION_LABELS | ANSWER_LABELS


def part_turns(turn: Attribution, text: str, labels: frozenset[str]) -> Iterator[Attribution]:
    """The turns of a paragraph of a transcript: "ANN LEE: Why? PARK: Because it is late."; `labels` are those of the
    article."""
    start, end = turn.content
    capitals = (match for match in _INNER_CAPITALS.finditer(text, start, end) if is_turn_label(match[1]))
    names = (match for match in _INNER_NAME.finditer(text, start, end) if match[1] in labels)
    inner = sorted({match.span(1): match for match in (*capitals, *names)}.items())
    ends = [*(source[0] for source, _ in inner), end]
    turns = [turn, *(replace(turn, cue=m.span(2), source=m.span(1), content=(m.end(), end)) for _, m in inner)]
    for one, stop in zip(turns, ends, strict=True):
        content = one.content[0], one.content[0] + len(text[one.content[0] : stop].rstrip())
        if content[1] > content[0]:
            yield replace(one, content=content)
