"""Words of a paragraph with their spans in the article, the noun phrases beside a cue, and the heads of such phrases.

Works from word forms alone, so that it holds with any pipeline; part-of-speech tags, where the pipeline has them,
only sharpen it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate
from operator import add
from typing import Any, NamedTuple

from newsloom.transforms.annotation.parsed import Paragraph
from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.text.inflections import OWNING, POSSESSIVES
from newsloom.transforms.text.lexicon import words as lexicon_words
from newsloom.transforms.text.quotation_marks import MARK_TOKENS
from newsloom.transforms.text.sentences import CLOSERS
from newsloom.transforms.text.spans import Span

_NOMINAL = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "X", "SYM", "PART"))
_INSIDE = lexicon_words("function_words", "phrase_inside")
_PHRASE_ENDS = lexicon_words("function_words", "phrase_end")
_ADVERBS = lexicon_words("function_words", "adverb")
_AUXILIARIES = lexicon_words("function_words", "auxiliary")
_TIMES = lexicon_words("function_words", "day", "time")
_HEAD_ENDS = lexicon_words("function_words", "head_end")
_JOINS_RIGHT = ("of", "for", "at", "from", "and", "&")
_LEFT_MARKS = (*POSSESSIVES, ".", "&", "-")
_RIGHT_MARKS = (*OWNING, "&", "-")
_LEFT_OF_HEAD = frozenset(("det", "compound", "amod", "nmod:poss", "case", "nummod", "aux", "aux:pass", "cop"))
"""What stands before the word that it belongs to, in one phrase."""
_MOST_MISSING = 8
"""Words of a phrase that may stand behind one of it, by hand."""
_ACTING = re.compile(r"\w+[^\Ws]s\b", re.IGNORECASE)
_DOING = re.compile(r"[a-z]{3,}ing (?:[A-Z]|the\b|an?\b)")
"""Of "scientists watching the Gull": a noun in the plural and what they do."""
_HEAD_BREAK = re.compile(r"[,;:(—–]|\s-\s")
_HEAD_WORD = re.compile(r"\w+(?:[’'](?=\w)\w+)*")
_ANONYMITY = frozenset(("anonymity", "anonymous", "anonymously", "unnamed"))
_ANONYMITY_WORDS = 6  # words behind a verb in which it is said that somebody stays unnamed; by hand
_MAX_APPOSITION = 40
"""Longest apposition between a subject and its verb, in words: by hand."""
MAX_PHRASE = 60
"""Longest phrase that can be a speaker, in words. By hand: real ones have some 20 at most."""
PRONOUNS = lexicon_words("function_words", "speaking_pronoun")


class Word(NamedTuple):
    """One token: its text, also in lower case, its span in the text, its coarse and fine tags ("" if unknown)."""

    text: str
    lower: str
    start: int
    end: int
    pos: str = ""
    sentence: int = 0
    tag: str = ""


_WORD_OF: Callable[[tuple[Any, ...]], Word] = partial(tuple.__new__, Word)  # as Word(*row), in a third of the time


def read_words(paragraph: Paragraph) -> list[Word]:
    """The paragraph's words and marks, blanks left out, numbered by sentence."""
    words, offsets = paragraph.words, paragraph.offsets
    first = next((at for at, word in enumerate(words) if word.strip()), 0)
    begins = {at for at in paragraph.sentence_starts if at > first and words[at].strip()}
    sentences = accumulate((at in begins for at in range(1, len(words))), initial=0)
    ends = map(add, offsets, map(len, words))
    rows = zip(words, paragraph.lower, offsets, ends, paragraph.pos, sentences, paragraph.tags, strict=False)
    return [*map(_WORD_OF, (row for row in rows if row[0].strip()))]


def is_time(word: Word) -> bool:
    """A day or time word that may stand between a cue and what it introduces."""
    return word.lower in _TIMES


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


def extent(words: Sequence[Word]) -> Span | None:
    """Where some words stand in their text; None without any."""
    return (words[0].start, words[-1].end) if words else None


def asks_for_anonymity(words: Sequence[Word], index: int) -> bool:
    """Whether a verb asks to be left unnamed and reports nothing: "asked not to be named", "spoke on condition of
    anonymity"."""
    after = [word.lower for word in words[index + 1 : index + 1 + _ANONYMITY_WORDS]]
    return after[:3] == ["not", "to", "be"] or bool(_ANONYMITY & set(after))


def _behind_anonymity(words: Sequence[Word], position: int) -> int:
    """Where "who asked not to be named" begins, where that ends at a position; else the position."""
    for back in range(position - 1, max(0, position - 2 * _ANONYMITY_WORDS), -1):
        if words[back].lower in ("who", "speaking") and back + 1 < position:
            verb = back if words[back].lower == "speaking" else back + 1
            return back if asks_for_anonymity(words[:position], verb) else position
    return position


def _skip_back(words: Sequence[Word], index: int) -> int:
    """Past adverbs, auxiliaries, and an apposition or parenthesis between commas, dashes or brackets."""
    position = index
    while position > 0 and _is_filler(words[position - 1]):
        position -= 1
    position = _behind_anonymity(words, position)
    closing = words[position - 1].text if position else ""
    if closing in (",", "–", "—", ")"):
        opening = "(" if closing == ")" else closing
        for back in range(position - 2, max(-1, position - _MAX_APPOSITION), -1):
            if words[back].sentence != words[index].sentence:
                break
            if words[back].text == opening and words[position - 2].text not in CLOSERS:
                return back
        return 0 if closing == "," else position - 1
    return position


def _is_filler(word: Word) -> bool:
    if word.lower in _AUXILIARIES or word.lower in _ADVERBS or is_time(word):
        return True
    return word.pos == "ADV" or (not word.pos and word.lower.endswith("ly") and word.text[0].islower())


def _extends_left(words: Sequence[Word], at: int, high: int) -> bool:
    word = words[at]
    if word.lower in _PHRASE_ENDS or not (word.text[0].isalnum() or word.text in _LEFT_MARKS):
        return False
    if word.lower in PRONOUNS and at < high - 1:
        return False
    if word.lower in _INSIDE:
        return at > 0 and at < high - 1
    return not word.pos or word.pos in _NOMINAL


def _extends_right(words: Sequence[Word], start: int, at: int) -> bool:
    word = words[at]
    if at > start and (words[start].lower in PRONOUNS or word.lower in PRONOUNS or is_time(word)):
        return False
    if word.lower in _PHRASE_ENDS or not (word.text[0].isalnum() or word.text in _RIGHT_MARKS):
        return False
    if word.lower in _INSIDE:
        return at > start and word.lower in _JOINS_RIGHT and at + 1 < len(words)
    return not word.pos or word.pos in _NOMINAL


def _may_speak(words: Sequence[Word]) -> bool:
    """A phrase that can be a speaker: a pronoun, a name, or one with a letter and not only function words."""
    return any(word.text[0].isalpha() and word.lower not in _INSIDE for word in words) and not (
        len(words) == 1 and words[0].pos in ("DET", "ADJ", "ADV") and words[0].lower not in PRONOUNS
    )


def head_span(text: str, phrase: Span) -> Span:
    """The head word of a noun phrase by its letters: the last word before a comma, a bracket or a preposition.

    A phrase without a word is its own head.
    """
    head: Span | None = None
    for match in _HEAD_WORD.finditer(text, *phrase):
        if head and (_HEAD_BREAK.search(text[head[1] : match.start()]) or match.group().lower() in _HEAD_ENDS):
            break
        if head and _ACTING.match(text, *head) and _DOING.match(text, match.start(), phrase[1]):
            break
        head = match.span()
    return head or phrase


def parsed_head(paragraph: Paragraph, phrase: Span) -> Token | None:
    """The head of a phrase of a paragraph by its parse; None without one."""
    if not paragraph.parsed:
        return None
    low, high = phrase[0] - paragraph.start, phrase[1] - paragraph.start
    span = paragraph.doc.char_span(low, high, alignment_mode="expand")
    return None if span is None else span.root


def token_ending_at(position: int, paragraph: Paragraph) -> Token | None:
    """The word that ends at a place of the text; None without a parse, inside of a word and at a mark."""
    end = position - paragraph.start
    span = paragraph.doc.char_span(end - 1, end, alignment_mode="expand") if paragraph.parsed and end > 0 else None
    last = None if span is None else span[-1]
    return None if last is None or last.idx + len(last) != end or last.is_punct else last


def last_of_phrase(token: Token) -> Token:
    """The last word of the phrase that a word stands inside: "chair" for "town" in "town council chair"."""
    last = token
    while _is_inside_phrase(last):
        last = last.head
    return last if last.i - token.i <= _MOST_MISSING else token


def _is_inside_phrase(token: Token) -> bool:
    """Whether the word that another one belongs to stands behind it, with nothing but an opening mark between them."""
    if token.dep_ not in _LEFT_OF_HEAD or token.head.i <= token.i:
        return False
    between = token.doc[token.i + 1 : token.head.i]
    return all(not word.is_punct or word.text in MARK_TOKENS for word in between)
