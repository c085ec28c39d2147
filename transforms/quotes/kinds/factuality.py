"""Whether what a cue tells happened: asserted, negated, or hypothetical (wanted, supposed, asked about, to come).

The terms are those of FactBank (Saurí and Pustejovsky 2009), without its grades of certainty.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.quotes.kinds.cue_heads import CueHead
from newsloom.transforms.text.lexicon import lexicon
from newsloom.transforms.text.lexicon import words as lexicon_words

ASSERTED, NEGATED, HYPOTHETICAL = "asserted", "negated", "hypothetical"
_GOVERNORS = lexicon("cue_governors")
_NEGATIONS = lexicon_words("negation") | {"n't", "n’t"}
_MODALS = lexicon_words("modals") | {"'ll", "’ll", "'d", "’d"}
_PAST_HABIT = frozenset(("later", "often", "always", "sometimes", "eventually", "frequently", "repeatedly"))
_PERMITTED = frozenset(("can", "must"))
_CONDITIONS = frozenset(("if", "unless", "whether"))
_ANYBODY = frozenset(("anyone", "anybody", "whoever", "those"))
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_LED = frozenset((*_SUBJECTS, "aux", "mark"))
"""What a verb in the imperative has none of."""
_MAX_CHAIN = 4
"""Verbs above the cue's head that are looked at ("would be expected to say"), by hand."""


def factuality_of(head: CueHead) -> str:
    """Whether the act of the cue's head is asserted, negated or hypothetical; asserted where nothing says otherwise."""
    if head.governor == "negating":
        return NEGATED
    if head.token is None:
        return HYPOTHETICAL if head.governor == "irrealis" else ASSERTED
    chain = list(_chain(head.token))
    if any(_is_negated(token) for token in chain):
        return NEGATED
    if head.governor == "irrealis" or any(_is_supposed(token) for token in chain) or _may_be_anybody(head.token):
        return HYPOTHETICAL
    return ASSERTED


def _chain(token: Token) -> Iterator[Token]:
    """The word and the verbs that it completes: "say", "want" and "would" of "would not want to say"."""
    yield token
    for _ in range(_MAX_CHAIN):
        if token.dep_ != "xcomp" or token.head is token:
            return
        token = token.head
        yield token


def _is_negated(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if lemma in _GOVERNORS["negating"] and any(child.dep_ == "xcomp" for child in token.children):
        return True
    return any(_negates(child) for child in token.children)


def _negates(child: Token) -> bool:
    if child.dep_ in ("advmod", "cc", "cc:preconj", "mark") and child.lower_ in _NEGATIONS:
        return True
    if child.dep_ not in _SUBJECTS:
        return False
    return child.lower_ in _NEGATIONS or any(
        c.dep_ in ("det", "cc:preconj") and c.lower_ in _NEGATIONS for c in child.lefts
    )


def _is_supposed(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if _says_so_here(token):
        return False
    if (lemma in _GOVERNORS["irrealis"] or token.lower_ in _GOVERNORS["irrealis"]) and any(
        child.dep_ == "xcomp" for child in token.children
    ):
        return True
    children = list(token.children)
    habit = any(child.lower_ in _PAST_HABIT for child in children)
    for child in children:
        if child.dep_ == "mark" and child.lower_ in _CONDITIONS:
            return True
        if child.dep_ == "aux" and child.lower_ in _MODALS and not (habit and child.lower_ == "would"):
            return True
    return _asks(token) or _is_bidden(token) or _is_subject(token)


def _is_subject(token: Token) -> bool:
    """ "Saying that it is safe would be a risk": what it would be to say so."""
    is_gerund = token.tag_ == "VBG" and not any(child.dep_ == "aux" for child in token.children)
    return is_gerund and token.dep_ in ("csubj", "csubj:pass")


def _says_so_here(token: Token) -> bool:
    """ "I can say that …", "I must admit …": to speak of it so is to say it."""
    subject = any(child.dep_ == "nsubj" and child.lower_ in ("i", "we") for child in token.children)
    allowed = any(child.dep_ == "aux" and child.lower_ in _PERMITTED for child in token.children)
    denied = any(child.dep_ == "mark" for child in token.children)
    return subject and allowed and not denied and any(child.dep_ == "ccomp" for child in token.children)


def _asks(token: Token) -> bool:
    """A question of the writer: the auxiliary before the subject, and a question mark at the end."""
    auxiliaries = [child for child in token.children if child.dep_ == "aux"]
    subjects = [child for child in token.children if child.dep_ in _SUBJECTS]
    inverted = bool(auxiliaries and subjects) and auxiliaries[0].i < subjects[0].i
    is_open = token.dep_ == "ROOT" and bool(subjects) and subjects[0].lower_ == "who"
    return (inverted or is_open) and token.sent[-1].text == "?"


def _is_bidden(token: Token) -> bool:
    """ "Hand them a ticket and tell them you are late": the reader is told to speak; nobody has."""
    if not any(child.dep_ == "ccomp" for child in token.children):
        return False
    while token.dep_ == "conj" and token.head is not token and token.tag_ == "VB":
        if any(child.dep_ in _LED for child in token.children):
            return False
        token = token.head
    return token.tag_ == "VB" and token.dep_ == "ROOT" and not any(child.dep_ in _LED for child in token.children)


def _may_be_anybody(token: Token) -> bool:
    """ "anyone who says": nobody in particular did."""
    return token.dep_ == "acl:relcl" and token.head.lower_ in _ANYBODY
