"""IPTC's XML for news: NITF and NewsML, one record an item."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree

from newsloom.transforms.inputs.beginnings import first_element
from newsloom.transforms.inputs.markup import fragment_text
from newsloom.transforms.inputs.records import Bad, Draft, Field, Outcome, until_broken
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "NITF, NewsML", "one an item with a text"
EXTENSIONS = ("nitf", "newsml", "g2")
MEDIA: tuple[str, ...] = ("application/nitf+xml", "application/vnd.iptc.g2.newsitem+xml")
MUST_BEGIN = True

_ROOT = re.compile(rb"<(?:\w{1,40}:)?(nitf|news(?:Item|Message|ML)|NewsML)\b")
_ITEMS = ("newsItem", "NewsItem", "nitf")
_HEADINGS = {"hl1": "h1", "hl2": "h2", "block": "div"}  # elements of NITF by those of HTML
_ASIDE = ("media", "table", "script", "style", "tagline")
# Local names of elements (with @ the attribute that has the value), best first.
_FIELDS = {
    "title": ("hl1", "headline", "HeadLine", "title"),
    "author": ("by", "byline", "ByLine"),
    "published_at": ("date.issue@norm", "date.release@norm", "pubdata@date.publication", "story.date@norm",
                     "contentCreated", "firstCreated",
                     "versionCreated", "DateAndTime", "FirstCreated", "ThisRevisionCreated"),
    "outlet": ("pubdata@name", "creditline", "CreditLine", "provider@literal"),
    "url": ("link@href",),
}  # fmt: skip


def begins(head: bytes, declared: str | None) -> bool:
    """The first element is one of NITF or NewsML."""
    return _ROOT.match(head, first_element(head)[0]) is not None


def parse(source: Source) -> Iterator[Outcome]:
    """The items of a file or message, in order."""
    parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    tree = lxml.etree.fromstring(source.stream.all(source.options.max_bytes), parser=parser)
    if tree is None:
        raise Bad("unparseable", "broken XML; is the file whole?")
    for element in tree.iter("{*}*"):
        element.tag = lxml.etree.QName(element).localname
    items = next(filter(None, ([*tree.iter(name)] for name in _ITEMS)), [tree])
    for item in items:
        yield from until_broken(_item(item))


def _item(item: lxml.etree._Element) -> Iterator[Outcome]:
    text = _text(item)
    stated = ((field, _value(item, names)) for field, names in _FIELDS.items())
    fields = tuple(Field(field, value, "field") for field, value in stated if value)
    key = item.get("guid") or _value(item, ("doc-id@id-string", "NewsItemId", "PublicIdentifier"))
    raw = lxml.etree.tostring(item)
    yield Draft(text, fields, key, raw) if text else Bad("missing_text", "a news item without a text in it")


def _text(item: lxml.etree._Element) -> str:
    """The text of an item's content: of NITF's body or of HTML in it, else as it stands."""
    for name in ("body.content", "inlineXML", "inlineData", "DataContent"):
        for content in item.iter(name):
            body = next(content.iter("body.content", "body"), content)
            return _plain(body)
    return ""


def _plain(body: lxml.etree._Element) -> str:
    for element in list(body.iter(*_ASIDE)):
        if element is not body and (parent := element.getparent()) is not None:
            _keep_tail(element)
            parent.remove(element)
    for element in body.iter(*_HEADINGS):
        element.tag = _HEADINGS[str(element.tag)]
    if not len(body):
        return (body.text or "").strip()
    body.tag = "div"
    return fragment_text(lxml.etree.tostring(body, encoding="unicode", with_tail=False))


def _keep_tail(element: lxml.etree._Element) -> None:
    """The words behind an element stay where it goes."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    elif parent is not None:
        parent.text = (parent.text or "") + (element.tail or "")


def _words(element: lxml.etree._Element) -> Iterator[str]:
    """The words of an element, but for the role and the body behind a writer's name."""
    yield element.text or ""
    for inner in element:
        yield from () if inner.tag == "byttl" else _words(inner)
        yield inner.tail or ""


def _value(item: lxml.etree._Element, names: tuple[str, ...]) -> str:
    """The first value that one of these elements has."""
    for name in names:
        tag, _, attribute = name.partition("@")
        for element in item.iter(tag):
            value = element.get(attribute) if attribute else " ".join(_words(element))
            if value and value.strip():
                return " ".join(value.split())
    return ""
