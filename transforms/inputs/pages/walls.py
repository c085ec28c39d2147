"""Pages that are no article: what stands before one, as a log-in, and what only links to many, as a front page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html

from newsloom.transforms.inputs.pages.squeezing import squeezed
from newsloom.transforms.inputs.records import Bad

__all__ = ["box_of", "is_article", "links_to_many", "refuse_front", "refuse_wall"]

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
        "(?:can.?t|cannot|could ?n.t|could not) find (?:the|that|this) page",
        "(?:service|server is) temporarily un(?:available|able)",
        "service unavailable",
        "internal server error",
        "store and(?:/or)? access information on (?:a|your) device",
    )),
    re.IGNORECASE,
)  # fmt: skip
_OFFER = re.compile(
    "cancel (?:at )?any ?time|renews? automatically|choose (?:the|your|a) (?:subscription|plan|package)"
    "|unlimited (?:digital )?access|(?:digital|print) subscription",
    re.IGNORECASE,
)
_SHORT = 600  # characters; a page with less text than this and the words of a wall is a wall
_LONG = 2_000  # and with less than this, where it says such things twice
_FRONT_TYPES = re.compile(r"(?:website|profile|blog)\Z", re.IGNORECASE)
_TEASERS = 8  # by hand, an article's boxes of related ones rarely have as many
_TEASED = 0.5  # of the characters of a text that are teasers, by hand
_TEASER = 300  # characters; no line of a teaser is longer
_BOX = 800  # characters, with blanks; by hand, no teaser is longer with its heading, date and writer
_LINK_WORDS = 4  # of a link that is a headline, by hand; menus have shorter ones
_LINKED_HEADINGS = "//*[self::h1 or self::h2 or self::h3 or self::h4][.//a[@href] or parent::a[@href]]"


def refuse_wall(text: str, asks_password: bool) -> None:
    """Raise Bad for a page that stands before its article: a log-in, a paywall, a robot check, an error."""
    if not text:
        raise Bad("not_news_text", "no article text on the page")
    said = {match[0].lower() for match in _WALL.finditer(text)} if len(text) < _LONG else set()
    if len(said) > 1 or (said and len(text) < _SHORT):
        raise Bad("not_news_text", f"a wall, not an article: “{min(said)}”")
    offers = {match[0].lower() for match in _OFFER.finditer(text)} if len(text) < _SHORT else set()
    if len(offers) > 1:
        raise Bad("not_news_text", f"an offer of subscriptions, not an article: “{min(offers)}”")
    if asks_password and len(text) < _SHORT // 2:
        raise Bad("not_news_text", "a page that asks for a password, with hardly any text")


def links_to_many(tree: lxml.html.HtmlElement) -> list[str]:
    """The text of each teaser on a page, without blanks: a heading that is a link to another page, with its box.

    A point of a list that begins with a link of several words is one, too. Those in menus are passed over.
    """
    headings = tree.xpath(_LINKED_HEADINGS)
    linked = set(headings)
    boxes = [box_of(heading, linked) for heading in headings]
    points = filter(_begins_with_link, tree.iter("li"))
    texts = (squeezed(element.text_content()) for element in dict.fromkeys((*boxes, *points, *_rows(tree))))
    return [text for text in texts if text]


def box_of(heading: lxml.html.HtmlElement, headings: set[lxml.html.HtmlElement]) -> lxml.html.HtmlElement:
    """The largest element around a linked heading without another of `headings` that is short enough for a teaser."""
    box = heading
    for around in heading.iterancestors():
        inner = around.iter("h1", "h2", "h3", "h4")
        if any(one is not heading and one in headings for one in inner) or len(around.text_content()) > _BOX:
            break
        box = around
    return box


def _rows(tree: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """Boxes of one kind beside each other that each begin with a link of several words, as sections list articles."""
    for (_, kind), boxes in _alike_boxes(tree).items():
        if not kind or len(boxes) < _TEASERS:
            continue  # most boxes of a page; their texts need not be put together
        if all(len(box.text_content()) <= _BOX and _begins_with_link(box) for box in boxes):
            yield from boxes


def _alike_boxes(
    tree: lxml.html.HtmlElement,
) -> dict[tuple[lxml.html.HtmlElement | None, str], list[lxml.html.HtmlElement]]:
    """Boxes with a link, by the element around them and their class."""
    groups: dict[tuple[lxml.html.HtmlElement | None, str], list[lxml.html.HtmlElement]] = {}
    for box in tree.xpath("//div[.//a[@href]] | //section[.//a[@href]] | //article[.//a[@href]]"):
        groups.setdefault((box.getparent(), box.get("class") or ""), []).append(box)
    return groups


def _begins_with_link(point: lxml.html.HtmlElement) -> bool:
    link = next((inner for inner in point.iter("a") if inner.get("href") is not None), None)
    words = [] if link is None else link.text_content().split()
    return len(words) >= _LINK_WORDS and squeezed(point.text_content()).startswith("".join(words))


def is_article(kind: str) -> bool:
    """Whether a page says by its og:type that it is an article, and so no front page."""
    return kind.strip().lower().endswith("article")


def refuse_front(text: str, kind: str, teasers: list[str]) -> None:
    """Raise Bad for a page that is a list of `teasers`, as `links_to_many` gives them. `kind` is its og:type."""
    if len(teasers) < _TEASERS or is_article(kind):
        return
    lines = [line.lstrip("-•* ") for line in text.split("\n") if line.strip()]
    said = "\n".join(teasers)
    teasing = [line for line in lines if len(line) < _TEASER and squeezed(line) in said]
    if len("".join(teasing)) >= _TEASED * len("".join(lines)) and (len(lines) >= _TEASERS or _FRONT_TYPES.match(kind)):
        raise Bad("not_news_text", f"a page of {len(teasers)} links to articles, not an article")
