"""Who the speaker of a quote is: from the words that name him to a chain of mentions in the article.

Every rule here may decline. A chain is given only where the words point at one; what each kind of pointing is worth
stands in one table, `SpeakerConfidences`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from newsloom.transforms.mentions.records import Mention
from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.cues import CueLexicon
from newsloom.transforms.quotes.attributions.turns import ANSWER_LABELS
from newsloom.transforms.quotes.calibration import DESCRIBED, SPEAKERS
from newsloom.transforms.quotes.noun_phrases import head_span
from newsloom.transforms.quotes.speakers.labels import resolve_label
from newsloom.transforms.quotes.speakers.layers import is_medium
from newsloom.transforms.quotes.speakers.sources import (
    author_of_document,
    has_apposed_name,
    is_document,
    kind_of_type,
    nominal_kind,
    resolve_acronym,
    resolve_named,
)
from newsloom.transforms.quotes.speakers.speaker_context import (
    CONFIDENCES,
    NOBODY,
    ArticleContext,
    Names,
    PreviousQuote,
    PreviousQuotes,
    Speaker,
)
from newsloom.transforms.text.lexicon import alternatives
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.sentences import sentence_breaks
from newsloom.transforms.text.spans import Span

_HE_OR_SHE = frozenset(("he", "him", "his", "she", "her"))
_FIRST_PERSON = {"i": "person", "me": "person", "you": "unknown", "we": "unknown", "us": "unknown"}
_PERSONAL = ("who", "whom")
_PLURAL = frozenset(("have", "are", "were"))
_QUESTION = re.compile(rf"^(?:{alternatives('turn_labels', 'question')})[:.]\s", re.MULTILINE | re.IGNORECASE)
_DEFINITE = ("the ", "that ", "this ", "its ")
_POSSESSIVE = re.compile(r"[’']s?\s")
_BY_OTHERS = frozenset(
    ("letter", "email", "message", "tweet", "lawsuit", "complaint", "affidavit", "petition", "indictment", "speech")
)
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_KIND_OF_NOUN = {noun: kind for kind in ("business", "medium") for noun in lexicon_words("body_nouns", kind)}
_STATE = lexicon_words("body_nouns", "of the state")
_HEAD_TAGS = ("NOUN", "PROPN", "PRON")
_ASKING = lexicon_words("cue_frames", "asking")
_HEARING = lexicon_words("cue_frames", "hearing")
_CLOSING = " \n\"'”’)]"
_SENTENCE_ENDS = (".", "!", "?", "…", "-", "—", "–")
_MAX_RELATIVE_GAP = 20
"""Code points between a name and the relative pronoun behind it, by hand."""
_PRONOUN_ALONE = Speaker("person", "pronoun")
SPEAKER_CARRY_PARAGRAPHS = 1
"""How many paragraphs back a speaker may carry on without being named again, by hand."""


def resolve_speakers(
    context: ArticleContext, names: Names, attributions: Sequence[Attribution], cues: CueLexicon
) -> list[Speaker]:
    """One speaker per attribution, each resolved in the light of those before."""
    previous = PreviousQuotes()
    for attribution in attributions:
        lemma = cues.lemma(context.text[slice(*attribution.cue)]) if attribution.cue else None
        speaker = NOBODY if lemma in _HEARING else _speaker_of(context, names, attribution, previous)
        previous.add(PreviousQuote(attribution.content, speaker, lemma in _ASKING))
    return [quote.speaker for quote in previous.quotes]


def _speaker_of(context: ArticleContext, names: Names, attribution: Attribution, previous: PreviousQuotes) -> Speaker:
    if attribution.source is not None:
        speaker = resolve_label(context, names, attribution)
        speaker = speaker or resolve_source(context, names, attribution.source, previous)
        speaker = _other_than_via(context, attribution, speaker)
        if speaker.chain is None:
            return without_chain(speaker, attribution.link_score)
        return replace(speaker, confidence=SPEAKERS[speaker.resolution](attribution.link_score, speaker.confidence))
    if attribution.cue is None and context.in_quotes(*attribution.content):
        return carry_speaker(context, attribution.content, previous)
    return NOBODY


def _other_than_via(context: ArticleContext, attribution: Attribution, speaker: Speaker) -> Speaker:
    """The speaker, and nobody where a description led to the one who tells of him: "Lee said that the judge said …"."""
    teller = resolve_named(context, attribution.via) if attribution.via and speaker.resolution == "nominal" else None
    if teller is None or teller.chain is None or teller.chain != speaker.chain:
        return speaker
    return Speaker(speaker.kind, "nominal")


def without_chain(speaker: Speaker, link_score: float) -> Speaker:
    """A speaker of whom only the words are known, as sure as these are his; of a pronoun's words nothing is known."""
    is_described = speaker.resolution in ("named", "nominal")
    return replace(speaker, chain=None, confidence=DESCRIBED(link_score) if is_described else 0.0)


def resolve_source(context: ArticleContext, names: Names, source: Span, previous: PreviousQuotes) -> Speaker:
    """The speaker that a phrase stands for; `previous` are the attributions before it."""
    lower = context.text[slice(*source)].lower().strip()
    if _is_answer(context, source):
        return _resolve_interviewee(context)
    if lower in _RELATIVE:
        return _resolve_relative(context, source)
    if lower in _FIRST_PERSON:
        return Speaker(_FIRST_PERSON[lower], "pronoun")
    if lower == "they":
        return Speaker("collective", "pronoun")
    if lower == "it":
        return _resolve_it(context, source, previous)
    if lower in _HE_OR_SHE:
        speaker = _resolve_pronoun(names, source)
        return _PRONOUN_ALONE if _asked_just_before(context, speaker, source, previous) else speaker
    described = None if has_apposed_name(context, source) else _resolve_described(names, source)
    described = described or resolve_acronym(context, names, source) or resolve_named(context, source)
    described = described or _resolve_document(context, source, previous) or _resolve_body(context, source, previous)
    return described or _resolve_nominal(context, source)


def _is_answer(context: ArticleContext, source: Span) -> bool:
    """Whether a source is the label of answers: "A:", "Answer:"."""
    return context.text[slice(*source)].lower() in ANSWER_LABELS and context.text.startswith((":", "."), source[1])


def _resolve_interviewee(context: ArticleContext) -> Speaker:
    """The one person who is named before the first question: "Q:"."""
    first = _QUESTION.search(context.text)
    before = context.mentions_in(0, first.start() if first else 0)
    people = {mention.chain for mention in before if mention.type == "PERSON"}
    if len(people) != 1:
        return Speaker("person", "nominal")
    return Speaker("person", "nominal", people.pop(), CONFIDENCES.document)


def _resolve_described(names: Names, source: Span) -> Speaker | None:
    """A description of somebody whom the article knows: "the minister", "the Texas Republican"."""
    reference = names.reference_at(*source)
    if reference is None or reference.kind != "nominal" or reference.chain is None:
        return None
    return Speaker(kind_of_type(reference.type), "nominal", reference.chain, reference.confidence)


def _resolve_document(context: ArticleContext, source: Span, previous: PreviousQuotes) -> Speaker | None:
    """The body whose report was quoted just before: "the report said" behind "the Courier reported".

    Letters that a body tells of are mostly by somebody else, and "the minister’s statement" has its author.
    """
    lower = context.text[slice(*source)].lower()
    last = previous.quotes[-1] if previous.quotes else None
    noun = lower.split()[-1]
    if last is None or not lower.startswith(_DEFINITE) or not is_document(noun):
        return None
    if noun.removesuffix("s") in _BY_OTHERS or _POSSESSIVE.search(lower):
        return None
    near = context.paragraphs_between(last.content[1], source[0]) <= SPEAKER_CARRY_PARAGRAPHS
    if not near or last.speaker.kind != "organisation" or last.speaker.chain is None:
        return None
    return Speaker("organisation", "nominal", last.speaker.chain, CONFIDENCES.document)


def _resolve_body(context: ArticleContext, source: Span, previous: PreviousQuotes) -> Speaker | None:
    """The body that spoke last, where it is of the kind that a noun stands for ("the company", "the newspaper") and no
    other medium was named since."""
    article, _, noun = context.text[slice(*source)].lower().partition(" ")
    last, kind = previous.by_organisation, _KIND_OF_NOUN.get(noun)
    if kind is None or article != "the" or last is None:
        return None
    near = context.paragraphs_between(last.content[1], source[0]) <= SPEAKER_CARRY_PARAGRAPHS
    name = context.last_of_chain(last.speaker.chain, source[0]) if near else None
    if name is None or not _is_of_kind(name, kind):
        return None
    since = context.mentions_in(last.content[1], source[0]) if kind == "medium" else ()
    if any(other.chain != last.speaker.chain and _is_of_kind(other, kind) for other in since):
        return None
    return Speaker("organisation", "nominal", last.speaker.chain, CONFIDENCES.it)


def _is_of_kind(name: Mention, kind: str) -> bool:
    """Whether a name can be that of a body of a kind, medium or business."""
    medium = is_medium(name.text.split())
    fits = medium if kind == "medium" else not medium and _STATE.isdisjoint(name.text.lower().split())
    return name.type == "ORG" and fits


def _resolve_nominal(context: ArticleContext, source: Span) -> Speaker:
    """A phrase that leads to nobody: "officials", "a spokesman for the ministry"."""
    kind = nominal_kind(_head_noun(context, source).lower(), context.text[slice(*source)])
    return Speaker(kind, "nominal")


def _head_noun(context: ArticleContext, source: Span) -> str:
    """The phrase's head by the parse, where there is one and it is a noun, else by its letters."""
    head = context.parsed_head(source)
    if head is not None and head.pos_ in _HEAD_TAGS:
        return str(head.text)
    return context.text[slice(*head_span(context.text, source))]


def _resolve_relative(context: ArticleContext, source: Span) -> Speaker:
    """What a relative pronoun points back at: by the parse, else the name right before it; "who" is never a place."""
    mention = _antecedent(context, source) or _name_right_before(context, source)
    if mention is None or (mention.type == "PERSON" and _is_of_many(context, source)):
        return Speaker("unknown", "pronoun")
    return Speaker(kind_of_type(mention.type), "pronoun", mention.chain, CONFIDENCES.relative)


def _is_of_many(context: ArticleContext, source: Span) -> bool:
    """Whether the verb says that the pronoun stands for several: "Ann Lee and Bo Lee, who have said"."""
    token = context.parsed_head(source)
    return token is not None and not _PLURAL.isdisjoint(word.lower_ for word in token.doc[token.i + 1 : token.i + 3])


def _antecedent(context: ArticleContext, source: Span) -> Mention | None:
    """The name on which the pronoun's clause hangs, also by an apposition: "Lee, a former aide who"."""
    token, paragraph = context.parsed_head(source), context.paragraph_at(source[0])
    if token is None or paragraph is None or not token.head.dep_.startswith(("acl", "relcl")):
        return None
    noun = token.head.head
    if noun.dep_ == "appos":
        noun = noun.head
    start = paragraph.start + noun.idx
    if is_document(noun.lower_):
        return author_of_document(context, (start, start + len(noun)), (start, source[0]))
    mention = context.mention_over((start, start + len(noun)))
    return mention if mention is not None and _may_be(context, mention, source) else None


def _may_be(context: ArticleContext, mention: Mention, source: Span) -> bool:
    return context.text[slice(*source)].lower() not in _PERSONAL or mention.type in ("PERSON", "ORG")


def _name_right_before(context: ArticleContext, source: Span) -> Mention | None:
    """The name before the pronoun, over places that belong to it: "Ann Lee of Oslo, Norway, who"."""
    end = source[0]
    while (mention := context.mention_before(end)) is not None:
        gap = context.text[mention.end_char : end]
        if len(gap) > _MAX_RELATIVE_GAP or gap.strip(" ,()-") not in ("", "of", "from", "in"):
            return None
        if _may_be(context, mention, source):
            return mention if end == source[0] or mention.type == "PERSON" else None
        end = mention.start_char
    return None


def _resolve_pronoun(names: Names, source: Span) -> Speaker:
    """He or she, as the article's mentions have it."""
    reference = names.reference_at(*source)
    if reference is None or reference.kind != "pronoun" or reference.chain is None:
        return _PRONOUN_ALONE
    return Speaker("person", "pronoun", reference.chain, reference.confidence)


def _asked_just_before(context: ArticleContext, speaker: Speaker, source: Span, previous: PreviousQuotes) -> bool:
    """Whether he who is meant to speak had asked in the paragraph before, or before one by whom he asked: "“Why?” Lee
    asked. ¶ “It is late,” he said. “Go home.”"."""
    start = source[0]
    for last in reversed(previous.quotes if speaker.chain is not None else ()):
        n_paragraphs = context.paragraphs_between(last.content[1], start)
        if last.asked and last.speaker.chain == speaker.chain and n_paragraphs == 1:
            return context.text[slice(*last.content)].rstrip(_CLOSING).endswith("?")
        is_nobody = last.speaker.resolution == "pronoun" and last.speaker.chain is None
        if n_paragraphs > 1 or not is_nobody:
            return False
        start = last.content[0]
    return False


def _resolve_it(context: ArticleContext, source: Span, previous: PreviousQuotes) -> Speaker:
    """ "It said": the organisation that spoke last, if it did so in this paragraph or the one before."""
    last = previous.by_organisation
    if last and context.paragraphs_between(last.content[1], source[0]) <= SPEAKER_CARRY_PARAGRAPHS:
        return Speaker("organisation", "pronoun", last.speaker.chain, CONFIDENCES.it)
    return Speaker("organisation", "pronoun")


def carry_speaker(context: ArticleContext, content: Span, previous: PreviousQuotes) -> Speaker:
    """The speaker of a quote that names none: the one before carries on, unless he had asked someone a question, or a
    sentence that does not mention him leads to the quote with a colon."""
    if not previous.quotes or not _is_statement(context.text[slice(*content)]):
        return NOBODY
    last = previous.quotes[-1]
    far = context.paragraphs_between(last.content[1], content[0]) > SPEAKER_CARRY_PARAGRAPHS
    if _leads_to_another(context, last, content[0]):
        return NOBODY
    if far or last.asked or last.speaker.chain is None or last.speaker.kind not in ("person", "organisation"):
        return NOBODY
    confidence = min(last.speaker.confidence, SPEAKERS["implicit"](1.0, last.speaker.confidence))
    return Speaker(last.speaker.kind, "implicit", last.speaker.chain, confidence)


def _leads_to_another(context: ArticleContext, last: PreviousQuote, start: int) -> bool:
    """Whether a sentence of the same paragraph leads to a place with a colon, and does not mention who spoke last."""
    behind = last.content[1]
    lead = context.text[behind:start].rstrip()
    if not lead.endswith(":") or context.paragraphs_between(behind, start):
        return False
    stop = behind + len(lead)
    *_, begins = [behind, *(end for _, end in sentence_breaks(context.text, behind, stop))]
    return all(mention.chain != last.speaker.chain for mention in context.mentions_in(begins, stop))


def _is_statement(words: str) -> bool:
    """Whether quoted words end as a sentence does: a heading and words of the author's own sentence do not."""
    return words.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)
