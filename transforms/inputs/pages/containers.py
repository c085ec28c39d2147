"""Articles whose text stands in several containers, of which extraction would take the first alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import lxml.html

from newsloom.transforms.inputs.pages.squeezing import squeezed

__all__ = ["joined", "long_paragraphs", "missing", "text_containers", "with_lost"]

_LONG = 60  # characters from which on a paragraph is one of an article, by hand
_MIN = 3  # such paragraphs of a container, by hand
_LINKED = 0.3  # of a paragraph's characters in links, and it is a teaser, by hand
_OUTSIDE = frozenset(("aside", "nav", "footer", "form", "header", "figure", "blockquote", "li", "td"))
_OTHERS = re.compile(
    r"related|recommend|comment|promo|newsletter|teaser|popular|trending|footer"
    # a sidebar itself, not what is laid out with one
    r"|(?<![\w-])(?!(?:has|with|no|content)-)(?:[\w-]+[-_])?sidebar(?:[-_]?(?:\d+|inner|widget\w*|area))?(?![\w-])",
    re.IGNORECASE,
)
_WHOLE = frozenset(("html", "body", "main", "article"))  # their classes say how all of the page is laid out
_BREAKING = frozenset(("section", "div", "aside", "figure", "ul", "ol", "table", "script", "style", "form", "nav"))
_FURNITURE = re.compile(r"author|bio\b|byline|caption|credit|copyright|disclaimer|footnote|notice|legal", re.IGNORECASE)
_SHARE = 0.5  # of a container's paragraphs that a text must have, and the container is the article's
_OWN_HEADING = "self::article//h1 | .//h1 | .//h2[.//a] | .//h3[.//a] | .//time | .//a[@rel='author']"


def text_containers(tree: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """The parents of three long paragraphs or more, in order, and those built like the first of them.

    Of those behind the first, only what has no heading of another article.
    """
    containers: dict[lxml.html.HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None and (parent in containers or not _is_outside(parent)) and _is_text(paragraph):
            containers[parent] = containers.get(parent, 0) + 1
    first = next(((one.tag, one.get("class")) for one, n in containers.items() if n >= _MIN), None)
    full = [
        one for one, n in containers.items() if n >= _MIN or (one.get("class") and (one.tag, one.get("class")) == first)
    ]
    return full[:1] + [other for other in full[1:] if _continues(other, full[0])]


def missing(text: str, containers: Sequence[lxml.html.HtmlElement]) -> bool:
    """Whether a text lacks most of the paragraphs of one of the containers."""
    lines = {squeezed(line) for line in text.split("\n")}
    for container in containers:
        own = [squeezed(p.text_content()) for p in container.iterchildren("p") if _is_text(p)]
        if sum(paragraph in lines for paragraph in own) < len(own) / 2:
            return True
    return False


def long_paragraphs(containers: Sequence[lxml.html.HtmlElement]) -> list[list[str]]:
    """The long paragraphs of each container, in order, without what other boxes inside them hold."""
    return [
        [text for p in container.iterchildren("p") if len(text := _own_text(p)) >= _LONG] for container in containers
    ]


def with_lost(text: str, containers: Sequence[Sequence[str]]) -> str:
    """A text with those long paragraphs that extraction has lost, each behind the one that it stands behind."""
    lines = text.split("\n")
    bare = [squeezed(line) for line in lines]
    whole = "".join(bare)
    for paragraphs in containers:
        lost = {paragraph for paragraph in paragraphs if squeezed(paragraph) not in whole}
        if not lost or len(lost) > _SHARE * len(paragraphs):
            continue
        at = next((n for one in paragraphs if one not in lost and (n := _line_of(one, bare)) is not None), 0) - 1
        for paragraph in paragraphs:
            if paragraph not in lost:
                at = place if (place := _line_of(paragraph, bare)) is not None else at
                continue
            at += 1
            lines.insert(at, paragraph)
            bare.insert(at, squeezed(paragraph))
    return "\n".join(lines)


def _line_of(paragraph: str, bare: Sequence[str]) -> int | None:
    """The line, of lines without blanks, that holds a paragraph."""
    return next((n for n, line in enumerate(bare) if squeezed(paragraph) in line), None)


def _own_text(paragraph: lxml.html.HtmlElement) -> str:
    """A paragraph's text up to the first box inside it; "" for what is no part of the article by its class or links."""
    if _FURNITURE.search(paragraph.get("class") or "") or _is_of_others(paragraph.get("class")):
        return ""
    parts, n_linked = [paragraph.text or ""], 0
    for child in paragraph:
        if child.tag in _BREAKING or any(inner.tag in _BREAKING for inner in child.iter()):
            break
        parts += [child.text_content() if isinstance(child.tag, str) else "", child.tail or ""]
        n_linked += _n_linked(child)
    text = "".join(parts)
    return " ".join(text.split()) if n_linked < _LINKED * len(text) else ""


def joined(containers: Sequence[lxml.html.HtmlElement]) -> None:
    """Move what the other containers hold into the first one."""
    first, *others = containers
    for other in others:
        for child in list(other):
            first.append(child)


def _is_text(paragraph: lxml.html.HtmlElement) -> bool:
    text = paragraph.text_content()
    return len(text) >= _LONG and _n_linked(paragraph) < _LINKED * len(text)


def _n_linked(paragraph: lxml.html.HtmlElement) -> int:
    """The characters of a paragraph that are links."""
    return sum(len(link.text_content()) for link in paragraph.iter("a"))


def _is_outside(element: lxml.html.HtmlElement) -> bool:
    """Whether an element stands in the margins of a page, in a list or in a quotation."""
    around = (element, *element.iterancestors())
    return any(one.tag in _OUTSIDE or (one.tag not in _WHOLE and _is_of_others(one.get("class"))) for one in around)


@lru_cache(1_000)  # a page has many elements and few classes
def _is_of_others(names: str | None) -> bool:
    return names is not None and _OTHERS.search(names) is not None


def _continues(other: lxml.html.HtmlElement, first: lxml.html.HtmlElement) -> bool:
    """Whether a container has no heading, date or author of its own, nor has an article around it but not the first."""
    articles = [one for one in (other, *other.iterancestors("article")) if one is other or first not in one.iter()]
    return not any(article.xpath(_OWN_HEADING) for article in articles)
