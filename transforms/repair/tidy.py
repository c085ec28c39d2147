"""What raw text carries beside its words: entities and tags, invisible characters, controls, stray whitespace.

Every rule is a function `str → list[Edit]` on its own; `passes` says in which order they run. Nothing here
touches quotation marks, dashes, ligatures or full-width forms: NFC composes accents, and NFKC is never used.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Set
from itertools import pairwise

from newsloom.transforms.text.edits import Edit, apply_edits, compose
from newsloom.transforms.text.lexicon import words

__all__ = [
    "compose_accents",
    "decode_entities",
    "drop_controls",
    "drop_invisible",
    "drop_tags",
    "is_hard_wrapped",
    "tidy_spaces",
    "unwrap",
]

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
BLOCK_TAGS = "p|div|br|hr|li|ul|ol|h[1-6]|table|tr|section|article|blockquote|figure|figcaption|header|footer|aside"
INLINE_TAGS = "a|b|i|u|s|em|strong|span|small|sub|sup|font|img|mark|cite|q|td|th|abbr|time|wbr|iframe|video|source"
TAG = re.compile(
    rf"(?P<comment><!--)|<(?P<raw>script|style)\b[^<>]*>"
    rf"|</?(?:(?P<block>{BLOCK_TAGS})|{INLINE_TAGS})(?:\s[^<>]*)?/?>"
    r"|<!\[CDATA\[|\]\]>(?=\s*(?:\n|\Z))",  # the frame of an escaped section, whose end stands where the text ends
    re.IGNORECASE,
)
ENDS = {  # of what is taken out with all that is in it
    "comment": re.compile("-->"),
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
}
LETTERS = {"latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff", "greek": "\u0370-\u03ff", "cyrillic": "\u0400-\u052f"}
DECOMPOSED = re.compile(
    rf"[{''.join(LETTERS.values())}][\u0300-\u036f]{{1,30}}"  # sorting more marks than any letter has takes too long
    r"|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\u3041-\u30fe][\u3099\u309a]"
)
INVISIBLE = re.compile(
    "\u00ad[ \t]*\r?\n(?=[a-z])|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
JOINERS = "\u200c\u200d"
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
BLANKS = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
STRAY_SPACE = re.compile(
    rf"\A[{BLANKS}\n]+|[{BLANKS}\n]+\Z|[{BLANKS}]+\n[{BLANKS}\n]*|\n[{BLANKS}\n]+|[{BLANKS}]{{2,}}|[{BLANKS[1:]}]"
)
COMPOUND = re.compile(r"(?<=[a-zß-ÿ])-\n(?=[A-Z][a-z])")  # Anglo-American, broken at its hyphen
HYPHENATED = re.compile(r"(?<=[^\W\d_])-\n(?=[a-zß-ÿ])")
NOT_SIGN = re.compile(r"(?<=[^\W\d_])¬[ \t]*\n?[ \t]*(?=[^\W\d_])")
MIN_BROKEN = 2  # words broken at line ends, by hand, from which on a text is taken to break words
COMPOUNDING = words("hyphen_words")
SCRIPTS_WITH_JOINERS = re.compile("[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
_WIDEST, _FULL = 120, 0.9  # characters of a wrapped line at most, and share of lines that are full; by hand


def _replace(
    pattern: re.Pattern[str], text: str, kind: str, rule: str, value: Callable[[re.Match[str]], str]
) -> list[Edit]:
    """An edit for every match whose value differs from what stands there."""
    values = ((match, value(match)) for match in pattern.finditer(text))
    return [Edit(kind, rule, m.start(), m.end(), m[0], after) for m, after in values if after != m[0]]


def drop_tags(text: str) -> list[Edit]:
    """Known tags go, comments, scripts and styles with what is in them; block tags leave a line break.

    >>> apply_edits("AT&amp;T rose.<br/>Then it <i>fell</i>.", drop_tags("AT&amp;T rose.<br/>Then it <i>fell</i>."))
    'AT&amp;T rose.\\nThen it fell.'
    """
    return list(_tags(text)) if "<" in text or "]]>" in text else []


def _tags(text: str) -> Iterator[Edit]:
    """An edit for each known tag. An end that is nowhere is sought only once."""
    at, endless = 0, set[str]()
    while tag := TAG.search(text, at):
        kind = "comment" if tag["comment"] else (tag["raw"] or "").lower()
        close = ENDS[kind].search(text, tag.end()) if kind and kind not in endless else None
        if kind and not close:
            endless.add(kind)
            at = tag.end()
            continue
        at = close.end() if close else tag.end()
        yield Edit("html", "tag", tag.start(), at, text[tag.start() : at], "\n" if tag["block"] else "")


def decode_entities(text: str) -> list[Edit]:
    """Entities that end in a semicolon become their characters; unknown names stay.

    >>> apply_edits("AT&amp;T &unknown;", decode_entities("AT&amp;T &unknown;"))
    'AT&T &unknown;'
    """
    if "&" not in text:
        return []
    return _replace(ENTITY, text, "html", "entity", lambda m: html.unescape(m[0]))


def compose_accents(text: str) -> list[Edit]:
    """NFC for a letter with combining marks, Hangul syllables and voiced kana, and for nothing else.

    Compatibility ideographs, the ångström sign and Hebrew presentation forms have canonical equivalents too;
    they are left as the author typed them.

    >>> apply_edits("Dovile\u0307", compose_accents("Dovile\u0307"))
    'Dovilė'
    """
    if text.isascii():
        return []
    return _replace(DECOMPOSED, text, "unicode", "nfc", lambda m: unicodedata.normalize("NFC", m[0]))


def drop_invisible(text: str) -> list[Edit]:
    """Take out zero-width characters, bidirectional controls, soft hyphens and byte order marks.

    A joiner stays where it shapes what is seen: inside emoji sequences, and between letters of scripts that join.
    """
    return [
        Edit("unicode", "invisible", m.start(), m.end(), m[0], "")
        for m in INVISIBLE.finditer(text)
        if m[0] not in JOINERS or not _joins(text, m.start())
    ]


def _joins(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not before or not after:
        return False
    if SCRIPTS_WITH_JOINERS.match(before) and SCRIPTS_WITH_JOINERS.match(after):
        return True
    return text[at] == "\u200d" and _pictographic(before) and _pictographic(after)


def _pictographic(char: str) -> bool:
    """Whether a character stands in emoji sequences: symbols, skin tones, variation selectors, tags."""
    return unicodedata.category(char) in ("So", "Sk") or char in "\ufe0f\u20e3" or ord(char) >= 0x1F000


def drop_controls(text: str) -> list[Edit]:
    """Take out control characters that neither break a line nor stand for a blank."""
    return _replace(CONTROL, text, "control", "control", lambda m: "")


def tidy_spaces(text: str) -> list[Edit]:
    """One kind of line break and of blank; no blanks at line ends and starts; at most one empty line.

    Paragraph breaks stay as they are, one line break or two.
    """
    breaks = _replace(LINE_BREAK, text, "whitespace", "line_break", lambda m: "\n")
    return compose(text, breaks, _replace(STRAY_SPACE, apply_edits(text, breaks), "whitespace", "blanks", _one_space))


def _one_space(match: re.Match[str]) -> str:
    if match.start() == 0 or match.end() == len(match.string):
        return ""
    return "\n" * min(match[0].count("\n"), 2) or " "


def is_hard_wrapped(text: str) -> bool:
    """Whether lines were broken to fit a width: the first word of the next line would nearly never have fitted."""
    pairs = list(_line_pairs(text))
    if len(pairs) < 3:
        return False
    width = max(len(line) for line, _, _ in pairs)
    full = sum(len(line) + 1 + len(following.split(" ", 1)[0]) > width for line, following, _ in pairs)
    return width <= _WIDEST and full >= _FULL * len(pairs)


def _line_pairs(text: str) -> Iterator[tuple[str, str, int]]:
    """(line, next line, offset of the break between them) wherever no empty line stands between."""
    at = 0
    for line, following in pairwise(text.split("\n")):
        at += len(line)
        if line and following:
            yield line, following, at
        at += 1


def unwrap(text: str) -> list[Edit]:
    """Join the lines of a hard-wrapped text, and words that were broken at the ends of lines.

    A hyphen there goes if the text has the word without it, or if the text breaks words again and again and does not
    have it with the hyphen. A sign of optical recognition for such a break (¬) always goes.

    >>> text = "The is-\\nlanders were re-\\nlieved."
    >>> apply_edits(text, unwrap(text))
    'The islanders were relieved.'
    """
    wrapped = is_hard_wrapped(text)
    breaks = [m.start() for m in HYPHENATED.finditer(text)] if "-\n" in text else []
    edits = [
        Edit("whitespace", "broken_word", m.start(), m.end(), m[0], "")
        for m in (NOT_SIGN.finditer(text) if "¬" in text else ())
    ]
    if not wrapped and len(breaks) < MIN_BROKEN:
        return edits
    spelled = {word.lower() for word in re.findall(r"\w+(?:-\w+)*", text)}
    for line, following, at in _line_pairs(text):
        broken = HYPHENATED.match(text, at - 1) and not line.endswith("¬")
        if COMPOUND.match(text, at - 1):
            edits.append(Edit("whitespace", "wrapped_line", at, at + 1, "\n", ""))
            continue
        if not broken and (not wrapped or line.endswith("¬")):
            continue
        start, after = at, " "
        if broken:
            goes = _goes(line, following, spelled, often=len(breaks) >= MIN_BROKEN)
            start, after = (at - 1, "") if goes else (at, "")
        edits.append(Edit("whitespace", "wrapped_line", start, at + 1, text[start : at + 1], after))
    return sorted(edits, key=lambda edit: edit.start)


def _goes(line: str, following: str, spelled: Set[str], often: bool) -> bool:
    """Whether the hyphen between two lines is no part of the word."""
    first, second = re.split(r"[^\w-]", line[:-1])[-1].lower(), re.split(r"[^\w-]", following)[0].lower()
    if f"{first}{second}" in spelled:
        return True
    is_part = first in COMPOUNDING or "-" in first  # of "mother-in-law"
    return often and f"{first}-{second}" not in spelled and not is_part
