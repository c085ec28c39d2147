"""Clauses of a content by the parse: a verb that it still needs, and one that is not of it any more.

"said the pier, which was old, [had] sunk"; "the news that it sank [shocked] Ardle"; "said it was safe but [vowed] …".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsloom.transforms.annotation.labels import FINITE_TAGS
from newsloom.transforms.annotation.parses.tokens import DocSpan, Token
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.attributions.edges import ending_at, ending_before
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.text.spans import is_within_one

_SUBJECTS = ("nsubj", "nsubj:pass")
_BEFORE_VERB = ("aux", "aux:pass", "cop", "advmod")
_INTRODUCING = frozenset(("that", "to"))
_EDGE = " ,"


def fit_clauses(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with its content ended where its clause ends."""
    content = content_words(attribution, view)
    if content is None or not len(content):
        return attribution
    ended = _before_matrix_verb(attribution, content, view)
    return ended if ended is not attribution else _with_own_verb(attribution, content, view)


def content_words(attribution: Attribution, view: ParagraphView) -> DocSpan | None:
    """The words of a content in the paragraph's document; None without a parse."""
    if not view.paragraph.parsed:
        return None
    start, end = (edge - view.paragraph.start for edge in attribution.content)
    return view.paragraph.doc.char_span(start, end, alignment_mode="contract")


def _before_matrix_verb(attribution: Attribution, content: DocSpan, view: ParagraphView) -> Attribution:
    """Without the verb whose subject is the noun that the content tells of: "the vow to stay [drew cheers]"."""
    noun = noun_before(content)
    if noun is None or noun.dep_ not in _SUBJECTS or not content.start < noun.head.i < content.end:
        return attribution
    first = noun.head
    while first.i > content.start and first.nbor(-1).dep_ in _BEFORE_VERB and first.nbor(-1).head == noun.head:
        first = first.nbor(-1)
    position = view.paragraph.start + first.idx
    has_verb = any(token.pos_ in ("VERB", "AUX") for token in content.doc[content.start : first.i])
    if not has_verb or is_within_one(view.quoted_spans, position, position + 1):
        return attribution
    return ending_before(attribution, position, view, _EDGE)


def noun_before(content: DocSpan) -> Token | None:
    """The noun right before a content, "that" or "to" between them left aside."""
    index = content.start - 1
    if index >= 0 and content.doc[index].lower_ in _INTRODUCING:
        index -= 1
    elif content[0].lower_ not in _INTRODUCING:
        return None
    return content.doc[index] if index >= 0 and content.doc[index].pos_ == "NOUN" else None


def _with_own_verb(attribution: Attribution, content: DocSpan, view: ParagraphView) -> Attribution:
    """With the rest of a clause whose subject it ends in: "said the pier, which was old[, had sunk in May]"."""
    verb = _verb_behind(content)
    if verb is None or is_within_one(view.quoted_spans, *attribution.content):
        return attribution
    last = verb.right_edge
    while last.is_punct and last.i > verb.i:
        last = last.nbor(-1)
    return ending_at(attribution, view.paragraph.start + last.idx + len(last))


def _verb_behind(content: DocSpan) -> Token | None:
    """The finite verb behind a content, a comma between them left aside, whose subject stands in it."""
    doc, index = content.doc, content.end
    if index < len(doc) and doc[index].text == ",":
        index += 1
    if index >= len(doc) or doc[index].tag_ not in FINITE_TAGS or doc[index].is_sent_start:
        return None
    verb = doc[index].head if doc[index].dep_ in _BEFORE_VERB else doc[index]
    subjects = [child for child in verb.lefts if child.dep_ in _SUBJECTS]
    is_inside = bool(subjects) and content.start <= subjects[-1].i < content.end
    return verb if is_inside and verb.i >= index else None


def part_second_cue(attribution: Attribution, view: ParagraphView, cues: CueLexicon) -> Iterator[Attribution]:
    """The attribution, and what a second cue of its subject reports: "said it was safe but vowed [to look]"."""
    content = content_words(attribution, view)
    second = _second_cue(attribution, content, view, cues) if content is not None and len(content) else None
    if second is None or attribution.cue is None:
        yield attribution
        return
    joint = next(child for child in second.children if child.dep_ == "cc" and child.i < second.i)
    yield ending_before(attribution, view.paragraph.start + joint.idx, view, _EDGE)
    begin, end = view.paragraph.start + second.idx, attribution.content[1]
    if end > begin + len(second) + 1:
        rest = begin + len(second) + 1, end
        yield replace(attribution, content=rest, cue=(begin, begin + len(second)))


def _second_cue(attribution: Attribution, content: DocSpan, view: ParagraphView, cues: CueLexicon) -> Token | None:
    """A verb of speech in a content that goes on from its cue, and not from a verb of the content."""
    if attribution.cue is None or attribution.cue[1] > attribution.content[0]:
        return None
    low, high = (edge - view.paragraph.start for edge in attribution.cue)
    heads = view.paragraph.doc.char_span(low, high, alignment_mode="expand")
    if heads is None or heads.root.tag_ != "VBD":
        return None
    return next((t for t in content if _goes_on(t, content, heads, cues) and not _is_marked(t, view)), None)


def _goes_on(token: Token, content: DocSpan, cue: DocSpan, cues: CueLexicon) -> bool:
    """Whether a verb in the past is joined to the cue, or to a verb of the content that is not in the past itself."""
    if token.dep_ != "conj" or token.tag_ != "VBD":
        return False
    children = list(token.children)
    is_joined = any(child.dep_ == "cc" and child.i < token.i for child in children)
    if not is_joined or any(child.dep_ in (*_SUBJECTS, "aux") for child in children):
        return False
    if cues.forms.get(token.lower_) not in cues.speech or token.i == content.start:
        return False
    first = token.head
    tenses = {word.tag_ for word in (first, *first.lefts) if word.tag_ in FINITE_TAGS}
    return first.i in range(cue.start, cue.end) or (first.i >= content.start and "VBD" not in tenses and bool(tenses))


def _is_marked(token: Token, view: ParagraphView) -> bool:
    position = view.paragraph.start + token.idx
    return is_within_one(view.quoted_spans, position, position + len(token))
