"""Who something was done to is no source, and who did it is: "Ann Lee was asked “about that nonsense” by Jo Park"."""

from __future__ import annotations

from dataclasses import replace

from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.edges import ending_before
from newsloom.transforms.quotes.kinds.cue_heads import cue_tokens
from newsloom.transforms.quotes.noun_phrases import extent, parsed_head
from newsloom.transforms.quotes.paragraph_view import ParagraphView, phrase_at
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.spans import overlaps

_PASSIVE_SUBJECT = "nsubj:pass"
_AGENT = "obl:agent"
_PEOPLE = ("PERSON", "ORG")
_RECORDED = lexicon_words("cue_frames", "recorded", "hearing")
_ASKING = lexicon_words("cue_frames", "asking")
_MOVED = lexicon_words("cue_frames", "moved")
_WHEN = ("when", "once", "if")
_OWN = ("nsubj", "aux")


def without_patient(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution without a source that is the passive subject of its cue, unless it is one whose words were taken
    down, or who felt something: "was quoted as saying", "was convinced"; nor is it who answers "when asked"."""
    cue, source = attribution.cue, attribution.source
    noun = parsed_head(view.paragraph, source) if cue and source else None
    if cue is None or noun is None or noun.head.lemma_ in _RECORDED | _MOVED:
        return attribution
    verbs = [token for token in cue_tokens(cue, view) if token.pos_ == "VERB"]
    if _is_passive_subject(noun) and [verb for verb in verbs if verb.i >= noun.head.i] == [noun.head]:
        return replace(attribution, source=None)
    is_asked = bool(verbs) and verbs[-1].lemma_ in _ASKING and (_answers(verbs[-1]) or _follows(attribution, view))
    return replace(attribution, source=None) if is_asked else attribution


def _answers(asked: Token) -> bool:
    """Whether a question is only the occasion of an answer: "when asked whether …"."""
    has_own = any(child.dep_ in _OWN for child in asked.children)
    return asked.i > 0 and asked.nbor(-1).lower_ in _WHEN and not has_own


def _follows(attribution: Attribution, view: ParagraphView) -> bool:
    """Whether a cue stands behind its source and a comma that closes nothing: "Ann Lee, asked whether …"."""
    (start, end), cue = attribution.source or (0, 0), attribution.cue
    return cue is not None and view.text[end : cue[0]] == ", " and "," not in view.text[start:end]


def _is_passive_subject(noun: Token) -> bool:
    """Whether a noun is the subject of a passive verb, by its own relation or by the auxiliary's."""
    has_auxiliary = noun.dep_ == "nsubj" and any(child.dep_ == "aux:pass" for child in noun.head.children)
    return noun.dep_ == _PASSIVE_SUBJECT or has_auxiliary


def with_agent(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with the source that stands with "by" behind a participle, and a content that ends before it:
    "once called “a waif” by Jo Park"."""
    cue = attribution.cue
    verbs = [token for token in cue_tokens(cue, view) if token.tag_ == "VBN"] if cue else []
    agent = _agent(verbs[-1]) if verbs and verbs[-1].lemma_ not in _RECORDED else None
    source = extent(phrase_at(view, view.paragraph.start + agent.left_edge.nbor().idx)) if agent else None
    if cue is None or agent is None or source is None:
        return attribution
    by = view.paragraph.start + agent.left_edge.idx
    if by < cue[1] or (attribution.source and overlaps(attribution.source, source)):
        return attribution  # "is impressed by the plan"
    start, end = attribution.content
    return replace(ending_before(attribution, by, view, " ,") if start < by < end else attribution, source=source)


def _agent(verb: Token) -> Token | None:
    """Who did what a participle tells: a noun with "by", by its relation or as a name."""
    by = (child for child in verb.children if child.left_edge.lower_ == "by" and child.left_edge.i < child.i)
    return next((c for c in by if c.dep_ == _AGENT or (c.dep_ == "obl" and c.ent_type_ in _PEOPLE)), None)
