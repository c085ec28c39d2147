"""Who something was done to is no source: "Ann Lee was asked “about that nonsense”", "has been declared “safe”"."""

from __future__ import annotations

from dataclasses import replace

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.kinds.cue_heads import cue_tokens
from newsloom.transforms.quotes.noun_phrases import parsed_head
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.text.lexicon import words

_PASSIVE_SUBJECT = "nsubj:pass"
_RECORDED = words("cue_frames", "recorded", "hearing")


def without_patient(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution without a source that is the passive subject of its cue, unless it is one whose words were taken
    down: "was quoted as saying"."""
    cue, source = attribution.cue, attribution.source
    noun = parsed_head(view.paragraph, source) if cue and source else None
    if cue is None or noun is None or noun.dep_ != _PASSIVE_SUBJECT or noun.head.lemma_ in _RECORDED:
        return attribution
    verbs = [token for token in cue_tokens(cue, view) if token.i >= noun.head.i and token.pos_ == "VERB"]
    return replace(attribution, source=None) if verbs == [noun.head] else attribution
