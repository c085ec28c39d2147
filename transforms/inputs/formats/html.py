"""Web pages: trafilatura for the text, the page's own statements for title, date, author, outlet and address."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from newsloom.transforms.inputs.beginnings import first_element
from newsloom.transforms.inputs.encoding import Decoded, Spelling
from newsloom.transforms.inputs.markup import main_text, parse_tree
from newsloom.transforms.inputs.pages.asides import asides_of, drop_unseen, without_asides
from newsloom.transforms.inputs.pages.headings import (
    byline_of,
    standfirst_of,
    with_standfirst,
    without_byline,
    without_headline,
)
from newsloom.transforms.inputs.pages.statements import descriptions_of, kind_of_page, meta_of, stated
from newsloom.transforms.inputs.pages.walls import is_article, links_to_many, refuse_front, refuse_wall
from newsloom.transforms.inputs.records import Bad, Draft, Field, Outcome, decoded_or_bad, refuse_binary
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "pages", "one, with what the page states about itself"
EXTENSIONS = ("html", "htm", "xhtml")
MEDIA: tuple[str, ...] = ("text/html", "application/xhtml+xml")

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page has to declare its charset; the standard says 1,024


def begins(head: bytes, declared: str | None) -> bool:
    """An element of a page; behind an XML declaration only one that no other XML has."""
    element, xml = first_element(head)
    return (_PAGE if xml else _HTML).match(head, element) is not None


def parse(source: Source) -> Iterator[Outcome]:
    """The one article of a page."""
    charset = source.options.encoding or source.charset
    yield page(source.stream.all(source.options.max_bytes), charset, source.url, source.spelling)


def page(data: bytes, charset: str | None = None, url: str | None = None, spelling: Spelling | None = None) -> Outcome:
    """The article of an HTML page, or why it has none. `charset` is what the server declared, `url` where it was."""
    try:
        return _page(data, decoded_or_bad(data, charset or declared_charset(data), spelling), url)
    except Bad as problem:
        return Bad(problem.reason, problem.detail, hashlib.sha256(data).hexdigest())


def _page(data: bytes, decoded: Decoded, url: str | None) -> Draft:
    refuse_binary(decoded.text)
    tree = parse_tree(decoded.text)
    if tree is None:
        raise Bad("not_news_text", "an HTML page without content; save it once it is shown")
    drop_unseen(tree)
    meta = meta_of(tree)
    fields = tuple(stated(tree, meta, url))  # this, and what is asked next, before extraction takes the tree apart
    titles = [field.value for field in fields if field.field == "title"]
    if byline := byline_of(tree, titles):
        fields += (Field("author", byline, "html"),)
    standfirst, asides = standfirst_of(tree, titles, descriptions_of(meta)), asides_of(tree, titles)
    asks_password, kind = bool(tree.xpath("//input[@type='password']")), kind_of_page(meta)
    linked = [] if is_article(kind) else links_to_many(tree)
    text = main_text(tree)
    refuse_wall(text, asks_password)
    refuse_front(text, kind, linked)
    text = without_byline(without_headline(without_asides(text, asides), titles), byline)
    text = with_standfirst(text, standfirst)
    return Draft(text, fields, raw=data, encoding=decoded.encoding)


def declared_charset(data: bytes) -> str | None:
    """The charset that a page or XML file declares in itself."""
    match = _XML_CHARSET.search(data[:_HEAD]) or _META_CHARSET.search(data[:_HEAD])
    return match[1].decode("ascii", "ignore") if match else None
