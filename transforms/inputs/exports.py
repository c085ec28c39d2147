"""Documents that press archives export as text: LexisNexis, Nexis Uni, Factiva (plain and tagged), ProQuest, NewsBank.

Each kind parts its documents by a sign of its own, and says outlet, day and writer in lines above and below the text.
`read_export` gives the documents, their texts without those lines; a text that is no export gives none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsloom.transforms.text.bylines import BYLINE_LEAD, is_person
from newsloom.transforms.text.calendar import DATE, parse_moment
from newsloom.transforms.text.lexicon import entries

__all__ = ["Document", "read_export"]

LABELS = {entry.word: entry.kind for entry in entries("export_labels")}
_NAMES = "|".join(sorted(map(re.escape, LABELS), key=len, reverse=True))
_BYLINE = re.compile(rf"{BYLINE_LEAD} (\S.{{2,80}})")
_LABELLED = re.compile(rf"({_NAMES}):[ \t]*(.*)", re.IGNORECASE)
_TEXT_BEGINS = re.compile(r"(?:Body|(?:Full ?Text|Article Text)(?:[ \t]*:[ \t]*(.*))?)", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:Copyright\b|©|\(c\) \d{4}|All Rights Reserved\b)", re.IGNORECASE)
_WORDS = re.compile(r"^[ \t]*\d[\d,.]* words(?:, p\.[^\n]{0,20})?[ \t]*$", re.IGNORECASE | re.MULTILINE)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:[ \t]?[AP]M)?(?:[ \t][A-Z]{2,4})?", re.IGNORECASE)
_EDITION = re.compile(r"(?:[\w.,'-]+ ){0,3}Editions?(?: ?[-–(] ?\w{1,12}\)?| \w{1,3})?", re.IGNORECASE)
_DAY_AND_OUTLET = re.compile(rf"({DATE})[ \t]+\|[ \t]+(\S[^|]{{2,80}})", re.IGNORECASE)
_OUTLET_AND_DAY = re.compile(rf"(\S.{{2,80}}?)[ \t]*(?:[-–—|]|,)[ \t]+({DATE})", re.IGNORECASE)
_BELOW = re.compile(
    r"Graphic|Classification|Correction-Date|-+ ?Index References ?-+|Reference issued .{0,60}|• ?Citation.{0,40}"
)  # headings of what archives put below a text
_LONG = 200  # characters; a longer line is a paragraph of the text
_TITLE = 3  # words of a line from which on it is a title and not the name of a section, by hand
_SENTENCE = 8  # words of a line that ends as a sentence does from which on it is one of the text

_OF_MANY = re.compile(r"(?m)^[ \t]*\d+ of \d+ (?:DOCUMENT|ARTICLE|RECORD|RESULT)S?[ \t]*$")
_NUMBERED = re.compile(r"(?:(?:Document|Page) )?\d+ of \d+(?: (?:DOCUMENT|ARTICLE|RECORD|RESULT)S?)?", re.IGNORECASE)
_END = re.compile(r"(?mi)^[ \t]*end of document[ \t]*$")
_OF_UNI = re.compile(r"(?mi)^[ \t]*(?:(?:Length|Load-Date)[ \t]*:|Body[ \t]*$)")
_FACTIVA = re.compile(r"(?m)^[ \t]*Document [A-Za-z]{2,8}\d{4,}\w{6,}[ \t]*$")
_TAG = re.compile(
    r"(?m)^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART)(?:[ \t]+|$)"
)
_TAGGED = {"HD": "title", "BY": "author", "PD": "published_at", "SN": "outlet"}
_RULE = re.compile(r"(?m)^[ \t]*(?:_{5,}|-{5,}|={5,})[ \t]*$")
_ARCHIVE = re.compile(
    r"(?mi)^[ \t]*(?:(?:ProQuest|Gale) document (?:ID|number)|Publication (?:title|info)|(?:Record|Accession) number"
    r"|Paper)[ \t]*:"
)
_CITED = re.compile(r"(?m)^[ \t]*Record: *\d+[ \t]*$")  # EBSCO
_CITATION = re.compile(r"(?m)^Source: (.{2,80}?)\. (?=.*\bp\.? ?\w)")
_OF_CITATION = re.compile(r"(?m)^Document Type: [^\n]*\n")
_ISSUE = re.compile(r"(?mi)^[ \t]*Paper[ \t]*:")  # NewsBank, by labels alone
_ISSUE_ENDS = re.compile(r"(?mi)^[ \t]*(?:Record|Article ID) ?(?:Number)?[ \t]*:[^\n]*$")
_NEWSBANK = re.compile(r"(?m)^[ \t]*Record: *\S+[ \t]*\n+[ \t]*Copyright:[^\n]*$")
_WESTLAW = re.compile(r"(?m)^(?:[^\n]{4,80}\n)?[ \t]*\d{4} WLNR \d+[ \t]*$")
_EUROPRESSE = re.compile(r"(?m)^[ \t]*news·\d{8}·\w+·\w+[ \t]*$")
_OF_LINK = re.compile(r"(?m)^[ \t]*OpenURL Link[ \t]*$")  # NewsBank's newer form
_OF_STYLE = re.compile(r"(?m)^[ \t]*• ?Copyright[ \t]*\n+[ \t]*Copyright[^\n]*$")
_TEXT_LABEL = re.compile(r"(?mi)^[ \t]*(?:Full ?text|Article Text)[ \t]*:")


@dataclass
class Document:
    """One document: its text, and what its lines say, as pairs of a column and a value."""

    text: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)

    def say(self, column: str, value: str) -> None:
        """Note what a line says, unless an earlier one has said it."""
        value = " ".join(value.split())
        if column == "outlet":
            value = re.sub(r"\s*\([^()]*\)\Z", "", value)  # the town that some archives put behind it
            value = re.sub(r"\A(.+), The\Z", r"The \1", value)
        if value and column not in dict(self.fields):
            self.fields.append((column, value))


@dataclass(frozen=True)
class _Kind:
    """How an export is laid out.

    `outlet_first`: the outlet stands above the day and the title below it; else both stand above, the title first.
    `outlet_below`: the outlet is the first line below the day, and who writes may stand below the title.
    `rights_above`: a line of copyright is part of the head also where it stands below the day.
    `writer_below`: who writes may stand below the title without a label.
    `labelled`: every line but the text has a label, so that any of them ends it.
    """

    outlet_first: bool = False
    outlet_below: bool = False
    rights_above: bool = True
    labelled: bool = False
    writer_below: bool = False


_CLASSIC = _Kind(outlet_first=True, rights_above=False)
_WRITER_BELOW = _Kind(outlet_first=True, rights_above=False, writer_below=True)
_RIGHTS_BELOW = _Kind(rights_above=False)
_UNI, _PLAIN_FACTIVA, _ALL_LABELLED = _Kind(), _Kind(outlet_below=True), _Kind(labelled=True)


def read_export(text: str) -> list[Document]:
    """The documents of an export; none where the text is not one.

    >>> lines = ("Ferry returns", "The Eda Times", "5 March 2024", "Body", "The old ferry sails again today.")
    >>> (document,) = read_export("\\n\\n".join((*lines, "End of Document")))
    >>> document.text, dict(document.fields)["outlet"]
    ('The old ferry sails again today.', 'The Eda Times')
    """
    text = text.replace("\r\n", "\n")
    if len(tags := set(_TAG.findall(text))) >= 5 and {"HD", "PD"} <= tags:
        return _whole([_tagged(piece) for piece in re.split(r"(?m)^(?=HD(?:[ \t]|$))", text)])
    pieces, kind = _pieces(text)
    return _whole([_read(piece, kind) for piece in pieces])


def _pieces(text: str) -> tuple[list[str], _Kind]:
    if _OF_MANY.search(text):
        return _OF_MANY.split(text), _CLASSIC
    if _WESTLAW.search(text):
        return _END.split(_WESTLAW.sub("", text)), _WRITER_BELOW
    if _EUROPRESSE.search(text):
        return _EUROPRESSE.split(text), _WRITER_BELOW
    if _OF_LINK.search(text):
        return _OF_STYLE.split(_OF_LINK.sub("", re.sub(r"(?m)[ \t]\|[ \t](?=[A-Z]\w+: |\d+ Words)", "\n", text))), _UNI
    if _END.search(text) and _OF_UNI.search(text):
        return _END.split(text), _UNI
    if _FACTIVA.search(text) and _WORDS.search(text):
        return _FACTIVA.split(text), _PLAIN_FACTIVA
    if _NEWSBANK.search(text):
        return _NEWSBANK.split(text), _UNI
    if _CITED.search(text) and _CITATION.search(text):
        return _CITED.split(_OF_CITATION.sub("", _CITATION.sub(r"Publication info: \1; ", text))), _RIGHTS_BELOW
    if _ISSUE.search(text) and _ISSUE_ENDS.search(text) and not _TEXT_LABEL.search(text):
        return _ISSUE_ENDS.split(text), _RIGHTS_BELOW
    if _TEXT_LABEL.search(text) and _ARCHIVE.search(text):
        return _RULE.split(text), _ALL_LABELLED
    return [], _UNI


def _whole(documents: list[Document]) -> list[Document]:
    """The documents without cover pages and lists of results, which say nothing in the way of one."""
    return [document for document in documents if document.fields]


def _read(piece: str, kind: _Kind) -> Document:
    """One document whose lines have labels, or an order that is known."""
    document, lines = Document(), [line.strip() for line in piece.split("\n")]
    above: list[str] = []  # the lines of the head without a label, up to the day, and below it
    below: list[str] = []
    start, first = _read_head(lines, document, kind, (above, below))
    end = next((n for n in range(start, len(lines)) if _ends_text(lines[n], kind)), len(lines))
    for line in lines[end:]:
        _read_label(line, document)
    _name_lines(above, below, document, kind)
    document.text = "\n".join([first, *lines[start:end]]).strip()
    return document


def _read_head(
    lines: Sequence[str], document: Document, kind: _Kind, unlabelled: tuple[list[str], list[str]]
) -> tuple[int, str]:
    """Read the lines above a text; where it begins, and what of it stands behind its label."""
    waiting: list[str] = []  # lines without a label below which nothing of the head has come yet
    start = 0
    for number, line in enumerate(lines):
        dated = "published_at" in dict(document.fields)
        begins = _TEXT_BEGINS.fullmatch(line)
        if begins or _is_sign(line, document, kind):
            unlabelled[dated].extend(waiting)
            waiting, start = [], number + 1
        elif line and not kind.labelled and (_is_paragraph(line) or _ends_text(line, kind)):
            if kind.writer_below:
                unlabelled[dated].extend(waiting)
                start = number if waiting else start
            break
        elif line:
            waiting.append(line)
        if begins:
            return start, begins[1] or ""
    return start, ""


def _is_sign(line: str, document: Document, kind: _Kind) -> bool:
    """Whether a line is one of those that only a head has; what it says is noted."""
    if _RIGHTS.match(line):
        return kind.rights_above or "published_at" not in dict(document.fields)
    if _WORDS.fullmatch(line) or _NUMBERED.fullmatch(line):
        return True
    if _is_day(line):
        document.say("published_at", line)
        return True
    if kind.outlet_below and (byline := _BYLINE.fullmatch(line)):
        document.say("author", byline[1])
        return True
    if outlet := _DAY_AND_OUTLET.fullmatch(line):
        document.say("published_at", outlet[1])
        document.say("outlet", outlet[2])
        return True
    if outlet := _OUTLET_AND_DAY.fullmatch(line):
        document.say("outlet", outlet[1])
        document.say("published_at", outlet[2])
        return True
    return (kind.labelled or not _ends_text(line, kind)) and _read_label(line, document)


def _is_day(line: str) -> bool:
    return 0 < len(line) <= _LONG // 2 and re.fullmatch(DATE, line, re.IGNORECASE) is not None and _is_date(line)


def _is_date(value: str) -> bool:
    return parse_moment(value, day_first=True) is not None


def _is_paragraph(line: str) -> bool:
    return len(line) > _LONG or (len(line.split()) >= _SENTENCE and line[-1] in '.!?”"')


def _ends_text(line: str, kind: _Kind) -> bool:
    """Whether a line stands below a text, or in a labelled document beside it."""
    if label := _LABELLED.fullmatch(line):
        return kind.labelled or LABELS[label[1].lower()] == "below"
    return _BELOW.fullmatch(line) is not None or (not kind.rights_above and _RIGHTS.match(line) is not None)


def _read_label(line: str, document: Document) -> bool:
    """Whether a line has a label; what it says is noted."""
    label = _LABELLED.fullmatch(line)
    if not label:
        return False
    column = LABELS[label[1].lower()]
    if column == "info":
        document.say("outlet", re.split(r"[;:\[(]", label[2])[0])
        if day := re.search(DATE, label[2], re.IGNORECASE):
            document.say("published_at", day[0])
    elif column not in ("drop", "below", "text"):
        document.say(column, label[2])
    return True


def _name_lines(above: Sequence[str], below: Sequence[str], document: Document, kind: _Kind) -> None:
    """Which of the lines without a label are title and outlet: their place tells."""
    below = [line for line in below if not (_CLOCK.fullmatch(line) or _EDITION.fullmatch(line))]
    if kind.outlet_first:
        _say_first(document, outlet=above, title=below)
        _say_first(document, author=[line for line in below[1:] if kind.writer_below and is_person(line)])
    elif kind.outlet_below:
        above = above[1:] if len(above) > 1 and _is_section(above) else above
        _say_first(document, title=above, outlet=below, author=[line for line in above[1:] if is_person(line)])
    else:
        _say_first(document, title=above, outlet=above[1:])


def _is_section(lines: Sequence[str]) -> bool:
    """Whether the first of several lines is the section's name and not the title: a word or two above a longer line.

    What looks like a person is a title only where somebody else is named below it.
    """
    first, second, *others = lines
    is_title = not is_person(second) or any(word[0].islower() for word in second.split()) or bool(others)
    return len(first.split()) < _TITLE <= len(second.split()) and is_title


def _say_first(document: Document, **lines: Sequence[str]) -> None:
    for column, candidates in lines.items():
        for line in candidates[:1]:
            document.say(column, line)


def _tagged(piece: str) -> Document:
    """One document whose parts have tags of two letters, as HD for the headline."""
    document, parts, tag = Document(), dict[str, list[str]](), ""
    for line in piece.split("\n"):
        if match := _TAG.match(line):
            tag, line = match[1], line[match.end() :]
        parts.setdefault(tag, []).append(line.strip())
    for tag, column in _TAGGED.items():
        document.say(column, " ".join(parts.get(tag, ())))
    texts = ("\n".join(parts.get(tag, ())).strip() for tag in ("LP", "TD"))
    document.text = "\n\n".join(filter(None, texts))
    return document
