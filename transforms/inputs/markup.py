"""HTML to text with one line per block: whole pages, and the fragments that feeds and databases hold."""

from __future__ import annotations

import re

import lxml.etree
import lxml.html
import trafilatura

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
))  # fmt: skip
_SILENT = frozenset(("script", "style", "noscript", "template", "iframe", "svg"))
_WHOLE_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ROW = re.compile(r"(?m)^\|[ \t]*(.*?)[ \t]*\|[ \t]*$")  # as trafilatura writes tables
_RULER = re.compile(r"(?m)^\|(?:-+\|)+[ \t]*\n")
_LAYOUT = 400  # characters of a row from which on it holds paragraphs
_SPACES = re.compile(r"[ \t\r\f\v]*\n\s*|[ \t\r\f\v]+")


def parse_tree(html: str) -> lxml.html.HtmlElement | None:
    """The tree of a page or fragment; None when there is nothing in it. Never raises on broken markup."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, AssertionError, ValueError):
        return None


def main_text(tree: lxml.html.HtmlElement) -> str:
    """The article's text on a page, one line per paragraph, heading and table row; "" when there is none."""
    text = _extracted(tree, tables=True)
    if any(len(row) > _LAYOUT for row in _ROW.findall(text)):
        text = _extracted(tree, tables=False)  # the table was there to place the text, not to tabulate
    return _ROW.sub(r"\1", _RULER.sub("", text)).strip()


def _extracted(tree: lxml.html.HtmlElement, tables: bool) -> str:
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=tables, with_metadata=False)
    except Exception:  # it meets pages that no parser expects; one of them must not end the run
        return ""
    return getattr(found, "text", None) or ""


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
