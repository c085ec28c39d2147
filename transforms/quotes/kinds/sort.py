"""Sorting attributions: what was uttered, and what is thought, intent, knowledge, evidence, denied or supposed.

Sure cases go by rule: the class of the cue's head, and whether its act is asserted. The score decides on the rest.
"""

from __future__ import annotations

from newsloom.transforms.annotation.labels import FINITE_TAGS
from newsloom.transforms.quotes.attributions.attribution import Attribution, Kind
from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.attributions.turns import QUESTION_LABELS
from newsloom.transforms.quotes.kinds.crumbs import (
    is_actor,
    is_gloss,
    is_headed,
    is_hearer,
    is_hearsay,
    is_in_passing,
    says_nothing,
)
from newsloom.transforms.quotes.kinds.cue_heads import CueHead, read_cue
from newsloom.transforms.quotes.kinds.deeds import is_deed
from newsloom.transforms.quotes.kinds.factuality import ASSERTED, NEGATED, factuality_of
from newsloom.transforms.quotes.kinds.features import Content, certainty, features_of, has_finite_verb, read_content
from newsloom.transforms.quotes.kinds.score import SpeechScore
from newsloom.transforms.quotes.noun_phrases import head_span, parsed_head
from newsloom.transforms.quotes.paragraph_view import ParagraphView
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import STARTS_QUOTE
from newsloom.transforms.text.sentences import ends_sentence
from newsloom.transforms.text.spans import Span

SILENT = frozenset(("thought", "intent", "knowledge", "evidence"))
"""Classes of cues that report no speech."""
MIN_QUOTED = 3
"""Words in marks with which a thought or a finding was put in words: by hand."""
STANCE_SPEECH = 0.7
"""Probability from which a stance to a thing ("praised the plan") was put in words. Measured on 48 articles of
real news read whole: of 6 rows from it on, 5 were speech; of 5 below it, 1 was."""
STANCE_WORDS = 4
"""Words of the thing without which only somebody or something is named ("praised Lee"), by hand."""
UNLISTED_SPEECH = 0.85
"""Probability from which words behind a cue that the list does not know were said. By hand, over rows of 300 articles
of real news that no rule was made on: of 17 rows from it on, 11 were speech; of 62 below it, 22."""
UNLISTED_DENIED = 0.7
"""Certainty below which such a cue, where it is negated or supposed, tells no speech that was not uttered ("did not
mispronounce the name"). By hand, over 25 rows of 300 articles: of 17 below it, 12 were none; of 8 from it on, 3."""
_STANCES = frozenset(("criticising", "praising", "denying", "asking"))
_NOMINAL = ("NOUN", "PROPN", "PRON")
_TOLD_TAGS = FINITE_TAGS | {"VBN"}
_VERB_TAGS = FINITE_TAGS | {"TO", "VBG"}
_THINGS = lexicon_words("evidence_sources")
_SHOWING = frozenset(
    (
        "suggest",
        "reveal",
        "indicate",
        "confirm",
        "reflect",
        "according to",
        "highlight",
        "underscore",
        "point to",
        "signal",
    )
)
_SEEMING = frozenset(("seem", "appear", "look"))
"""Cues by which the writer, and nobody else, tells how a thing looks."""
_CREDITED = "according to"
"""A cue that gives a whole clause to somebody; what a poll or a photo shows is told by its source."""
_TOPICAL = lexicon_words("cue_frames", "topical")
_GIVING = lexicon_words("cue_frames", "giving")
_FILING = lexicon_words("cue_frames", "filing")
_PUBLISHING = lexicon_words("cue_frames", "publishing")
_REPORTING = "report"
"""A cue with which a word or two are what was met with ("reported a theft", "reported earnings")."""
_THAT = "that "
_CHARGE = "charge"
"""A cue of prosecutors that of the charged tells what they are held for."""
_NAMING = frozenset(("title", "entitle"))
"""Cues that give the name of a work."""
_WANTING = frozenset(("want", "wish"))
"""Cues of thought that report what is meant to be done where an infinitive follows ("wants to wait")."""
_BEING = frozenset(("be", "is", "are", "was", "were"))
_OPEN = ("whether", "if")
"""Words that open what somebody tries to find out."""
_ACTING = frozenset(("agree", "consent"))
"""Cues that report words where a clause follows, and a decision where none does ("agreed to pay")."""


def sort_attribution(
    attribution: Attribution, view: ParagraphView, cues: CueLexicon, score: SpeechScore, min_speech: float
) -> Kind:
    """What an attribution of a paragraph is; speech of less probability than `min_speech` is of no known type.

    Without a parse the score has nothing to go by, and the rules stand alone.
    """
    head, content = read_cue(attribution.cue, view, cues), read_content(attribution.content, view)
    kind = _type_of(head, attribution, view, content)
    factuality = factuality_of(head)
    if content.type == "direct" and not (factuality == NEGATED and _precedes(attribution) and not _is_elided(head)):
        factuality = ASSERTED
    probability = certainty(attribution, content)
    is_empty = view.paragraph.parsed and says_nothing(attribution, content, view)
    is_empty = is_empty or any(judge(content, head.token) for judge in (is_actor, is_gloss, is_hearer))
    is_empty = is_empty or is_in_passing(attribution, content, head.token, view)
    is_empty = is_empty or (kind == "speech" and is_hearsay(attribution, content, view))
    is_empty = is_empty or is_headed(attribution, content, view) or is_deed(attribution, content, head, view)
    is_empty = is_empty or _is_accused(head) or _is_nobodys(attribution, content, view)
    is_doubted = factuality != ASSERTED and probability < UNLISTED_DENIED
    is_empty = is_empty or (is_doubted and _is_unlisted(attribution, head, content, view, cues))
    if is_empty or (head.lemma in _SEEMING and not content.quoted) or head.lemma in _NAMING:
        return Kind(None, factuality, 0.0, head.lemma, head.cue_class)
    if kind == "speech" and factuality == ASSERTED and view.paragraph.parsed:
        said = score(features_of(attribution, content, head, view))
        is_told = head.lemma == _CREDITED or (content.type == "direct" and attribution.cue is not None)
        is_told = (is_told and has_finite_verb(content.span)) or _is_turn(attribution, view)
        if is_told or _is_whole_paragraph(attribution, content, view):
            said = max(said, min_speech)
        least = UNLISTED_SPEECH if _is_unlisted(attribution, head, content, view, cues) else min_speech
        if said < least or _is_topic(head, content, cues):
            kind, probability = None, probability if attribution.origin == "trained" else 0.0
        elif _is_attitude(head, content) and (said < STANCE_SPEECH or content.words < STANCE_WORDS):
            kind = "thought"
        else:
            probability = said
    return Kind(kind, factuality, probability, head.lemma, head.cue_class)


def _is_elided(head: CueHead) -> bool:
    """Whether a cue denies what was said of somebody else, and no words: "He was blunt. She was not: “…”"."""
    return head.lemma in _BEING


def _is_accused(head: CueHead) -> bool:
    """Whether somebody was charged by nobody in particular, as courts have it: "was charged with theft"."""
    return head.lemma == _CHARGE and head.token is not None and any(c.dep_ == "aux:pass" for c in head.token.children)


def _is_nobodys(attribution: Attribution, content: Content, view: ParagraphView) -> bool:
    """Whether words of which some are in marks have neither cue nor source: a name or an irony of the writer's."""
    has_neither = attribution.cue is None and attribution.source is None
    opens = view.text[attribution.content[0]] in STARTS_QUOTE  # in a quotation of several paragraphs
    is_whole = opens or attribution.content == (view.paragraph.start, view.paragraph.end)
    return content.type == "mixed" and has_neither and not is_whole and attribution.origin == "trained"


def _is_unlisted(
    attribution: Attribution, head: CueHead, content: Content, view: ParagraphView, cues: CueLexicon
) -> bool:
    """Whether words that are not all in marks stand with a cue that the list does not know, and right behind none that
    it knows: "waved away the fears", not "shot down the claim that …"."""
    if content.type == "direct" or head.token is None or head.cue_class is not None or attribution.origin == "label":
        return False
    before = view.text[view.paragraph.start : attribution.content[0]].lower().removesuffix(_THAT).split()
    return cues.forms.get(before[-1] if before else "") not in cues.speech


def _is_turn(attribution: Attribution, view: ParagraphView) -> bool:
    """Whether it is what a label of a transcript gives to somebody, however short; who asks is nobody in particular."""
    label = view.text[slice(*attribution.source)] if attribution.source else ""
    return attribution.origin == "label" and label in view.turns and label.lower() not in QUESTION_LABELS


def _is_whole_paragraph(attribution: Attribution, content: Content, view: ParagraphView) -> bool:
    """Whether a paragraph is nothing but a sentence in marks."""
    is_whole = attribution.content == (view.paragraph.start, view.paragraph.end) and content.type == "direct"
    return is_whole and content.words >= STANCE_WORDS and ends_sentence(view.text[slice(*attribution.content)])


def _is_attitude(head: CueHead, content: Content) -> bool:
    """Whether the content is only a thing that someone took a stance to: "praised the plan" reports no words."""
    if head.cue_class not in _STANCES or content.quoted:
        return False
    return not any(token.tag_ in _VERB_TAGS for token in content.span or ())


def _is_topic(head: CueHead, content: Content, cues: CueLexicon) -> bool:
    """Whether the content is only what was spoken of ("discussed the trends"), or a thing in the place of words: what
    was published ("tweeted a photo of her") is no report."""
    if content.type == "direct" or not content.span:
        return False
    root = content.span.root
    is_object = root.pos_ in _NOMINAL and root.dep_ == "obj" and root.head == head.token
    if head.lemma in _FILING and is_object:
        return True
    if content.quoted:
        return False
    if head.lemma in _GIVING and is_object and not any(token.tag_ in _TOLD_TAGS for token in content.span):
        return cues.parts.get(root.lemma_.lower()) != "noun"
    if head.lemma in _PUBLISHING and is_object and root.pos_ != "PRON":
        return cues.parts.get(root.lemma_.lower()) != "noun"
    if any(token.pos_ in ("VERB", "AUX") for token in content.span):
        return False
    return head.lemma in _TOPICAL or (head.lemma == _REPORTING and content.words < STANCE_WORDS)


def _precedes(attribution: Attribution) -> bool:
    return attribution.cue is not None and attribution.cue[1] <= attribution.content[0]


def _type_of(head: CueHead, attribution: Attribution, view: ParagraphView, content: Content) -> str | None:
    """The type by the cue; words in marks were said, but for those of what somebody means to do."""
    kind = head.cue_class if head.cue_class in SILENT else "speech"
    shows = head.lemma in _SHOWING or attribution.origin == "label"
    if shows and attribution.source is not None and _is_thing(attribution.source, view):
        kind = "evidence"
    if head.lemma in _WANTING and _is_infinitive(content) and not content.quoted:
        kind = "intent"
    if head.lemma in _ACTING and (_is_infinitive(content) or not has_finite_verb(content.span)):
        kind = "intent"
    asks = kind == "knowledge" and content.span is not None and content.span[0].lower_ in _OPEN
    in_words = content.type == "direct" or (content.quoted >= MIN_QUOTED and kind != "intent" and not asks)
    return "speech" if kind is None or in_words else kind


def _is_infinitive(content: Content) -> bool:
    return bool(content.span) and content.span is not None and content.span[0].tag_ == "TO"


def _is_thing(source: Span, view: ParagraphView) -> bool:
    """Whether a source shows rather than says: a poll, a photo, the figures."""
    head = parsed_head(view.paragraph, source)
    nouns = {view.text[slice(*head_span(view.text, source))].lower(), head.lower_ if head is not None else ""}
    return any(noun in _THINGS or noun.removesuffix("s") in _THINGS for noun in nouns)
