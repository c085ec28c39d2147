"""The head of a cue: the word of it that says what the source does, past those that only lead up to it.

"went on to describe" describes, "declined to say" would say, "made a pledge" pledges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.text.lexicon import lexicon
from newsloom.transforms.text.spans import Span, contains

_GOVERNORS = {word: kind for kind, words in lexicon("cue_governors").items() for word in words}
_DENIAL = {"deny": "negating"}
"""Cues of their own that negate another one behind them."""
_UNLISTED_POS = ("VERB", "NOUN", "ADJ", "PROPN")
_GRAMMAR_POS = frozenset(("ADP", "DET", "PRON", "PART", "CCONJ", "SCONJ", "PUNCT", "AUX"))


@dataclass(frozen=True)
class CueHead:
    """The head word of a cue: base form and class, None where there is none or the list does not know it.

    `speaks`: the list has it as a word of speech. `token`: where it stands, None without a document. `governor`: what
    the words before it make of it, "negating", "irrealis", or None (data/lexicon/cue_governors.tsv).
    """

    lemma: str | None = None
    cue_class: str | None = None
    speaks: bool = False
    token: Token | None = None
    governor: str | None = None


NO_CUE = CueHead()


def read_cue(cue: Span | None, view: ParagraphView, cues: CueLexicon) -> CueHead:
    """The head of a cue; by its words alone where it stands in another paragraph."""
    if cue is None:
        return NO_CUE
    tokens = cue_tokens(cue, view)
    if not tokens:
        lemma = cues.lemma(view.text[slice(*cue)])
        return CueHead(lemma, cues.class_of(lemma), lemma in cues.speech)
    listed = [(i, lemma) for i, lemma in cues.listed([t.lower_ for t in tokens]) if _may_head(tokens[i], lemma)]
    index, lemma = _choose(listed, cues) or _unlisted(tokens, view, cues)
    kinds = {_governor_kind(token) or _DENIAL.get(token.lemma_.lower()) for token in tokens[:index]}
    governor = next((kind for kind in ("negating", "irrealis") if kind in kinds), None)
    return CueHead(lemma, cues.class_of(lemma), lemma in cues.speech, tokens[index], governor)


def cue_tokens(cue: Span, view: ParagraphView) -> list[Token]:
    """The words of a cue in the paragraph's document; none where it stands elsewhere or is a mark."""
    low, high = cue[0] - view.paragraph.start, cue[1] - view.paragraph.start
    if not contains((view.paragraph.start, view.paragraph.end), cue):
        return []
    span = view.paragraph.doc.char_span(low, high, alignment_mode="expand")
    return [token for token in span or () if token.text[0].isalpha()]


def _may_head(token: Token, lemma: str) -> bool:
    """Whether a listed form is used as what it is listed for: "as", "her" and "like" before a noun are not."""
    return " " in lemma or token.pos_ not in _GRAMMAR_POS


def _governor_kind(token: Token) -> str | None:
    return _GOVERNORS.get(token.lemma_.lower()) or _GOVERNORS.get(token.lower_)


def _choose(listed: Sequence[tuple[int, str]], cues: CueLexicon) -> tuple[int, str] | None:
    """The first listed word, or the first of speech behind it where all before it only lead up to that."""
    if len(listed) > 1 and listed[0][1] in _DENIAL and listed[1][1] in cues.speech:
        return listed[1]  # "denied saying"
    for index, lemma in listed:
        if lemma.split(" ")[0] not in _GOVERNORS and lemma not in _GOVERNORS:
            return (index, lemma) if lemma in cues.speech or not listed[0][0] < index else listed[0]
    return listed[0] if listed else None


def _unlisted(tokens: Sequence[Token], view: ParagraphView, cues: CueLexicon) -> tuple[int, str | None]:
    """The first verb that does not only lead up to another word, else the last noun or adjective, else the first."""
    heads = [i for i, token in enumerate(tokens) if token.pos_ in _UNLISTED_POS]
    verbs = [i for i in heads if tokens[i].pos_ == "VERB" and _governor_kind(tokens[i]) is None]
    index = verbs[0] if verbs else heads[-1] if heads else 0
    lemma = tokens[index].lemma_.lower() if heads else ""
    return index, lemma or cues.lemma(" ".join(token.text for token in tokens))
