"""Bytes to text: byte order mark, strict UTF-8, the declared charset, and only then detection."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import chardet

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read under these names, https://encoding.spec.whatwg.org/#names-and-labels
_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
# The 8-bit encodings that English news comes in, the commonest first: a tie goes to it.
_EIGHT_BIT = ("cp1252", "cp1250", "cp1254", "cp1257", "cp1251", "cp1253", "mac_roman", "cp850", "cp437")
_FEW = 0.25  # share of bytes outside ASCII up to which a text may be English with foreign names
_ASCII = bytes(range(128))
_WORD = re.compile(rb"[^\s]*[\x80-\xff][^\s]*")
_CESU = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
# Windows-1252 as browsers read it: its five unused bytes are control characters, and nothing fails to decode.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_SAMPLE = 65536  # bytes that detection looks at

Spelling = Callable[[str], float]  # -log P of a text in nats, as `CharModel.text_cost` gives it


@dataclass(frozen=True)
class Decoded:
    """Text, and the codec that made it."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None, spelling: Spelling | None = None) -> Decoded:
    """The text of these bytes; raises UnicodeDecodeError where no reading of them is text.

    `declared` is what the server or the file says, `spelling` a model of how words are spelled (see `Spelling`).
    Valid UTF-8 beats a declared 8-bit charset: such bytes are hardly ever anything else, and pages that were
    converted but kept their old declaration are common.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding), encoding)
    for encoding in _candidates(data, declared):
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    return Decoded(_surrogate_pairs(data), "cesu-8") if _CESU.search(data) else _detected(data, spelling)


def codec_name(label: str | None) -> str | None:
    """Python's name for a declared charset as browsers read it; None when the label names none.

    >>> codec_name("ISO-8859-1"), codec_name("utf8"), codec_name("nonsense")
    ('cp1252', 'utf-8', None)
    """
    try:
        name = codecs.lookup((label or "").strip("\"' ")).name
    except LookupError:
        return None
    name = _READ_AS.get(name, name)
    return name if getattr(codecs.lookup(name), "_is_text_encoding", True) else None


def _candidates(data: bytes, declared: str | None) -> list[str]:
    """Encodings to try strictly, in order."""
    named = codec_name(declared)
    wide = _wide_without_mark(data)
    # ISO-2022-JP and the UTF-16s are valid UTF-8 or ASCII by accident: there the declaration goes first.
    if named and (named.startswith(("utf-16", "utf-32", "iso2022", "hz"))):
        return [named, "utf-8"]
    return [name for name in (wide, "utf-8", named) if name]


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 whose mark is missing: text that is mostly Latin has a zero in every second byte."""
    head = data[:1024]
    pairs = len(head) // 2
    if pairs < 4 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.05 else None


def _surrogate_pairs(data: bytes) -> str:
    """CESU-8: characters beyond U+FFFF were written as two surrogates of three bytes each."""
    text = data.decode("utf-8", "surrogatepass")
    return text.encode("utf-16", "surrogatepass").decode("utf-16")


def _detected(data: bytes, spelling: Spelling | None) -> Decoded:
    """The best guess for bytes of an unnamed encoding.

    chardet tells languages that have their own bytes throughout. In an English report only a few names have any,
    and there the encoding is the one under which these are spelled as names are.
    """
    sample = data[:_SAMPLE]
    guesses = [codec_name(chardet.detect(sample)["encoding"])]
    if spelling and len(sample.translate(None, _ASCII)) < _FEW * len(sample):
        guesses.insert(0, _best_spelled(sample, spelling))
    for encoding in guesses:
        if encoding and encoding != "utf-8":
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
    return Decoded(data.decode("latin-1").translate(_WINDOWS), "cp1252")


def _best_spelled(sample: bytes, spelling: Spelling) -> str | None:
    """The 8-bit encoding whose reading of the words outside ASCII costs least; None where all fail."""
    words = Counter(_WORD.findall(sample))
    costs = {}
    for rank, encoding in enumerate(_EIGHT_BIT):
        try:
            costs[encoding] = rank / 2 + sum(spelling(word.decode(encoding) + " ") for word in words)
        except UnicodeDecodeError:
            continue
    return min(costs, key=costs.__getitem__, default=None)
