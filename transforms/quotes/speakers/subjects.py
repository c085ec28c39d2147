"""Sources by the parse: the subject of a cue that has none beside it, and the rest of a phrase that was cut.

"Lee was asked about it and replied that …" has its subject at another verb; of "famed pilot Ann Lee" the name counts.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.quotes.attributions.attribution import SCORES, Attribution
from newsloom.transforms.quotes.noun_phrases import last_of_phrase, parsed_head, token_ending_at
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.text.quotation_marks import count_words
from newsloom.transforms.text.sentences import has_sentence_break
from newsloom.transforms.text.spans import Span, overlaps

_ACTIVE, _PASSIVE = "nsubj", "nsubj:pass"
_OBJECTS = ("obj", "iobj")
_TENSES = {"VBD": "past", "VBZ": "present", "VBP": "present"}
_DEMONSTRATIVE = "DT"
_PERSON = "PERSON"
_ENDS_APPOSITION = ".,;"
_MOST_OF_NAME = 8
"""Words of a title and a name in apposition at most, by hand."""
_MOST_BETWEEN = 5
"""Words between a cue and its content at most, by hand."""
_MOST_CLIMB = 3
"""Verbs above a cue at which its subject may stand ("went on to say"), by hand."""


def with_subject(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with the subject of its cue as source, where it has a cue and no source."""
    if attribution.cue is None or attribution.source is not None or not view.paragraph.parsed:
        return attribution
    between = view.text[
        min(attribution.content[1], attribution.cue[1]) : max(attribution.content[0], attribution.cue[0])
    ]
    is_far = has_sentence_break(between) or count_words(between) > _MOST_BETWEEN
    subject = None if is_far else _subject_of(attribution.cue, view)
    if subject is None or overlaps(subject, attribution.content):
        return attribution
    return replace(attribution, source=subject, link_score=SCORES.subject)


def with_own_subject(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with the subject of its cue's own verb, where its source is that verb's object or the subject of
    another clause: "Ann Lee criticised Park, who replied that …", "Ann Lee tweeted a reply: “…”".

    Of a participle it is the noun before it: "A tweet offering “…” came, but Ann Lee objected".
    """
    cue, source = attribution.cue, attribution.source
    verb = _verb_of(cue, view) if cue and source else None
    if cue is None or source is None or verb is None:
        return attribution
    of_source = parsed_head(view.paragraph, source)
    subject = next((child for child in verb.lefts if child.dep_ == _ACTIVE), None) or _before_aside(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and cue[1] <= attribution.content[0] < source[0]:
        return replace(attribution, source=_span_of_phrase(verb.head, verb, view.paragraph.start))
    if subject is None or of_source is None or not _belongs_elsewhere(of_source, subject, verb):
        return attribution
    span = _span_of_phrase(subject, verb, view.paragraph.start)
    whole = span[0], view.paragraph.start + subject.right_edge.idx + len(subject.right_edge)
    taken = [source, attribution.content, *((mark.start, mark.end) for mark in view.quoted_spans)]
    is_free = view.text[span[0]].isalnum() and not any(overlaps(whole, other) for other in taken)
    return replace(attribution, source=span, link_score=SCORES.subject) if is_free else attribution


def with_last_subject(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with the last of two names that a comma parts and that are no list: "In a letter read by her
    aide, Jo Park, Ann Lee said"."""
    source, verb = attribution.source, _verb_of(attribution.cue, view) if attribution.cue else None
    subjects = [child for child in verb.lefts if child.dep_ == _ACTIVE] if verb is not None else []
    if source is None or len(subjects) < 2 or subjects[-1].left_edge.i == 0:
        return attribution
    start = view.paragraph.start + subjects[-1].left_edge.idx
    is_parted = subjects[-1].left_edge.nbor(-1).text == "," and source[0] < start < source[1]
    is_one = verb is not None and verb.tag_ != "VBP"  # "Lee, Park say"
    return replace(attribution, source=(start, source[1])) if is_parted and is_one else attribution


def _belongs_elsewhere(noun: Token, subject: Token, verb: Token) -> bool:
    """Whether a noun is a verb's object, or the subject of a verb around that one and its subject."""
    if noun.head == verb:
        return noun.dep_ in _OBJECTS
    around = noun.dep_ == _ACTIVE and noun.i < subject.i and noun.head.is_ancestor(verb)
    return around and noun.head != verb and subject.tag_ != _DEMONSTRATIVE


def _before_aside(verb: Token) -> Token | None:
    """The subject that a participle between commas parts from its verb, and that the parse gave to the participle:
    "Ann Lee, chiding the board, said"."""
    doc = verb.doc
    if verb.i < 2 or doc[verb.i - 1].text != ",":
        return None
    asides = (token for token in verb.sent if token.i < verb.i and token.tag_ == "VBG" and doc[token.i - 1].text == ",")
    return next((child for aside in asides for child in aside.lefts if child.dep_ == _ACTIVE), None)


def _verb_of(cue: Span, view: ParagraphView) -> Token | None:
    """The verb of a cue, where its subject acts; None without a parse."""
    head = parsed_head(view.paragraph, cue)
    return head if head is not None and head.pos_ == "VERB" and _acts(head) else None


def _subject_of(cue: Span, view: ParagraphView) -> Span | None:
    """The subject of a cue's verb, or of the verb that it goes on from; None where it has none or suffers one."""
    start, verb = view.paragraph.start, _verb_of(cue, view)
    for step in range(_MOST_CLIMB):
        if verb is None:
            return None
        subjects = [child for child in verb.lefts if child.dep_ in (_ACTIVE, _PASSIVE)]
        if subjects:
            speaks = subjects[-1].tag_ != _DEMONSTRATIVE and (step or subjects[-1].dep_ == _ACTIVE)
            return _span_of_phrase(subjects[-1], verb, start) if speaks else None
        verb = _verb_above(verb)
    return None


def _acts(verb: Token) -> bool:
    """Whether a verb is none that its subject suffers, and has no "it" or clause in the place of a subject."""
    return all(child.dep_ not in ("aux:pass", "expl", "csubj") for child in verb.children)


def _verb_above(verb: Token) -> Token | None:
    """The verb whose subject is a verb's as well: "was asked and replied", "went on to say", not "asked him to say"."""
    head = verb.head
    if head.pos_ not in ("VERB", "AUX"):
        return None
    if verb.dep_ == "conj":
        between = head.doc[head.i : verb.i]
        same = len({_tense(verb), _tense(head)} - {None}) <= 1
        return head if same and all(word.text != ";" for word in between) else None
    has_object = any(child.dep_ in ("obj", "iobj") for child in head.children)
    return head if verb.dep_ == "xcomp" and not has_object else None


def _tense(verb: Token) -> str | None:
    """past or present, None where an auxiliary has it."""
    has_auxiliary = any(child.dep_ in ("aux", "aux:pass") for child in verb.children)
    return None if has_auxiliary else _TENSES.get(verb.tag_, "none")


def _span_of_phrase(noun: Token, verb: Token, start: int) -> Span:
    """The phrase of a subject, up to the first mark or the verb behind it."""
    last = noun
    for token in noun.doc[noun.i + 1 : min(noun.right_edge.i + 1, verb.i)]:
        if token.is_punct:
            break
        last = token
    return start + noun.left_edge.idx, start + last.idx + len(last)


def with_whole_source(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with the rest of the phrase that its source was cut from: "famed pilot [Ann Lee]"."""
    source = attribution.source
    token = token_ending_at(source[1], view.paragraph) if source else None
    if source is None or token is None:
        return attribution
    last = last_of_phrase(token)
    whole = source[0], view.paragraph.start + last.idx + len(last)
    beside = [span for span in (attribution.cue, attribution.content) if span is not None]
    is_free = not any(overlaps((source[1], whole[1]), span) for span in beside)
    return replace(attribution, source=whole) if last is not token and is_free else attribution


def with_apposed(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with the name that stands in apposition behind its source: "added her deputy[, Ann Lee]"."""
    cue, source = attribution.cue, attribution.source
    if cue is None or source is None or source[0] < cue[1] or view.text[source[1] : source[1] + 1] != ",":
        return attribution
    last = token_ending_at(source[1], view.paragraph)
    if last is None or last.pos_ != "NOUN" or parsed_head(view.paragraph, source) != last:
        return attribution
    behind = [token for token in last.doc[last.i + 2 : last.i + 2 + _MOST_OF_NAME] if token.sent == last.sent]
    first = next((i for i, token in enumerate(behind) if token.ent_type_ == _PERSON), None)
    if first is None or any(token.pos_ != "PROPN" for token in behind[:first]):
        return attribution
    name = list(takewhile(lambda token: token.ent_type_ == _PERSON, behind[first:]))
    end = view.paragraph.start + name[-1].idx + len(name[-1])
    is_closed = end >= view.paragraph.end or view.text[end] in _ENDS_APPOSITION
    free = not overlaps((source[1], end), attribution.content)
    return replace(attribution, source=(source[0], end)) if is_closed and free else attribution
