"""Chambers that many countries have: whose "the Senate" is, in an article that does not say."""

from __future__ import annotations

import re
from collections.abc import Set

from newsloom.transforms.names.gazetteer import Gazetteer
from newsloom.transforms.text.lexicon import lexicon, words

_STATES = lexicon("states")
_PARTIES = words("titles", "party", "member")
_HOME = (
    _STATES.keys() | _PARTIES | {f"{word}s" for word in _PARTIES} | {form for some in _STATES.values() for form in some}
)
"""Names of the United States' states and parties."""
OF_THE_STATES = frozenset(("senate", "congress", "house"))
"""Chambers that mean those of the United States in most English news, and in one about another country its own."""
_BEHIND_PLACE = re.compile(r" ?(?:[—–:,(-]|--)")
_DATELINED = 4  # line breaks before a dateline, those of title and byline; by hand


def opens_as_dateline(text: str, start: int, end: int) -> bool:
    """Whether a name at [start, end) begins an article as the place of its dateline does."""
    before = text[:start]
    opens = before[-1:] in ("", "\n") and before.count("\n") <= _DATELINED
    return opens and _BEHIND_PLACE.match(text, end) is not None


def chambers_nation(place: str | None, forms: Set[str], gazetteer: Gazetteer) -> str | None:
    """ISO code of the country whose chambers an article names as "the Senate": that of the capital in which it is
    datelined (folded, None without), where none of its names, folded, is of the United States."""
    iso = gazetteer.seat_of.get(place or "")
    home = any("US" in (gazetteer.country_of.get(form), gazetteer.seat_of.get(form)) for form in forms)
    return None if home or forms & _HOME else iso
