"""What stands above an article on its page: its headline, which is a field, and its standfirst, which is text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import lxml.html

from newsloom.transforms.inputs.pages.json_ld import alike
from newsloom.transforms.inputs.pages.squeezing import squeezed
from newsloom.transforms.text.bylines import is_full_name
from newsloom.transforms.text.calendar import parse_moment

__all__ = ["below", "byline_of", "standfirst_of", "with_standfirst", "without_byline", "without_headline"]

_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|sub-?(?:head(?:line|ing)?|title)s?|deck?|strap-?line|lede|synopsis|excerpt"
    r"|(?:article|story|post)-?(?:summary|description|intro))(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = "p", "div", "h2", "h3", "h4", "ul", "ol", "section", "figure", "article", "table"
_MIN, _MAX = 30, 600  # characters of a standfirst, by hand
_PARAGRAPH = 60  # characters from which on a paragraph is one of the text
_PREFIX = 60  # characters, without blanks, of a description that was cut off
_ABOVE = 2  # lines that may stand above a headline in a text: a section, a label
_LABEL = re.compile(r"[^\d.!?]{1,40}")
_KEEP = 100  # characters that a text must have below its headline


def standfirst_of(tree: lxml.html.HtmlElement, titles: Sequence[str], descriptions: Sequence[str]) -> str:
    """The paragraph between headline and text that the page marks or describes itself with; "" where there is none."""
    headline = _headline(tree, titles)
    stated = [squeezed(text).rstrip(".…") for text in descriptions]
    return "" if headline is None else next(_standfirsts(headline, stated), "")


def _headline(tree: lxml.html.HtmlElement, titles: Sequence[str]) -> lxml.html.HtmlElement | None:
    return next((h for h in tree.iter("h1") if any(alike(h.text_content(), title) for title in titles)), None)


def byline_of(tree: lxml.html.HtmlElement, titles: Sequence[str]) -> str:
    """The full name that is the first paragraph below the headline, in bold type or above a day; "" where none is."""
    headline = _headline(tree, titles)
    paragraphs = [] if headline is None else list(islice(below(headline, "p"), 2))
    texts = [" ".join(paragraph.text_content().split()) for paragraph in paragraphs]
    if not texts or not is_full_name(texts[0]):
        return ""
    is_bold = any(squeezed(bold.text_content()) == squeezed(texts[0]) for bold in paragraphs[0].iter("b", "strong"))
    return texts[0] if is_bold or any(parse_moment(text, day_first=True) for text in texts[1:]) else ""


def without_byline(text: str, byline: str) -> str:
    """A text without the byline that is its first line."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if byline and squeezed(first) == squeezed(byline) and len(rest) >= _KEEP else text


def _standfirsts(headline: lxml.html.HtmlElement, stated: Sequence[str]) -> Iterator[str]:
    """The paragraphs below a headline and above the first one of the text that are its standfirst."""
    for element in below(headline, "p", "div", "h2", "h3", "h4"):
        if _holds_blocks(element):
            continue
        text = " ".join(element.text_content().split())
        if _MIN <= len(text) <= _MAX and (_is_stated(text, stated) or _is_marked(element)):
            yield text
        elif element.tag == "p" and len(text) >= _PARAGRAPH:
            return


def below(element: lxml.html.HtmlElement, *tags: str) -> Iterator[lxml.html.HtmlElement]:
    """Elements behind an element, one by one: of XPath's axis all are made before the first is given."""
    for inner in (element, *element.iterancestors()):
        for sibling in inner.itersiblings():
            yield from sibling.iter(*tags)


def _holds_blocks(element: lxml.html.HtmlElement) -> bool:
    return any(inner is not element for inner in element.iter(*_BLOCKS, "li", "time", "button", "figcaption"))


def _is_stated(text: str, stated: Sequence[str]) -> bool:
    bare = squeezed(text).rstrip(".…")
    return any(one and (bare == one or (len(one) >= _PREFIX and bare.startswith(one))) for one in stated)


def _is_marked(element: lxml.html.HtmlElement) -> bool:
    around = element.getparent()
    names = (element.get("class"), None if around is None else around.get("class"))
    return element.get("itemprop") == "description" or any(_STANDFIRST.search(name or "") for name in names)


def with_standfirst(text: str, standfirst: str) -> str:
    """A text with its standfirst as the first line, unless it has it."""
    return text if not standfirst or squeezed(standfirst) in squeezed(text) else f"{standfirst}\n{text}"


def without_headline(text: str, titles: Sequence[str]) -> str:
    """A text without the headline that its first lines repeat, and without the label above that."""
    headlines = {squeezed(title) for title in titles}
    lines = text.split("\n")
    for n, line in enumerate(lines[: _ABOVE + 1]):
        if squeezed(line) in headlines:
            left = "\n".join(lines[n + 1 :]).lstrip("\n")
            return left if len(left) >= _KEEP else text
        if not _LABEL.fullmatch(line):
            break
    return text
