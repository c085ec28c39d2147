"""Who something was done to is no source, and who did it is: "Ann Lee was asked “about that nonsense” by Jo Park"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.edges import ending_before
from newsloom.transforms.quotes.kinds.cue_heads import cue_tokens
from newsloom.transforms.quotes.noun_phrases import parsed_head
from newsloom.transforms.quotes.paragraph_view import ParagraphView, phrase_at
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.spans import overlaps

_PASSIVE_SUBJECT = "nsubj:pass"
_AGENT = "obl:agent"
_PEOPLE = ("PERSON", "ORG")
_RECORDED = lexicon_words("cue_frames", "recorded", "hearing")
_MOVED = lexicon_words("cue_frames", "moved")


def without_patient(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution without a source that is the passive subject of its cue, unless it is one whose words were taken
    down, or who felt something: "was quoted as saying", "was convinced"."""
    cue, source = attribution.cue, attribution.source
    noun = parsed_head(view.paragraph, source) if cue and source else None
    if cue is None or noun is None or not _is_passive_subject(noun) or noun.head.lemma_ in _RECORDED | _MOVED:
        return attribution
    verbs = [token for token in cue_tokens(cue, view) if token.i >= noun.head.i and token.pos_ == "VERB"]
    return replace(attribution, source=None) if verbs == [noun.head] else attribution


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
    words = [] if agent is None else phrase_at(view, view.paragraph.start + agent.left_edge.nbor().idx)
    if cue is None or agent is None or not words:
        return attribution
    source, by = (words[0].start, words[-1].end), view.paragraph.start + agent.left_edge.idx
    if by < cue[1] or (attribution.source and overlaps(attribution.source, source)):
        return attribution  # "is impressed by the plan"
    start, end = attribution.content
    return replace(ending_before(attribution, by, view, " ,") if start < by < end else attribution, source=source)


def _agent(verb: Token) -> Token | None:
    """Who did what a participle tells: a noun with "by", by its relation or as a name."""
    by = (child for child in verb.children if child.left_edge.lower_ == "by" and child.left_edge.i < child.i)
    return next((c for c in by if c.dep_ == _AGENT or (c.dep_ == "obl" and c.ent_type_ in _PEOPLE)), None)
