"""Who the speaker of a quote is: from the words that name him to a chain of mentions in the article.

Every rule here may decline. A chain is given only where the words point at one; what each kind of pointing is worth
stands in one table, `SpeakerConfidences`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from newsloom.transforms.quotes.attribution import Attribution
from newsloom.transforms.quotes.cues import CueLexicon
from newsloom.transforms.quotes.noun_phrases import head_span
from newsloom.transforms.quotes.sources import kind_of_type, nominal_speaker, resolve_named
from newsloom.transforms.quotes.speaker_context import (
    CONFIDENCES,
    NOBODY,
    ArticleContext,
    Names,
    PreviousQuote,
    PreviousQuotes,
    Speaker,
)
from newsloom.transforms.quotes.speaker_kinds import is_person_noun
from newsloom.transforms.quotes.titles import Row
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.spans import Span

_TITLE_WORD = re.compile(r"[\w-]+")
_GENDER = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
_FIRST_PERSON = {"i": "person", "me": "person", "you": "unknown", "we": "unknown", "us": "unknown"}
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_HEAD_TAGS = ("NOUN", "PROPN", "PRON")
_POSSESSIVES = ("’s", "'s")
_ASKING = lexicon_words("cue_verbs", "asking")
_MAX_RELATIVE_GAP = 20
"""Code points between a name and the relative pronoun behind it, by hand."""
SPEAKER_CARRY_PARAGRAPHS = 1
"""How many paragraphs back a speaker may carry on without being named again, by hand."""


def resolve_speakers(
    context: ArticleContext, names: Names, attributions: Sequence[Attribution], cues: CueLexicon
) -> list[Speaker]:
    """One speaker per attribution, each resolved in the light of those before."""
    previous = PreviousQuotes()
    for attribution in attributions:
        speaker = _speaker_of(context, names, attribution, previous)
        lemma = cues.lemma(context.text[slice(*attribution.cue)]) if attribution.cue else None
        previous.add(PreviousQuote(attribution.content, speaker, attribution.source, lemma in _ASKING))
    return [quote.speaker for quote in previous.quotes]


def _speaker_of(context: ArticleContext, names: Names, attribution: Attribution, previous: PreviousQuotes) -> Speaker:
    if attribution.source is not None:
        speaker = resolve_source(context, names, attribution.source, previous)
        return replace(speaker, confidence=speaker.confidence * max(attribution.link_score, CONFIDENCES.least_link))
    if attribution.cue is None and context.in_quotes(*attribution.content):
        return carry_speaker(context, attribution.content, previous)
    return NOBODY


def resolve_source(context: ArticleContext, names: Names, source: Span, previous: PreviousQuotes) -> Speaker:
    """The speaker that a phrase stands for; `previous` are the attributions before it."""
    lower = context.text[slice(*source)].lower().strip()
    if lower in _RELATIVE:
        return _resolve_relative(context, source)
    if lower in _FIRST_PERSON:
        return Speaker(_FIRST_PERSON[lower], "pronoun", None, CONFIDENCES.first_person)
    if lower == "they":
        return Speaker("collective", "pronoun", None, CONFIDENCES.they)
    if lower == "it":
        return _resolve_it(context, source, previous)
    if lower in _GENDER:
        return _resolve_pronoun(context, names, source, _GENDER[lower], previous)
    return resolve_named(context, source) or _resolve_nominal(context, source)


def _resolve_nominal(context: ArticleContext, source: Span) -> Speaker:
    """A phrase without a name at its head: "the minister", "officials", "a spokesman for the ministry"."""
    noun = _head_noun(context, source).lower()
    chain = _bearer_of_title(context, noun, source) if is_person_noun(noun) else None
    return nominal_speaker(context, noun, source, chain)


def _head_noun(context: ArticleContext, source: Span) -> str:
    """The phrase's head by the parse, where there is one and it is a noun, else by its letters."""
    head = context.parsed_head(source)
    if head is not None and head.pos_ in _HEAD_TAGS:
        return str(head.text)
    return context.text[slice(*head_span(context.text, source))]


def _bearer_of_title(context: ArticleContext, noun: str, source: Span) -> int | None:
    """The one person to whom the article gave this title: "the minister" after "Defence Minister Ann Lee"."""
    words = _TITLE_WORD.findall(context.text[slice(*source)].lower())
    if not words or words[0] != "the" or words[-1] != noun or not is_person_noun(noun):
        return None
    return context.titles.bearer(tuple(words[1:]), source[0])


def _resolve_relative(context: ArticleContext, source: Span) -> Speaker:
    """What a relative pronoun points back at: the name right before it."""
    mention = context.mention_before(source[0])
    gap = context.text[mention["end_char"] : source[0]] if mention else ""
    if mention and len(gap) <= _MAX_RELATIVE_GAP and not gap.strip(" ,"):
        return Speaker(kind_of_type(str(mention["type"])), "pronoun", mention["chain"], CONFIDENCES.relative)
    return Speaker("unknown", "pronoun", None, CONFIDENCES.relative_alone)


def _resolve_pronoun(
    context: ArticleContext, names: Names, source: Span, gender: str, previous: PreviousQuotes
) -> Speaker:
    """He or she: who spoke last, unless the other gender rules him out; the pronoun's own chain else."""
    own = names.chain_at(*source)
    speaking = _still_speaking(context, source, previous)
    if speaking is None:
        return Speaker("person", "pronoun", own, CONFIDENCES.pronoun_alone if own is None else CONFIDENCES.pronoun)
    if _may_have_gender(context.chains.get(speaking, {}), gender):
        agreed = own == speaking
        return Speaker("person", "pronoun", speaking, CONFIDENCES.pronoun_agreed if agreed else CONFIDENCES.pronoun)
    if own is not None and _named_since(context, own, previous.quotes[-1].content[0], source[0]):
        return Speaker("person", "pronoun", own, CONFIDENCES.pronoun_addressed)
    return Speaker("person", "pronoun", None, CONFIDENCES.pronoun_alone)


def _named_since(context: ArticleContext, chain: int, start: int, end: int) -> bool:
    return any(mention["chain"] == chain for mention in context.mentions_in(start, end))


def _still_speaking(context: ArticleContext, source: Span, previous: PreviousQuotes) -> int | None:
    """The person who spoke last, in this paragraph or the one before, if no one else came up since."""
    last = previous.spoken
    if last is None or last.speaker.kind != "person" or last.speaker.chain is None:
        return None
    if last.end > source[0] or context.paragraphs_between(last.end, source[0]) > SPEAKER_CARRY_PARAGRAPHS:
        return None
    others = [
        mention
        for mention in context.mentions_in(last.end, source[0])
        if mention["end_char"] <= source[0] and mention["type"] == "PERSON" and mention["chain"] != last.speaker.chain
    ]
    return None if any(_may_take_over(context, mention) for mention in others) else last.speaker.chain


def _may_take_over(context: ArticleContext, mention: Row) -> bool:
    """Whether the next quote may be of this mention: not one inside quotation marks, nor a mere possessor."""
    if context.in_quotes(mention["start_char"], mention["start_char"] + 1):
        return False
    return not context.text.startswith(_POSSESSIVES, mention["end_char"])


def _may_have_gender(chain: Row, gender: str) -> bool:
    stated = str(chain.get("gender") or "").lower()
    return not stated or stated[0] not in "mf" or stated[0] == gender[0]


def _resolve_it(context: ArticleContext, source: Span, previous: PreviousQuotes) -> Speaker:
    """ "It said": the organisation that spoke last, if it did so in this paragraph or the one before."""
    last = previous.by_organisation
    if last and context.paragraphs_between(last.content[1], source[0]) <= SPEAKER_CARRY_PARAGRAPHS:
        return Speaker("organisation", "pronoun", last.speaker.chain, CONFIDENCES.it)
    return Speaker("organisation", "pronoun", None, CONFIDENCES.it_alone)


def carry_speaker(context: ArticleContext, content: Span, previous: PreviousQuotes) -> Speaker:
    """The speaker of a quote that names none: the one before carries on, unless he had asked someone a question."""
    if not previous.quotes:
        return NOBODY
    last = previous.quotes[-1]
    far = context.paragraphs_between(last.content[1], content[0]) > SPEAKER_CARRY_PARAGRAPHS
    if far or last.asked or last.speaker.chain is None or last.speaker.kind not in ("person", "organisation"):
        return NOBODY
    confidence = round(CONFIDENCES.carried * last.speaker.confidence, 3)
    return Speaker(last.speaker.kind, "implicit", last.speaker.chain, confidence)
