"""Quotation marks, dashes and apostrophes of which a byte is gone, and characters that were written out as escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsloom.transforms.text.edits import Edit

__all__ = ["HALF_MARKS", "decode_escapes", "garbled_signs", "lost_marks", "restore_half_marks"]

HALF_MARKS = {"\x13": "–", "\x14": "—", "\x18": "‘", "\x19": "’", "\x1c": "“", "\x1d": "”"}
"""Control characters that are the lower byte of U+2013 and others, the higher one lost."""
_HALF = re.compile(r"[\x13\x14\x18\x19\x1c\x1d](?:(?<=[\w.,!?;:%)].)|(?=\w)|(?<= [\x13\x14])(?= ))")

_MAY_BE_DOUBLED = re.compile("[\x18\x19\x1c\x1d\x91-\x94]")
_DOUBLED = re.compile(  # the mark itself, which something has put as ASCII beside it
    "[\x18\x19\x91\x92](?=')|(?<=')[\x18\x19\x91\x92]|[\x1c\x1d\x93\x94](?=\")|(?<=\")[\x1c\x1d\x93\x94]"
)

_TRAILS = {  # what is left of UTF-8 read as cp1252 or latin-1 whose first byte was lost
    "€™": "’", "€œ": "“", "€\x9d": "”", "€˜": "‘", "€¦": "…",
    "\x80\x99": "’", "\x80\x9c": "“", "\x80\x9d": "”", "\x80\x98": "‘", "\x80\xa6": "…",
    "\x80\x93": "–", "\x80\x94": "—",
}  # fmt: skip
_TRAILED = re.compile(  # behind no lead of any code page, and where such a mark may stand
    "(?<![^\x00-\x7f])(?:(?<=[A-Za-z])€™(?=[a-z])|(?<=[A-Za-z])€¦|(?<![^\\s(\\[])€[œ˜](?=\\w)|(?<=[\\w.,!?])€\x9d"
    "|\x80[\x93\x94\x98\x99\x9c\x9d\xa6]|\x80(?=[–—‘’“”…]))"
)

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[rn]|[\"'/])"
)
_CLEAR = re.compile(
    r"\\u(?:20[0-2]\d|00[a-fA-F]\d|201[0-9a-fA-F])|\\n\\n|(?:[.!?;,\"”’)>]|(?<!\b[A-Za-z]):)(?:\\r)?\\n|\\\"(?=\w)"
)
_BREAKS = {"\\n": "\n", "\\r": ""}
_CELL = re.compile("_x000([9AaDd])_")
_OF_CELL = {"9": "\t", "A": "\n", "a": "\n", "D": "\n", "d": "\n"}

_OPENING = re.compile("(?<![^\\s(\\[—–-])\ufffd{1,3}(?=\\w)")
_CLOSING = re.compile("(?<=[.,!?…])\ufffd{1,3}(?!\\w)")
_APOSTROPHE = re.compile("(?<=[A-Za-z])\ufffd(?=(?:s|t|re|ve|ll|d|m)\\b)")
_AROUND = re.compile("(?<![^\\s(\\[—–-])\ufffd(?=[a-z]{2,20}(?: [a-z]{2,20}){0,3}(\ufffd)(?!\\w))")
_BEHIND_S = re.compile("(?<=[a-z]s)\ufffd(?= [a-z])")
_BETWEEN_WORDS = re.compile("(?<=[\\w,.] )\ufffd(?= \\w)")
_BY_BYTES, _BY_PAIRS = 0.95, 0.9  # confidence of what bytes prove, and of what a pair of marks makes likely; by hand


def garbled_signs(text: str) -> list[Edit]:
    """U+FFFD, the sign for a lost character, that was garbled itself; and marks that lost the first of their bytes.

    >>> "".join(edit.after for edit in garbled_signs("Dovilï¿½ didn€™t go \\x80\\x94"))
    '\ufffd’—'
    """
    if text.isascii():
        return []
    signs = [
        Edit("mojibake", "utf8_as_cp1252", m.start(), m.end(), m[0], "\ufffd", "cp1252 > utf-8")
        for m in re.finditer("ï¿½", text)
    ]
    trailed = [
        Edit("mojibake", "lost_lead", m.start(), m.end(), m[0], _TRAILS.get(m[0], ""), "bytes of a mark", _BY_BYTES)
        for m in (_TRAILED.finditer(text) if "€" in text or "\x80" in text else ())
    ]
    return sorted(signs + trailed, key=lambda edit: edit.start)


def restore_half_marks(text: str) -> list[Edit]:
    """Control characters that are half a quotation mark or dash, at words; what doubles a mark beside it goes.

    >>> restore_half_marks("Ilves\\x19s ferry")[0].after, restore_half_marks("Ilves'\\x92s ferry")[0].after
    ('’', '')
    """
    edits = {
        m.start(): Edit("mojibake", "half_mark", *m.span(), m[0], HALF_MARKS[m[0]], "lower byte of a mark", _BY_BYTES)
        for m in _HALF.finditer(text)
    }
    for m in _DOUBLED.finditer(text) if _MAY_BE_DOUBLED.search(text) else ():
        edits[m.start()] = Edit("mojibake", "doubled_mark", *m.span(), m[0], "", "the same mark beside it", _BY_BYTES)
    return [edits[at] for at in sorted(edits)]


def lost_marks(text: str) -> list[Edit]:
    """U+FFFD in pairs around speech: one before a word, and before any other one behind the mark that ends a clause.

    >>> [edit.after for edit in lost_marks("He said: \ufffdWe go.\ufffd")]
    ['“', '”']
    """
    if "\ufffd" not in text:
        return []
    edits = list(_paired(text))
    if edits or _APOSTROPHE.search(text):  # the sign stands for marks in this text
        taken = {edit.start for edit in edits}
        edits += [edit for edit in (*_around_words(text), *_in_place_of_apostrophes(text)) if edit.start not in taken]
    return sorted(edits, key=lambda edit: edit.start)


def _around_words(text: str) -> Iterator[Edit]:
    """Pairs around a word or a few in small letters: “good” or not."""
    for mark in _AROUND.finditer(text):
        for (start, end), after in ((mark.span(), "“"), (mark.span(1), "”")):
            yield Edit("mojibake", "lost_mark", start, end, "\ufffd", after, "marks in pairs", _BY_PAIRS)


def _in_place_of_apostrophes(text: str) -> Iterator[Edit]:
    """Dashes, and the apostrophe behind an s where the line has nothing to close, in a text that lost apostrophes."""
    for mark in _BEHIND_S.finditer(text) if _APOSTROPHE.search(text) else ():
        line = text[text.rfind("\n", 0, mark.start()) + 1 : mark.start()]
        if not _OPENING.search(line):
            yield Edit("mojibake", "lost_mark", *mark.span(), mark[0], "’", "other apostrophes", _BY_PAIRS)
    for mark in _BETWEEN_WORDS.finditer(text) if _APOSTROPHE.search(text) else ():
        yield Edit("mojibake", "lost_mark", *mark.span(), mark[0], "–", "other apostrophes", _BY_PAIRS)


def _paired(text: str) -> Iterator[Edit]:
    for line in re.finditer(r"[^\n]+", text):
        opening: re.Match[str] | None = None
        marks = [*_OPENING.finditer(text, *line.span()), *_CLOSING.finditer(text, *line.span())]
        for mark in sorted(marks, key=lambda m: m.start()):
            if mark.re is _OPENING:
                opening = mark
            elif opening:
                for m, after in ((opening, "“"), (mark, "”")):
                    yield Edit("mojibake", "lost_mark", m.start(), m.end(), m[0], after, "marks in pairs", _BY_PAIRS)
                opening = None


def decode_escapes(text: str) -> list[Edit]:
    r"""Characters that stand as they are written in code, where something shows that they are none of the text's own.

    >>> [edit.after for edit in decode_escapes("Ilves\\u2019s ferry.\\n\\nIt is back.")]
    ['’', '\n', '\n']
    """
    if "_x000" in text:  # as workbooks write breaks and tabs within a cell
        return [Edit("unicode", "escape", m.start(), m.end(), m[0], _OF_CELL[m[1]]) for m in _CELL.finditer(text)]
    if "\\" not in text or not _CLEAR.search(text):
        return []
    escapes = ((m, _decoded(m[0])) for m in _ESCAPE.finditer(text) if not _is_path(text, m.start()))
    return [Edit("unicode", "escape", m.start(), m.end(), m[0], after) for m, after in escapes if after is not None]


def _decoded(escape: str) -> str | None:
    """The character of an escape; None for half of one and for controls."""
    if escape in _BREAKS:
        return _BREAKS[escape]
    if escape[1] not in "ux":
        return escape[1]
    char = escape.encode("ascii").decode("unicode_escape").encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return char if (char.isprintable() and char) or char == "\xa0" else None


def _is_path(text: str, at: int) -> bool:
    """Whether a backslash stands in a path of Windows."""
    return bool(re.search(r"(?:[A-Za-z]:|\\\\)[^\s\\]*(?:\\[^\s\\]+)*\Z", text[max(0, at - 80) : at]))
