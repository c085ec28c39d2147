"""Cues of thought and evidence that tell what somebody met with, did or is called, and nothing ascribed to him."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.kinds.cue_heads import CueHead
from newsloom.transforms.quotes.kinds.features import Content, has_finite_verb
from newsloom.transforms.quotes.noun_phrases import parsed_head
from newsloom.transforms.quotes.paragraph_view import ParagraphView

_AS, _MODAL = "as", "MD"
_PURPOSEFUL = frozenset(("bill", "law", "act", "measure", "legislation", "plan", "rule", "program", "project", "deal"))
"""Things that are for something, and mean nothing themselves."""
_PERSONAL = frozenset(("i", "we", "you", "he", "she"))


def is_deed(attribution: Attribution, content: Content, head: CueHead, view: ParagraphView) -> bool:
    """Whether a cue of thought or evidence tells what was met with, done or named; words in marks are none of it."""
    if head.token is None or not content.span or attribution.cue is None:
        return False
    rule = _RULES.get(head.lemma or "")
    return rule is not None and rule(attribution, content, head.token, view)


def _is_name(attribution: Attribution, content: Content, token: Token, view: ParagraphView) -> bool:
    """ "the cuts known as [the cliff]": what something is called, which nobody in particular knows."""
    return attribution.source is None and view.text[slice(*attribution.cue or (0, 0))].lower().endswith(f" {_AS}")


def _is_met_with(attribution: Attribution, content: Content, token: Token, view: ParagraphView) -> bool:
    """ "has seen [a long decline]", "will see [the toll rise]", "were seen [leaving it]": no view of anything."""
    words = content.span or ()
    if content.quoted or any(word.lower_ == _AS for word in words):
        return False
    root = content.span.root if content.span else None
    if root is None or (root.dep_ == "ccomp" and has_finite_verb(content.span)):
        return False
    if root.tag_ == "VBG" and any(child.dep_ == "aux:pass" for child in token.children):
        return True
    return any(c.dep_ == "aux" and (c.lemma_ == "have" or c.tag_ == _MODAL) for c in token.children)


def _is_conduct(attribution: Attribution, content: Content, token: Token, view: ParagraphView) -> bool:
    """ "Hobart showed [great patience]": how somebody was, who is no evidence of anything."""
    if content.quoted or has_finite_verb(content.span) or attribution.source is None:
        return False
    head = parsed_head(view.paragraph, attribution.source)
    return head is not None and (head.ent_type_ == "PERSON" or head.lower_ in _PERSONAL)


def _is_dwelt_on(attribution: Attribution, content: Content, token: Token, view: ParagraphView) -> bool:
    """ "focused on [the toll]": what somebody was busy with."""
    return not content.quoted


def _is_outlook(attribution: Attribution, content: Content, token: Token, view: ParagraphView) -> bool:
    """ "are certain [to draw a crowd]": what the writer thinks will be."""
    return content.span is not None and content.span[0].tag_ == "TO" and not content.quoted


def _is_done(attribution: Attribution, content: Content, token: Token, view: ParagraphView) -> bool:
    """ "signed [a long contract]", "assumed [a new office]": what was done to a thing, in no words."""
    starts = content.span[0] if content.span else None
    return not content.quoted and starts is not None and starts.tag_ != "TO" and not has_finite_verb(content.span)


def _is_of_thing(attribution: Attribution, content: Content, token: Token, view: ParagraphView) -> bool:
    """ "the tour is aimed at [young voters]", "the bill aims [to end it]": what a thing is for."""
    if content.quoted or attribution.source is None:
        return not content.quoted
    head = parsed_head(view.paragraph, attribution.source)
    return head is not None and head.lemma_.lower() in _PURPOSEFUL


_RULES: Mapping[str, Callable[[Attribution, Content, Token, ParagraphView], bool]] = {
    "know": _is_name,
    "see": _is_met_with,
    "show": _is_conduct,
    "focus on": _is_dwelt_on,
    "certain": _is_outlook,
    "sure": _is_outlook,
    "aim": _is_of_thing,
    **dict.fromkeys(("sign", "pass", "block", "impose", "set", "adopt", "assume"), _is_done),
}
