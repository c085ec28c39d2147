"""Crumbs: pieces of text that no row should hold, and what sticks to the front of a content.

A subject of whom it is told that he was accused is not what he was accused of; a bare pronoun or connective says
nothing; of two pieces that share a cue the small one is torn from its own clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsloom.transforms.annotation.labels import FINITE_TAGS
from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.kinds.cue_heads import cue_tokens
from newsloom.transforms.quotes.kinds.features import Content, has_finite_verb, read_content
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.quotes.speakers.layers import is_medium
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.spans import is_within_one

_CLOCK = r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: (?:GMT|UTC|BST|CET|E[SD]T))?"
_FRONT = re.compile(
    rf"(?:{_CLOCK}|[•▪●–—-]|Q:|A:|(?:check (?:it )?out|see also|read more|related|more):)\s+", re.IGNORECASE
)
_OCCASIONS = "|".join(
    (
        "statement",
        "interview",
        "tweet",
        "letter",
        "speech",
        "e-?mail",
        "(?:news|press) conference",
        "press release",
        "post",
    )
)
_SETTING = re.compile(
    rf",? (?:in|during) (?:an?|his|her|its|their) (?:[\w-]+ ){{0,2}}(?:{_OCCASIONS})\b[^,;.“”\"]{{0,60}}$",
    re.IGNORECASE,
)
_LABELS = lexicon_words("headline_labels")
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "expl"))
_RELATIVE = ("acl", "acl:relcl")
_SAYING = frozenset(("say", "state"))
_POINTING = frozenset(("refer", "allude"))
_CONNECTIVES = frozenset(("CCONJ", "SCONJ", "ADP", "PART", "AUX", "PUNCT", "INTJ"))
_SMALL = _CONNECTIVES | {"PRON", "DET"}
_ASKED_FOR = "for comment"
_UNNAMED = re.compile(
    r"(?:not to be (?:named|identified|quoted)|not to use \w+ (?:\w+ )?name|to (?:remain|stay) (?:anonymous|unnamed)|"
    r"(?:that )?\w+ (?:\w+ )?names? not be|(?:for )?anonymity)\b",
    re.IGNORECASE,
)
"""What somebody asks for who is quoted without a name."""
_IN_PASSING = "not to mention"
_OMENS = frozenset(("promise", "threaten"))
_WITHOUT_SPEAKER = frozenset(("what", "which", "that", "it"))
"""Subjects that promise and threaten nothing to anybody: "in what promised to be a long winter"."""
_ADDRESSED = lexicon_words("cue_frames", "addressed")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_VERBAL = ("VERB", "AUX")
_TOPIC = ("about", "of")
_MOST_SMALL = 2
"""Words of a content that may be all small ones ("and it"), by hand."""
_CLOSES, _PAUSES = "”’\"'", (",", ".", "!", "?", "…")
_MOST_OF_ACTOR = 3  # words in marks that may name who acts, by hand


def without_front(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution without the clock time, bullet or "Q:" that its paragraph opens with."""
    start, end = attribution.content
    front = _FRONT.match(view.text, start, end) if start == view.paragraph.start else None
    return attribution if front is None or front.end() == end else replace(attribution, content=(front.end(), end))


def without_setting(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution without the occasion at its end, which is the cue's: "denied it in a statement on Monday"."""
    start, end = attribution.content
    if attribution.cue is None or attribution.cue[1] > start:
        return attribution
    setting = _SETTING.search(view.text, start, end)
    if setting is None or is_within_one(view.quoted_spans, *setting.span()):
        return attribution
    return replace(attribution, content=(start, setting.start()))


def with_demonstrative(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with the "that" behind its cue where that is the content's subject: "said that would help"."""
    content = read_content(attribution.content, view).span if view.paragraph.parsed else None
    if attribution.cue is None or not content or content.start == 0 or content[0].tag_ not in FINITE_TAGS:
        return attribution
    that = content.doc[content.start - 1]
    has_subject = any(child.dep_ in _SUBJECTS and child.i >= content.start for child in content.root.lefts)
    is_behind = view.paragraph.start + that.idx == attribution.cue[1] + 1
    if that.lower_ != "that" or not is_behind or has_subject or content.root.dep_ != "ccomp":
        return attribution
    return replace(attribution, content=(view.paragraph.start + that.idx, attribution.content[1]))


def is_crumb(attribution: Attribution, siblings: Sequence[Attribution], view: ParagraphView) -> bool:
    """Whether an attribution is to be no row at all; `siblings` are those of its paragraph. Quoted words are none."""
    content = read_content(attribution.content, view)
    if content.quoted or not view.paragraph.parsed:
        return False
    others = [other for other in siblings if other is not attribution]
    if _is_small(content, _CONNECTIVES) or _is_doing(attribution, content, others, view):
        return True
    return any(_is_torn_from(attribution, content, other, view) for other in others)


def says_nothing(attribution: Attribution, content: Content, view: ParagraphView) -> bool:
    """Whether a content cannot be what was said: "it", or of whom it is told that he was accused."""
    if content.quoted:
        return False
    is_asked = view.text.endswith(_ASKED_FOR, *attribution.content) or _UNNAMED.match(view.text, *attribution.content)
    if _is_cue_phrase(content):
        return True
    if is_asked or _is_small(content, _SMALL) or _is_passive_subject(attribution, content, view):
        return True
    return _is_relative(attribution, content)


def _is_cue_phrase(content: Content) -> bool:
    """ "According to it, [the memo said] …", "[Lee is quoted as saying], …": a subject and its "said", and nothing that
    was said."""
    if not content.span:
        return False
    last = content.span[-1]
    leads_up = last.tag_ == "VBG" or (last.i == content.span.root.i and last.tag_ in FINITE_TAGS)
    return last.lemma_ in _SAYING and leads_up


def _is_small(content: Content, parts: frozenset[str]) -> bool:
    return bool(content.span) and content.words <= _MOST_SMALL and all(t.pos_ in parts for t in content.span or ())


def _is_passive_subject(attribution: Attribution, content: Content, view: ParagraphView) -> bool:
    """ "The engineer was accused of …", "Fifteen people are said to …": who was, or of whom it is told."""
    if attribution.cue is None or not content.span:
        return False
    root = content.span.root
    return root.dep_ == "nsubj:pass" and root.head.i in {token.i for token in cue_tokens(attribution.cue, view)}


def _is_relative(attribution: Attribution, content: Content) -> bool:
    """ "issued an order that [would close the port]": what is told of a thing that was made, and no words of it."""
    if attribution.cue is None or not content.span or attribution.cue[1] > attribution.content[0]:
        return False
    root = content.span.root
    subjects = [child for child in root.children if child.dep_ in ("nsubj", "nsubj:pass")]
    is_outside = bool(subjects) and subjects[0].i < content.span.start
    return root.dep_ in _RELATIVE and is_outside and subjects[0].lower_ in ("that", "which")


def is_in_passing(attribution: Attribution, content: Content, token: Token | None, view: ParagraphView) -> bool:
    """Words that look like a report and are none: "as predicted, …", "not to mention …", "what promised to become …",
    "the questioning that he faces"; `token`: the cue's head."""
    if token is None or content.quoted or not content.span or attribution.cue is None:
        return False
    if view.text[slice(*attribution.cue)].lower() == _IN_PASSING:
        return True
    is_bare = token.tag_ == "VBN" and attribution.source is None
    if is_bare and token.i > 0 and token.nbor(-1).lower_ == "as":
        return True
    subjects = {child.lower_ for child in token.children if child.dep_ == "nsubj"} | {token.head.lower_}
    root = content.span.root
    if token.lemma_ in _OMENS and subjects & _WITHOUT_SPEAKER and root.dep_ == "xcomp":
        return True
    is_relative = root.dep_ == "acl:relcl" and root.head.i == token.i and token.pos_ == "NOUN"
    return is_relative and content.span.start == token.i + 1


def is_hearer(content: Content, token: Token | None) -> bool:
    """ "“…,” she told [her brother's driver]": to whom it was said, and no words; `token`: the cue's head."""
    if token is None or content.quoted or content.span is None or token.lemma_ not in _ADDRESSED:
        return False
    root = content.span.root
    is_object = root.head.i == token.i and root.dep_ in ("obj", "iobj") and root.pos_ in _NOMINAL
    against = any(child.dep_ == "case" for child in root.children)  # "warned [against thieves]"
    return is_object and not against and not any(word.pos_ in _VERBAL or word.lower_ in _TOPIC for word in content.span)


def is_headed(attribution: Attribution, content: Content, view: ParagraphView) -> bool:
    """What a label stands before, and nobody said: that of a text ("STORY: …"), or of one of whom the paragraph goes on
    to tell ("Ann Lee: The mayor … Lee is …"), or of an outlet whose report is listed ("Reuters: Talks fail")."""
    if attribution.cue is None or attribution.source is None or content.quoted:
        return False
    start, end = attribution.source
    label = view.text[start:end]
    if start != view.paragraph.start or view.text[slice(*attribution.cue)].strip() != ":" or label in view.turns:
        return False
    name = re.escape(label.split()[-1])
    goes_on = re.search(rf"\b{name}\b", view.text[attribution.cue[1] : view.paragraph.end])
    is_told = goes_on is not None or is_medium(label.split())
    return label.lower() in _LABELS or (is_told and view.paragraph.kind != "heading")


def is_gloss(content: Content, token: Token | None) -> bool:
    """ "“…,” she said, referring to [the toll]": whom or what the words meant, in the writer's own; `token`: the cue's
    head."""
    if token is None or content.quoted or token.lemma_ not in _POINTING or token.tag_ != "VBG":
        return False
    if any(child.dep_ == "mark" or (child.dep_ == "aux" and child.lemma_ != "be") for child in token.children):
        return False
    return all(word.lower_ != "as" for word in content.span or ())


def is_actor(content: Content, token: Token | None) -> bool:
    """ "The [“insider”] describes what went on": a few words in marks that are the subject of their cue, whose head
    `token` is; not "“And rope,” Lee added", which end with a mark inside theirs."""
    if content.span is not None and content.span.text.rstrip(_CLOSES).endswith(_PAUSES):
        return False
    if token is None or content.span is None or content.words > _MOST_OF_ACTOR or has_finite_verb(content.span):
        return False
    root = content.span.root
    return bool(content.quoted) and root.dep_ == "nsubj" and root.head.i == token.i and root.i < token.i


def is_hearsay(attribution: Attribution, content: Content, view: ParagraphView) -> bool:
    """ "The plan is said [to have failed]": by nobody in particular, and in no words."""
    if attribution.cue is None or attribution.source is not None or not content.span:
        return False
    root = content.span.root
    heads = {token.i for token in cue_tokens(attribution.cue, view)}
    passive = any(child.dep_ == "aux:pass" for child in root.head.children)
    is_infinitive = root.dep_ == "xcomp" and any(child.lower_ == "to" for child in root.children)
    return not content.quoted and is_infinitive and root.head.i in heads and passive


def _is_doing(attribution: Attribution, content: Content, others: Iterable[Attribution], view: ParagraphView) -> bool:
    """Whether a piece behind the cue of a clause is what its source was doing: "It was late, she said [leaving it]"."""
    root, cue = content.span.root if content.span else None, attribution.cue
    if cue is None or root is None or root.tag_ != "VBG" or attribution.content[0] < cue[1]:
        return False
    if any(child.dep_ in _SUBJECTS or child.dep_ == "aux" for child in root.children):
        return False
    before = (other.content for other in others if other.cue == cue and other.content[1] <= cue[0])
    return any(has_finite_verb(read_content(said, view).span) for said in before)


def _is_torn_from(attribution: Attribution, content: Content, other: Attribution, view: ParagraphView) -> bool:
    """A piece without a verb behind a longer one after the same cue, or one that "that" parts from the longer one:
    "said [when he left] that he would come back"."""
    if attribution.cue is None or attribution.cue != other.cue:
        return False
    (start, end), (begin, finish) = attribution.content, other.content
    if finish - begin <= end - start or attribution.cue[1] > min(start, begin):
        return False
    is_before = end < begin and view.text[end:begin].strip() == "that"
    return is_before or (begin < start and not has_finite_verb(content.span))
