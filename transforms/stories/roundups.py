"""Pages that are no report of one event: roundups and briefings, which tell of many, live pages, and previews.

Roundups and live pages join no story, since they would tie together what they happen to tell side by side. A preview
joins the story of what it looks forward to, but no single article reports just that: it is in no same-story pair.
"""

from __future__ import annotations

import re
from functools import cache

from newsloom.transforms.text.calendar import MONTHS
from newsloom.transforms.text.lexicon import alternatives, words

ROUNDUP, LIVE_PAGE, PREVIEW = "roundup", "live_page", "preview"

_OPENING = 300  # code points at the beginning of a text in which it says what it is; by hand
_STAMPS = 5  # lines that begin with a time of day, from which on a text is a live page; by hand
_SEGMENT = re.compile(r"\s*[:|]\s|\s[–—-]\s")
_WORD = re.compile(r"[\w'-]+")
_STAMP = re.compile(
    r"^\s*\(?(?:updated:?\s+)?(?:[01]?\d|2[0-3])[:.][0-5]\d\s?(?:[ap]\.?m\b\.?)?", re.IGNORECASE | re.MULTILINE
)


def page_kind(title: str | None, text: str) -> str | None:
    """`roundup`, `live_page` or `preview` for an article that says so itself, else None.

    >>> page_kind("Your Wednesday briefing", "")
    'roundup'
    >>> page_kind("Flood in Skarholm: live updates", "")
    'live_page'
    >>> page_kind("What to expect from the harbour hearing", "")
    'preview'
    >>> page_kind("Minister misses daily harbour briefing", "")
    """
    heading, opening = _plain(title or ""), _plain(text[:_OPENING])
    if _has(heading, "live") or len(_STAMP.findall(text)) >= _STAMPS:
        return LIVE_PAGE
    if _has(heading, "title") or _has(opening, "opening") or any(map(_is_letter, _SEGMENT.split(heading))):
        return ROUNDUP
    return PREVIEW if _has(heading, "preview") else None


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _has(text: str, kind: str) -> bool:
    """Whether a phrase of that kind stands in the text, at the ends of words."""
    return bool(_phrases(kind).search(text))


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives('roundups', kind)})(?!\w)")


def _is_letter(segment: str) -> bool:
    """Whether a part of a title names a briefing, and nothing of what is in it."""
    parts = [part.removesuffix("'s") for part in _WORD.findall(segment)]
    times = words("roundups", "time") | words("function_words", "day") | MONTHS.keys()
    letters = [part for part in parts if part in words("roundups", "letter")]
    rest = [part for part in parts if part not in words("roundups", "letter")]
    return len(letters) == 1 and bool(rest) and all(part in times or part.isdecimal() for part in rest)
