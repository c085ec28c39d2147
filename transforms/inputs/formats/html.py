"""Web pages: trafilatura for the text, the page's own statements for title, date, author, outlet and address."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from newsloom.transforms.inputs.beginnings import first_element
from newsloom.transforms.inputs.columns import plain
from newsloom.transforms.inputs.encoding import Decoded, Spelling
from newsloom.transforms.inputs.markup import main_text, parse_tree
from newsloom.transforms.inputs.records import Bad, Draft, Field, Outcome, decoded_or_bad
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "pages", "one, with what the page states about itself"
EXTENSIONS = ("html", "htm", "xhtml")
MEDIA: tuple[str, ...] = ("text/html", "application/xhtml+xml")

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page has to declare its charset; the standard says 1,024

# Names of <meta> elements (name, property or itemprop), best first.
_META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "headline", "parsely-title", "dc.title", "twitter:title"),
    "published_at": (
        "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "publishdate",
        "publish-date", "pubdate", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
        "article.published", "date",
    ),
    "modified_at": ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified"),
    "author": ("author", "parsely-author", "byl", "dc.creator", "sailthru.author", "article:author"),
    "outlet": ("og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher"),
    "url": ("og:url", "parsely-link"),
    "language": ("og:locale", "dc.language", "content-language"),
}  # fmt: skip
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report)$")
_WALL = re.compile(
    "|".join((
        "(?:log|sign) ?in to (?:continue|read|view|your account)",
        "please (?:log|sign) ?in",
        "(?:subscribe|register) (?:now )?to (?:continue|read|keep reading|unlock|get access)",
        "already (?:a subscriber|have an account|a member)",
        "create (?:a|your) (?:free )?account",
        "this (?:article|content|story) is (?:only )?(?:for|available to|reserved for) (?:our )?(?:paying )?"
        "(?:subscribers|members)",
        "enable javascript",
        "verify (?:that )?you are (?:a )?human",
        "are you a robot",
        "access (?:to this page )?(?:has been |is )?denied",
        "page (?:you (?:requested|are looking for) )?(?:cannot|could not|was not|can.t) be found",
        "page not found",
    )),
    re.IGNORECASE,
)  # fmt: skip
_SHORT = 600  # characters; a page with less text than this and the words of a wall is a wall
_LONG = 2_000  # and with less than this, where it says such things twice


def begins(head: bytes, named: str | None) -> bool:
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
    tree = parse_tree(decoded.text)
    if tree is None:
        raise Bad("not_news_text", "an HTML page without content")
    fields = tuple(stated(tree, url))
    asks_password = bool(tree.xpath("//input[@type='password']"))  # before extraction takes the tree apart
    text = main_text(tree)
    _refuse_wall(text, asks_password)
    return Draft(text, fields, raw=data, encoding=decoded.encoding)


def declared_charset(data: bytes) -> str | None:
    """The charset that a page or XML file declares in itself."""
    match = _XML_CHARSET.search(data[:_HEAD]) or _META_CHARSET.search(data[:_HEAD])
    return match[1].decode("ascii", "ignore") if match else None


def _refuse_wall(text: str, asks_password: bool) -> None:
    """Raise Bad for a page that stands before its article: a log-in, a paywall, a robot check, an error."""
    if not text:
        raise Bad("not_news_text", "no article text on the page")
    said = {match[0].lower() for match in _WALL.finditer(text)} if len(text) < _LONG else set()
    if len(said) > 1 or (said and len(text) < _SHORT):
        raise Bad("not_news_text", f"a wall, not an article: “{min(said)}”")
    if asks_password and len(text) < _SHORT // 2:
        raise Bad("not_news_text", "a page that asks for a password, with hardly any text")


def stated(tree: lxml.html.HtmlElement, url: str | None = None) -> Iterator[Field]:
    """Everything the page says about its article, the most reliable statement of each field first."""
    for field, value in (*_from_json_ld(tree), *_from_meta(tree), *_from_elements(tree)):
        value = " ".join(value.split())
        if value and not (field in ("author", "outlet") and value.startswith(("http:", "https:", "@"))):
            yield Field(field, value, "html")
    if url:
        yield Field("url", url, "field")


def _from_json_ld(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """schema.org statements about an article."""
    names = {
        "headline": "title", "datePublished": "published_at", "dateModified": "modified_at", "author": "author",
        "publisher": "outlet", "url": "url", "inLanguage": "language",
    }  # fmt: skip
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        for thing in _things(script):
            for name, field in names.items():
                if value := plain(thing.get(name)):
                    yield field, value


def _things(script: str) -> list[dict[str, Any]]:
    """The articles that a JSON-LD script describes; none when it is broken."""
    try:
        value = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return []
    queue = value if isinstance(value, list) else [value]
    things = [thing for thing in queue if isinstance(thing, dict)]
    things += [inner for thing in things for inner in _list(thing.get("@graph")) if isinstance(inner, dict)]
    return [thing for thing in things if any(map(_is_article, _list(thing.get("@type"))))]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_article(kind: Any) -> bool:
    return isinstance(kind, str) and bool(_ARTICLE_TYPE.search(kind))


def _from_meta(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        found.setdefault(name.strip().lower(), meta.get("content") or "")
    for field, names in _META.items():
        yield from ((field, found[name]) for name in names if found.get(name))


def _from_elements(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Elements whose meaning the standard fixes. A bare <time> is not taken: it may date anything on the page."""
    for field, path in (
        ("url", "//link[@rel='canonical']/@href"),
        ("published_at", "//time[@itemprop='datePublished' or @pubdate]/@datetime"),
        ("author", "//*[@itemprop='author']//*[@itemprop='name']/text() | //a[@rel='author']/text()"),
        ("title", "(//h1)[1]//text()"),
        ("title", "//head/title/text()"),
        ("language", "/html/@lang"),
    ):
        if values := tree.xpath(path):
            yield field, " ".join(values) if path.endswith("text()") else values[0]
