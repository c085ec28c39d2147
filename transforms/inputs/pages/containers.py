"""Articles whose text stands in several containers, of which extraction would take the first alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

import lxml.html

__all__ = ["joined", "missing", "text_containers"]

_LONG = 60  # characters from which on a paragraph is one of an article, by hand
_MIN = 3  # such paragraphs of a container, by hand
_LINKED = 0.3  # of a paragraph's characters in links, and it is a teaser, by hand
_OUTSIDE = frozenset(("aside", "nav", "footer", "form", "header", "figure", "blockquote", "li", "td"))
_OTHERS = re.compile(
    r"related|recommend|comment|promo|newsletter|teaser|popular|trending|sidebar|footer", re.IGNORECASE
)
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
    lines = {_squeezed(line) for line in text.split("\n")}
    for container in containers:
        own = [_squeezed(p.text_content()) for p in container.iterchildren("p") if _is_text(p)]
        if sum(paragraph in lines for paragraph in own) < len(own) / 2:
            return True
    return False


def joined(containers: Sequence[lxml.html.HtmlElement]) -> None:
    """Move what the other containers hold into the first one."""
    first, *others = containers
    for other in others:
        for child in list(other):
            first.append(child)


def _is_text(paragraph: lxml.html.HtmlElement) -> bool:
    text = paragraph.text_content()
    if len(text) < _LONG:
        return False
    return sum(len(link.text_content()) for link in paragraph.iter("a")) < _LINKED * len(text)


def _is_outside(element: lxml.html.HtmlElement) -> bool:
    """Whether an element stands in the margins of a page, in a list or in a quotation."""
    around = (element, *element.iterancestors())
    return any(one.tag in _OUTSIDE or _OTHERS.search(one.get("class") or "") for one in around)


def _continues(other: lxml.html.HtmlElement, first: lxml.html.HtmlElement) -> bool:
    """Whether a container has no heading, date or author of its own, nor has an article around it but not the first."""
    articles = [one for one in (other, *other.iterancestors("article")) if one is other or first not in one.iter()]
    return not any(article.xpath(_OWN_HEADING) for article in articles)


def _squeezed(text: str) -> str:
    return "".join(text.split())
