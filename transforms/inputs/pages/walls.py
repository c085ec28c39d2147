"""Pages that are no article: what stands before one, as a log-in, and what only links to many, as a front page."""

from __future__ import annotations

import re

import lxml.html

from newsloom.transforms.inputs.records import Bad

__all__ = ["links_to_many", "refuse_front", "refuse_wall"]

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
_FRONT_TYPES = re.compile(r"(?:website|profile|blog)\Z", re.IGNORECASE)
_TEASERS = 8  # headings that are links; by hand, an article's boxes of related ones rarely have as many
_TEASED = 0.5  # of the lines of a text that are such headings or stand below one, by hand
_TEASER = 300  # characters; no teaser is longer


def refuse_wall(text: str, asks_password: bool) -> None:
    """Raise Bad for a page that stands before its article: a log-in, a paywall, a robot check, an error."""
    if not text:
        raise Bad("not_news_text", "no article text on the page")
    said = {match[0].lower() for match in _WALL.finditer(text)} if len(text) < _LONG else set()
    if len(said) > 1 or (said and len(text) < _SHORT):
        raise Bad("not_news_text", f"a wall, not an article: “{min(said)}”")
    if asks_password and len(text) < _SHORT // 2:
        raise Bad("not_news_text", "a page that asks for a password, with hardly any text")


def links_to_many(tree: lxml.html.HtmlElement) -> list[str]:
    """The headings of a page that are links to other pages, outside of menus."""
    path = "//*[self::h1 or self::h2 or self::h3 or self::h4][.//a[@href] or parent::a[@href]]"
    found = (" ".join(element.text_content().split()) for element in tree.xpath(path))
    return [heading for heading in found if heading]


def refuse_front(text: str, kind: str, headings: list[str]) -> None:
    """Raise Bad for a page that is a list of teasers. `kind` is its og:type, `headings` those that are links."""
    if len(headings) < _TEASERS or kind.strip().lower().endswith("article"):
        return
    lines = [line for line in text.split("\n") if line.strip()]
    linked = set(headings)
    teasing = [
        line in linked or (len(line) < _TEASER and before in linked)
        for before, line in zip(["", *lines], lines, strict=False)
    ]
    if sum(teasing) >= _TEASED * len(lines) and (len(lines) >= _TEASERS or _FRONT_TYPES.match(kind)):
        raise Bad("not_news_text", f"a page of {len(headings)} links to articles, not an article")
