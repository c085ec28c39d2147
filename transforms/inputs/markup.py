"""HTML to text with one line per block: whole pages, and the fragments that feeds and databases hold."""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import islice

import lxml.etree
import lxml.html

from newsloom.transforms.inputs.pages.containers import joined, long_paragraphs, missing, text_containers, with_lost
from newsloom.transforms.inputs.records import Bad

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
))  # fmt: skip
_SILENT = frozenset(("script", "style", "noscript", "template", "iframe", "svg"))
_WHOLE_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_RULER = re.compile(r"(?m)^\|(?:-+\|)+[ \t]*\n")
_MAX_ATTRIBUTES = 1_000  # of one element
_ATTRIBUTE = re.compile(rb"[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+")
_TAG = re.compile(rb"<[A-Za-z][^\s/>]*+((?:[\s/=]++|" + _ATTRIBUTE.pattern + rb")*+)")
_MAX_ELEMENTS, _MAX_LINKS = 100_000, 10_000  # of a page; the largest reports have a tenth
_MANY_ELEMENTS = 10_000  # from which on only one extractor is asked
_LAYOUT = 400  # characters of a row from which on it holds paragraphs
# lxml.html asks a function of Python for the class of each element anew on every walk of the tree
_ONE_CLASS = lxml.etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)
_SPACES = re.compile(r"[ \t\r\f\v]*\n\s*|[ \t\r\f\v]+")


def parse_tree(html: str) -> lxml.html.HtmlElement | None:
    """The tree of a page or fragment; None when there is nothing in it. Never raises on broken markup."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        return lxml.html.document_fromstring(with_few_attributes(html.encode("utf-8", "replace")), parser=parser)
    except (lxml.etree.LxmlError, AssertionError, ValueError):
        return None


def main_text(tree: lxml.html.HtmlElement) -> str:
    """The article's text on a page, one line per paragraph, heading and table row; "" when there is none.

    Raises Bad for a page of which extraction, whose time grows with the square of some counts, would take too long.
    """
    n_elements, n_links = sum(1 for _ in tree.iter()), sum(1 for _ in tree.iter("a"))
    for count, limit, what in ((n_elements, _MAX_ELEMENTS, "elements"), (n_links, _MAX_LINKS, "links")):
        if count > limit:
            raise Bad("too_large", f"extraction of the main text: {count:,} {what} on a page, more than {limit:,}")
    fast = n_elements > _MANY_ELEMENTS
    _drop_bulk(tree)
    containers = [] if fast else text_containers(tree)
    paragraphs = long_paragraphs(containers)
    whole = deepcopy(tree) if len(containers) > 1 else None
    text = _text(tree, fast)
    if whole is not None and missing(text, text_containers(whole)):
        joined(text_containers(whole))
        text = max(text, _text(whole, fast), key=len)
    return with_lost(text, paragraphs)


def _drop_bulk(tree: lxml.html.HtmlElement) -> None:
    """Take out what extraction would copy several times and never gives: code, styles and drawings.

    JSON-LD stays: some pages have their text in it alone.
    """
    for element in list(tree.iter("script", "style", "svg")):
        if element.getparent() is not None and "ld+json" not in element.get("type", "").lower():
            element.drop_tree()


def _text(tree: lxml.html.HtmlElement, fast: bool) -> str:
    """What is extracted of a tree, a line per block."""
    text = _extracted(tree, tables=True, fast=fast)
    if any(len(row) > _LAYOUT for row in map(_row, text.split("\n")) if row is not None):
        # the table was there to place the text, not to tabulate
        text = _extracted(tree, tables=False, fast=fast)
    lines = _RULER.sub("", text).split("\n")
    return "\n".join(line if (row := _row(line)) is None else row for line in lines).strip()


def _row(line: str) -> str | None:
    """The cells of a table's row as trafilatura writes it; None for another line."""
    end = line.rstrip(" \t")
    return end[1:-1].strip(" \t") if len(end) > 1 and end[0] == end[-1] == "|" else None


def with_few_attributes(markup: bytes) -> bytes:
    """Markup whose elements have a thousand attributes at most; parsers compare each attribute with each."""
    parts, at = [], 0
    for tag in _TAG.finditer(markup):
        if tag.end() - tag.start() > 2 * _MAX_ATTRIBUTES and (cut := _after_attributes(tag)):
            parts += [markup[at:cut]]
            at = tag.end()
    return b"".join(parts) + markup[at:] if parts else markup


def _after_attributes(tag: re.Match[bytes]) -> int | None:
    """Where the last attribute ends that a tag may keep; None if it has no more."""
    attributes = _ATTRIBUTE.finditer(tag.string, tag.start(1), tag.end(1))
    return next((extracted.end() for extracted in islice(attributes, _MAX_ATTRIBUTES - 1, None)), None)


def _extracted(tree: lxml.html.HtmlElement, tables: bool, fast: bool) -> str:
    """The text by trafilatura; `fast`: without the other extractors that it compares its own result with."""
    import trafilatura  # here, as it takes a tenth of a second, and most runs meet no page

    try:
        extracted = trafilatura.bare_extraction(
            tree, fast=fast, include_comments=False, include_tables=tables, with_metadata=False
        )
    except Exception:  # it meets pages that no parser expects; one of them must not end the run
        return ""
    return getattr(extracted, "text", None) or ""


def html_text(html: str) -> str:
    """The text of a column of HTML: of the article where it is a whole page, else of the fragment."""
    if not _WHOLE_PAGE.match(html):
        return fragment_text(html)
    tree = parse_tree(html)
    return "" if tree is None else main_text(tree)


def fragment_text(html: str) -> str:
    """The text of a fragment, one line per block; plain text comes back as it is.

    >>> fragment_text("<p>Rates <b>rose</b>.</p><p>Banks&nbsp;fell &amp; rose.</p>")
    'Rates rose.\\nBanks\\xa0fell & rose.'
    """
    if "<" not in html and "&" not in html:
        return html
    tree = parse_tree(html)
    if tree is None:
        return ""
    parts: list[str] = []
    _collect(tree, parts)
    return _SPACES.sub(lambda match: "\n" if "\n" in match[0] else " ", "".join(parts)).strip()


def _collect(root: lxml.html.HtmlElement, parts: list[str]) -> None:
    """Append the text of the tree to `parts`, a line break around each block. Iterative: pages nest deeply."""
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        silent = element.tag in _SILENT
        block = "\n" if element.tag in _BLOCKS else ""
        if event == "start":
            parts.append(block + ("" if silent else _soft(element.text)))
        else:
            parts.append(block + _soft(element.tail))


def _soft(text: str | None) -> str:
    """Line breaks in HTML source are spaces."""
    return (text or "").replace("\n", " ")
