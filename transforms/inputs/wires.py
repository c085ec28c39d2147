"""Messages of news wires, in ANPA-1312 and IPTC 7901: what their headers and trailers say, and the text between them.

A message opens with SOH and a line of codes; STX begins its text, ETX ends it, and a trailer with day and hour stands
before EOT. Some systems put ZCZC and NNNN in place of SOH and EOT, and files that people kept often lack the controls:
then the form of an ANPA header's two lines shows where a message begins, and its trailer where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from newsloom.transforms.inputs.records import Bad, Draft, Field, Outcome, ParseOptions
from newsloom.transforms.text.calendar import parse_moment

__all__ = ["KEPT", "Message", "begins_message", "read_message", "split_messages", "with_wire_headers"]

KEPT = ("slug", "category", "priority", "words")  # what a header says that has no column, but can be kept

_STX, _ETX = "\x02", "\x03"
_NUMBER = r"[a-z]\d{4}(?:[ \t]*\x1f[^\n\x02]{0,60})?[ \t]*\r?\n"  # service and story, then codes of who may have it
_SLUG_LINE = (
    r"(?P<priority>[a-z]) (?P<category>[a-z])"
    r"(?: ?[\x11-\x14]{1,2}(?:\r?\n)?[ \t]*| [a-z-]{2,6}\r?\n|[ \t]*\r?\n|[ \t]+)"
    r"(?:[abp][cmp]-)?(?P<slug>[^\W\d_][^\n]{1,60}?)[, \t]+(?:\d\d?-\d\d?[ \t]+)?(?P<words>\d{3,4})[ \t]*(?=\r?\n)"
)
_OPENS = r"(?:\x16*\x01|(?:^|(?<=\x04))ZCZC(?=[ \t]*\r?$|[ \t]+[A-Za-z]{1,4}\d)\s*)"
_ANPA = re.compile(rf"{_OPENS}?{_NUMBER}{_SLUG_LINE}", re.IGNORECASE | re.MULTILINE)
_IPTC = re.compile(
    rf"{_OPENS}[A-Za-z]{{2,4}}\d{{3,5}} (?P<priority>[1-9]) (?P<category>\w{{1,3}})"
    rf" (?P<words>\d{{1,5}})\b[^\n\x02]{{0,80}}",
    re.MULTILINE,
)
_START = re.compile(rf"{_OPENS}(?:{_NUMBER})?|^{_NUMBER}(?={_SLUG_LINE})", re.IGNORECASE | re.MULTILINE)
_BEGINS = re.compile(
    rf"\s*(?:\x16+\x01|\x01(?=[a-z]{{1,4}}\d{{3,5}}\b)|^ZCZC(?=[ \t]*\r?$|[ \t]+[a-z]{{1,4}}\d)"
    rf"|{_NUMBER}{_SLUG_LINE})",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 400  # characters in which a header ends
_KEYWORDS = re.compile(r"\r?\n([^\s/]{1,40}(?:/[^\s/]{1,40})*/|[^\s/]{1,40}(?:/[^\s/]{1,40})+)[ \t]*(?=\r?\n)")
_END = re.compile(r"\x04|^NNNN\b", re.MULTILINE)
_STAMP = re.compile(
    r"^\x03?[ \t]*(?:(?P<before>\d\d:?\d\d ?[A-Z]{1,4}) )?(?P<desk>[A-Z]{2,4}-[A-Z]{2}-)?(?P<day>\d\d?-\d\d?-\d{2,4})"
    r"(?:[ \t]+(?P<clock>\d\d:?\d\d ?[A-Z]{1,4}))?<?[ \t]*\r?$",
    re.MULTILINE,
)
_GROUP = re.compile(
    r"^\x03?[ \t]*(?P<day>\d\d)(?P<clock>\d{4}) (?:(?P<zone>[A-Z]{1,4}) )?"
    r"(?P<month>[A-Za-z]{3}) (?P<year>\d\d(?:\d\d)?)\b",
    re.MULTILINE,
)
_SET = ("\t", "   ", "^")  # what a paragraph begins with that is set as one
_MARK_AT_END = re.compile(r"[@=^]?[<=^][ \t]*\Z")  # of a line or paragraph that is set as one
_OF_DESK = re.compile(r"\^?(?:Eds?|Editors?|[A-Z][\w ]{1,20}):", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_TITLE_WORDS = 3  # a line of the head with fewer is an outlet's name or a slug; by hand


@dataclass(frozen=True)
class Message:
    """A message: its text, what it says for columns of articles, and what only its header has (KEPT)."""

    text: str
    fields: tuple[tuple[str, str], ...]
    extra: tuple[tuple[str, str], ...]


def begins_message(text: str) -> bool:
    """Whether a text begins as a message of a wire does.

    >>> begins_message("a0123\\nr i\\nBC-Ferry,0250\\nThe ferry is back."), begins_message("A0123 is a road.")
    (True, False)
    """
    return _BEGINS.match(text[:_HEAD]) is not None


def split_messages(text: str) -> list[str]:
    """The messages of a file, each with its header and trailer."""
    starts = [match.start() for match in _START.finditer(text)] or [0]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def with_wire_headers(outcomes: Iterable[Outcome], options: ParseOptions) -> Iterator[Outcome]:
    """Records whose text is a message, with its text alone and what its header says beside their own fields."""
    for outcome in outcomes:
        try:
            yield _read(outcome, options) if isinstance(outcome, Draft) and begins_message(outcome.text) else outcome
        except Bad as problem:
            yield problem


def _read(draft: Draft, options: ParseOptions) -> Draft:
    message = read_message(draft.text)
    stated, extra_before = {field.field for field in draft.fields}, dict(draft.extra)
    fields = tuple(Field(name, value, "header") for name, value in message.fields if name not in stated)
    extra = tuple((name, value) for name, value in message.extra if name in options.keep and name not in extra_before)
    return replace(draft, text=message.text, fields=draft.fields + fields, extra=draft.extra + extra)


def read_message(text: str) -> Message:
    """What a message says. Raises Bad for a broken one.

    >>> read_message("\\x01ABC0123 4 SPO 250\\r\\nFerry/\\r\\n\\x02The ferry is back.\\r\\n\\x03").extra[0]
    ('slug', 'Ferry')
    """
    text = text.lstrip()
    header = _ANPA.match(text) or _IPTC.match(text)
    if not header:
        wanted = "of ANPA-1312 or IPTC 7901; take out the lines around its text, or export it as NITF"
        raise Bad("unparseable", f"a wire message whose header is none {wanted}")
    keywords, body, trailer = _parts(text, header)
    of_anpa = header.re is _ANPA
    stated, body = _lines_of_head(body, header["slug"]) if of_anpa else ([], body)
    words = _paragraphs(body)
    if not words:
        raise Bad("missing_text", "a wire message without a text between its header and trailer; fetch it again")
    if moment := _moment(trailer):
        stated.append(("published_at", moment))
    values = header.groupdict() | {
        "slug": header["slug"] if of_anpa else keywords,
        "words": header["words"].lstrip("0"),
    }
    return Message(words, tuple(stated), tuple((name, value) for name in KEPT if (value := values[name])))


def _parts(text: str, header: re.Match[str]) -> tuple[str, str, str]:
    """The keywords below a header, the text, and the trailer."""
    begin = text.find(_STX, header.end())
    if begin >= 0:
        end = text.find(_ETX, begin)
        ends = _END.search(text, begin) if end < 0 else None
        if end < 0 and not ends:
            raise Bad("unparseable", "a wire message that breaks off before the end of its text (ETX); fetch it again")
        end = ends.start() if ends else end
        keywords = text[header.end() : begin].strip()
        begin += 1
    else:
        line = _KEYWORDS.match(text, header.end())
        keywords, begin = (line[1], line.end()) if line else ("", header.end())
        ends = _END.search(text, begin)
        end = ends.start() if ends else len(text)
    stamp = next(filter(None, (form.search(text, begin) for form in (_STAMP, _GROUP))), None)
    trailer = text[stamp.start() :] if stamp else text[end:]
    return keywords.strip("/ \r\n").replace("\r\n", " "), text[begin : min(end, len(text) - len(trailer))], trailer


def _lines_of_head(body: str, slug: str) -> tuple[list[tuple[str, str]], str]:
    """What the lines say that are set above a text (each after a caret), and the text below them."""
    lines, stated = body.split("\n"), dict[str, str]()
    start = next((n for n, line in enumerate(lines) if line.strip(" \r\x02") and not line.startswith("^")), len(lines))
    for number, line in enumerate(lines[:start]):
        value = _MARK_AT_END.sub("", line.strip()).strip("^ ")
        if value.upper().startswith("BY "):
            stated.setdefault("author", value)
        elif value.upper().startswith("HL:"):
            stated["title"] = value[3:].strip()
        elif number and len(value.split()) >= _TITLE_WORDS and not _OF_DESK.match(value) and slug not in value:
            stated.setdefault("title", value)
    return list(stated.items()), "\n".join(lines[start:])


def _paragraphs(body: str) -> str:
    """The text, its lines joined to paragraphs where these are set as such: indented, or with a mark at their end."""
    lines = body.replace("\r", "").split("\n")
    first = next((n for n, line in enumerate(lines) if line.startswith(_SET) or _MARK_AT_END.search(line)), len(lines))
    paragraphs, ended = [""], True
    for number, line in enumerate(lines):
        ended = ended or number <= first or not line.strip() or line.startswith(_SET)
        paragraphs += [""] if ended else []
        ended = _MARK_AT_END.search(line) is not None
        bare = _CONTROL.sub("", _MARK_AT_END.sub("", line)).strip(" \t^").replace(" _ ", " — ")
        paragraphs[-1] = f"{paragraphs[-1]} {bare}".strip()
    return "\n".join(filter(None, paragraphs))


def _moment(trailer: str) -> str | None:
    """Day and hour of a trailer; None where it has none, or where day and month could be told either way."""
    if group := _GROUP.search(trailer):
        parts = (group["day"], group["month"], _year(group["year"]), _clock(group["clock"]), group["zone"] or "")
        value = " ".join(parts).strip()
        return value if parse_moment(value) else None
    stamp = _STAMP.search(trailer)
    if not stamp:
        return None
    first, second, year = stamp["day"].split("-")
    month_first = int(second) > 12 or (int(first) <= 12 and stamp["desk"] is not None)
    if not month_first and int(first) <= 12:
        return None
    month, day = (first, second) if month_first else (second, first)
    value = f"{_year(year)}-{month:0>2}-{day:0>2} {_clock(stamp['clock'] or stamp['before'] or '')}".strip()
    return value if parse_moment(value) else None


def _year(digits: str) -> str:
    """Four digits of a year; wires have sent two since 1969."""
    return digits if len(digits) == 4 else f"{'19' if int(digits) >= 69 else '20'}{digits}"


def _clock(value: str) -> str:
    """'10:30 EST' for '1030EST'."""
    return re.sub(r"(\d\d):?(\d\d) ?", r"\1:\2 ", value).strip()
