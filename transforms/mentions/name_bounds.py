"""Where a name begins and ends: without marks, titles and trades, with a generation's suffix or a club's word.

All take and give offsets in the text.
"""

from __future__ import annotations

import re

from newsloom.transforms.cleaning.outlets import OUTLETS
from newsloom.transforms.names.folding import fold
from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.names.person_names import gender_of_given
from newsloom.transforms.text.lexicon import words

CLUBS = words("name_bodies", "club")
"""Words with which the names of sports clubs begin."""
_POSSESSIVE = re.compile(r"(?:['’‘`´]s?)$", re.IGNORECASE)
WITH_ARTICLE = frozenset(name.lower() for name in OUTLETS.values() if re.fullmatch(r"The \w+", name))
"""Names of outlets, in lower case, of which the article is a part as there is only one word besides: "the hill"."""
_EDGE = " \t\n\"'“”‘’«»()[],;:–—-.…"
_GLUED = re.compile(r"\.?\[|…|\((?![^)]*\))")
"""Where a name ends that something is glued to: a footnote's mark ("Holm.[12"), three dots, half a bracket."""
_JOINER = re.compile(r"(?<=\w)(?: (?:of|in|at|for|from|with|and|the))+$")
_GENERATION = re.compile(
    r",? (?:[JS]r\b\.?|(?:II|III|IV)\b(?!\.\w))"
    r"|(?P<spelled> the (?:Elder|Younger)| (?:Senior|Junior))\b(?! [A-Z])"
)
_WORD_BEFORE = re.compile(r"([A-Z]\w+) $")
_LONGEST_WORD = 16  # letters of a word that begins a club's name
_SHORT_TRADE = 4  # letters of trades that are as often names: Head, Star; by hand


def without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without marks around it, a possessive, a leading article or what is glued behind it."""
    while start < end and text[start] in _EDGE:
        start += 1
    glued = _GLUED.search(text, start, end)
    end = glued.start() if glued and glued.start() > start else end
    while start < end and text[end - 1] in _EDGE and not _abbreviation(text[start:end]):
        end -= 1
    possessive = _POSSESSIVE.search(text[start:end])
    if possessive and possessive.start() > 0:
        end = start + possessive.start()
    if text[start : start + 4].lower() == "the " and end - start > 4 and text[start:end].lower() not in WITH_ARTICLE:
        start += 4
    return start, end


def _abbreviation(text: str) -> bool:
    """Whether the full stop at the end belongs to the name: "U.S.", "Inc.", "Jr."."""
    last = text.split()[-1] if text.split() else ""
    return text.endswith(".") and (last.count(".") > 1 or (len(last) <= 5 and last[:1].isupper() and len(last) > 1))


def after_title(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[int, str | None]:
    """Start of the name behind titles inside the span, and the last of them."""
    honorific = None
    while True:
        word = re.match(r"(\S+)\s+(?=\S)", text[start:end])
        if not word or fold(word[1]) not in gazetteer.gender_of_honorific:
            return start, honorific
        honorific = fold(word[1])
        start += word.end()


def after_trade(text: str, start: int, end: int, gazetteer: Gazetteer, *, opens: bool) -> int:
    """Start of a person's name behind a trade in small letters, or with a capital where a sentence opens or behind a
    dateline: "miller Ada Storch", "Singer Ada Storch", not "van der Storch"."""
    first, _, rest = text[start:end].partition(" ")
    small = first.islower() and fold(first) not in gazetteer.particles
    opens = opens or text.endswith((": ", "— ", "– ", "- "), 0, start)
    large = opens and len(first) > _SHORT_TRADE and fold(first) in gazetteer.role_heads
    trade = (small or (large and not gender_of_given([fold(first)]))) and rest[:1].isupper()
    return start + len(first) + 1 if trade and first.isalpha() else start


def without_joiner(text: str, start: int, end: int) -> int:
    """End of a person's name without the small word that joins it to what follows: "Ida Holm of"."""
    joiner = _JOINER.search(text, start, end)
    return joiner.start() if joiner else end


def with_generation(text: str, start: int, end: int, limit: int) -> int:
    """End of a person's name with a generation's suffix behind it: "Paul Holm, Jr.,"; of one word only where it is
    spelled out: "Holm the Elder"."""
    match = _GENERATION.match(text, end, limit)
    return match.end() if match and (match["spelled"] or " " in text[start:end]) else end


def with_club(text: str, span: tuple[int, int], kind: str, limit: int) -> tuple[int, str]:
    """Start and type of a name, that of a club where a word of clubs' names is in it or before it: "Dynamo Brelt"."""
    start, end = span
    first, _, rest = text[start:end].partition(" ")
    if first.lower() in CLUBS and rest[:1].isupper() and kind == "PERSON":
        return start, "ORG"
    before = _WORD_BEFORE.search(text, max(limit, start - _LONGEST_WORD), start)
    if before is None or rest or before[1].lower() not in CLUBS or gender_of_given([fold(first)]):
        return start, kind
    return before.start(), "ORG"
