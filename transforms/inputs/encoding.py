"""Bytes to text: byte order mark, strict UTF-8, the declared charset, and only then detection."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read under these names, https://encoding.spec.whatwg.org/#names-and-labels
_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
# The 8-bit encodings that English news comes in, and what each costs beforehand in nats: the rarer, the more.
_EIGHT_BIT = {
    "cp1252": 0.0,
    "cp1250": 1.0,
    "cp1254": 1.0,
    "cp1257": 1.0,
    "cp1251": 1.0,
    "cp1253": 1.0,
    "mac_roman": 6.0,
    "cp850": 7.0,
    "cp437": 7.0,
}
_GUESSED = 3.0  # the same for another encoding that the bytes look like
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = bytes(range(0x80, 0x100))
_MOSTLY = 0.8  # share of the bytes outside ASCII that make whole UTF-8 characters; by accident it is far lower
# Windows-1252 as browsers read it: its five unused bytes are control characters, and nothing fails to decode.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_HEAD = 1024  # bytes that show whether characters are two bytes wide
_SAMPLE = 65536  # bytes that detection looks at

Spelling = Callable[[str], float]  # -log P of a text in nats, as `CharModel.text_cost` gives it
_ZEROS, _HARDLY = 0.7, 0.05  # shares of zeros among every second byte that tell UTF-16 of mostly Latin text; by hand


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
    return _with_surrogates(data) or _with_stray_bytes(data) or _detected(data, spelling)


def is_wide(data: bytes) -> bool:
    """Whether these first bytes are of UTF-16 or UTF-32, by their mark or by their zeros."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
    return marked or _wide_without_mark(data[: len(data) // 2 * 2]) is not None


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
    stated = codec_name(declared)
    wide = _wide_without_mark(data)
    # UTF-16 and the escape-coded Asian encodings pass for UTF-8 or ASCII: there the declaration goes first.
    first = stated and (
        stated.startswith(("iso2022", "hz")) or (stated.startswith(("utf-16", "utf-32")) and 0 in data[:_HEAD])
    )
    order = (stated, wide, "utf-8") if first else (wide, "utf-8", stated)
    return [name for name in order if name]


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 whose mark is missing: text that is mostly Latin has a zero in every second byte."""
    head = data[:_HEAD]
    pairs = len(head) // 2
    if pairs < 4 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    if odd > _ZEROS and even < _HARDLY:
        return "utf-16-le"
    return "utf-16-be" if even > _ZEROS and odd < _HARDLY else None


def _with_surrogates(data: bytes) -> Decoded | None:
    """CESU-8: characters beyond U+FFFF as two surrogates of three bytes each. One alone stays, for a reject."""
    try:
        wide = data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return Decoded(wide.decode("utf-16", "surrogatepass"), "cesu-8")


def _with_stray_bytes(data: bytes) -> Decoded | None:
    """UTF-8 into which a few bytes of Windows-1252 were pasted, or of which a few were lost."""
    high = len(data) - len(data.translate(None, _HIGH))
    whole = sum(map(len, _SEQUENCE.findall(data)))
    if whole < _MOSTLY * high:
        return None
    return Decoded(data.decode("utf-8", "read-as-windows-1252"), "utf-8+cp1252")


def _read_as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1").translate(_WINDOWS), error.end


codecs.register_error("read-as-windows-1252", _read_as_windows)


def _detected(data: bytes, spelling: Spelling | None) -> Decoded:
    """The best guess for bytes of an unnamed encoding.

    chardet goes by bytes, which serves languages that have their own throughout. In an English report only a few
    names have any: there the encoding is the one under which they are spelled as names are.
    """
    import chardet  # takes a tenth of the time that a run takes to start, and most texts are UTF-8

    sample = data[:_SAMPLE]
    guess = codec_name(chardet.detect(sample)["encoding"])
    best = _best_spelled(sample, guess, spelling) if spelling else guess
    if best and best != "utf-8":
        try:
            return Decoded(data.decode(best), best)
        except UnicodeDecodeError:
            pass
    return Decoded(data.decode("latin-1").translate(_WINDOWS), "cp1252")


def _best_spelled(sample: bytes, guess: str | None, spelling: Spelling) -> str | None:
    """The encoding whose reading of the words outside ASCII costs least; None where all fail."""
    words = {word for word in sample.split() if not word.isascii()}
    costs = {}
    for encoding, cost in {**({guess: _GUESSED} if guess else {}), **_EIGHT_BIT}.items():
        try:
            costs[encoding] = cost + sum(spelling(word.decode(encoding) + " ") for word in words)
        except UnicodeDecodeError:
            continue
    return min(costs, key=costs.__getitem__, default=None)
