"""What the score of being uttered looks at, of one attribution."""

from __future__ import annotations

import math
from dataclasses import dataclass

from newsloom.transforms.annotation.labels import FINITE_TAGS
from newsloom.transforms.annotation.parses.tokens import DocSpan
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.calibration import QUOTED, REPORTED
from newsloom.transforms.quotes.kinds.cue_heads import CueHead, cue_tokens
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.quotes.quoted_speech import count_quoted_words
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.spans import Span

_CLAUSAL = lexicon_words("cue_frames", "clausal")
_STANCES = frozenset(("criticising", "praising", "directive", "denying", "agreeing", "asking", "expressing"))
_REQUESTS = frozenset(("directive", "promising"))
_QUESTION_WORDS = frozenset(("what", "how", "why", "when", "where", "who", "which", "whether", "if"))
_SUBJECT = frozenset(("nsubj", "nsubj:pass"))
_FEW, _SOME = 2, 5
_MOST_LOG_ODDS = 4.0

Features = dict[str, float]


@dataclass(frozen=True)
class Content:
    """A content's words: how many, how many of them in marks, and its words in the paragraph's document."""

    words: int
    quoted: int
    span: DocSpan | None

    @property
    def type(self) -> str:
        """direct, mixed or indirect."""
        return "indirect" if not self.quoted else "direct" if self.quoted == self.words else "mixed"


def read_content(content: Span, view: ParagraphView) -> Content:
    """The words of a span of the paragraph."""
    if content not in view.contents:
        quoted, words = count_quoted_words(view.text, content, view.quoted_spans)
        start, end = (edge - view.paragraph.start for edge in content)
        span = view.paragraph.doc.char_span(start, end, alignment_mode="contract")
        view.contents[content] = Content(words, quoted, span)
    read: Content = view.contents[content]
    return read


def certainty(attribution: Attribution, content: Content) -> float:
    """The score of a content as a probability: that of a trained one calibrated, that of a rule as it is."""
    if attribution.origin != "trained":
        return attribution.score
    return (REPORTED if content.type == "indirect" else QUOTED)(attribution.score)


def features_of(attribution: Attribution, content: Content, head: CueHead, view: ParagraphView) -> Features:
    """Features by name; those that are 0 may be left out. Yes and no are 1 and 0, lengths are logarithms of words."""
    finite = has_finite_verb(content.span)
    features = _of_cue(attribution, head, view) | _of_content(attribution, content, finite)
    features["complement"] = float(_completes_cue(attribution, content, view))
    for name in ("say", "stance", "unlisted"):
        features[f"{name}, finite"] = features[name] * finite
    features["request, to"] = float(head.cue_class in _REQUESTS and _has_infinitive(content.span))
    return features


def _of_cue(attribution: Attribution, head: CueHead, view: ParagraphView) -> Features:
    cue, source = attribution.cue, attribution.source
    noun = head.token is not None and head.token.pos_ == "NOUN"
    return {
        "say": float(head.lemma in _CLAUSAL and not noun),
        "stance": float(head.cue_class in _STANCES),
        "silent": float(head.lemma is not None and head.cue_class is not None and not head.speaks),
        "unlisted": float(cue is not None and head.cue_class is None),
        "noun": float(noun),
        "no cue": float(cue is None),
        "no source": float(source is None),
        "gap": math.log1p(_gap(attribution)),
        "cue behind": float(cue is not None and cue[0] >= attribution.content[1]),
        "no text": float(view.paragraph.kind != "paragraph"),
        "label": float(attribution.origin in ("label", "signed")),
    }


def _gap(attribution: Attribution) -> int:
    """Code points between cue and content."""
    if attribution.cue is None:
        return 0
    return max(0, attribution.cue[0] - attribution.content[1], attribution.content[0] - attribution.cue[1])


def _of_content(attribution: Attribution, content: Content, finite: bool) -> Features:
    odds = certainty(attribution, content)
    odds = math.log(odds / (1 - odds)) if 0 < odds < 1 else math.copysign(_MOST_LOG_ODDS, odds - 0.5)
    first = content.span[0].lower_ if content.span else ""
    return {
        "certainty": max(-_MOST_LOG_ODDS, min(_MOST_LOG_ODDS, odds)),
        "mixed": float(content.type == "mixed"),
        "direct": float(content.type == "direct"),
        "quoted": math.log1p(content.quoted),
        "length": math.log1p(content.words),
        "few words": float(content.words <= _FEW),
        "some words": float(_FEW < content.words <= _SOME),
        "finite": float(finite),
        "to": float(first == "to"),
        "question": float(first in _QUESTION_WORDS),
        "relative": float(first in ("who", "which", "that")),
        "no subject": float(finite and not _has_subject(content.span)),
    }


def has_finite_verb(span: DocSpan | None) -> bool:
    """Whether a verb with a tense stands among some words."""
    return span is not None and any(token.tag_ in FINITE_TAGS for token in span)


def _has_infinitive(span: DocSpan | None) -> bool:
    return span is not None and any(token.tag_ == "TO" for token in span)


def _has_subject(span: DocSpan | None) -> bool:
    return span is not None and any(token.dep_ in _SUBJECT for token in span)


def _completes_cue(attribution: Attribution, content: Content, view: ParagraphView) -> bool:
    """Whether the content's root hangs on a word of the cue."""
    if content.span is None or attribution.cue is None or not view.paragraph.parsed:
        return False
    return content.span.root.head.i in {token.i for token in cue_tokens(attribution.cue, view)}
