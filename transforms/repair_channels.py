"""How UTF-8 text gets garbled: the code pages it is read under, and what may happen to it afterwards.

A character of two to four bytes, read under a one-byte code page, turns into as many characters: a lead and its
trails. Trails may then be lost (control characters dropped, or shown as "?" or U+FFFD), turned into blanks
(no-break spaces), or spread out by a compatibility normalisation ("¼" to "1⁄4"). `forms` reads all of that
backwards at one place of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

__all__ = ["PAGES", "Form", "Page", "forms", "lead_pattern", "trigger_pattern"]

PAGE_NAMES = ("cp1252", "latin-1", "cp1254", "cp1250", "cp1257", "cp1251", "cp1253", "mac_roman", "cp437", "cp850")
# What a repair may produce: scripts, punctuation and symbols that occur in news.
TARGETS: tuple[tuple[int, int], ...] = (
    (0xA0, 0x2FF),
    (0x370, 0x52F),
    (0x590, 0x6FF),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2044),
    (0x20A0, 0x20C0),
    (0x2070, 0x209C),
    (0x2113, 0x2122),
    (0x2150, 0x215E),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x25A0, 0x27BF),
    (0x3000, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xFE0F, 0xFE0F),
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
    " ": "\xa0",
}
LOST = "?\ufffd"
MARKS = "–—‘’“”"  # both trails are control characters under latin-1, so all that is left of these is "â"
C1 = range(0x80, 0xA0)


@dataclass(frozen=True)
class Page:
    """A code page: its characters' bytes in the range of leads and of trails, and the bytes it leaves undefined."""

    name: str
    leads: dict[str, int]
    trails: dict[str, int]
    undefined: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A garbled character: its text ends at `end`, it stands for `char`; how many trails were spread or lost."""

    end: int
    char: str
    spread: int = 0
    lost: int = 0


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
        return []
    wanted = 1 if lead < 0xE0 else 2 if lead < 0xF0 else 3
    found = []
    for end, trails, spread, lost in _trails(text, at + 1, page, wanted):
        char = bytes((lead, *trails)).decode("utf-8", "ignore")
        if len(char) == 1:
            found.append(Form(end, char, spread, lost))
    if lead == 0xE2 and 0x80 in page.undefined and text[at + 1 : at + 2] not in page.trails:
        found += [Form(at + 1, mark, 0, 2) for mark in MARKS]
    return found


Trails = tuple[int, tuple[int, ...], int, int]


def _trails(text: str, at: int, page: Page, wanted: int, lost: int = 0) -> Iterator[Trails]:
    """(end, bytes, spread, lost) for every way to read `wanted` trails from `at`; at most one may be lost."""
    if not wanted:
        yield at, (), 0, lost
        return
    for end, byte, spread, gone in _trail(text, at, page, lost):
        for last, rest, more, total in _trails(text, end, page, wanted - 1, lost + gone):
            yield last, (byte, *rest), spread + more, total


def _trail(text: str, at: int, page: Page, lost: int) -> Iterator[tuple[int, int, int, int]]:
    char = text[at : at + 1]
    if char in page.trails and char:
        yield at + 1, page.trails[char], 0, 0
        return
    for spread, origin in SPREAD.items():
        if char and origin in page.trails and text.startswith(spread, at):
            yield at + len(spread), page.trails[origin], 1, 0
    if lost:
        return
    if char and char in LOST:
        yield from ((at + 1, byte, 0, 1) for byte in C1)
    else:
        yield from ((at, byte, 0, 1) for byte in page.undefined)


@cache
def _prefixes() -> frozenset[tuple[int, int]]:
    """First two bytes of every target in UTF-8."""
    return frozenset(tuple(chr(code).encode()[:2]) for first, last in TARGETS for code in range(first, last + 1))  # type: ignore[misc]


@cache
def trigger_pattern() -> re.Pattern[str]:
    """Finds where a text may be garbled: a lead with a fitting trail under some code page, or an odd character."""
    following: dict[str, set[str]] = {}
    for page in PAGES:
        bytes_ = {byte: char for char, byte in (page.trails | {}).items()}
        for char, lead in page.leads.items():
            trails = {bytes_[second] for first, second in _prefixes() if first == lead}
            if trails:
                spread = {s[0] for s, origin in SPREAD.items() if origin in trails}
                following.setdefault(char, set()).update(trails, spread, LOST)
    pairs = (f"{re.escape(lead)}[{re.escape(''.join(sorted(chars)))}]" for lead, chars in sorted(following.items()))
    odd = (r"[\x80-\x84\x86-\x9f\ufffd]", r"(?<=[a-zß-ÿ])[À-ÖØ-Þ](?![A-ZÀ-Þ])", r"â(?=[stdmrlv]?\b|¬|re\b|ll\b|ve\b)")
    odd += (r"(?<![^\s(\[—])â(?=[A-Z\s])", r"(?<=[.,!?])â")
    return re.compile("|".join([*pairs, *odd]))


@cache
def lead_pattern() -> re.Pattern[str]:
    """Finds every character that is a lead under some code page of western or central Europe."""
    leads = {char for page in PAGES[:5] for char, byte in page.leads.items() if 0xC3 <= byte <= 0xC6 or byte == 0xE1}
    return re.compile(f"[{re.escape(''.join(sorted(leads | {'â', 'Ð', 'Ñ', 'Î', 'Ï', '×', 'Ø', 'Ù'})))}]")
