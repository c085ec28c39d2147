"""Metadata in plain text: what stands in the lines above and below an article, and its byline.

Each finding is a `Found`: a candidate for a column, with its place and, where the line is no part of the
article, the lines to take out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from newsloom.transforms.cleaning.boilerplate import remove_line
from newsloom.transforms.cleaning.candidates import Found
from newsloom.transforms.cleaning.dates import DATE_FIELDS, date_field, is_date, name_and_day, place_and_day
from newsloom.transforms.cleaning.outlets import AGENCY, AGENCY_BY_FORM, OUTLET_NAMES
from newsloom.transforms.cleaning.segment import is_heading
from newsloom.transforms.inputs.exports import LABELS as LABELS_OF_COPIES
from newsloom.transforms.text.bylines import BYLINE_LEAD, is_person, names_role
from newsloom.transforms.text.calendar import DATE
from newsloom.transforms.text.clock import CLOCK
from newsloom.transforms.text.edits import Edit
from newsloom.transforms.text.folding import without_accents
from newsloom.transforms.text.lexicon import entries, words

__all__ = ["find_metadata", "headline"]

URL = r"(?:https?://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]]"
LABELS = {entry.word: entry.kind for entry in entries("bylines")}  # label in front of a colon → column
_LABEL = "|".join(sorted((re.escape(label) for label in LABELS), key=len, reverse=True))
LABELLED = re.compile(
    rf"[ \t]*[(\[]?({_LABEL})[ \t]*(?::|[–—-](?=[ \t]*{URL}))[ \t]*(\S[^\n]{{0,500}}?)[)\]]?[ \t]*", re.IGNORECASE
)
_OF_COPY = "|".join(sorted(map(re.escape, LABELS_OF_COPIES), key=len, reverse=True))
BESIDE = re.compile(rf"[ \t]*({_OF_COPY})[ \t]*:[ \t]*(\S.{{0,200}}?)[ \t]*", re.IGNORECASE)
OUTLET_LIKE = re.compile(r"[A-Z][\w’'&.-]*(?: (?:[A-Z][\w’'&.-]*|of|the|and|&|for|in)){0,5}")
_DATE_LABEL = (
    "(?:first |last |story )?(?:published|posted|updated|modified|created|uploaded|issued|filed)(?: online| time)?"
    "|publication date|date|as of"
)
DATED = re.compile(
    rf"[ \t]*[(|•·–—-]?[ \t]*({_DATE_LABEL})?[ \t]*:?[ \t]*(?:\b(?:on|at)\b)?[ \t]*({DATE})[ \t]*[|)]?[ \t]*",
    re.IGNORECASE,
)
DATED_OUTLET = re.compile(rf"[ \t]*({DATE}),[ \t]+(?-i:{OUTLET_LIKE.pattern})[ \t]*", re.IGNORECASE)
ENDING_DATE = re.compile(rf"(?:^|[|,;–—-] ?|\bon )({DATE})[ \t]*\Z", re.IGNORECASE)
_AGO = r"(?:\d+|an?|a few)[ \t]?(?:s|m|h|d|sec(?:ond)?|min(?:ute)?|h(?:ou)?r|day|week|month|year)s?[ \t]ago"
UNDATED = re.compile(
    rf"(?:{_DATE_LABEL})?:?[ \t]*(?:(?:at )?{CLOCK}|{_AGO})|\d+[ -]min(?:ute)?s?(?: read)?", re.IGNORECASE
)
_CLOCK = re.compile(CLOCK, re.IGNORECASE)
_SENTENCE = r"(?-i:(?=[A-Z\u00c0-\u00de\"'“‘„«(\[]))"
LEADING_DATE = re.compile(
    rf"\s*(?:date|published|published on|posted on)[: \t]+({DATE})(?![ \t]?[ap]\.?m\b)"
    rf"(?:[ \t]+{_SENTENCE}|[ \t]*\n\s*|\Z)",
    re.IGNORECASE,
)
_PARTICLE = "(?:de|da|di|du|del|van|von|der|den|la|le|al|bin|ibn|dos|el)(?= )"
_CAPITAL = "[A-Z\u00c0-\u00de\u0100-\u017f\u0218-\u021b\u1e00-\u1eff]"
PERSON = rf"(?:{_CAPITAL}[\w’'.-]*|[a-z]{{2,3}}(?= {_CAPITAL}))(?: (?:{_CAPITAL}[\w’'.-]*|{_PARTICLE})){{1,4}}"
_PEOPLE = rf"{PERSON}(?:(?:, | and | AND |, and | & )(?!{AGENCY}){PERSON}){{0,4}}"
BYLINE = re.compile(rf"[ \t]*{BYLINE_LEAD}[ \t]+({_PEOPLE})(?:(?:[,;]| [|–—-]| in)[ \t]+([^\n.]{{2,60}}))?[ \t]*")
POSTED = (  # as blogs have it: when, and by whom
    re.compile(
        rf"[ \t]*(?:(?i:posted|published|written|filed|updated)(?i: on)?:?[ \t]+)?"
        rf"(?P<date>(?i:{DATE}))[ \t]*[,|]?[ \t]*"
        rf"(?i:by)[ \t]+(?P<people>{_PEOPLE})[ \t]*"
    ),
    re.compile(
        rf"[ \t]*(?:(?i:posted|published|written|filed)[ \t]+)?(?i:by)[ \t]+(?P<people>{_PEOPLE})[ \t]+"
        rf"(?:(?i:on|at)[ \t]+|[|•·][ \t]*)(?P<date>(?i:{DATE}))[ \t]*(?:[|•·][^\n]{{0,80}})?"
    ),
)
BARE_NAME = re.compile(rf"[ \t]*({PERSON})(?:(?:,| [|–—-])[ \t]+([^\n.,]{{3,60}}))?[ \t]*")
BARE_NAMES = re.compile(rf"[ \t]*({_PEOPLE})[ \t]*")
HEADLINES = 3  # lines that may stand above a name alone: a headline and a standfirst, by hand
AGENCY_BYLINE = re.compile(rf"[ \t]*{BYLINE_LEAD}[ \t]+((?:The )?{AGENCY})(?: (?:Staff|staff))?()[ \t]*")
AGENCY_ALONE = re.compile(  # in brackets, behind a dash, or bare where it is no pair of initials
    rf"[ \t]*(?:[(\[](?=[^)\]\n]*[)\]])|[–—-]{{1,2}}[ \t]?|(?=\w{{3}}|[A-Z]{{2}} [A-Z]))({AGENCY})"
    rf"(?:\s?[/,&]\s?(?:{AGENCY})){{0,3}}[)\]]?[ \t]*"
)
DIVIDER = re.compile(r"[ \t]*[|/•·;][ \t]+|[,;]?(?<!last)[ \t]+(?=(?:last )?updated\b)", re.IGNORECASE)
NO_HEADLINE = re.compile(
    r"^(?:updated?|warning|photos?|images?|videos?|watch)\b|[-–—:|]\s*$|\b(?:photo|image|picture)s?:", re.I
)
BARE_URL = re.compile(f"({URL})")
MAX_LABELLED = 600  # characters of a line beside its blanks; no label with its value, date or byline is longer
_HANDLE = re.compile(r"@\w{2,30}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")  # of a network, or an address for mail
_BOLD = re.compile(r"[ \t]*(\*{1,3}|_{1,3})(?=\S)(.+)(?<=\S)\1[ \t]*")  # as Markdown marks a line
HEADER_LINES = 8
MAX_BETWEEN = 2  # by hand: a headline that is a sentence and a standfirst, or a byline's outlet and place
MAX_STANDFIRST = 200  # characters; by hand: a longer line is a paragraph, below which no header goes on
TRAILER_LINES = 6
_LONGER = 1.5  # times as long as its headline a text is at least; by hand


@dataclass(frozen=True)
class Line:
    """One line of a text that is not blank, at [start, end)."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find_metadata(text: str) -> tuple[list[Found], list[Edit]]:
    """Candidates in header and trailer lines, and the edits that take those lines out of the text.

    >>> found, edits = find_metadata("Much happened.\\nSource: https://example.org/a")
    >>> found[0].field, found[0].value, edits[0].before
    ('url', 'https://example.org/a', '\\nSource: https://example.org/a')
    """
    candidates, edits = _leading_date(text)
    lines = [Line(m[0], m.start()) for m in re.finditer(r"[^\n]+", text) if m[0].strip() and m.end() > _end(edits)]
    tail = _trailer(lines)
    head = _header(lines[: len(lines) - len(tail)])
    if len(head) + len(tail) == len(lines):  # nothing but labels: not an article whose parts these would be
        return candidates, edits
    for line, items, rule in head + tail:
        candidates += items
        edits.append(remove_line(text, "metadata", rule, line.start, line.end, _end(edits)))
    return candidates, edits


def _end(edits: Sequence[Edit]) -> int:
    return edits[-1].end if edits else 0


Labelled = tuple[Line, list[Found], str]


def _leading_date(text: str) -> tuple[list[Found], list[Edit]]:
    """A date that some exports glue in front of the first sentence."""
    match = LEADING_DATE.match(text)
    if not match or not is_date(match[1]):
        return [], []
    candidates = Found("published_at", match[1], "header", match.start(1), match.end(1))
    return [candidates], [Edit("metadata", "leading_date", 0, match.end(), match[0], "")]


def _header(lines: Sequence[Line]) -> list[Labelled]:
    """Labelled lines, bylines and dates above the text; a headline, a standfirst and an outlet may stand among them."""
    head: list[Labelled] = []
    between = 0  # lines that are none, and no headings above all that are some
    for line in lines[:HEADER_LINES]:
        items, rule = _read(line, "header", byline=True, bare_date=True)
        clear = rule == "byline" or (items and items[0].field in DATE_FIELDS)
        if not items and not between and (author := _bare_byline(lines, line)):
            items, rule, clear = author, "byline", True
        if items and (not between or (clear and line is not lines[-1])):
            head.append((line, items, rule))
        elif not between and (beside := _beside_labels(line, "header")) is not None and (head or _in_row(lines, line)):
            head.append((line, beside, "labelled_line"))
        elif head and not between and head[-1][2] == "byline" and _belongs_to_name(line.text.strip()):
            head.append((line, [], "byline"))
        elif head or not is_heading(line.text):
            between += 1
            if between > MAX_BETWEEN or len(line.text) > MAX_STANDFIRST:
                break
    return head


def _bare_byline(lines: Sequence[Line], line: Line) -> list[Found]:
    """The author in a line that is nothing but a name, or a name and a role, between a headline and the day or text.

    A name alone must stand above a line with a day or a role, or with an outlet, where it may be the first line and of
    several people; a crosshead may be a name, too.
    """
    at = lines.index(line)
    below = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
    people = BARE_NAMES.fullmatch(line.text)
    if people and below.casefold() in _outlets() and at < HEADLINES and all(is_heading(x.text) for x in lines[:at]):
        return [_found(line, people, 1, "author", "byline")]
    match = BARE_NAME.fullmatch(line.text)
    if not match or not 0 < at <= HEADLINES or not all(is_heading(above.text) for above in lines[:at]):
        return []
    sure = names_role(match[2] or below)
    if not sure and not match[2] and below and without_accents(match[1].split()[0]).casefold() in _given_names():
        sure = bool(_read(lines[at + 1], "header", byline=False, bare_date=True)[0])
    return [_found(line, match, 1, "author", "byline")] if sure and is_person(match[1]) else []


def _belongs_to_name(line: str) -> bool:
    """Whether a line below a byline goes on with it: a role, or whose writer it is."""
    return names_role(line) or line.casefold() in _outlets() or _HANDLE.fullmatch(line) is not None


@cache
def _outlets() -> frozenset[str]:
    return frozenset(name.casefold() for name in OUTLET_NAMES)


@cache
def _given_names() -> frozenset[str]:
    return words("given_names")


def _in_row(lines: Sequence[Line], line: Line) -> bool:
    """Whether the line below has a label, too: one alone may be a headline or the turn of a speaker."""
    below = lines[lines.index(line) + 1 :][:1]
    return any(_beside_labels(other, "header") is not None or LABELLED.fullmatch(other.text) for other in below)


def _trailer(lines: Sequence[Line]) -> list[Labelled]:
    tail: list[Labelled] = []
    n_clear = 0  # lines down from the uppermost that says something by itself
    for line in reversed(lines[-TRAILER_LINES:]):
        items, rule = _read(line, "trailer", byline=False, bare_date=False)
        beside = None if items else _beside_labels(line, "trailer")
        if not items and beside is None:
            break
        tail.append((line, items or beside or [], rule or "labelled_line"))
        n_clear = len(tail) if items else n_clear
    return tail[:n_clear][::-1]


def _beside_labels(line: Line, origin: str) -> list[Found] | None:
    """What a line says that stands beside lines with labels: a source by its name, or only something about the copy."""
    match = BESIDE.fullmatch(line.text)
    if not match:
        return None
    if match[1].lower() != "source":
        return [] if LABELS_OF_COPIES[match[1].lower()] in ("drop", "below") else None
    return [_found(line, match, 2, "outlet", origin)] if OUTLET_LIKE.fullmatch(match[2]) else None


def _read(line: Line, origin: str, *, byline: bool, bare_date: bool) -> tuple[list[Found], str]:
    """The candidates in one line, if the line is nothing else, and the rule that read it."""
    bold = _BOLD.fullmatch(line.text)
    text = bold[2] if bold else line.text.strip(" \t")
    line = Line(text, line.start + line.text.index(text))
    if len(text) > MAX_LABELLED:
        match = BARE_URL.fullmatch(text)
        return ([_found(line, match, 1, "url", origin)], "bare_url") if match else ([], "")
    if match := LABELLED.fullmatch(line.text):
        return list(_labelled(line, match, origin)), "labelled_line"
    if (match := DATED.fullmatch(line.text)) and (match[1] or bare_date) and is_date(match[2]):
        return [_found(line, match, 2, date_field(match[1]), origin)], "dated_line"
    if bare_date and (match := DATED_OUTLET.fullmatch(line.text)) and is_date(match[1]):
        return [_found(line, match, 1, "published_at", origin)], "dated_line"
    if bare_date and (match := place_and_day(line.text)):
        at_place = _found(line, match, 1, "dateline_place", "dateline")
        return [_found(line, match, 2, "published_at", origin), at_place], "dated_line"
    if byline and (posted := _posted(line, origin)):
        return posted, "byline"
    if byline and (match := AGENCY_BYLINE.fullmatch(line.text) or BYLINE.fullmatch(line.text)):
        field = "wire_agency" if match.re is AGENCY_BYLINE else "author"
        return [_found(line, match, 1, field, "byline"), *_credit(line, match)], "byline"
    if bare_date and (match := name_and_day(line.text)) and not place_and_day(line.text):
        return [_found(line, match, 2, "published_at", origin)], "dated_line"
    if origin == "trailer" and (match := AGENCY_ALONE.fullmatch(line.text)) and match[1] in AGENCY_BY_FORM:
        return [_found(line, match, 1, "wire_agency", origin)], "agency_line"
    if len(parts := DIVIDER.split(line.text)) > 1 and (items := _dates(line, parts, origin, bare_date)):
        return items, "dated_line"
    if match := BARE_URL.fullmatch(line.text):
        return [_found(line, match, 1, "url", origin)], "bare_url"
    return [], ""


def _dates(line: Line, parts: Sequence[str], origin: str, bare_date: bool) -> list[Found]:
    """The dates of a line that holds several, as "Published … | Updated …"; none if it holds anything else."""
    items, at = list[Found](), line.start
    for part in parts:
        at = line.start + line.text.index(part, at - line.start)
        if UNDATED.fullmatch(part) or (items and OUTLET_LIKE.fullmatch(part.strip())):
            if items and _CLOCK.fullmatch(part):
                items[-1] = _until(items[-1], line, at + len(part))
            continue  # the time of day, or whose report it is
        match = DATED.fullmatch(part)
        if not match or not (match[1] or bare_date) or not is_date(match[2]):
            return []
        items.append(_found(Line(part, at), match, 2, date_field(match[1]), origin))
    return items


def _until(item: Found, line: Line, end: int) -> Found:
    """A date together with what stands behind it in its line, where that is its time."""
    value = line.text[(item.start or 0) - line.start : end - line.start]
    return replace(item, value=value, end=end) if is_date(value) else item


def _labelled(line: Line, match: re.Match[str], origin: str) -> Iterator[Found]:
    field, value, url = LABELS[match[1].lower()], match[2], re.search(URL, match[2])
    if field in ("source", "url", "outlet") and url:
        yield Found(
            "url", url[0], origin, line.start + match.start(2) + url.start(), line.start + match.start(2) + url.end()
        )
        rest = value[: url.start()].strip(" ,–—-(|")
        if rest and field != "url":
            yield _part(line, match, rest, "outlet", origin)
    elif field == "source" and value.strip(".") in AGENCY_BY_FORM:
        yield _found(line, match, 2, "wire_agency", origin)
    elif field == "source" and value in OUTLET_NAMES:
        yield _found(line, match, 2, "outlet", origin)
    elif field in ("published_at", "modified_at"):
        if is_date(value):
            yield _found(line, match, 2, field, origin)
    elif field == "author":
        name = value.split(" | ")[0].strip()
        if name in AGENCY_BY_FORM:
            yield _part(line, match, name, "wire_agency", origin)
        elif re.fullmatch(_PEOPLE, name):
            yield _part(line, match, name, "author", origin)
    elif field == "title" or (field == "outlet" and len(value.split()) <= 5 and not value.endswith(".")):
        yield _found(line, match, 2, field, origin)


def _found(line: Line, match: re.Match[str], group: int, field: str, origin: str) -> Found:
    return Found(field, match[group], origin, line.start + match.start(group), line.start + match.end(group))


def _posted(line: Line, origin: str) -> list[Found]:
    """Day and author of a line that has both, as blogs write them."""
    match = next(filter(None, (form.fullmatch(line.text) for form in POSTED)), None)
    if not match or not is_date(match["date"]):
        return []
    return [
        Found(field, match[group], where, line.start + match.start(group), line.start + match.end(group))
        for group, field, where in (("date", "published_at", origin), ("people", "author", "byline"))
    ]


def _part(line: Line, match: re.Match[str], part: str, field: str, origin: str) -> Found:
    at = line.start + match.start(2) + match[2].index(part)
    return Found(field, part, origin, at, at + len(part))


def _credit(line: Line, match: re.Match[str]) -> Iterator[Found]:
    """The agency named behind a byline, if it is one, and the date, if one ends it."""
    if match[2] and match[2].strip() in AGENCY_BY_FORM:
        yield _found(line, match, 2, "wire_agency", "byline")
    elif match[2] and (date := ENDING_DATE.search(match[2])) and is_date(date[1]):
        yield _part(line, match, date[1], "published_at", "header")
    elif match[2] and len(parts := DIVIDER.split(match[2])) > 1:
        yield from _dates(Line(match[2], line.start + match.start(2)), parts, "header", bare_date=True)


def headline(text: str) -> list[Found]:
    """The first line as a title, where it has a headline's shape and text follows; it stays in the text."""
    first, _, rest = text.partition("\n")
    body = rest.lstrip("\n").split("\n", 1)[0]
    if not is_heading(first) or len(first.split()) < 4 or len(body) < _LONGER * len(first) or NO_HEADLINE.search(first):
        return []
    return [Found("title", first, "header", 0, len(first))]
