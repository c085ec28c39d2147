"""What a page states about its article: in JSON-LD, in <meta> elements, and in elements whose meaning is fixed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

import lxml.html

from newsloom.transforms.inputs.pages.headings import below
from newsloom.transforms.inputs.pages.json_ld import alike, article_statements, scripts_in, weaker_statements
from newsloom.transforms.inputs.records import Field
from newsloom.transforms.text.bylines import is_byline
from newsloom.transforms.text.calendar import DATE, parse_moment

__all__ = ["descriptions_of", "kind_of_page", "meta_of", "stated"]

Meta = Mapping[str, Sequence[str]]

# Names of <meta> elements (name, property or itemprop), best first.
_META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "headline", "parsely-title", "dc.title", "twitter:title"),
    "published_at": (
        "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
        "cxenseparse:publishtime",
        "publishdate",
        "publish-date", "pubdate", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
        "article.published", "article_date_original", "publication_date", "date",
    ),
    "modified_at": ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified"),
    "author": ("author", "parsely-author", "byl", "dc.creator", "sailthru.author", "article:author", "citation_author"),
    "outlet": ("og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher"),
    "url": ("og:url", "parsely-link"),
    "language": ("og:locale", "dc.language", "content-language"),
}  # fmt: skip
_DESCRIPTIONS = ("description", "og:description", "twitter:description", "dc.description", "sailthru.description")
_MANY = frozenset(("author",))  # fields of which a page may name several in elements of one name
_ELSEWHERE = ("aside", "nav", "footer")  # elements with what is not about the article
_OF_ARTICLE = ("article", "main")
_OF_OTHERS = re.compile(r"(?:^|[\s_-])(?:related|recommended|more-from|most-read|trending)(?:$|[\s_-])", re.IGNORECASE)
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author-?name|article-?author|post-?author)(?:$|[\s_-])", re.IGNORECASE
)
_AUTHOR_CLASS = re.compile(r"(?:^|[\s_-])authors?(?:$|[\s_-])", re.IGNORECASE)
_WRITES = re.compile(r"(?:written )?by|authors?", re.IGNORECASE)
_DAY = re.compile(DATE, re.IGNORECASE)
_JOINTS = (" | ", " - ", " – ", " — ", " · ", " « ", " : ")  # between a title and a site's name
_OF_PUBLICATION = re.compile(
    r"publi(?:sh|cation)(?!er)|pub-?_?date|date.?(?:issued|created)|created.?(?:at|on|date)", re.IGNORECASE
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|date-?time|time-?stamp|published|publish-?date|pub-?date|posted|posted-?on|article-?date)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"updated|modified|edited|corrected", re.IGNORECASE)
_PARAGRAPH = 60  # characters from which on a paragraph is one of the text, by hand
_MAX_BYLINE = 200  # characters
_MAX_AUTHORS = 6  # links to authors; more are those of other articles


def stated(tree: lxml.html.HtmlElement, meta: Meta, url: str | None = None) -> Iterator[Field]:
    """Everything the page says about its article, the most reliable statement of each field first."""
    titles, headings = _texts(tree.xpath("//head/title")), list(tree.iter("h1"))
    addresses = [*tree.xpath("//link[@rel='canonical']/@href"), *meta.get("og:url", ()), *([url] if url else ())]
    names = [*meta.get("og:title", ()), *meta.get("twitter:title", ()), *_texts(headings), *titles]
    scripts = scripts_in(tree)
    of_article = article_statements(scripts, names, addresses)
    statements = [*of_article, *_from_meta(meta), *_from_elements(tree, titles, headings)]
    fields = {field for field, _ in statements}
    if not {"published_at", "outlet"} <= fields:
        days = [("published_at", day) for line in _bylines(tree) for day in _day_in(line)]
        weaker = (*_dated_meta(meta), *weaker_statements(scripts, names, addresses), *_dates_below(headings[:1]), *days)
        statements += [(field, value) for field, value in weaker if field not in fields]
    for field, value in statements:
        value = " ".join(value.split())
        if value and not (field in ("author", "outlet") and value.startswith(("http:", "https:", "@"))):
            yield Field(field, value, "html")
    if url:
        yield Field("url", url, "field")


def kind_of_page(meta: Meta) -> str:
    """What the page says it is (og:type): "article", "website", …; "" where it does not."""
    return next(iter(meta.get("og:type", [])), "")


def descriptions_of(meta: Meta) -> list[str]:
    """What the page says of its article in a sentence or two."""
    return [value for name in _DESCRIPTIONS for value in meta.get(name, ())]


def meta_of(tree: lxml.html.HtmlElement) -> Meta:
    """The contents of <meta> elements by their name, each once."""
    contents: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        names = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        for name in names.split() if " " in names else [names]:
            if content and content not in contents.setdefault(name, []):
                contents[name].append(content)
    return contents


def _from_meta(meta: Meta) -> Iterator[tuple[str, str]]:
    for field, names in _META.items():
        for name in names:
            if values := meta.get(name):
                yield field, "; ".join(values) if field in _MANY else values[0]
    for number in "12":  # of a card, as some sites label what it shows
        if any(map(_WRITES.fullmatch, meta.get(f"twitter:label{number}", ()))):
            yield from (("author", value) for value in meta.get(f"twitter:data{number}", ()))


def _dated_meta(meta: Meta) -> Iterator[tuple[str, str]]:
    """Dates in <meta> elements whose names say that they are of publication, whatever else they are called."""
    for name, values in meta.items():
        if _OF_PUBLICATION.search(name) and not _CHANGED.search(name) and parse_moment(values[0]):
            yield "published_at", values[0]


def _from_elements(
    tree: lxml.html.HtmlElement, titles: Sequence[str], headings: Sequence[lxml.html.HtmlElement]
) -> Iterator[tuple[str, str]]:
    """Elements whose meaning is fixed. Not a bare <time>, which may date anything on the page."""
    for field, path in (
        ("url", "//link[@rel='canonical']/@href"),
        ("published_at", "//time[@itemprop='datePublished' or @pubdate]/@datetime"),
        ("published_at", "//abbr[@class='published']/@title | //time[@class='dt-published']/@datetime"),  # microformats
    ):
        if values := tree.xpath(path):
            yield field, values[0]
    yield from (("author", names) for names in _authors(tree))
    if masthead := _masthead(titles, headings):
        yield "outlet", masthead
    yield from (("title", title) for title in _titles(titles, headings) if title != masthead)
    if values := tree.xpath("/html/@lang"):
        yield "language", values[0]


def _dates_below(headings: Iterable[lxml.html.HtmlElement]) -> Iterator[tuple[str, str]]:
    """The first <time> between a heading and the text, and the first that says when the article was changed."""
    for element in (element for heading in headings for element in below(heading, "time", "p", "span", "div", "li")):
        if element.tag == "p" and len(element.text_content()) >= _PARAGRAPH:
            return
        text = " ".join(element.text_content().split())
        if _says_when(element) or _DAY.fullmatch(text):
            day = _DAY.search(text)
            if day and not _CHANGED.search(text) and parse_moment(day[0]):
                yield "published_at", day[0]
        if element.tag == "time" and element.get("datetime") and not _stands_in(element, _ELSEWHERE):
            before, around = element.getprevious(), element.getparent()
            label = (around.text if around is not None else "") if before is None else before.tail
            changed = _CHANGED.search(f"{label} {element.text_content()}")
            yield "modified_at" if changed else "published_at", element.get("datetime")


def _says_when(element: lxml.html.HtmlElement) -> bool:
    """Whether an element is a day in words: a <time> without its moment, or one whose class says so."""
    if element.tag == "time":
        marked = not element.get("datetime")
    else:
        marked = bool(_DATE_CLASS.search(element.get("class") or ""))
    return marked and len(element.text_content()) < _PARAGRAPH and not _stands_in(element, _ELSEWHERE)


def _texts(elements: Iterable[lxml.html.HtmlElement]) -> list[str]:
    """The texts of elements, each once."""
    contents = (" ".join(element.text_content().split()) for element in elements)
    return list(dict.fromkeys(text for text in contents if text))


def _stands_in(element: lxml.html.HtmlElement, tags: Sequence[str]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _authors(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Authors by their mark-up, then bylines; not those in boxes with other articles."""
    marked = {author: author.xpath(".//*[@itemprop='name']") for author in tree.xpath("//*[@itemprop='author']")}
    for elements in (
        [name for names in marked.values() for name in names],
        [author for author, names in marked.items() if not names],
        [link for link in tree.iter("a") if "author" in (link.get("rel") or "").split()],
    ):
        own = list(filter(_is_own, elements))
        authors = _texts(element for element in own if _stands_in(element, _OF_ARTICLE)) or _texts(own)
        if authors and len(authors) <= _MAX_AUTHORS:
            yield "; ".join(authors)
    yield from _bylines(tree)


def _bylines(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """The first line whose class says that it is a byline, or says author where it begins as a byline does."""
    lines = (element for element in tree.iter() if _is_byline(element.get("class")))
    texts = ((" ".join(" ".join(line.itertext()).split()), line.get("class")) for line in lines if _is_own(line))
    own = (
        text for text, names in texts if len(text) <= _MAX_BYLINE and (_BYLINE_CLASS.search(names) or is_byline(text))
    )
    yield from islice(filter(None, own), 1)


def _is_own(element: lxml.html.HtmlElement) -> bool:
    return not _stands_in(element, _ELSEWHERE) and not any(
        _OF_OTHERS.search(around.get("class") or "") for around in element.iterancestors("div", "section", "ul")
    )


def _day_in(line: str) -> Iterator[str]:
    day = _DAY.search(line)
    yield from [day[0]] if day and parse_moment(day[0], day_first=True) else []


@lru_cache(1_000)  # a page has many elements and few classes
def _is_byline(names: str | None) -> bool:
    return names is not None and (_BYLINE_CLASS.search(names) or _AUTHOR_CLASS.search(names)) is not None


def _masthead(titles: Sequence[str], headings: Sequence[lxml.html.HtmlElement]) -> str | None:
    """The first <h1>, where it stands outside of the article and ends the title in the head as a site's name does."""
    outside = _texts(heading for heading in headings if not _stands_in(heading, _OF_ARTICLE))[:1]
    return next((h for h in outside for joint in _JOINTS if any(title.endswith(joint + h) for title in titles)), None)


def _titles(titles: Sequence[str], headings: Sequence[lxml.html.HtmlElement]) -> Iterator[str]:
    """Headings and the title in the head. An <h1> outside of the article that the title does not have is a masthead."""
    inside = (h for h in headings if _stands_in(h, _OF_ARTICLE) and not _stands_in(h, _ELSEWHERE))
    own, others = _texts(inside), _texts(headings)
    first = [heading for heading in (own or others)[:1] if own or not titles or any(alike(heading, t) for t in titles)]
    yield from dict.fromkeys((*first, *titles, *others[:1]))
