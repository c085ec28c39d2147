"""Two reports in one sentence, where who gives the second stands in apposition: "Lee said the pier was old, and his
deputy, Ann Park, added that it had sunk"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsloom.transforms.annotation.parses.tokens import Doc
from newsloom.transforms.quotes.attributions.attribution import SCORES, Attribution
from newsloom.transforms.quotes.attributions.content_clauses import content_words
from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.attributions.edges import ending_before
from newsloom.transforms.quotes.noun_phrases import parsed_head
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.text.quotation_marks import count_words
from newsloom.transforms.text.spans import Span, is_within_one

_JOINING = ("and", "but", "while")
_OF_PHRASE = ("DET", "PRON", "ADJ", "NOUN", "PROPN", "PART")
_TENSES = ("VBD", "VBZ")
_MAX_PHRASE, _MAX_NAME = 8, 6  # words of "his deputy", and of a title and a name; by hand
_MAX_LEAD = 4  # words between a cue and its content, by hand
_EDGE = " ,"


@dataclass(frozen=True)
class _Joint:
    """Where the second clause begins, its source and cue, and the tense of this."""

    start: int
    source: Span
    cue: Span
    tense: str


def part_joined_clauses(
    attributions: Sequence[Attribution], view: ParagraphView, cues: CueLexicon
) -> list[Attribution]:
    """The attributions, each of two joined reports with its own end, cue and source."""
    parted = list(attributions)
    for joint in _joints(view, cues) if view.paragraph.parsed else ():
        first = max((n for n, a in enumerate(parted) if _leads_to(a, joint, view)), default=None)
        if first is None:
            continue
        end = parted[first].content[1]
        if end > joint.start:
            parted[first] = ending_before(parted[first], joint.start, view, _EDGE)
        second = next((n for n, a in enumerate(parted) if _is_second(a, joint, view)), None)
        if second is not None:
            begin, stop = parted[second].content
            content = _behind_that(view.text, begin), stop
            linked = replace(parted[second], content=content, cue=joint.cue, source=joint.source)
            parted[second] = replace(linked, link_score=SCORES.before)
        elif end > joint.cue[1] + 1:
            content = _behind_that(view.text, joint.cue[1] + 1), end
            parted.insert(first + 1, Attribution(content, joint.cue, joint.source, *SCORES.clause))
    return parted


def _joints(view: ParagraphView, cues: CueLexicon) -> Iterator[_Joint]:
    """Cues behind a name that is parted by commas from a phrase, which a conjunction joins to what stands before."""
    doc, start = view.paragraph.doc, view.paragraph.start
    for token in doc:
        if token.tag_ not in _TENSES or cues.forms.get(token.lower_) not in cues.speech:
            continue
        first = _first_of_source(doc, token.i)
        if first is None:
            continue
        source = start + doc[first].idx, start + doc[token.i - 2].idx + len(doc[token.i - 2])
        cue = start + token.idx, start + token.idx + len(token)
        joint = _Joint(start + doc[first - 1].idx, source, cue, token.tag_)
        if not is_within_one(view.quoted_spans, joint.start, joint.start + 1):
            yield joint


def _first_of_source(doc: Doc, at: int) -> int | None:
    """The first word of "his deputy, Ann Park," before a cue, where "and" stands before it."""
    comma = _comma_before(doc, at - 1, _MAX_NAME)
    if comma is None or doc[at - 1].text != "," or doc[at - 2].ent_type_ != "PERSON":
        return None
    first = comma
    while first > max(1, comma - _MAX_PHRASE) and doc[first - 1].pos_ in _OF_PHRASE:
        first -= 1
    joined = doc[first - 1].lower_ in _JOINING and not doc[first].is_sent_start
    return first if joined and first < comma and doc[comma - 1].pos_ == "NOUN" else None


def _comma_before(doc: Doc, end: int, most: int) -> int | None:
    """The comma before the name, and its title, that ends before a comma at `end`."""
    at = end - 1
    while at > max(0, end - most) and doc[at].pos_ in ("PROPN", "NOUN") and not doc[at].is_sent_start:
        at -= 1
    return at if 0 < at < end - 1 and doc[at].text == "," else None


def _leads_to(attribution: Attribution, joint: _Joint, view: ParagraphView) -> bool:
    """Whether an attribution's cue, of the joint's tense, and a clause stand before the joint in its sentence."""
    cue, content = attribution.cue, attribution.content
    if cue is None or cue[1] > content[0] or not content[0] < joint.start:
        return False
    head, words = parsed_head(view.paragraph, cue), content_words(attribution, view)
    if head is None or words is None or head.tag_ != joint.tense:
        return False
    before = [token for token in head.sent if content[0] <= view.paragraph.start + token.idx < joint.start]
    ends = view.paragraph.start + head.sent.end_char
    return joint.cue[1] <= ends and any(token.pos_ in ("VERB", "AUX") for token in before)


def _is_second(attribution: Attribution, joint: _Joint, view: ParagraphView) -> bool:
    """Whether a content stands right behind the cue of a joint."""
    start = attribution.content[0]
    return joint.cue[1] <= start and count_words(view.text[joint.cue[1] : start]) <= _MAX_LEAD


def _behind_that(text: str, start: int) -> int:
    return start + len("that ") if text.startswith("that ", start) else start
