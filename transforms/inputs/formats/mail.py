"""Mail: a message, a mailbox of them, or a page that was saved as one (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from newsloom.transforms.inputs.formats.html import page
from newsloom.transforms.inputs.markup import html_text
from newsloom.transforms.inputs.records import Bad, Draft, Field, Outcome, decoded_or_bad, until_broken
from newsloom.transforms.inputs.stream import Source
from newsloom.transforms.text.bylines import is_person

TITLE, RECORDS = "mail", "one a message; a page saved as MHTML"
EXTENSIONS = ("eml", "mbox", "mht", "mhtml")
MEDIA: tuple[str, ...] = ("message/rfc822", "application/mbox", "multipart/related")

_HEADER = re.compile(rb"([A-Za-z][\w-]{1,60}):[^\n]*\n(?:[ \t][^\n]*\n)*")
_OF_MAIL = frozenset(
    (b"received", b"return-path", b"message-id", b"mime-version", b"subject", b"delivered-to", b"content-type")
)
_MAILBOX = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From \S+[^\n]*\d{4}\r?\n(?=[A-Za-z][\w-]*:)")


def begins(head: bytes, declared: str | None) -> bool:
    """Three lines of headers with a sender among them and two that only mail has; or a mailbox's line before them."""
    at = mailbox.end() if (mailbox := _MAILBOX.match(head)) else 0
    names = []
    while header := _HEADER.match(head, at):
        names.append(header[1].lower())
        at = header.end()
    return len(names) >= 3 and b"from" in names and len(_OF_MAIL & set(names)) >= 2


def parse(source: Source) -> Iterator[Outcome]:
    """The messages, in order."""
    data = source.stream.all(source.options.max_bytes)
    starts = [(match.start(), match.end()) for match in _MAILBOX.finditer(data)] or [(0, 0)]
    ends = [start for start, _ in starts[1:]] + [len(data)]
    for (_, start), end in zip(starts, ends, strict=True):
        yield from until_broken(_message(data[start:end], source))


def _message(data: bytes, source: Source) -> Iterator[Outcome]:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)  # by the policy
    saved_at = message["Snapshot-Content-Location"] or message["Content-Location"] or _place_of_page(message)
    body = message.get_body(("html", "plain") if saved_at else ("plain", "html"))
    if body is None:
        yield Bad("missing_text", "a message without a text in it")
        return
    content = body.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    charset = body.get_content_charset()
    if saved_at:
        yield page(content, charset, str(saved_at).strip(), source.spelling)
        return
    text = decoded_or_bad(content, charset, source.spelling).text
    text = html_text(text) if body.get_content_subtype() == "html" else text
    yield Draft(text.replace("\r\n", "\n"), tuple(_fields(message)), _header(message, "Message-ID"), data)


def _place_of_page(message: EmailMessage) -> str | None:
    """The address of the page that is the first part of a message of related parts, where that part states it."""
    parts = message.iter_parts() if message.get_content_type() == "multipart/related" else iter(())
    first = next(parts, None)
    address = first["Content-Location"] if first is not None and first.get_content_type() == "text/html" else None
    return str(address).strip() if address else None


def _fields(message: EmailMessage) -> Iterator[Field]:
    sender = parseaddr(_header(message, "From") or "")[0]
    stated = (
        ("title", _header(message, "Subject")),
        ("published_at", _header(message, "Date")),
        ("author" if is_person(sender) else "outlet", sender),
    )
    yield from (Field(field, value, "field") for field, value in stated if value)


def _header(message: EmailMessage, name: str) -> str | None:
    """The value as it is read, its encoded words decoded; None where it has none that can be."""
    try:
        value = str(message[name] or "")
    except (ValueError, IndexError, AttributeError):  # what its parser does not foresee
        return None
    return " ".join(value.split()) or None
