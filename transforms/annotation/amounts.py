"""Amounts and dates by rule: their forms are few and regular, and open corpora annotate them badly.

`find_amounts` gives MONEY, PERCENT, TIME, DATE, QUANTITY, ORDINAL and CARDINAL spans of a text, without overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsloom.transforms.text.calendar import MONTH_NAMES, MONTH_SHORT
from newsloom.transforms.text.lexicon import alternatives, ordered_lexicon


def _any_case(kind: str) -> str:
    """Words of one kind in any case, their first letters asked first: most words of a text begin otherwise."""
    begins = "".join(sorted({word[0] for word in ordered_lexicon("amounts")[kind]}))
    return rf"(?i:(?=[{begins}])(?:{alternatives('amounts', kind)}))"


_SMALL, _TENS, _BIG = _any_case("small"), _any_case("tens"), alternatives("amounts", "big")
_WORDS = rf"(?:{_TENS}|{_SMALL}|(?:a\s)?(?:{_BIG}))"
_DIGITS = r"\d{1,3}(?:,\d{3}){1,8}(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = rf"(?:\s?-?(?:{_BIG}|mln|bn|tn|m|k)\b)"
# each word in one way only, and not without end: what no rule completes is read once for each way and place
NUMBER = rf"(?:(?:{_DIGITS}){_SCALE}?|{_WORDS}(?:(?:[ -](?:and\s)?){_WORDS}){{0,24}})"

_COINS, _CODES, _SPAN = (alternatives("amounts", kind) for kind in ("coin", "code", "span"))
_SIGN = r"(?:(?:US|C|CA|A|AU|NZ|HK|S|R)?\$|[€£¥₹₽₩₦₺₪])"

_MONTH = rf"{'|'.join(MONTH_NAMES)}|(?:{'|'.join(MONTH_SHORT)})\b\.?"
_LONE_MONTH = "|".join(name for name in MONTH_NAMES if name not in ("March", "May"))
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PARTS = "morning|afternoon|evening|night|hour"
_CENTURY = "(?:1[5-9]|20)"
_YEAR = rf"{_CENTURY}\d\d"
_THIS = r"(?:last|next|this|past|previous|coming|following|recent|current|earlier this|later this|late last|early next)"
_COUNT = rf"(?:{NUMBER}|several|few|a|an|many|couple of)"
_DAYNO = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"

_CLOCK = r"\d{1,2}(?::\d\d){1,2}(?:\s?[ap]\.?m\.?)?|\d{1,2}(?:\.\d\d)?\s?[ap]\.?m\.?(?![a-z])"
_ZONE = r"(?:\s(?:GMT|UTC|EST|EDT|ET|PST|PDT|PT|CET|BST|local time))?"

_UNITS, _ORDINALS = alternatives("amounts", "unit"), _any_case("ordinal")


class Rule(NamedTuple):
    """A type, the pattern of its spans, and what a text needs to have one of: without it no pattern is tried."""

    label: str
    pattern: str
    needs: tuple[str, ...] = ()


def _pieces(*words: str) -> tuple[str, ...]:
    """Those of some words that hold no other one of them: a text with any of the words has one of these."""
    return tuple(word for word in words if not any(other in word for other in words if other != word))


_DIGIT = ("a digit",)  # of any script
_COIN_WORDS, _UNIT_WORDS, _SPANS = (_pieces(*ordered_lexicon("amounts")[kind]) for kind in ("coin", "unit", "span"))
_PERCENTS, _MONTHS = ("%", "cent"), _pieces(*MONTH_NAMES, *MONTH_SHORT)
_HOURS = ("night", "noon", "midday", "dawn", "dusk")
_UNITS_OF_TIME, _DAYPARTS = ("second", "minute", "hour"), tuple(_PARTS.split("|"))
_DAYS, _NAMED_DAYS, _FEASTS = ("day",), ("day", "tomorrow"), ("Christmas", "New Year", "Thanksg", "Indep", "Easter")

RULES = (
    Rule("MONEY", rf"{_SIGN}\s?(?:{_DIGITS})(?:\s?[-–]\s?{_SIGN}?(?:{_DIGITS}))?{_SCALE}?", _DIGIT),
    Rule("MONEY", rf"\b{NUMBER}(?:\s(?:U\.?S\.?|Canadian|Australian|Hong Kong))?\s(?:{_COINS})\b", _COIN_WORDS),
    Rule("MONEY", rf"\b(?:{_CODES})\s?(?:{_DIGITS}){_SCALE}?", _DIGIT),
    Rule("PERCENT", rf"\b{NUMBER}(?:\s?(?:-|–|to|or)\s?{NUMBER})?(?:\s?%|[\s-](?:per\s?cent|percentage[\s-]points?)\b)",
         _PERCENTS),
    Rule("TIME", rf"\b(?:{_CLOCK}){_ZONE}", _DIGIT),
    Rule("TIME", r"\b(?:midnight|noon|midday|dawn|dusk|tonight|overnight)\b", _HOURS),
    Rule("TIME", rf"\b{_COUNT}\s(?:seconds?|minutes?|hours?)\b", _UNITS_OF_TIME),
    Rule("TIME", rf"\b(?:{_THIS}|{_DAY}|the|yesterday|tomorrow)\s(?:{_PARTS})\b", _DAYPARTS),
    Rule("DATE", rf"\b(?:(?:{_DAY}),?\s)?(?:{_DAYNO}(?:\s?[-–]\s?{_DAYNO})?\s(?:of\s)?(?:{_MONTH}))(?:,?\s{_YEAR}\b)?",
         _MONTHS),
    Rule("DATE", rf"\b(?:(?:{_DAY}),?\s)?(?:{_MONTH})\s{_DAYNO}\b(?:\s?[-–]\s?{_DAYNO}\b)?(?:,?\s{_YEAR}\b)?", _MONTHS),
    Rule("DATE", rf"\b(?:(?:early|late|mid)[- ])?(?:{_MONTH})(?:,?\s(?:of\s)?(?:{_YEAR}|{_THIS}\syear))\b", _MONTHS),
    Rule("DATE", rf"\b(?:{_YEAR}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/(?:\d\d)?\d\d)\b", _DIGIT),
    Rule("DATE", rf"\b(?:(?:early|late|mid|the)[- ]){{0,2}}(?:{_CENTURY}\d0|\d0)s\b", _DIGIT),
    Rule("DATE", rf"\b(?:the\s)?(?:{_THIS})\s(?:{NUMBER}\s)?(?:{_SPAN})s?\b", _SPANS),
    Rule("DATE", rf"\b(?:more than\s)?{_COUNT}\s(?:{_SPAN})s?\s(?:ago|earlier|later)\b", _SPANS),
    Rule("DATE", rf"\b{NUMBER}[\s-](?:{_SPAN})s?(?:[\s-]old)?\b", _SPANS),
    Rule("DATE", r"\b(?:yesterday|today|tomorrow)\b", _NAMED_DAYS),
    Rule("DATE", r"\b(?:Christmas|New Year[’']s|Thanksgiving|Independence|Easter)(?:\s(?:Day|Eve|Sunday))?\b", _FEASTS),
    Rule("DATE", rf"\b(?:{_THIS}\s)?{_DAY}s?\b", _DAYS),
    Rule("DATE", rf"\b(?:{_THIS}\s|early\s|late\s|mid-)?(?:{_LONE_MONTH})\b", _MONTHS),
    Rule("DATE", r"\b(?:in|since|until|by|of|last|this|next|early|late|from|between|before|after)\s(March|May)\b",
         _MONTHS),
    Rule("DATE", rf"(?<![\d,.$€£/-]){_YEAR}(?![\d,/]|\.\d|\s(?:people|votes|miles|km))(?:[-–/]\d\d(?:\d\d)?)?\b",
         _DIGIT),
    Rule("QUANTITY", rf"\b{NUMBER}[\s-]?(?:square\s|cubic\s|nautical\s)?(?:{_UNITS})(?![A-Za-z])", _UNIT_WORDS),
    Rule("ORDINAL", rf"\b(?:{_ORDINALS}|\d+(?:st|nd|rd|th))\b"),
    Rule("CARDINAL", rf"(?<![\w.,/:-]){NUMBER}(?:[-–]{NUMBER})?(?![\w/]|-[A-Za-z])"),
)  # fmt: skip
"""Types in order of precedence: a text that one rule has taken is closed to those after it."""

_NEEDS = tuple(dict.fromkeys(rule.needs for rule in RULES))
_COMPILED = tuple((rule.label, re.compile(rule.pattern), _NEEDS.index(rule.needs)) for rule in RULES)
_ANY_DIGIT = re.compile(r"\d")


def find_amounts(text: str) -> list[tuple[int, int, str]]:
    """Start, end and type of each amount, date and time, in text order.

    >>> [("about $5 million in May 2019"[a:b], label) for a, b, label in find_amounts("about $5 million in May 2019")]
    [('$5 million', 'MONEY'), ('May 2019', 'DATE')]
    """
    taken = bytearray(len(text))
    amounts = []
    has = [_has_any(text, needs) for needs in _NEEDS]
    for label, pattern, needs in _COMPILED:
        for start, end in _matches(pattern, text) if has[needs] else ():
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                amounts.append((start, end, label))
    return sorted(amounts)


def _has_any(text: str, needs: tuple[str, ...]) -> bool:
    """Whether a text has one of the things that a pattern needs, if it needs any."""
    if needs == _DIGIT:
        return _ANY_DIGIT.search(text) is not None
    return not needs or any(map(text.__contains__, needs))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        group = 1 if pattern.groups and match.group(1) else 0
        yield match.span(group)
