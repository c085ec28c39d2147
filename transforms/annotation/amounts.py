"""Amounts and dates by rule: their forms are few and regular, and open corpora annotate them badly.

`find_amounts` gives MONEY, PERCENT, TIME, DATE, QUANTITY, ORDINAL and CARDINAL spans of a text, without overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_BIG = "hundred|thousand|million|billion|trillion"
_WORDS = rf"(?:(?i:{_TENS})|(?i:{_SMALL})|(?:a\s)?(?:{_BIG}))"
_DIGITS = r"\d{1,3}(?:,\d{3}){1,8}(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = rf"(?:\s?-?(?:{_BIG}|mln|bn|tn|m|k)\b)"
# each word in one way only, and not without end: what no rule completes is read once for each way and place
NUMBER = rf"(?:(?:{_DIGITS}){_SCALE}?|{_WORDS}(?:(?:[ -](?:and\s)?){_WORDS}){{0,24}})"

_COINS = (
    "dollars?|cents?|euros?|pounds sterling|pounds?|pence|yen|yuan|renminbi|rupees?|rupiah|rubles?|roubles?|francs?"
    "|pesos?|reais|real|rand|won|riyals?|dirhams?|dinars?|shillings?|naira|cedis?|lira|liras?|krona|kroner|kronor|zlotys?"
    "|hryvnias?|baht|ringgit|taka|shekels?"
)
_CODES = "USD|EUR|GBP|JPY|CNY|CHF|AUD|CAD|INR|RUB|BRL|ZAR|KES|NGN|Rs\\.?"
_SIGN = r"(?:(?:US|C|CA|A|AU|NZ|HK|S|R)?\$|[€£¥₹₽₩₦₺₪])"

_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_LONE_MONTH = "January|February|April|June|July|August|September|October|November|December"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SPAN = "day|week|weekend|month|quarter|year|decade|century|season|summer|winter|spring|autumn|fall"
_PARTS = "morning|afternoon|evening|night|hour"
_CENTURY = "(?:1[5-9]|20)"
_YEAR = rf"{_CENTURY}\d\d"
_THIS = r"(?:last|next|this|past|previous|coming|following|recent|current|earlier this|later this|late last|early next)"
_COUNT = rf"(?:{NUMBER}|several|few|a|an|many|couple of)"
_DAYNO = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"

_CLOCK = r"\d{1,2}(?::\d\d){1,2}(?:\s?[ap]\.?m\.?)?|\d{1,2}(?:\.\d\d)?\s?[ap]\.?m\.?(?![a-z])"
_ZONE = r"(?:\s(?:GMT|UTC|EST|EDT|ET|PST|PDT|PT|CET|BST|local time))?"

_UNITS = (
    "miles?|kilomet(?:er|re)s?|km|met(?:er|re)s?|centimet(?:er|re)s?|cm|millimet(?:er|re)s?|mm|feet|foot|ft|inch(?:es)?"
    "|yards?|acres?|hectares?|tons?|tonnes?|kilograms?|kilos?|kg|grams?|ounces?|lbs?|gallons?|lit(?:er|re)s?|barrels?"
    "|mph|km/h|knots|degrees(?: (?:Celsius|Fahrenheit))?|°[CF]?|megawatts?|gigawatts?|kilowatts?|MW|GW|kWh|watts?"
    "|gigabytes?|terabytes?|megabytes?|GB|TB|MB"
)
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    "|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty|forty|fifty)-(?:first|second"
    "|third|fourth|fifth|sixth|seventh|eighth|ninth)"
)

RULES: tuple[tuple[str, str], ...] = (
    ("MONEY", rf"{_SIGN}\s?(?:{_DIGITS})(?:\s?[-–]\s?{_SIGN}?(?:{_DIGITS}))?{_SCALE}?"),
    ("MONEY", rf"\b{NUMBER}(?:\s(?:U\.?S\.?|Canadian|Australian|Hong Kong))?\s(?:{_COINS})\b"),
    ("MONEY", rf"\b(?:{_CODES})\s?(?:{_DIGITS}){_SCALE}?"),
    ("PERCENT", rf"\b{NUMBER}(?:\s?(?:-|–|to|or)\s?{NUMBER})?(?:\s?%|[\s-](?:per\s?cent|percentage[\s-]points?)\b)"),
    ("TIME", rf"\b(?:{_CLOCK}){_ZONE}"),
    ("TIME", r"\b(?:midnight|noon|midday|dawn|dusk|tonight|overnight)\b"),
    ("TIME", rf"\b{_COUNT}\s(?:seconds?|minutes?|hours?)\b"),
    ("TIME", rf"\b(?:{_THIS}|{_DAY}|the|yesterday|tomorrow)\s(?:{_PARTS})\b"),
    ("DATE", rf"\b(?:(?:{_DAY}),?\s)?(?:{_DAYNO}(?:\s?[-–]\s?{_DAYNO})?\s(?:of\s)?(?:{_MONTH}))(?:,?\s{_YEAR}\b)?"),
    ("DATE", rf"\b(?:(?:{_DAY}),?\s)?(?:{_MONTH})\s{_DAYNO}\b(?:\s?[-–]\s?{_DAYNO}\b)?(?:,?\s{_YEAR}\b)?"),
    ("DATE", rf"\b(?:(?:early|late|mid)[- ])?(?:{_MONTH})(?:,?\s(?:of\s)?(?:{_YEAR}|{_THIS}\syear))\b"),
    ("DATE", rf"\b(?:{_YEAR}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/(?:\d\d)?\d\d)\b"),
    ("DATE", rf"\b(?:(?:early|late|mid|the)[- ]){{0,2}}(?:{_CENTURY}\d0|\d0)s\b"),
    ("DATE", rf"\b(?:the\s)?(?:{_THIS})\s(?:{NUMBER}\s)?(?:{_SPAN})s?\b"),
    ("DATE", rf"\b(?:more than\s)?{_COUNT}\s(?:{_SPAN})s?\s(?:ago|earlier|later)\b"),
    ("DATE", rf"\b{NUMBER}[\s-](?:{_SPAN})s?(?:[\s-]old)?\b"),
    ("DATE", r"\b(?:yesterday|today|tomorrow)\b"),
    ("DATE", r"\b(?:Christmas|New Year[’']s|Thanksgiving|Independence|Easter)(?:\s(?:Day|Eve|Sunday))?\b"),
    ("DATE", rf"\b(?:{_THIS}\s)?{_DAY}s?\b"),
    ("DATE", rf"\b(?:{_THIS}\s|early\s|late\s|mid-)?(?:{_LONE_MONTH})\b"),
    ("DATE", r"\b(?:in|since|until|by|of|last|this|next|early|late|from|between|before|after)\s(March|May)\b"),
    ("DATE", rf"(?<![\d,.$€£/-]){_YEAR}(?![\d,/]|\.\d|\s(?:people|votes|miles|km))(?:[-–/]\d\d(?:\d\d)?)?\b"),
    ("QUANTITY", rf"\b{NUMBER}[\s-]?(?:square\s|cubic\s|nautical\s)?(?:{_UNITS})(?![A-Za-z])"),
    ("ORDINAL", rf"\b(?:(?i:{_ORDINALS})|\d+(?:st|nd|rd|th))\b"),
    ("CARDINAL", rf"(?<![\w.,/:-]){NUMBER}(?:[-–]{NUMBER})?(?![\w/]|-[A-Za-z])"),
)  # fmt: skip
"""Types in order of precedence: a text that one rule has taken is closed to those after it."""

_COMPILED = tuple((label, re.compile(pattern)) for label, pattern in RULES)


def find_amounts(text: str) -> list[tuple[int, int, str]]:
    """Start, end and type of each amount, date and time, in text order.

    >>> [("about $5 million in May 2019"[a:b], label) for a, b, label in find_amounts("about $5 million in May 2019")]
    [('$5 million', 'MONEY'), ('May 2019', 'DATE')]
    """
    taken = bytearray(len(text))
    found = []
    for label, pattern in _COMPILED:
        for start, end in _matches(pattern, text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end, label))
    return sorted(found)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        group = 1 if pattern.groups and match.group(1) else 0
        yield match.span(group)
