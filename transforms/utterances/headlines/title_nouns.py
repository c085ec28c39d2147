"""Headlines with a noun for what somebody says: "Tests refute mayor’s claim that bridge is safe"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.spans import Span
from newsloom.transforms.utterances.headlines.title import Title, TitleQuote, is_finite
from newsloom.transforms.utterances.headlines.title_cues import end_in_marks, end_of_part, start_of_part

_NOUN = "|".join(sorted(lexicon_words("headline_words", "act")))
_THAT = re.compile(rf"(?:[’']s|s[’'])(?:\s[\w-]+)?\s(?:{_NOUN})s?\sthat\s", re.IGNORECASE)
_MOST_OWNER = 4
"""Words of an owner at most, by hand."""


def quotes_by_noun(title: Title) -> Iterator[TitleQuote]:
    """What an owner's noun of saying introduces, in order."""
    for match in _THAT.finditer(title.masked, title.low, title.high):
        quote = _behind_noun(title, match)
        yield from (quote,) if quote else ()


def _behind_noun(title: Title, match: re.Match[str]) -> TitleQuote | None:
    start = start_of_part(title, match.start())
    owner = _owner(title, start, match.start() + match[0].lower().startswith("s"))
    if owner is None:
        return None
    end = _second_verb(title, match.end()) if owner[0] == start else end_of_part(title, match.end())
    content = end_in_marks(title, title.trimmed(match.end(), end)) if end is not None else None
    return TitleQuote(content, owner, is_certain=True) if content else None


def _owner(title: Title, low: int, high: int) -> Span | None:
    """The name before an owner's ending, the longest, or the noun for somebody there."""
    words = title.words(low, high)[-_MOST_OWNER:]
    texts = [word.text for word in words]
    names = (n for n in range(len(words)) if title.callers.first_name(texts[n:]) == len(words) - n)
    first = next(names, len(words) - 1)
    if not words or (first == len(words) - 1 and not title.callers.can_speak(texts[-1])):
        return None
    return words[first].start, high


def _second_verb(title: Title, low: int) -> int | None:
    """Where the verb of the noun stands behind that of its clause: "claim that bridge is safe | is false"; None where
    it is not to be told."""
    verbs = [word.start for word in title.words(low, end_of_part(title, low)) if is_finite(word)]
    return verbs[1] if len(verbs) > 1 else None
