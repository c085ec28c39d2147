"""The dateline of a report: place, day and agency at its head.

Whose names in it count is a matter of `mentions.credits`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsloom.transforms.cleaning.candidates import Found
from newsloom.transforms.cleaning.dates import is_date
from newsloom.transforms.cleaning.outlets import AGENCY, AGENCY_BY_FORM, OUTLET_NAMES
from newsloom.transforms.text.bylines import is_full_name
from newsloom.transforms.text.calendar import DATE, MONTH_NAMES
from newsloom.transforms.text.lexicon import words

__all__ = ["Dateline", "dateline", "find_dateline"]

_UPPER = "A-Z" + "".join(chr(c) for c in (*range(0xC0, 0x180), 0x218, 0x21A, 0x1E9E) if chr(c).isupper())
_CAPITALS = rf"(?>(?:[{_UPPER}’'.]|-(?=[{_UPPER}’'.]))*)"  # atomic: a hyphen is read in one way only
PLACE = rf"[{_UPPER}](?=[{_UPPER}’'.-]){_CAPITALS}(?: [{_UPPER}]{_CAPITALS}){{0,3}}"
_REGION = r"(, (?:[A-Z][\w’'. -]{1,30}))??"
_MONTH = rf"(?:{'|'.join(month[:3] for month in MONTH_NAMES)})[a-z]*"
_DAY = rf"(?:[,.] ({_MONTH}\.? \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}\.?(?: \d{{4}})?))?"
_SOURCE = r"[(\[/]([A-Za-z][\w .-]{1,30})[)\]/]"
_DASH = r"[ \t]*(?:--|[—–-])[ \t]+"
DATELINE = re.compile(rf"[ \t]*({PLACE}(?:/{PLACE})?){_REGION}{_DAY},?[ \t]*(?:{_SOURCE})?(?:{_DASH}|[ \t]+\|[ \t]+)")
DATELINE_DAY = re.compile(rf"[ \t]*(?:{PLACE}{_REGION}[ \t]*)?\(((?i:{DATE}))\)")
_DAY_OF_YEAR = rf"{_MONTH}\.? \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}\.?(?: \d{{4}})?"
_TOWN = r"[A-Z][\w’'.-]+(?:[ /][A-Z][\w’'.-]+){0,3}"
TOWN_DATELINE = re.compile(  # in small letters only with a day and an agency
    rf"[ \t]*({_TOWN})((?:, {_TOWN})?)(?: ?\[{_TOWN}\])?, ({_DAY_OF_YEAR})"
    rf"[ \t]*\(({AGENCY})\)(?:{_DASH}|[ \t]*:[ \t]+|[ \t]+(?=[{_UPPER}\"“]))"
)
TOWN_AND_AGENCY = re.compile(  # or without the day, where a dash parts them from the text
    rf"[ \t]*({_TOWN})((?:, {_TOWN})?)()[ \t]*"
    rf"\(({AGENCY}|(?:[A-Z][\w-]+ ){{1,2}}(?:News Agency|News Service|Newswire))\){_DASH}"
)
SOURCED = re.compile(  # or with other signs around a known agency, and behind it
    rf"[ \t]*({PLACE}|{_TOWN})((?:, {_TOWN})?)(?:[,.] ?({_DAY_OF_YEAR}))?\.?[ \t]*[(/]({AGENCY})[)/]"
    rf"(?:\.?{_DASH}|\.[ \t]*-?[ \t]+(?=[{_UPPER}\"“]))"
)
AGENCY_LIKE = re.compile(r"(?:[A-Z][\w.-]+ ){0,2}(?-i:[A-Z][\w-]*)?(?i:wire|press|news agency|news service|newswire)")
INITIALS = re.compile(r"[A-Z]{3,5}")
AGENCY_ONLY = re.compile(rf"[ \t]*{_SOURCE}{_DASH}")
LOOSE_DATELINE = re.compile(  # a town in small letters: nobody is named there, but it is too unsure for a column
    r"[A-Z][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){0,3}(?:, [A-Z][\w.]*(?: [A-Z]\w*)?)?(?:, \w+\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: ?\([A-Z][\w. /]*\))? ?(?:—|–|--|- |\(Reuters\))"
)
_SOURCED = re.compile(r"\(|\d")  # with an agency or a day; without, a sentence may begin with a name and a dash
_NO_PLACES = words("credits", "label")


def dateline(text: str) -> list[Found]:
    """Place, agency and full date of the dateline in the first lines; the text keeps it.

    >>> [(f.field, f.value) for f in dateline("KYIV, Feb. 13 (Reuters) - Ukraine said on Thursday ...")]
    [('dateline_place', 'KYIV'), ('wire_agency', 'Reuters')]
    """
    for line in re.finditer(r"[^\n]+", text[:2000]):
        for match in (form.match(line[0]) for form in (DATELINE, TOWN_DATELINE, TOWN_AND_AGENCY, SOURCED, AGENCY_ONLY)):
            if match and (candidates := list(_dateline_parts(match, line.start()))):
                return candidates
        if (day := DATELINE_DAY.match(line[0])) and is_date(day[2]):
            return [Found("published_at", day[2], "dateline", line.start() + day.start(2), line.start() + day.end(2))]
        if len(line[0]) > 200:
            break
    return []


@dataclass(frozen=True)
class Dateline:
    """A dateline in front of a paragraph's sentences, as offsets in its text.

    Up to `end` only places are named, and those only up to `places_end`. `place` is a place in capitals, None where the
    form may be a name's as well.
    """

    end: int
    places_end: int
    place: tuple[int, int] | None = None


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph begins with.

    >>> find_dateline("KYIV (Reuters) - Ukraine said"), find_dateline("Kyiv, Feb. 3 - Ukraine said")
    (Dateline(end=17, places_end=5, place=(0, 4)), Dateline(end=15, places_end=15, place=None))
    >>> find_dateline("PHOTOS - Ukraine said"), find_dateline("Ann Poe - who sang - left")
    (None, None)
    """
    if paragraph.split(" ", 1)[0] in _NO_PLACES:
        return None
    if strict := DATELINE.match(paragraph):
        return Dateline(strict.end(), _places_end(strict[0]), strict.span(1))
    loose = LOOSE_DATELINE.match(paragraph)
    return Dateline(loose.end(), _places_end(loose[0])) if loose and _SOURCED.search(loose[0]) else None


def _places_end(dateline: str) -> int:
    """Where the places of a dateline end: before its agency."""
    return len(dateline.partition("(")[0])


def _dateline_parts(match: re.Match[str], at: int) -> Iterator[Found]:
    groups = match.re.groups
    agency = match[groups]
    dated = groups > 1 and match[3] and is_date(match[3])
    credited = bool(agency) and _is_agency(agency.strip(), behind_place=groups > 1)
    if agency and not credited and not dated:
        return
    if match[0].rstrip().endswith("|") and not any(match.groups()[1:]):
        return  # a word in capitals before a bar is a section
    if (
        groups > 1
        and match[1] not in _NO_PLACES
        and not (match.re in (TOWN_AND_AGENCY, SOURCED) and is_full_name(match[1]))
    ):
        yield Found("dateline_place", match[1], "dateline", at + match.start(1), at + match.end(1))
        if dated:
            yield Found("published_at", match[3], "dateline", at + match.start(3), at + match.end(3))
    if credited:
        yield Found("wire_agency", agency, "dateline", at + match.start(groups), at + match.end(groups))


def _is_agency(name: str, behind_place: bool) -> bool:
    """Whether a name in a dateline's brackets is an agency's: a known one, or one whose name or initials say so."""
    if name in AGENCY_BY_FORM or name.rpartition(" ")[0] in AGENCY_BY_FORM:  # with its desk, as Reuters Health
        return True
    new = AGENCY_LIKE.fullmatch(name) or (behind_place and INITIALS.fullmatch(name))
    return bool(new) and name not in OUTLET_NAMES and name.upper() not in _NO_PLACES
