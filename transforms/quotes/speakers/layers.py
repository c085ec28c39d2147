"""Through whom speech came: "…, X said, according to the Courier", "X told Reuters", "Y testified that X told her “…”".

The speaker is the one who said the words; the outlet or person that passes them on is `via`. Read by word forms and
positions, after contents and sources are linked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from newsloom.transforms.quotes.attributions.attribution import Attribution
from newsloom.transforms.quotes.attributions.cue_phrases import CuePhrase
from newsloom.transforms.quotes.noun_phrases import Word, extent, parsed_head
from newsloom.transforms.quotes.paragraph_view import ParagraphView, phrase_at
from newsloom.transforms.quotes.speakers.sources import nominal_kind
from newsloom.transforms.text.inflections import OWNING
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import STARTS_QUOTE, QuotedSpan, count_words
from newsloom.transforms.text.spans import Span, contains, first_overlapping, overlaps, touching

_PARTS, _NAMES, _NOUNS = (lexicon_words("media", kind) for kind in ("part", "name", "noun"))
_SPEAKING = lexicon_words("cue_frames", "clausal", "addressed")
_WORD = re.compile(r"[^\W\d_][\w&]*")
_CREDIT = re.compile(
    r"\b(according to|(?:as )?(?:reported|quoted|cited|first reported|published) by|in remarks (?:carried|aired) by)\s"
)
_CREDITING = ("according to", " by")
"""Words of which some stand in whatever _CREDIT matches."""
_ANY_CREDIT = re.compile(_CREDIT.pattern, re.IGNORECASE)
_TOLD = re.compile(r"\b(?:tell|tells|told|telling)$", re.IGNORECASE)
_OCCASION = re.compile(
    r"\b(?:(?:interview|statement|e-?mail|comments?|remarks|text|message|letter|op-ed|essay|column|appearance)"
    r"(?: \w+)? (?:with|to|for|on|in|by)|(?:speaking|talking|spoke|appearing)(?: \w+)? (?:to|with|on)"
    r"|(?:obtained|reviewed|seen|viewed) by|(?:provided|released|sent|given) to|shared with"
    r"|(?:said|says|wrote|writing)(?: \w+day)? (?:on|in|for))\s"
)
"""This and _CREDIT are of text in small letters, in which they are looked for in a third of the time."""
_CITING = re.compile(r"(?:\s(?:on )?\w+day)?,?\s(?:citing|quoting)\s(?=\S)")
_OPENS = re.compile(r"^[\s,:]*(?:that\s)?")
_JOINED = re.compile(r"\s(?:(?:\w+\s){0,3}that\s)?")
_MAX_LEAD = 4  # words that may stand between a content's start and the source of the inner cue; by hand
_MOST_CUES = 3  # cue phrases of a content, or before a source, that may be the other layer's; by hand
_MAX_BESIDE = 40  # words of a sentence before and behind an attribution in which it is credited; a bound on time
_MIN_INNER = 2  # words of an inner content; by hand
_MAX_TITLE = 8  # words of a phrase that names an outlet; by hand


def layer(attribution: Attribution, view: ParagraphView) -> Attribution:
    """The attribution with the inner speaker, and `via` where the words came through somebody else."""
    inner = _inner(attribution, view) or _passed_on(attribution, view)
    if inner is not None:
        return inner
    sentence = _sentence(attribution, view)
    via = _credited(attribution, view, sentence) or _addressed(attribution, view)
    via = via or _occasion(attribution, view, sentence) or _witness(attribution, view)
    return replace(attribution, via=via) if via and not _meets(via, attribution) else attribution


def _meets(via: Span, attribution: Attribution) -> bool:
    own = [span for span in (attribution.source, attribution.cue, attribution.content) if span]
    return any(overlaps(via, span) for span in own)


def is_medium(words: Sequence[str]) -> bool:
    """Whether a phrase names or describes a news medium.

    >>> is_medium(["the", "Brask", "Courier"]), is_medium(["the", "newspaper"]), is_medium(["Congress"])
    (True, True, False)
    """
    lower = [word.lower() for word in words]
    if not lower or len(lower) > _MAX_TITLE:
        return False
    if lower[0] in ("the", "some", "several") and lower[-1].removesuffix("s") in _NOUNS:
        return len(lower) <= 3
    written = [word.lower() for word in words if word[0].isupper()]
    return bool(written) and (any(word in _NAMES for word in written) or any(word in _PARTS for word in written[-2:]))


def is_credit(cue: Span, text: str) -> bool:
    """Whether a cue names through whom words came: "according to the Courier"."""
    return _ANY_CREDIT.match(text, cue[0]) is not None


def is_medium_at(span: Span | None, text: str) -> bool:
    """Whether a phrase of a text names or describes a news medium."""
    return span is not None and is_medium(_WORD.findall(text[slice(*span)]))


# The content holds the inner cue


def _inner(attribution: Attribution, view: ParagraphView) -> Attribution | None:
    """What an outlet passes on with its speaker: content "X said that …", source the outlet; or a witness's “…”."""
    content, source = attribution.content, attribution.source
    if source is None or attribution.cue is None or _opens_unclosed(content, view):
        return None
    passes_on = (
        is_medium_at(source, view.text) or _ANY_CREDIT.match(view.text[slice(*attribution.cue)] + " ") is not None
    )
    first = bisect_left(view.cue_starts, content[0])
    for phrase in view.cue_phrases[first : first + _MOST_CUES]:
        if phrase.source is None or overlaps(phrase.cue, source):
            continue
        if first_overlapping(view.quoted_spans, *phrase.cue) is not None:
            continue  # the speaker's own words
        if not contains(content, (phrase.start, phrase.end)):
            continue
        quoted = _quoted_beside(phrase, content, view)
        if quoted is not None:
            return _within(attribution, phrase, (quoted.start, quoted.end))
        lead = count_words(view.text[content[0] : phrase.start])
        speaks = phrase.lemma in _SPEAKING and phrase.source[0] < phrase.cue[0]
        if passes_on and speaks and lead <= _MAX_LEAD:
            opening = _OPENS.match(view.text[phrase.cue[1] : content[1]])
            start = phrase.cue[1] + (opening.end() if opening else 0)
            if count_words(view.text[start : content[1]]) >= _MIN_INNER:
                return _within(attribution, phrase, (start, content[1]))
        return None
    return None


def _opens_unclosed(content: Span, view: ParagraphView) -> bool:
    """Whether a content opens with a mark that does not close in it, so that all of it may be the speaker's words."""
    if view.text[content[0]] not in STARTS_QUOTE:
        return False
    spans = touching(view.quoted_spans, *content)
    return not any(span.start == content[0] and span.closed and span.end <= content[1] for span in spans)


def _quoted_beside(phrase: CuePhrase, content: Span, view: ParagraphView) -> QuotedSpan | None:
    """The quoted span of a content that its inner cue introduces or follows, where it is all else that is said."""
    for span in touching(view.quoted_spans, *content)[:_MOST_CUES]:
        if not contains(content, (span.start, span.end)):
            continue
        begins = count_words(view.text[content[0] : phrase.start]) <= _MAX_LEAD
        near = span.start >= phrase.cue[1] and count_words(view.text[phrase.cue[1] : span.start]) <= _MAX_LEAD
        leads = span.end <= phrase.start and not view.text[span.end : phrase.start].strip(" ,")
        if (begins and near and span.end == content[1]) or (leads and span.start == content[0]):
            return span
    return None


def _within(attribution: Attribution, phrase: CuePhrase, content: Span) -> Attribution:
    return replace(attribution, content=content, cue=phrase.cue, source=phrase.source, via=attribution.source)


def _passed_on(attribution: Attribution, view: ParagraphView) -> Attribution | None:
    """ "…, X said, the Courier reported": X's, via the Courier."""
    source, end = attribution.source, attribution.content[1]
    if source is None or not is_medium_at(source, view.text):
        return None
    cited = _cited(attribution, view)
    if cited is not None:
        return replace(attribution, source=cited, via=source)
    if source[0] < end:
        return None
    first = bisect_left(view.cue_starts, end)
    for phrase in view.cue_phrases[first : first + _MOST_CUES]:
        beside = view.text[end : phrase.start] + view.text[phrase.end : source[0]]
        if phrase.source is not None and phrase.end <= source[0] and not beside.strip(" ,"):
            return replace(attribution, cue=phrase.cue, source=phrase.source, via=source)
    return None


def _cited(attribution: Attribution, view: ParagraphView) -> Span | None:
    """Whom an outlet names as its source behind its cue: "…, the Courier reported, citing Ann Lee"."""
    behind = max(span[1] for span in (attribution.source, attribution.cue, attribution.content) if span)
    match = _CITING.match(view.text, behind, view.paragraph.end)
    phrase = _phrase(view, match.end()) if match else None
    head = parsed_head(view.paragraph, phrase) if phrase else None
    if phrase is None or head is None or is_medium_at(phrase, view.text):
        return None
    speaks = head.ent_type_ in ("PERSON", "ORG") or nominal_kind(head.lower_, view.text[slice(*phrase)]) != "unknown"
    return phrase if speaks else None


# Beside the content


def _sentence(attribution: Attribution, view: ParagraphView) -> tuple[int, int]:
    """First word and end of the sentences that the cue and the source stand in."""
    spans = [span for span in (attribution.cue, attribution.source) if span]
    if not spans:
        return 0, 0
    low = bisect_left(view.starts, min(span[0] for span in spans))
    high = bisect_left(view.starts, max(span[1] for span in spans))
    if low >= len(view.words):
        return 0, 0
    first, last = view.words[low].sentence, view.words[max(low, high - 1)].sentence
    least, most = max(0, low - _MAX_BESIDE), min(len(view.words), high + _MAX_BESIDE)
    while low > least and view.words[low - 1].sentence == first:
        low -= 1
    while high < most and view.words[high].sentence == last:
        high += 1
    return low, high


def _phrase(view: ParagraphView, position: int) -> Span | None:
    """The noun phrase that starts at a place of the text."""
    return extent(_cut(phrase_at(view, position)))


def _cut(words: Sequence[Word]) -> Sequence[Word]:
    """A phrase up to a possessive: "CBS's “Face the Nation”"."""
    ends = [i for i, word in enumerate(words) if word.lower in OWNING]
    return words[: ends[0]] if ends else words


def _outside(attribution: Attribution, view: ParagraphView, position: int) -> bool:
    """Whether a place is outside the content and all marks."""
    inside = first_overlapping(view.quoted_spans, position, position + 1)
    return inside is None and not attribution.content[0] <= position < attribution.content[1]


def _in_words(
    attribution: Attribution,
    view: ParagraphView,
    pattern: re.Pattern[str],
    words: tuple[int, int],
    needs: Sequence[str] = ("",),
) -> Sequence[Span]:
    """Matches of a pattern of small letters among some words of a paragraph, outside what is said. `needs`: of which
    some stand in whatever it matches."""
    low, high = words
    if low >= high:
        return []
    first = view.paragraph.start
    stretch = view.words[low].start - first, view.words[high - 1].end - first
    if all(view.small.find(some, *stretch) < 0 for some in needs):
        return []
    matches = pattern.finditer(view.small, *stretch)
    spans = ((first + match.start(), first + match.end()) for match in matches)
    return [span for span in spans if _outside(attribution, view, span[0])]


def _credited(attribution: Attribution, view: ParagraphView, sentence: tuple[int, int]) -> Span | None:
    """ ", according to the Courier" beside an attribution that has another cue."""
    for start, end in _in_words(attribution, view, _CREDIT, sentence, _CREDITING):
        content = attribution.content
        if ";" in view.text[min(content[1], end) : max(content[0], start)]:
            continue
        if attribution.cue and not overlaps((start, end), attribution.cue):
            return _phrase(view, end)
    return None


def _addressed(attribution: Attribution, view: ParagraphView) -> Span | None:
    """The outlet that was told: "X told Reuters"."""
    cue = attribution.cue
    if cue is None or not _TOLD.search(view.text[slice(*cue)]):
        return None
    phrase = _phrase(view, cue[1])
    return phrase if is_medium_at(phrase, view.text) else None


def _occasion(attribution: Attribution, view: ParagraphView, sentence: tuple[int, int]) -> Span | None:
    """The outlet of an interview or a statement: "said in an interview with the Courier", "said on CNN"."""
    for _, end in _in_words(attribution, view, _OCCASION, sentence):
        phrase = _phrase(view, end)
        if is_medium_at(phrase, view.text):
            return phrase
    return None


def _witness(attribution: Attribution, view: ParagraphView) -> Span | None:
    """Who tells that somebody said it: "Vries testified that Dorn told her “…”"."""
    cue, source = attribution.cue, attribution.source
    if cue is None or source is None or source[0] > cue[0]:
        return None
    first = bisect_left(view.cue_starts, source[0])
    for phrase in view.cue_phrases[max(0, first - _MOST_CUES) : first]:
        if phrase.source is None or phrase.inverted or phrase.end > source[0] or overlaps(phrase.source, source):
            continue
        between = view.text[phrase.cue[1] : source[0]]
        if _JOINED.fullmatch(between) and ("that" in between or attribution.content[0] >= cue[1]):
            return phrase.source
    return None
