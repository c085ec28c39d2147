"""RSS and Atom: one record per entry, with what the feed says about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import feedparser

from newsloom.transforms.inputs.markup import fragment_text, with_few_attributes
from newsloom.transforms.inputs.records import Bad, Draft, Field, Outcome, until_broken
from newsloom.transforms.inputs.stream import Source

_WHOLE = 1_200  # characters of an entry's text from which on it is taken for the article itself
_STATEMENTS = (
    ("title", "title"),
    ("url", "link"),
    ("author", "author"),
    ("published_at", "published"),
    ("modified_at", "updated"),
)


@dataclass(frozen=True)
class Linked:
    """A page that a feed only summarises: where it is, what the feed says about it, and when it last changed."""

    url: str
    fields: tuple[Field, ...]
    stated_at: str | None


def parse_feed(source: Source) -> Iterator[Outcome]:
    """The entries of a feed; an entry's text is its full content, else its summary.

    From a feed that was fetched with its links, entries that the flow reads from their own pages are left out.
    """
    data = source.stream.all(source.options.max_bytes)
    feed = _parsed(data)
    if not feed.entries and not feed.get("version"):
        raise Bad("unparseable", "XML that is neither RSS nor Atom")
    about = feed_fields(feed)
    for entry in feed.entries:
        yield from until_broken(_drafts(entry, about, source.followed))


def _drafts(entry: Any, about: tuple[Field, ...], followed: bool) -> Iterator[Outcome]:
    if not (followed and _page_of(entry)):
        yield entry_draft(entry, about)


def linked_entries(data: bytes) -> list[Linked]:
    """The pages to fetch in place of the entries of a feed that hold only a summary."""
    feed = _parsed(data)
    about = feed_fields(feed)
    return [
        Linked(page, entry_fields(entry) + about, dict.get(entry, "updated") or dict.get(entry, "published"))
        for entry in feed.entries
        if (page := _page_of(entry))
    ]


def _parsed(data: bytes) -> Any:
    return feedparser.parse(with_few_attributes(data), sanitize_html=False, resolve_relative_uris=False)


def _page_of(entry: Any) -> str | None:
    """The address of an entry's page, where the entry itself is no whole article."""
    link = dict.get(entry, "link") or ""
    whole = len(_text_of(entry)) >= _WHOLE
    return None if whole or not link.startswith(("http://", "https://")) else link


def _text_of(entry: Any) -> str:
    markup = max((part.get("value") or "" for part in entry.get("content", ())), key=len, default="")
    return fragment_text(markup or entry.get("summary") or "")


def feed_fields(feed: Any) -> tuple[Field, ...]:
    """What the feed states about all its entries."""
    outlet, language = feed.feed.get("title"), feed.feed.get("language")
    return tuple(Field(name, value, "feed") for name, value in (("outlet", outlet), ("language", language)) if value)


def entry_draft(entry: Any, about: tuple[Field, ...]) -> Outcome:
    """One entry as a record; Bad when it has no text."""
    text = _text_of(entry)
    if not text:
        return Bad("missing_text", f"a feed entry without text: {entry.get('link') or entry.get('title') or '?'}")
    return Draft(text, entry_fields(entry) + about, key=entry.get("id") or entry.get("link"))


def entry_fields(entry: Any) -> tuple[Field, ...]:
    """What a feed states about one entry."""
    # Plain look-ups: feedparser's own take "published" for an absent "updated".
    found = {field: fragment_text(dict.get(entry, name) or "") for field, name in _STATEMENTS}
    if not found["url"].startswith(("http://", "https://")):
        del found["url"]  # an Atom id in its place
    return tuple(Field(field, value, "feed") for field, value in found.items() if value)
