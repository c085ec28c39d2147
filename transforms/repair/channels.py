"""How UTF-8 text gets garbled: the code pages it is read under, and what may happen to it afterwards.

A character of two to four bytes, read under a one-byte code page, turns into as many characters: a lead and its
trails. Trails may then be lost (control characters dropped, or shown as "?" or U+FFFD), turned into blanks
(no-break spaces), or spread out by a compatibility normalisation ("¼" to "1⁄4"). `forms` reads all of that
backwards at one place of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import ftfy.bad_codecs  # noqa: F401  registers the codec utf-8-variants

__all__ = [
    "PAGES",
    "PAGE_NAMES",
    "SPREAD_ACCENTS",
    "Form",
    "Page",
    "forms",
    "is_target",
    "leftovers",
    "pairs",
    "suspects",
]

PAGE_NAMES = (
    "cp1252",
    "latin-1",
    "cp1254",
    "cp1250",
    "cp1257",
    "cp1251",
    "cp1253",
    "mac_roman",
    "iso8859-2",
    "cp437",
    "cp850",
)
# What a repair may produce: scripts, punctuation and symbols that occur in news.
TARGETS: tuple[tuple[int, int], ...] = (
    (0xA0, 0x52F),
    (0x590, 0x6FF),
    (0x900, 0xE7F),
    (0x1E00, 0x1EFF),
    (0x2002, 0x2044),
    (0x20A0, 0x20C0),
    (0x2070, 0x209C),
    (0x2113, 0x2122),
    (0x2150, 0x215E),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2300, 0x23FF),
    (0x2500, 0x27BF),
    (0x3000, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xFB01, 0xFB02),
    (0xFE0F, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFF01, 0xFF5E),
    (0x1F300, 0x1FAFF),
)
# Compatibility forms of trails, as they stand after normalisation → the character that they came from.
SPREAD = {
    "1⁄4": "¼",
    "1⁄2": "½",
    "3⁄4": "¾",
    "1": "¹",
    "2": "²",
    "3": "³",
    "o": "º",
    "a": "ª",
    "μ": "µ",
    " \u0308": "¨",
    " \u0304": "¯",
    " \u0301": "´",
    " \u0327": "¸",
    " \u0303": "˜",
    "...": "…",
    "TM": "™",
}
SPREAD_FROM = {first: [item for item in SPREAD.items() if item[0][0] == first] for first in {s[0] for s in SPREAD}}
SPREAD_ACCENTS = ("\u0308", "\u0304", "\u0301", "\u0327", "\u0303")  # as a normalisation leaves them, behind a blank
LOST = "?\ufffd"
MARKS = "–—‘’“”"  # both trails are control characters under latin-1, so all that is left of these is "â"
C1 = range(0x80, 0xA0)
MIXED_UP = {"latin-1": "cp1252", "mac_roman": "mac_roman"}  # what control characters of latin-1 are taken for


@dataclass(frozen=True)
class Page:
    """A code page: its characters' bytes in the range of leads and of trails, and the bytes it leaves undefined."""

    name: str
    leads: dict[str, int]
    trails: dict[str, int]
    undefined: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A garbled character: its text ends at `end`, it stands for `char`; what befell its trails, in `Prices` units."""

    end: int
    char: str
    spread: float = 0
    lost: float = 0


def _page(name: str) -> Page:
    chars = {byte: bytes([byte]).decode(name, "ignore") for byte in range(0x80, 0x100)}
    undefined = tuple(byte for byte in C1 if not chars[byte] or chars[byte] < "\xa0")
    chars = {byte: char or chr(byte) for byte, char in chars.items()}
    leads = {chars[byte]: byte for byte in range(0xC2, 0xF5)}
    return Page(name, leads, {chars[byte]: byte for byte in range(0x80, 0xC0)}, undefined)


PAGES: tuple[Page, ...] = tuple(map(_page, PAGE_NAMES))


def is_target(char: str) -> bool:
    """Whether a repair may produce this character."""
    code = ord(char)
    return any(first <= code <= last for first, last in TARGETS)


def forms(text: str, at: int, page: Page) -> list[Form]:
    """Every garbled character that may begin at `at`, read under one code page."""
    lead = page.leads.get(text[at])
    if lead is None:
        return _mixed_up(text, at, page)
    if lead == 0xED and (pair := _surrogates(text, at, page)):
        return [pair]
    wanted = 1 if lead < 0xE0 else 2 if lead < 0xF0 else 3
    read = []
    for end, trails, spread, lost in _trails(text, at + 1, page, wanted):
        char = bytes((lead, *trails)).decode("utf-8", "ignore")
        if len(char) == 1:
            read.append(Form(end, char, min(spread, 0.5) if char == "\xa0" else spread, lost))
    if lead == 0xE2 and 0x80 in page.undefined and text[at + 1 : at + 2] not in page.trails and not _is_whole(text, at):
        read += [Form(at + 1, mark, 0, 2) for mark in MARKS]
    return read


def _is_whole(text: str, at: int) -> bool:
    """Whether a sign of three bytes stands here under some code page, so that its lead is no lone one."""
    for page in PAGES:
        codes = [page.leads.get(text[at]), *(page.trails.get(char) for char in text[at + 1 : at + 3])]
        char = bytes(code for code in codes if code).decode("utf-8", "ignore")  # nothing, where a byte is missing
        if len(char) == 1 and is_target(char):
            return True
    return False


def _mixed_up(text: str, at: int, page: Page) -> list[Form]:
    """A control character of latin-1 is a quotation mark or dash of cp1252, or a letter of the old Macintosh."""
    if not "\x80" <= text[at] <= "\x9f" or page.name not in MIXED_UP:
        return []
    char = bytes([ord(text[at])]).decode(MIXED_UP[page.name], "ignore")
    return [Form(at + 1, char)] if char > "\x9f" else []


def _surrogates(text: str, at: int, page: Page) -> Form | None:
    """Both halves of a surrogate pair, each in three bytes (CESU-8)."""
    codes = [page.leads.get(c, page.trails.get(c, 0)) for c in text[at : at + 6]]
    if len(codes) < 6 or not (0xA0 <= codes[1] < 0xB0 and codes[3] == 0xED and codes[4] >= 0xB0):
        return None
    char = bytes(codes).decode("utf-8-variants", "ignore")
    return Form(at + 6, char) if len(char) == 1 else None


Trails = tuple[int, tuple[int, ...], float, float]


def _trails(text: str, at: int, page: Page, wanted: int, lost: float = 0) -> Iterator[Trails]:
    """(end, bytes, spread, lost) for every way to read `wanted` trails from `at`; at most one may be lost."""
    if not wanted:
        yield at, (), 0, lost
        return
    for end, byte, spread, gone in _trail(text, at, page, lost):
        for last, rest, more, total in _trails(text, end, page, wanted - 1, lost + gone):
            yield last, (byte, *rest), spread + more, total


def _trail(text: str, at: int, page: Page, lost: float) -> Iterator[tuple[int, int, float, float]]:
    char = text[at : at + 1]
    if char in page.trails and char:
        yield at + 1, page.trails[char], 0, 0
        return
    for spread, origin in SPREAD_FROM.get(char, ()):
        if origin in page.trails and text.startswith(spread, at):
            yield at + len(spread), page.trails[origin], 1, 0
    if char in (" ", "\xa0"):
        yield from _blank(text, at, page)
    if lost:
        return
    if char and char in LOST:
        yield from ((at + 1, byte, 0, 1 if byte in page.undefined else 4) for byte in C1)
    else:
        yield from ((at, byte, 0, 1) for byte in page.undefined)


def _blank(text: str, at: int, page: Page) -> Iterator[tuple[int, int, float, float]]:
    """A blank for a no-break space: the trail itself, or a blank of its own that the trail was run together with."""
    byte = page.trails.get("\xa0")
    if byte is None or text[at + 1 : at + 2] in SPREAD_ACCENTS:
        return
    double = text[at + 1 : at + 2] in (" ", "")  # a stretch ends in front of a blank
    yield at + 1, byte, 0.5 if double else 3, 0
    if not double:
        yield at, byte, 0.5, 0


@cache
def _prefixes() -> frozenset[tuple[int, int]]:
    """First two bytes of every target in UTF-8."""
    return frozenset(tuple(chr(code).encode()[:2]) for first, last in TARGETS for code in range(first, last + 1))  # type: ignore[misc]


@cache
def _following(loose: bool) -> dict[str, frozenset[str]]:
    """The characters that may follow each lead; loosely, also what a spread or lost trail leaves."""
    following: dict[str, set[str]] = {}
    seconds: dict[int, list[int]] = {}
    for first, second in _prefixes():
        seconds.setdefault(first, []).append(second)
    for page in PAGES:
        chars = {byte: char for char, byte in page.trails.items()}
        for lead, byte in page.leads.items():
            trails = {chars[second] for second in seconds.get(byte, ())}
            if trails and loose:
                trails |= {s[0] for s, origin in (*SPREAD.items(), (" ", "\xa0")) if origin in trails} | set(LOST)
            following.setdefault(lead, set()).update(trails)
    return {lead: frozenset(trails) for lead, trails in following.items() if trails}


@cache
def _coarse(loose: bool) -> re.Pattern[str]:
    """One pair of character classes, which a regular expression scans for quickly; hits are looked at one by one."""
    following = _following(loose)
    trails = frozenset().union(*following.values())
    return re.compile(f"{_class(following)}(?={_class(trails)})" + (f"|{ODD}" if loose else ""))


def _class(chars: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(chars)))}]"


# Odd by themselves: control characters; a capital inside a word; "â" where an apostrophe, dash or quote may have been.
ODD = (
    r"[\x80-\x9f\ufffd]|[À-ÖØ-Þ](?<=[a-zß-ÿ].)(?![A-ZÀ-Þ])"
    r"|â(?:(?=[stdmrlv]?\b|¬|re\b|ll\b|ve\b)|(?<=[.,!?]â)|(?<![^\s(\[—]â)(?=[A-Z\s]))"
)
NEARBY = "".join(
    sorted({c for p in PAGES[:5] for c, b in p.leads.items() if 0xC3 <= b <= 0xC6 or b == 0xE1} | set("âÐÑÎÏ×ØÙ"))
)
STILL_ODD = re.compile(r"[\x80-\x84\x86-\x9f]|\x85(?<=[^\W\d_].)|[ÃÂ](?=[ \xa0])")


@cache
def _odd() -> re.Pattern[str]:
    return re.compile(ODD)


@cache
def _coarse_nearby() -> re.Pattern[str]:
    return re.compile(f"{_coarse(True).pattern}|{_class(NEARBY)}")


def suspects(text: str, nearby: bool = False) -> Iterator[int]:
    """Where a text may be garbled. `nearby`: single leads too, all that is left where trails were dropped."""
    following = _following(True)
    pattern = _coarse_nearby() if nearby else _coarse(True)
    for match in pattern.finditer(text):
        at = match.start()
        if (
            text[at + 1 : at + 2] in following.get(text[at], ())
            or (nearby and text[at] in NEARBY)
            or _odd().match(text, at)
        ):
            yield at


def pairs(text: str) -> list[int]:
    """Where a lead stands in front of a fitting trail."""
    if text.isascii():
        return []
    following = _following(False)
    starts = (match.start() for match in _coarse(False).finditer(text))
    return [at for at in starts if text[at + 1] in following[text[at]]]


def leftovers(text: str) -> list[int]:
    """What looks garbled even after repair: pairs, control characters, a lone no-break lead."""
    return pairs(text) + [match.start() for match in STILL_ODD.finditer(text)]
