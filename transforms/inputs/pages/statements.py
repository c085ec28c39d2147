"""What a page states about its article: in JSON-LD, in <meta> elements, and in elements whose meaning is fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html

from newsloom.transforms.inputs.pages.json_ld import alike, article_statements, scripts_in
from newsloom.transforms.inputs.records import Field

__all__ = ["descriptions_of", "kind_of_page", "stated"]

# Names of <meta> elements (name, property or itemprop), best first.
_META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "headline", "parsely-title", "dc.title", "twitter:title"),
    "published_at": (
        "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
        "cxenseparse:publishtime",
        "publishdate",
        "publish-date", "pubdate", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
        "article.published", "date",
    ),
    "modified_at": ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified"),
    "author": ("author", "parsely-author", "byl", "dc.creator", "sailthru.author", "article:author", "citation_author"),
    "outlet": ("og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher"),
    "url": ("og:url", "parsely-link"),
    "language": ("og:locale", "dc.language", "content-language"),
}  # fmt: skip
_DESCRIPTIONS = ("description", "og:description", "twitter:description", "dc.description", "sailthru.description")
_MANY = frozenset(("author",))  # fields of which a page may name several in elements of one name
_ELSEWHERE = "[not(ancestor::aside or ancestor::nav or ancestor::footer)]"
_IN_ARTICLE = "[ancestor::article or ancestor::main]"
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author-?name|article-?author|post-?author)(?:$|[\s_-])", re.IGNORECASE
)
_JOINTS = (" | ", " - ", " – ", " — ", " · ", " « ", " : ")  # between a title and a site's name
_MAX_BYLINE = 200  # characters
_MAX_AUTHORS = 6  # links to authors; more are those of other articles


def stated(tree: lxml.html.HtmlElement, url: str | None = None) -> Iterator[Field]:
    """Everything the page says about its article, the most reliable statement of each field first."""
    meta = _meta(tree)
    for field, value in (*_from_json_ld(tree, meta, url), *_from_meta(meta), *_from_elements(tree)):
        value = " ".join(value.split())
        if value and not (field in ("author", "outlet") and value.startswith(("http:", "https:", "@"))):
            yield Field(field, value, "html")
    if url:
        yield Field("url", url, "field")


def kind_of_page(tree: lxml.html.HtmlElement) -> str:
    """What the page says it is (og:type): "article", "website", …; "" where it does not."""
    return next(iter(_meta(tree).get("og:type", [])), "")


def descriptions_of(tree: lxml.html.HtmlElement) -> list[str]:
    """What the page says of its article in a sentence or two."""
    meta = _meta(tree)
    return [value for name in _DESCRIPTIONS for value in meta.get(name, ())]


def _from_json_ld(
    tree: lxml.html.HtmlElement, meta: dict[str, list[str]], url: str | None
) -> Iterator[tuple[str, str]]:
    titles = [value for name in ("og:title", "twitter:title") for value in meta.get(name, ())]
    headings = [*titles, *_texts(tree, "//h1"), *_texts(tree, "//head/title")]
    addresses = [*tree.xpath("//link[@rel='canonical']/@href"), *meta.get("og:url", ()), *([url] if url else ())]
    yield from article_statements(scripts_in(tree), headings, addresses)


def _meta(tree: lxml.html.HtmlElement) -> dict[str, list[str]]:
    """The contents of <meta> elements by their name, each once."""
    contents: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if content and content not in contents.setdefault(name, []):
            contents[name].append(content)
    return contents


def _from_meta(meta: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for field, names in _META.items():
        for name in names:
            if values := meta.get(name):
                yield field, "; ".join(values) if field in _MANY else values[0]


def _from_elements(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Elements whose meaning is fixed. A bare <time> is not taken: it may date anything on the page."""
    for field, path in (
        ("url", "//link[@rel='canonical']/@href"),
        ("published_at", "//time[@itemprop='datePublished' or @pubdate]/@datetime"),
    ):
        if values := tree.xpath(path):
            yield field, values[0]
    yield from (("author", names) for names in _authors(tree))
    if masthead := _masthead(tree):
        yield "outlet", masthead
    yield from (("title", title) for title in _titles(tree) if title != masthead)
    if values := tree.xpath("/html/@lang"):
        yield "language", values[0]


def _texts(tree: lxml.html.HtmlElement, path: str) -> list[str]:
    """The texts of elements, each once."""
    contents = (" ".join(element.text_content().split()) for element in tree.xpath(path))
    return list(dict.fromkeys(text for text in contents if text))


def _authors(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Authors by their mark-up, then bylines; not those in boxes with other articles."""
    for path in (
        "//*[@itemprop='author']//*[@itemprop='name']",
        "//*[@itemprop='author'][not(.//*[@itemprop='name'])]",
        "//a[contains(concat(' ', @rel, ' '), ' author ')]",
    ):
        names = _texts(tree, path + _ELSEWHERE + _IN_ARTICLE) or _texts(tree, path + _ELSEWHERE)
        if names and len(names) <= _MAX_AUTHORS:
            yield "; ".join(names)
    marked = tree.xpath("//*[@class]" + _ELSEWHERE)
    lines = [element for element in marked if _BYLINE_CLASS.search(element.get("class"))]
    texts = (" ".join(" ".join(element.itertext()).split()) for element in lines)
    yield from [text for text in texts if text and len(text) <= _MAX_BYLINE][:1]


def _masthead(tree: lxml.html.HtmlElement) -> str | None:
    """The first <h1>, where it stands outside of the article and ends the title in the head as a site's name does."""
    titles = _texts(tree, "//head/title")
    headings = _texts(tree, "//h1[not(ancestor::article or ancestor::main)]")[:1]
    return next((h for h in headings for joint in _JOINTS if any(title.endswith(joint + h) for title in titles)), None)


def _titles(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Headings and the title in the head. An <h1> outside of the article that the title does not have is a masthead."""
    titles = _texts(tree, "//head/title")
    own, others = _texts(tree, "//h1" + _ELSEWHERE + _IN_ARTICLE), _texts(tree, "//h1")
    first = [heading for heading in (own or others)[:1] if own or not titles or any(alike(heading, t) for t in titles)]
    yield from dict.fromkeys((*first, *titles, *others[:1]))
