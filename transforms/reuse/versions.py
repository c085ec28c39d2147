"""Which two copies are versions of one article: one address, or one outlet, headline and event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from newsloom.transforms.reuse.articles import Article

_WORD = re.compile(r"\w+")


# By hand.
@dataclass(frozen=True)
class VersionOptions:
    """When two articles of one outlet are versions of one.

    title_share: share of the shorter title's words that the other one has. days: how long after another a version may
    come out; a column under its standing title comes a week later.
    """

    title_share: float = 0.6
    days: int = 3


def is_revision(a: Article, b: Article, options: VersionOptions) -> bool:
    """Whether two copies are versions of one article."""
    if same_address(a, b):
        return True
    return same_outlet(a, b) and _at_different_times(a, b, options) and _same_title(a.title, b.title, options)


def same_address(a: Article, b: Article) -> bool:
    """Whether both have the same address."""
    return a.url is not None and a.url == b.url


def same_outlet(a: Article, b: Article) -> bool:
    """Whether both are known to be of one outlet."""
    return a.outlet is not None and a.outlet == b.outlet


def _at_different_times(a: Article, b: Article, options: VersionOptions) -> bool:
    """Whether it is known that one was published before the other, and soon before."""
    if a.published_at is None or b.published_at is None:
        return False
    if abs(a.published_at - b.published_at) > timedelta(days=options.days):
        return False
    if a.day_only or b.day_only:
        return a.published_at.date() != b.published_at.date()
    return a.published_at != b.published_at


def _same_title(a: str | None, b: str | None, options: VersionOptions) -> bool:
    """Whether most of one headline stands in the other; two without any say nothing against it."""
    if not a or not b:
        return not a and not b
    one, two = ({word.lower() for word in _WORD.findall(title)} for title in (a, b))
    return len(one & two) >= options.title_share * max(1, min(len(one), len(two)))
