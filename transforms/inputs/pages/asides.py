"""What a page holds beside its article: matter that is not shown, links to other articles and their teasers, and who
the writers are. It is collected before the text is extracted, and then taken out of it line by line."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

import lxml.html

from newsloom.transforms.inputs.cells import plain
from newsloom.transforms.inputs.pages.json_ld import heading_words, mostly_one, scripts_in, things_in
from newsloom.transforms.inputs.pages.squeezing import squeezed
from newsloom.transforms.inputs.pages.walls import box_of

__all__ = ["Asides", "asides_of", "drop_unseen", "without_asides"]

_UNSEEN = frozenset((
    "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screen-reader-only", "screenreader",
    "u-visually-hidden",
))  # fmt: skip
_OF_BROWSERS = re.compile(r"\s*thank you for visiting \S+\.? you are using a browser", re.IGNORECASE)
_LINK_WORDS = 4  # of a paragraph that is nothing but a link to another article, by hand
_HEADINGS = ("h1", "h2", "h3", "h4")
_OWN_ADDRESSES = "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\Z")
_SHORT = 20  # characters without blanks; shorter lines may stand in an article and a teaser
_BIO = 40  # characters without blanks; what is said of a writer is longer
_MOST = 0.6  # of a text; where as much stands in teasers, they are the article: a digest, a list


@dataclass(frozen=True)
class Asides:
    """Lines, without blanks, that are no part of the article: wherever they stand, and where they end the text."""

    anywhere: set[str] = field(default_factory=set)
    at_end: set[str] = field(default_factory=set)
    writers: str = ""


def drop_unseen(tree: lxml.html.HtmlElement) -> None:
    """Take out what only screen readers are told, and what only browsers of long ago show."""
    for element in list(tree.iter("span", "div", "p", "h1", "h2", "h3", "h4", "label")):
        if (_is_unseen(element.get("class")) or _OF_BROWSERS.match(element.text or "")) and (
            element.getparent() is not None
        ):
            element.drop_tree()


@lru_cache(1_000)  # a page has many elements and few classes
def _is_unseen(names: str | None) -> bool:
    return names is not None and not _UNSEEN.isdisjoint(names.split())


def asides_of(tree: lxml.html.HtmlElement, titles: list[str]) -> Asides:
    """What stands on a page beside the article with one of these titles."""
    asides = Asides(writers="".join(map(squeezed, _bios(tree))))
    hosts = {_host(address) for address in tree.xpath(_OWN_ADDRESSES)} | {""}
    headings, own = set(tree.iter(*_HEADINGS)), list(map(heading_words, titles))
    for link in filter(_leads_away, tree.iter("a")):
        text = " ".join(link.text_content().split())
        if len(text.split()) < _LINK_WORDS:
            continue
        heading = next(link.iter(*_HEADINGS), None)
        holder = next(link.iterancestors("p", "li", *_HEADINGS), None) if heading is None else heading
        if holder is None or (heading is None and squeezed(holder.text_content()) != squeezed(text)):
            continue
        if holder.tag in _HEADINGS:
            words = heading_words(holder.text_content())
            if not any(mostly_one(words, title) for title in own):
                _add_teaser(asides, link if heading is not None else None, holder, headings)
        elif not _SENTENCE_END.search(text) and (holder.tag == "p" or _host(link.get("href")) in hosts):
            asides.anywhere.add(squeezed(text))
    return asides


def _add_teaser(
    asides: Asides,
    link: lxml.html.HtmlElement | None,
    heading: lxml.html.HtmlElement,
    headings: set[lxml.html.HtmlElement],
) -> None:
    """Add what stands in a link around a heading, or else in the box around a heading that is a link."""
    if link is not None:
        asides.anywhere.update(_texts(link))
    elif (box := box_of(heading, headings)) is not heading:
        asides.at_end.update(_texts(box))


def without_asides(text: str, asides: Asides) -> str:
    """A text without the lines that stand beside the article; as it is where they are most of it."""
    lines = [line for line in text.split("\n") if not _is_aside(line, asides)]
    while lines and _bare(lines[-1]) in asides.at_end | {""}:
        lines.pop()
    left = "\n".join(lines)
    return left if len(left) >= (1 - _MOST) * len(text) else text


def _is_aside(line: str, asides: Asides) -> bool:
    bare = _bare(line)
    return bare in asides.anywhere or (len(bare) >= _BIO and bare in asides.writers)


def _leads_away(link: lxml.html.HtmlElement) -> bool:
    return not (link.get("href") or "#").startswith(("#", "javascript:", "mailto:"))


def _host(address: str) -> str:
    """The host of an address; "" for one on the same site."""
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return "?"


def _texts(box: lxml.html.HtmlElement) -> Iterator[str]:
    """The text of each element in a box, without blanks; no short ones."""
    texts = (squeezed(element.text_content()) for element in box.iter() if isinstance(element.tag, str))
    yield from (text for text in texts if len(text) >= _SHORT)


def _bios(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """What the page says of its writers in JSON-LD."""
    described = (script for script in scripts_in(tree) if "Person" in script and "description" in script)
    for thing in (thing for script in described for thing in things_in(script)):
        authors = thing.get("author") or thing.get("creator") or ()
        for one in (thing, *(authors if isinstance(authors, list) else [authors])):
            if isinstance(one, dict) and "Person" in str(one.get("@type")):
                yield html.unescape(plain(one.get("description")) or "")


def _bare(line: str) -> str:
    return squeezed(line.lstrip("-•* "))
