"""Words of a paragraph with their places in the article, and the noun phrases beside a cue.

Works from word forms alone, so that it holds with any pipeline; part-of-speech tags, where the pipeline has them,
only sharpen it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsloom.transforms.annotation.parsed import Paragraph
from newsloom.transforms.quotes.cues import word_set

Span = tuple[int, int]

_NOMINAL = word_set("DET ADJ NOUN PROPN NUM PRON X SYM")
_INSIDE = word_set("of for in at from on and & with to")
_STOP = word_set(
    "that as while when if because but where although though since after before until than or so whether yet who "
    "which whom what how why"
)
_ADVERBS = word_set(
    "also later then once again now still already even just only first never always often soon ago recently "
    "further meanwhile however instead rather too yesterday today tonight both all"
)
_AUXILIARIES = word_set(
    "has have had was were is are am be been being will would could should may might must can did do does not n't "
    "’ve ’d ’s 'd 've"
)
_TIME = re.compile(
    r"(?i)^(mon|tues|wednes|thurs|fri|satur|sun)day$|^(today|yesterday|tonight|tomorrow|earlier|later|recently)$"
)
MAX_PHRASE = 60
"""Longest phrase that can be a speaker, in words: in 278 real articles none had more than 20."""
PRONOUNS = word_set("he she they it i we you who")


@dataclass(frozen=True)
class Word:
    """One token: its text, also in lower case, its span in the article, its coarse and fine tags ("" if unknown)."""

    text: str
    lower: str
    start: int
    end: int
    pos: str
    sentence: int
    tag: str = ""


def words_of(paragraph: Paragraph) -> list[Word]:
    """The paragraph's words and marks, blanks left out, numbered by sentence."""
    doc = paragraph.doc
    has_sentences = doc.has_annotation("SENT_START")
    words: list[Word] = []
    sentence = 0
    for token in doc:
        if not token.text.strip():
            continue
        if words and (token.is_sent_start if has_sentences else _starts_sentence(words, token.text)):
            sentence += 1
        start = paragraph.start + token.idx
        words.append(Word(token.text, token.text.lower(), start, start + len(token), token.pos_, sentence, token.tag_))
    return words


def _starts_sentence(words: Sequence[Word], text: str) -> bool:
    """Sentence starts for a pipeline without them: a capital or mark after a stop."""
    last = words[-1].text
    if last in "”\"’'" and len(words) > 1:
        last = words[-2].text
        return last in ".!?" and (text[0].isupper() and text.lower() not in ("he", "she"))
    return last in (".", "!", "?") and (text[0].isupper() or text[0] in "“\"‘'")


def is_time(word: Word) -> bool:
    """A day or time word that may stand between a cue and what it introduces."""
    return bool(_TIME.match(word.lower))


def phrase_before(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """Word range [low, high) of the noun phrase that ends before `words[index]`, the subject of a verb there."""
    high = _skip_back(words, index)
    if high <= 0:
        return None
    low = high
    least = max(0, high - MAX_PHRASE)
    while low > least and words[low - 1].sentence == words[index].sentence and _extends_left(words, low - 1, high):
        low -= 1
    while low < high and (words[low].lower in _INSIDE or words[low].lower in _ADVERBS or is_time(words[low])):
        low += 1
    return (low, high) if low < high and _may_speak(words[low:high]) else None


def phrase_after(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """Word range of the noun phrase that starts at `words[index]`, the subject of a verb before it."""
    high = index
    sentence = words[index].sentence if index < len(words) else -1
    most = min(len(words), index + MAX_PHRASE)
    while high < most and words[high].sentence == sentence and _extends_right(words, index, high):
        high += 1
    while high > index and (words[high - 1].lower in _INSIDE or is_time(words[high - 1])):
        high -= 1
    return (index, high) if high > index and _may_speak(words[index:high]) else None


def _skip_back(words: Sequence[Word], index: int) -> int:
    """Past adverbs, auxiliaries, and an apposition or parenthesis between commas, dashes or brackets."""
    position = index
    while position > 0 and _is_filler(words[position - 1]):
        position -= 1
    closing = words[position - 1].text if position else ""
    if closing in (",", "–", "—", ")"):
        opening = "(" if closing == ")" else closing
        for back in range(position - 2, max(-1, position - 40), -1):
            if words[back].sentence != words[index].sentence:
                break
            if words[back].text == opening and words[position - 2].text not in "”\"’'":
                return back
        return 0 if closing == "," else position - 1
    return position


def _is_filler(word: Word) -> bool:
    if word.lower in _AUXILIARIES or word.lower in _ADVERBS or is_time(word):
        return True
    return word.pos == "ADV" or (not word.pos and word.lower.endswith("ly") and word.text[0].islower())


def _extends_left(words: Sequence[Word], at: int, high: int) -> bool:
    word = words[at]
    if word.lower in _STOP or not (word.text[0].isalnum() or word.text in ("'s", "’s", "’", "'", ".", "&", "-")):
        return False
    if word.lower in PRONOUNS and at < high - 1:
        return False
    if word.lower in _INSIDE:
        return at > 0 and at < high - 1
    return not word.pos or word.pos in _NOMINAL or word.pos == "PART"


def _extends_right(words: Sequence[Word], start: int, at: int) -> bool:
    word = words[at]
    if at > start and (words[start].lower in PRONOUNS or word.lower in PRONOUNS or is_time(word)):
        return False
    if word.lower in _STOP or not (word.text[0].isalnum() or word.text in ("'s", "’s", "&", "-")):
        return False
    if word.lower in _INSIDE:
        return at > start and word.lower in ("of", "for", "at", "from", "and", "&") and at + 1 < len(words)
    return not word.pos or word.pos in _NOMINAL or word.pos == "PART"


def _may_speak(words: Sequence[Word]) -> bool:
    """A phrase that can be a speaker: a pronoun, a name, or one with a letter and not only function words."""
    return any(word.text[0].isalpha() and word.lower not in _INSIDE for word in words) and not (
        len(words) == 1 and words[0].pos in ("DET", "ADJ", "ADV") and words[0].lower not in PRONOUNS
    )
