"""Names that a tagger cut short: "Gull" of "Gull Broadcast Group", "Bureau of Fish" of "Bureau of Fish, Tide and
Reeds"; and what it took for names that are none: a word in small letters, letters that stand for common words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsloom.transforms.annotation.parsed import Paragraph
from newsloom.transforms.annotation.parses.tokens import Token
from newsloom.transforms.annotation.places import kind_by_last_word
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.lexicon import lexicon, words

if TYPE_CHECKING:
    from newsloom.transforms.mentions.name_spans import NameSpan

_PLACES = ("GPE", "LOC", "FAC")
_TAIL = 3  # words with capitals behind a cut name; by hand
_TITLES = words("titles", "head") | words("titles", "acronym") | words("honorifics")
_MADE = frozenset(("poll", "survey", "study", "estimate"))
_DAYS = words("function_words", "day") | words("months")
_AREAS = words("places_names", "area")
_STATES = lexicon("states").keys()
_LISTING = words("name_bodies", "with a list")
_OF_A_LIST = re.compile(r"(?:.* )?([A-Z]\w+) (?:of|for|on) [A-Z]\w+(?: [A-Z]\w+)*")
_REST_OF_LIST = re.compile(r"(?:, [A-Z]\w+(?: [A-Z]\w+)?){1,3},? and [A-Z]\w+(?: [A-Z]\w+)?(?![\w-])")
_WITH_ACRONYM = re.compile(r",? and [A-Z]\w+(?: [A-Z]\w+)?(?= \(([A-Z]{3,8})\))")
_IN_BRACKETS = re.compile(r"\(([A-Z]{2,6})\)")
_COMMON_WORDS = re.compile(r"(?:[a-z]+[ -]){2,6}\Z")
_LONGEST_WORDS = 200  # code points of them; a bound on time, as all that stands before would be gone through


def with_tail(name: NameSpan, paragraph: Paragraph, limit: int, gazetteer: Gazetteer) -> NameSpan:
    """A body's or an unknown place's name with the proper nouns behind it, up to `limit`, whose head is the last of
    them by the parse: "Gull [Broadcast Group]", "Rust [Belt]"; not before somebody's title or a product's name."""
    if not _may_go_on(name, gazetteer):
        return name
    span = paragraph.doc.char_span(name.start - paragraph.start, name.end - paragraph.start)
    last = None if span is None else span[-1]
    if last is None or last.dep_ != "compound" or last.head.i <= last.i or not last.whitespace_:
        return name
    tail = list(paragraph.doc[last.i + 1 : last.head.i + 1])
    end = paragraph.start + tail[-1].idx + len(tail[-1])
    if tail[-1].lower_ in _MADE:  # "a Monmouth Poll" is by Monmouth
        return name
    if len(tail) > _TAIL or end > limit or not all(_is_of_name(token) for token in tail) or _goes_on(tail[-1]):
        return name
    text = f"{name.text} {' '.join(token.text for token in tail)}"
    kind = kind_by_last_word(text.split())
    if len(text) != end - name.start or (name.type in _PLACES and kind not in _PLACES and tail[-1].text not in _AREAS):
        return name
    return replace(name, end=end, text=text, type=kind or name.type, government=None)


def _may_go_on(name: NameSpan, gazetteer: Gazetteer) -> bool:
    """Whether a name may be a piece of one: a place's lone word, a body's that is none of the lists and does not end
    as bodies do; no country's and no state's."""
    form, lone = name.form, " " not in name.text
    if form in gazetteer.country_of or form in _STATES or name.text.isupper():
        return False
    if name.type in _PLACES:
        return lone
    listed = form in gazetteer.organisation_of or form in gazetteer.known_bodies
    return name.type == "ORG" and not listed and (lone or form.split()[-1] not in gazetteer.common_words)


def _goes_on(token: Token) -> bool:
    """Whether a name goes on behind a word, with another one, a number, a hyphen: "Senate Majority Leader"."""
    after = list(token.doc[token.i + 1 : token.i + 2])
    joined = bool(after) and not token.whitespace_ and after[0].text in ("-", "–")
    return joined or (bool(after) and bool(token.whitespace_) and (after[0].text[:1].isupper() or after[0].like_num))


def _is_of_name(token: Token) -> bool:
    """Whether a word may belong to a body's name: a proper noun that is no title and no day."""
    proper = token.pos_ == "PROPN" and token.text[:1].isupper() and token.text.isalpha()
    return proper and token.lower_ not in _TITLES and token.lower_ not in _DAYS and not token.is_sent_start


def with_listed(name: NameSpan, text: str) -> NameSpan:
    """A body's name with the rest of the list in it: "Bureau of Fish[, Tide and Reeds]", "College of Fish [and Reeds]
    (CFR)"."""
    head = _OF_A_LIST.fullmatch(name.text) if name.type == "ORG" else None
    if head is None:
        return name
    rest = _REST_OF_LIST.match(text, name.end) if head[1].lower() in _LISTING else None
    if rest is None and (rest := _WITH_ACRONYM.match(text, name.end)) is not None:
        capitals = "".join(char for char in name.text + rest[0] if char.isupper())
        rest = rest if capitals.endswith(rest[1]) else None
    return name if rest is None else replace(name, end=rest.end(), text=text[name.start : rest.end()])


def common_acronyms(text: str) -> frozenset[str]:
    """Capital letters in brackets that stand for common words: "basic tide income (BTI)"."""
    return frozenset(match[1] for match in _IN_BRACKETS.finditer(text) if _spells(text, match.start(), match[1]))


def _spells(text: str, end: int, short: str) -> bool:
    """Whether the initials of the common words that end at a place of the text spell an acronym."""
    long = _COMMON_WORDS.search(text, max(0, end - _LONGEST_WORDS), end)
    initials = "".join(word[:1] for word in re.split("[ -]", long[0].strip())) if long else ""
    return initials.upper().endswith(short)
