"""What an article says of each of its people, so that "the governor" or "the Texas Republican" finds the one it fits.

Titles stand before a name, in apposition before or after it, in brackets behind it, or behind "is" and "has been".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from newsloom.transforms.mentions.name_spans import NameSpan
from newsloom.transforms.text.lexicon import lexicon, words

_BEFORE, _AFTER = 80, 120  # code points beside a name in which its title stands; by hand
_NEAR = 200  # code points around a name within which a place that describes its bearer stands; by hand
_RECENT, _LONG_AGO = 600, 1500  # code points since the last name of the one who is meant, and of any other; by hand
_MOST_NAMES = 64  # names of one person that are looked at, from the start; a bound on time
_MAX_ABBREVIATION = 5  # letters of "Gov", "Sen", "Prof"
_MOST_BEARERS = 32  # people of one title; of more, none can be told by it; a bound on time
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_TITLE = re.compile(r"(?:\s+[\w’'.-]+){1,7}")  # from the name backwards
_APPOSED = re.compile(r"([^.,;:“”\"()—–\n]*),\s+$")
_LED = re.compile(r".*\b(?:by|from|with|to|about|against|after|before)\s+(?=(?:the|an?|its|his|her|their)\s)")
"""What leads to the phrase of a name in apposition: "The report by [the auditor, Ann Lee,]"."""
_BEHIND = re.compile(r"\s?(?:,\s(?:\d+,\s)?|\s\(|\s[—–]\s)([^.,;–—“”\"()\n]*)")
_PARTICIPLE = re.compile(r"(?:[a-z]+ly\s)?[a-z]+ing\s+(?:the|an?|its|his|her|their)\s")  # "chiding the mayor"
_COPULA = re.compile(
    r"(?:,[^,]{1,60},)?\s(?:is|was|has been|had been|became|remains|served as|serves as)"
    r"\s(?:an?\s|the\s)?([^.,;“”\"\n]*)"
)
_PARTY = re.compile(r"[ ,(]\s?\(?(D|R)(?:[-–][A-Z]|\))")
_PREPOSITION = re.compile(
    r"\b(?:for|at|in|with|from|to|by|who|whose|that|on|and|of|about|against|after|before|if|when|while|because|since"
    r"|over|under|into|than|where|which|whether)\b"
)
_PARTIES = {"d": "democrat", "r": "republican", "democratic": "democrat", "gop": "republican"}
_PARTY_NOUNS = words("titles", "member")
_QUALIFIERS = ("vice", "deputy", "assistant", "associate", "under")
_SOLE = ("president", "king", "queen", "pope", "chancellor", "premier")
_SINGLE = words("titles", "single")
_ELECTED = words("titles", "elected", "of a party")
_HEADS = words("titles", "head") | words("speaker_nouns", "person")
_INSIDE = words("titles", "modifier")
_STATES = lexicon("states")
_IMPLIED = lexicon("titles_implied")


@dataclass
class Description:
    """What was said of one person: titles as (qualifier, noun) and where first, all words beside the names, names."""

    titles: dict[tuple[str, str], int] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def has_title(self, title: tuple[str, str], before: int) -> bool:
        """Whether a title was given before a place."""
        return self.titles.get(title, before) < before

    def has_another(self, noun: str) -> bool:
        """Whether an office was given that its bearer holds alone with, and it is not this one."""
        return noun in _SINGLE and any(other in _SINGLE and other != noun for _, other in self.titles)

    def rules(self) -> bool:
        """Whether an office was given that one in a country holds, not as a former one: he is called by it."""
        return "former" not in self.words and any(noun in _SOLE for qualifier, noun in self.titles if not qualifier)

    def last_before(self, offset: int) -> int:
        """End of the last name before a place; far back where there is none."""
        index = bisect_left(self.spans, (offset, 0))
        return self.spans[index - 1][1] if index else -_LONG_AGO


class Descriptions:
    """The people of an article by what it says of them; `people` maps each chain to its names, in order.

    `verbs`: offsets of the finite verbs, in order; what has one is a clause of its own and describes nobody beside it.
    """

    def __init__(self, text: str, people: Mapping[int, Sequence[NameSpan]], verbs: Sequence[int] = ()) -> None:
        self._text, self._verbs = text, verbs
        self._of = {chain: self._describe(names) for chain, names in people.items()}
        self._said = Counter(word for description in self._of.values() for word in description.words)
        self._bearers: dict[tuple[str, str], list[int]] = defaultdict(list)
        for chain, description in self._of.items():
            for title in description.titles:
                self._bearers[title].append(chain)

    def bearer(self, phrase: Sequence[str], places: Sequence[str], before: int) -> int | None:
        """The chain of the one person whom words describe ("Texas", "governor"; folded), by the text before a place.

        Where two fit, the one named lately, if the other has not been for long.
        """
        *modifiers, noun = [_PARTIES.get(word, word) for word in phrase]
        title = (qualifier_of(phrase, noun), noun)
        bearers = self._bearers.get(title, [])[: _MOST_BEARERS + 1]
        if len(bearers) > _MOST_BEARERS:
            return None
        chains = [chain for chain in bearers if self._of[chain].has_title(title, before)]
        fits = [n for n in chains if all(self._may_be(n, word, word in places, before) for word in modifiers)]
        fits.sort(key=lambda n: self._of[n].last_before(before), reverse=True)
        if len(fits) > 1:
            recent, second = (before - self._of[n].last_before(before) for n in fits[:2])
            return fits[0] if recent <= _RECENT and second >= _LONG_AGO else None
        return fits[0] if fits else None

    def sole_bearer(self, phrase: Sequence[str], places: Sequence[str]) -> int | None:
        """The chain of the only person of the whole article whom words describe, wherever he is named."""
        noun = _PARTIES.get(phrase[-1], phrase[-1])
        bearers = self._bearers.get((qualifier_of(phrase, noun), noun), [])
        if len(bearers) != 1:
            return None
        end = len(self._text)
        return bearers[0] if self._fits(bearers[0], phrase[:-1], places, end) else None

    def candidates(self, phrase: Sequence[str], places: Sequence[str], before: int) -> frozenset[int]:
        """The chains of those named before whom words may describe, as the article says nothing against it."""
        noun = _PARTIES.get(phrase[-1], phrase[-1])
        title = (qualifier_of(phrase, noun), noun)
        bearers = self._bearers.get(title, [])[:_MOST_BEARERS]
        bearers_before = [n for n in bearers if self._of[n].has_title(title, before)]
        if noun in _SOLE or (bearers_before and noun not in _PARTY_NOUNS):
            return frozenset(n for n in bearers_before if self._fits(n, phrase[:-1], places, before))
        lately = [n for n, d in self._of.items() if 0 <= before - d.last_before(before) <= _LONG_AGO]
        fits = frozenset(
            n
            for n in lately[:_MOST_BEARERS]
            if not self._of[n].has_another(noun) and self._fits(n, phrase[:-1], places, before)
        )
        members = (n for n in fits if noun in _PARTY_NOUNS and noun in self._of[n].words)
        of_there = frozenset(n for n in members if all(self._may_be(n, place, True, before) for place in places))
        return of_there or fits

    def without_saying(self, chains: frozenset[int], phrase: Sequence[str], places: Sequence[str]) -> frozenset[int]:
        """Those of some chains whom news may describe without having said what they are: of a party, or of a place or
        party by an office that voters or it give ("the Ohio governor"), where they are no president.

        Of any other office or trade that was said of nobody somebody without a name is meant: "the judge said".
        """
        noun = _PARTIES.get(phrase[-1], phrase[-1])
        title = (qualifier_of(phrase, noun), noun)
        given = frozenset(n for n in chains if title in self._of[n].titles)
        if noun in _PARTY_NOUNS or given:
            return chains if noun in _PARTY_NOUNS else given
        modified = noun in _ELECTED and any(
            word in places or _PARTIES.get(word, word) in _PARTY_NOUNS for word in phrase
        )
        return frozenset(n for n in chains if modified and not self._of[n].rules())

    def said_to_be(self, chains: frozenset[int], bodies: Sequence[str]) -> frozenset[int]:
        """Those of some chains beside whose names all words of a body stand: "the Acme president" is one of Acme's."""
        return frozenset(n for n in chains if self._of[n].words.issuperset(bodies))

    def _fits(self, chain: int, modifiers: Sequence[str], places: Sequence[str], before: int) -> bool:
        """Whether nothing speaks against words before a title; a place that stands near nobody does not."""
        for word in (_PARTIES.get(word, word) for word in modifiers):
            nobody = word in places and not any(self._may_be(n, word, True, before) for n in self._of)
            if not nobody and not self._may_be(chain, word, word in places, before):
                return False
        return True

    def _may_be(self, chain: int, word: str, is_place: bool, before: int) -> bool:
        """Whether a modifier fits a person: it was said of him, or says something new that nobody else has."""
        description = self._of[chain]
        if word in description.words or word in _QUALIFIERS:
            return True
        if word in _PARTY_NOUNS:
            return not description.words & _PARTY_NOUNS
        if is_place:
            spans = [span for span in description.spans[:_MOST_NAMES] if span[0] < before]
            return any(self._stands_near(word, span, before) for span in spans)
        return not self._said[word]

    def _stands_near(self, word: str, span: tuple[int, int], before: int) -> bool:
        near = self._text[max(0, span[0] - _NEAR) : min(span[1] + _NEAR, before)].lower()
        short = (f"-{abbreviation}" for abbreviation in _STATES.get(word, ()))  # "(D-Mo.)"
        return word in near or any(part in near.replace(".", "") for part in short)

    def _describe(self, names: Sequence[NameSpan]) -> Description:
        description = Description()
        for name in names:
            description.spans.append((name.start, name.end))
        for name in names[:_MOST_NAMES]:
            for part, is_clause in _parts(self._text, name, self._verbs):
                _take(description, part, name.end, is_clause)
        return description


def qualifier_of(phrase: Sequence[str], noun: str) -> str:
    """The word before a noun that makes another office of it, "" where there is none.

    >>> qualifier_of(("the", "vice", "president"), "president"), qualifier_of(("state", "governor"), "governor")
    ('vice', '')
    """
    before = dict(zip(phrase[1:], phrase, strict=False)).get(noun, "")
    return before if before in _QUALIFIERS else ""


def _parts(text: str, name: NameSpan, verbs: Sequence[int]) -> Iterator[tuple[str, bool]]:
    """The phrases beside a name that may say what its bearer is, and whether each is a clause, which does not."""
    first = max(0, name.start - _BEFORE)
    before, after = text[first : name.start], text[name.end : name.end + _AFTER]
    beside = ((first, _apposed(before, after)), (name.end, _BEHIND.match(after)), (name.end, _COPULA.match(after)))
    yield _title_before(before), False
    for at, phrase in beside:
        if phrase and phrase[1]:
            yield phrase[1], _is_clause(phrase[1], at + phrase.start(1), verbs)
    if party := _PARTY.match(after):
        yield _PARTIES[party[1].lower()], False


def _apposed(before: str, after: str) -> re.Match[str] | None:
    """The phrase before a comma and a name; where another comma closes the name, what leads to the phrase is left."""
    if not (before[-1:].isspace() and before.rstrip().endswith(",")):
        return None
    phrase = _APPOSED.search(before)
    led = _LED.match(before, *phrase.span(1)) if phrase and after.startswith(",") else None
    return _APPOSED.search(before, led.end()) if led else phrase


def _is_clause(phrase: str, start: int, verbs: Sequence[int]) -> bool:
    """Whether a phrase has a finite verb before any preposition: "Lee was told the president had", "the mayor said"; or
    begins with a participle and its object."""
    if _PARTICIPLE.match(phrase):
        return True
    cut = _PREPOSITION.search(phrase)
    index = bisect_left(verbs, start)
    return index < len(verbs) and verbs[index] < start + (cut.start() if cut else len(phrase))


def _title_before(before: str) -> str:
    """The words of a title right before a name: capitals and words of titles; none that a preposition parts from it."""
    match = _TITLE.match(before[::-1])
    taken: list[str] = []
    for word in reversed(match.group()[::-1].split() if match else ()):
        bare = word.strip(".’'").lower()
        inside = bare == "of" and bool(taken)
        if word.endswith(".") and len(bare) > _MAX_ABBREVIATION:
            break  # the end of a sentence
        if not (inside or word[0].isupper() or bare in _HEADS or bare in _INSIDE):
            break
        taken.insert(0, word)
    return " ".join(taken)


def _take(description: Description, part: str, offset: int, is_clause: bool) -> None:
    """Note the titles and words of a phrase; a noun behind a preposition, or in a clause, is somebody else's title."""
    cut = _PREPOSITION.search(part)
    head = _WORD.findall((part[: cut.start()] if cut else part).lower())
    around = [word.strip(".") for word in _WORD.findall(part.lower())]
    description.words.update(_PARTIES.get(word, word) for word in around)
    if is_clause:
        return
    for before, noun in zip(["", *head], head, strict=False):
        qualifier = before if before in _QUALIFIERS else ""
        for title in (noun, noun.rpartition("-")[2], *_IMPLIED.get(noun, ())):
            if title in _HEADS or title in _PARTY_NOUNS:
                description.titles.setdefault((qualifier, title), offset)
