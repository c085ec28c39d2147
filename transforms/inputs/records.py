"""What parsing starts from and ends with: `Payload` in, `RawRecord` or `Reject` out.

A payload is one file, feed or page as it arrived. Every record found in it ends as exactly one `RawRecord` or
one `Reject`, numbered from 0 in the order of the payload, so that the books of a run balance.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO, TypeVar

from newsloom.transforms.inputs.addresses import without_secrets
from newsloom.transforms.inputs.encoding import Decoded, Spelling, decode

# What a source may say about an article beside its text; each becomes a candidate in `metadata`.
FIELDS = ("title", "url", "outlet", "author", "published_at", "modified_at", "language")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MARK = re.compile(r"(?<=[\w.,!?])[\x19\x1d]|[\x18\x1c](?=\w)")  # half of a quotation mark, which cleaning makes whole
_HALF = re.compile("[\ud800-\udfff]")
_MAX_DETAIL = 500  # characters that a reject says at most
_MAX_CONTROL = (
    0.02  # share of a text, of controls or of half characters; mojibake has fewer, machine code several times as many
)


@dataclass(frozen=True)
class Payload:
    """One input as it arrived, not yet read.

    `name` is the same on every machine (root folder's name, then the path inside it); `source_uri` is where this
    run found it. `open` returns a fresh binary stream and may raise OSError. `problem` says why there is
    nothing to open. `known_records` is the record count of an earlier run that read the very same bytes.
    `fields` are what a feed said about the page that it links to, `stated_at` when it said the page last changed,
    `followed` that the pages behind this feed's short entries come as payloads of their own. `base` is
    where a followed feed or a redirected page came from, redirects followed. `text` is what a feed says in place of a
    page: a record where the page gives none, or has not come; a `problem` is a record beside it.
    """

    source_uri: str
    name: str
    open: Callable[[], BinaryIO]
    media_type: str | None = None
    charset: str | None = None
    sha256: str | None = None
    size: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    stated_at: str | None = None
    problem: str | None = None
    known_records: int | None = None
    fields: tuple[Field, ...] = ()
    followed: bool = False
    base: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Field:
    """A value that the source states about an article, and where it stated it (an origin of the contract)."""

    field: str
    value: str
    origin: str


@dataclass(frozen=True)
class RawRecord:
    """One article as it arrived: decoded, otherwise untouched. Half a character, which is none, is U+FFFD.

    `raw_sha256` is of the record's own bytes where it has any (a text file, a page), else of its recognised
    values, so that the same row has the same hash in CSV, JSON and Parquet. `encoding` is what `text` was
    decoded from, None where the container was Unicode already. `day_first` is the order of day and month in the
    source's dates, where an option or other records of it tell.
    """

    source_uri: str
    source_row: int
    name: str
    raw_sha256: str
    text: str
    key: str | None = None
    fields: tuple[Field, ...] = ()
    encoding: str | None = None
    day_first: bool | None = None
    extra: tuple[tuple[str, str], ...] = ()  # columns that the user asked to keep, with their values


@dataclass(frozen=True)
class Reject:
    """One record that is no article: a row of `rejects`, its run_id left to the flow."""

    source_uri: str
    source_row: int
    reason: str
    detail: str
    raw_sha256: str | None = None

    def row(self) -> dict[str, object]:
        """The reject as a row of the contract's table."""
        return {
            "source_uri": self.source_uri,
            "source_row": self.source_row,
            "reason": self.reason,
            "detail": self.detail,
            "raw_sha256": self.raw_sha256,
        }


@dataclass(frozen=True)
class ParseOptions:
    """How inputs are read. The defaults suit news; sizes keep one bad input from taking the machine down."""

    columns: Mapping[str, str] = field(default_factory=dict)  # our field → the input's column, from --map
    keep: tuple[str, ...] = ()  # columns carried through into extra_fields, from --keep; "thread.site" is one of JSON
    encoding: str | None = None  # overrides every other sign of the encoding
    day_first: bool | None = None  # 03/04/2025 is in April (true) or in March (false); not set: each column shows it
    max_chars: int = 1_000_000  # one article; the longest news features stay under 200,000
    max_bytes: int = 64 * 2**20  # one record, or one file that can only be read whole
    max_ratio: int = 200  # expanded over compressed bytes; text rarely passes 20
    max_expanded: int = 2**40  # bytes that one compressed input may expand to


class Bad(Exception):
    """A record, or the rest of a payload, that cannot be read: a reason of the contract and one line of detail."""

    def __init__(self, reason: str, detail: str, raw_sha256: str | None = None) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.raw_sha256 = reason, detail, raw_sha256


@dataclass(frozen=True)
class Draft:
    """What a format's parser yields for one record; `seal` makes it a record or a reject."""

    text: str
    fields: tuple[Field, ...] = ()
    key: str | None = None
    raw: bytes | None = None  # the bytes that raw_sha256 is of; None: of text, fields and key
    encoding: str | None = None
    day_first: bool | None = None
    extra: tuple[tuple[str, str], ...] = ()


Outcome = Draft | Bad
Made = TypeVar("Made")


def seal(drafts: Iterable[Outcome], payload: Payload, options: ParseOptions) -> Iterator[RawRecord | Reject]:
    """Number the drafts of one payload and hold each text against what no article may contain."""
    row = -1
    for row, draft in enumerate(until_broken(drafts, payload.sha256)):
        yield or_reject(partial(_sealed, draft, row, payload, options), payload.source_uri, row, payload.sha256)
    if row < 0 and not payload.followed:  # all that a followed feed has may stand in the pages that it links to
        yield reject(
            Bad("empty", "no records: nothing in it that could be an article", payload.sha256), payload.source_uri, 0
        )


def _sealed(draft: Outcome, row: int, payload: Payload, options: ParseOptions) -> RawRecord:
    if isinstance(draft, Bad):
        raise draft
    if problem := text_problem(draft, options):
        raise problem
    return _record(draft, row, payload)


def until_broken(outcomes: Iterable[Outcome], raw_sha256: str | None = None) -> Iterator[Outcome]:
    """The outcomes of a payload or of one record in it; what raises ends them with one Bad, and those before stand."""
    try:
        yield from outcomes
    except Exception as error:  # libraries meet what their authors did not foresee; the run goes on
        yield as_bad(error, raw_sha256)


def or_reject(make: Callable[[], Made], source_uri: str, row: int, raw_sha256: str | None) -> Made | Reject:
    """What `make` makes of one record; the record's reject where it raises, so that every other one is unharmed."""
    try:
        return make()
    except Exception as error:
        return reject(as_bad(error, raw_sha256), source_uri, row)


def as_bad(error: Exception, raw_sha256: str | None = None) -> Bad:
    """What raised while something was read, as the reason why it cannot be."""
    if isinstance(error, Bad):
        return Bad(error.reason, error.detail, error.raw_sha256 or raw_sha256)
    if isinstance(error, OSError):
        return Bad("unparseable", f"cannot be read: {error.strerror or error}", raw_sha256)
    said = f"{type(error).__name__}: {error}"
    return Bad("unparseable", f"cannot be read as what it seems to be; is it whole? ({said})", raw_sha256)


def reject(problem: Bad, source_uri: str, row: int) -> Reject:
    """The reject of the record at a position of its source."""
    detail = without_secrets(storable(problem.detail[: 2 * _MAX_DETAIL]))[:_MAX_DETAIL]
    return Reject(public_uri(source_uri), row, problem.reason, detail, problem.raw_sha256)


def public_uri(source_uri: str) -> str:
    """Where a record was read, as tables show it: an address without secrets, a path as it is."""
    return without_secrets(source_uri) if "://" in source_uri else source_uri


def _record(draft: Draft, row: int, payload: Payload) -> RawRecord:
    stated = (Field(f.field, storable(f.value), f.origin) for f in (*draft.fields, *payload.fields))
    fields = tuple(dict.fromkeys(f for f in stated if f.value.strip()))
    key = storable(draft.key) if draft.key else None
    digest = draft_hash(draft)
    uri = public_uri(payload.source_uri)
    text = _HALF.sub("\ufffd", draft.text)
    extra = tuple((storable(name), storable(value)) for name, value in draft.extra)
    return RawRecord(uri, row, payload.name, digest, text, key, fields, draft.encoding, draft.day_first, extra)


def storable(value: str) -> str:
    """What is said of a text, without what no column takes (half characters) and nulls; a text keeps its nulls."""
    return _HALF.sub("\ufffd", value).replace("\0", "")


def draft_hash(draft: Draft) -> str:
    """SHA-256, in hex, of the record's own bytes, or of its recognised values in a fixed order."""
    if draft.raw is not None:
        return hashlib.sha256(draft.raw).hexdigest()
    values = [draft.text, draft.key, sorted((f.field, f.value) for f in draft.fields)]
    return hashlib.sha256(json.dumps(values, ensure_ascii=True).encode()).hexdigest()


def text_problem(draft: Draft, options: ParseOptions) -> Bad | None:
    """Why this text can be no article, whatever it says: empty, too large, binary or no Unicode text."""
    text = draft.text
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u200b"):
        return Bad("empty", "no text", draft_hash(draft))
    if len(text) > options.max_chars:
        detail = f"{len(text):,} characters; more than max_chars = {options.max_chars:,}; is it several articles?"
        return Bad("too_large", detail, draft_hash(draft))
    if where := _binary(text):
        return Bad("binary", f"not text: {where}; convert it to text", draft_hash(draft))
    if len(halves := _HALF.findall(text)) > _MAX_CONTROL * len(text):
        where = f"U+{ord(halves[0]):04X} at {text.index(halves[0])}"
        detail = f"halves of characters ({where} is the first of {len(halves)}); write the file anew as UTF-8"
        return Bad("undecodable", detail, draft_hash(draft))
    return None


def _binary(text: str) -> str:
    """What shows that characters are no text; "" where nothing does."""
    if len(_CONTROL.findall(text)) - len(_MARK.findall(text)) <= _MAX_CONTROL * len(text):
        return ""
    return f"null character at {text.index(chr(0))}" if "\0" in text else "control characters throughout"


def refuse_binary(text: str) -> None:
    """Raises Bad where characters are no text: what a reader of markup makes of them has lost what shows it."""
    if where := _binary(text):
        raise Bad("binary", f"not text: {where}; convert it to text")


def decoded_or_bad(data: bytes, declared: str | None, spelling: Spelling | None = None) -> Decoded:
    """The text of a record's bytes; raises Bad where no encoding reads them."""
    try:
        return decode(data, declared, spelling)
    except UnicodeDecodeError as error:
        raise Bad(
            "undecodable", f"no encoding fits: {error.reason} at byte {error.start}; name it, [parse] encoding"
        ) from error
