"""Headlines with a colon or a dash between speech and speaker: "Mayor: we will rebuild", "‘We will rebuild’: mayor"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsloom.transforms.names.folding import fold
from newsloom.transforms.quotes.noun_phrases import Word
from newsloom.transforms.quotes.speakers.sources import is_document
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import count_words
from newsloom.transforms.text.spans import Span
from newsloom.transforms.utterances.headlines.callers import is_evidence, is_listed_noun, is_speaking_noun
from newsloom.transforms.utterances.headlines.title import MASK, Title, TitleQuote, is_clause
from newsloom.transforms.utterances.headlines.title_cues import LEAST_CONTENT, end_in_marks, leading_name

_DASH = r"[–—-]{1,2}"
_COLON = re.compile(rf"(?<=[^\s:])\s*:\s+|\s+{_DASH}\s+(?={MASK})|(?<={MASK})\s*{_DASH}\s+")
_LAST_DASH = re.compile(rf"\s+{_DASH}\s+(?=[^\s:–—]+(?:\s+[^\s:–—]+){{0,2}}$)")
_TOPIC = re.compile(r"\s(?:on|about|at|to|in|with|after|tells?|warns?|says?|said)\b.*$", re.IGNORECASE)
_ACT = re.compile(
    rf"(?:(?<=[sS][’'])|[’']s)(?:\s[\w-]+){{0,2}}\s(?:{'|'.join(lexicon_words('headline_words', 'act'))})s?$",
    re.IGNORECASE,
)
"""What its speaker owns, a word for what is said: "Mayor’s new warning"."""
_ADDRESSED = re.compile(r"\s(?i:to|tells?|warns?)\s+[A-Z]\S*(?:\s[A-Z]\S*){0,4}(?:\s(?i:on|over|about)\s.*)?$")
"""Whom a label speaks to: "Council to mayor Lee"."""
_ABOUT = re.compile(r"\s(?:on|about|into|over|after|tells?|told)\b.*$", re.IGNORECASE)
_NO_SPEAKER = ("the", "a", "an", "not")
_LEAST_CAPITALS = 4
"""Letters of a surname in capitals that is no acronym, by hand."""
_AGENCIES = lexicon_words("agencies")
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_THIRD_PERSON = ("he", "she", "his", "her")
_FIRST_PERSON = ("i", "we", "my", "our")
_ASKING = lexicon_words("headline_words", "asking")
_LISTING = lexicon_words("headline_words", "listing")
_URGING = lexicon_words("headline_words", "urging")
_LISTED = 4
"""First words of a list's headline, "5 big reasons", by hand."""
_MOST_TITLE = 3
"""First words of a label among which a title stands, by hand."""
_LEAST_VERBLESS = 4
"""Words of a statement without an auxiliary at least, by hand."""
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ing|ed)")
_POSSESSIVE = re.compile(r"(?:[’']s|s[’'])\s")
_MOST_LABEL = 6
"""Words of a label at most, by hand."""


def quotes_by_label(title: Title) -> Iterator[TitleQuote]:
    """What stands behind a speaker and a colon, or before both; before a last dash and who is known to speak too."""
    dash = _LAST_DASH.search(title.masked, title.low, title.high)
    if dash and title.callers.is_quoted(title.text[dash.end() : title.high]):
        quote = _before_speaker(title, dash.span())
        yield from (quote,) if quote else ()
    for colon in _COLON.finditer(title.masked, title.low, title.high):
        quote = _behind_speaker(title, colon.span()) or _before_speaker(title, colon.span())
        quote = quote or _in_first_person(title, colon.span()) or _behind_clause(title, colon.span())
        if quote is not None:
            yield quote


def _behind_speaker(title: Title, colon: Span) -> TitleQuote | None:
    before = title.masked.rfind(":", title.low, colon[0]) + 1
    speaker = _speaker(title, _TOPIC, title.trimmed(max(title.low, before), colon[0]))
    content = end_in_marks(title, title.trimmed(colon[1], title.high), is_labelled=True)
    if speaker is None or not _is_content(title, content) or _asks(title, content):
        return None
    if is_evidence(title.text[slice(*speaker)]) and not title.is_marked(content):
        return None
    phrase, says_so = title.text[slice(*speaker)], is_clause(title.words(*content))
    if _is_authors(title, phrase) and title.masked[content[0]] != MASK:
        return None
    names = title.callers
    is_somebody = is_speaking_noun(phrase) or names.is_quoted(phrase) or phrase in _AGENCIES
    is_somebody = is_somebody and not _is_topic(phrase)
    is_first = before <= title.low
    says_so = (says_so or (is_first and _tells_anyhow(title, phrase, content))) and not _is_about_label(title, content)
    says_so = says_so or (title.has_marks(content) and title.masked[content[0]] != MASK)
    is_letter = is_document(phrase.split()[-1].lower())
    speaks_to = not is_letter and _ADDRESSED.match(title.masked, speaker[1], colon[0]) is not None
    is_quoted = title.has_marks((content[0], content[0] + 1)) and (says_so or _is_mostly_marked(title, content))
    return TitleQuote(content, speaker, is_quoted or speaks_to or (is_somebody and says_so))


def _tells_anyhow(title: Title, phrase: str, content: Span) -> bool:
    """Whether a piece without an auxiliary tells something: an order, what is behind a noun for somebody, or has a
    participle in it."""
    words = title.words(*content)
    if len(words) >= LEAST_CONTENT and words[0].lower in _URGING:
        return True
    lists = any(word.lower in _LISTING for word in words[:_LISTED])
    if lists or len(words) < _LEAST_VERBLESS or words[0].lower in _NO_SPEAKER or _POSSESSIVE.search(phrase):
        return False
    noun = phrase.split()[-1].lower()
    if is_document(noun):
        return any(word.lower == "to" for word in words)  # "Report: Ferry to close"
    if is_listed_noun(noun) or (" " in phrase and is_speaking_noun(phrase)):
        return True
    is_person = title.callers.is_person(phrase) or phrase in _AGENCIES
    is_titled = any(is_speaking_noun(word) for word in phrase.split()[:_MOST_TITLE])
    return is_person and (is_titled or any(_PARTICIPLE.fullmatch(word.text) for word in words[1:]))


def _is_topic(phrase: str) -> bool:
    """Whether a label has an article, which in headlines a topic has and who speaks has not: "The council"."""
    return phrase.partition(" ")[0].lower() in _NO_SPEAKER


def _is_authors(title: Title, phrase: str) -> bool:
    """Whether a label is the author of a view, or stands in one, so that what follows is the author's own."""
    first = title.text[title.low : title.masked.find(":", title.low)].strip()
    return title.is_view or _is_byline(title, phrase) or _is_byline(title, first)


def _is_byline(title: Title, phrase: str) -> bool:
    """Whether a label is a surname in capitals, as columns have their author's before a title: "LEE: Old bridges"."""
    is_loud = phrase.isupper() and not title.text.isupper() and len(phrase) >= _LEAST_CAPITALS
    return is_loud and " " not in phrase and fold(phrase) in title.callers.surnames


def _is_about_label(title: Title, content: Span) -> bool:
    """Whether a piece without marks begins with a pronoun, which is then the label's: "Lee: He is back"."""
    words = title.words(*content)
    return bool(words) and words[0].lower.partition("'")[0] in _THIRD_PERSON


def _is_mostly_marked(title: Title, content: Span) -> bool:
    return 2 * title.masked.count(MASK, *content) >= content[1] - content[0] and not title.text[content[0] :].count("?")


def _before_speaker(title: Title, colon: Span) -> TitleQuote | None:
    content = title.trimmed(title.low, colon[0])
    label = title.trimmed(colon[1], title.high)
    speaker = _speaker(title, _ABOUT if title.is_marked(content) else None, label) or _acronym(title, label)
    if speaker is None or not _is_content(title, content) or is_clause(title.words(*speaker)):
        return None
    if speaker != label and not _is_somebody(title, speaker):
        return None  # "‘Credible threat’: Ardle on alert"
    is_short = count_words(title.text[slice(*content)]) <= count_words(title.text[slice(*speaker)])
    if is_short and not title.is_marked(content):
        return None
    is_noun = is_speaking_noun(title.text[slice(*speaker)]) or _acronym(title, speaker) is not None
    words = title.words(*content)
    says_so = is_clause(words) or any(word.lower == "to" for word in words)
    is_speech = (is_noun and says_so) or title.has_marks(content)
    return TitleQuote(content, speaker, is_speech)


def _is_somebody(title: Title, speaker: Span) -> bool:
    phrase = title.text[slice(*speaker)]
    return is_speaking_noun(phrase) or title.callers.is_person(phrase)


def _acronym(title: Title, label: Span) -> Span | None:
    """A label in capitals of a headline that is not, as the sources of reports are: "Bridge to reopen: DOT"."""
    text = title.text[slice(*label)]
    return label if _ACRONYM.fullmatch(text) and not title.text.isupper() and not title.is_label(text) else None


def _in_first_person(title: Title, colon: Span) -> TitleQuote | None:
    """ "We're moving on: Mayor opens bridge": a clause in somebody's own voice before what the outlet tells."""
    content = title.trimmed(title.low, colon[0])
    words = title.words(*content)
    is_own = bool(words) and words[0].start == content[0] and words[0].lower.partition("'")[0] in _FIRST_PERSON
    return TitleQuote(content, None, is_certain=False) if is_own and _is_content(title, content) else None


def _behind_clause(title: Title, colon: Span) -> TitleQuote | None:
    """ "Mayor Lee opens bridge: We did it": words in somebody's own voice behind what he does."""
    content = end_in_marks(title, title.trimmed(colon[1], title.high))
    words = title.words(*content)[:1]
    is_own = any(word.start == content[0] and word.lower.partition("'")[0] in _FIRST_PERSON for word in words)
    name = leading_name(title, title.low, colon[0])
    if not is_own or name[0] >= name[1] or not _is_content(title, content):
        return None
    return TitleQuote(content, name, is_certain=is_clause(title.words(*content)))


def _speaker(title: Title, topic: re.Pattern[str] | None, span: Span) -> Span | None:
    """A label that can be a speaker, without its topic or act: "Mayor on bridge", "Mayor’s new warning"."""
    match = (topic.search(title.masked, *span) if topic else None) or _ACT.search(title.masked, *span)
    low, high = title.trimmed(span[0], match.start() if match else span[1])
    high -= match is not None and title.text[low:high].endswith(("’", "'"))  # "Residents’ reply"
    words = title.words(low, high)
    is_long = not 0 < len(words) <= _MOST_LABEL
    phrase = title.text[low:high]
    speaks = title.callers.can_speak(phrase) or phrase in _AGENCIES
    if is_long or MASK in title.masked[low:high] or not speaks:
        return None
    return None if _tells(words) or _is_about_another(title, low, high) else (low, high)


def _tells(words: Sequence[Word]) -> bool:
    """Whether a label is a clause by its adverb or by its verb before a name: "Mayor wrongly hits rival"."""
    return any(
        word.lower.endswith("ly") or (_is_verbal(word.text) and following.text[:1].isupper())
        for word, following in pairwise(words[1:])
    )


def _is_verbal(word: str) -> bool:
    return word.islower() and word.endswith("s") and not is_speaking_noun(word)


def _is_about_another(title: Title, low: int, high: int) -> bool:
    """Whether a label begins with another name than it ends with, or with a name and a verb, so that it is a clause:
    "Lee meets Park", "Lee attacks student"."""
    words = title.words(low, high)
    n_words = title.callers.first_name([word.text for word in words])
    if not 0 < n_words < len(words) or not _can_be_verb(title, words[n_words]):
        return False
    if words[n_words].lower.endswith("s") and words[n_words].lower in title.cues.forms:
        return True
    name = title.text[words[0].start : words[n_words - 1].end]
    return title.callers.chain_of(title.text[low:high]) not in (None, title.callers.chain_of(name))


def _can_be_verb(title: Title, word: Word) -> bool:
    """Whether a word behind a name is no further part of it, by its case or as a cue: "Lee Told Park"."""
    return not word.text[:1].isupper() or word.lower in title.cues.forms


def _is_content(title: Title, content: Span) -> bool:
    return count_words(title.text[slice(*content)]) >= LEAST_CONTENT or title.is_marked(content)


def _asks(title: Title, content: Span) -> bool:
    """Whether a piece without marks is the outlet's own question or topic: "Who is he?", "What we know"."""
    words = title.words(*content)
    opens = bool(words) and words[0].start == content[0] and words[0].lower in _ASKING
    return not title.is_marked(content) and (opens or "?" in title.masked[slice(*content)])
