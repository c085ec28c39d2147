"""RSS and Atom: one record per entry, with what the feed says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin

from newsloom.transforms.inputs.addresses import without_secrets
from newsloom.transforms.inputs.beginnings import first_element
from newsloom.transforms.inputs.markup import fragment_text, with_few_attributes
from newsloom.transforms.inputs.records import Bad, Draft, Field, Outcome, until_broken
from newsloom.transforms.inputs.stream import Source

TITLE, RECORDS = "feeds", "one an entry; the page behind a short entry of a fetched feed is read in its place"
EXTENSIONS = ("rss", "atom", "rdf", "xml")
MEDIA: tuple[str, ...] = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")
OTHER_NAMES = ("addresses",)

_FEED = re.compile(rb"<(?:\w{1,40}:)?(rss|feed|RDF)\b")
_WRITER = re.compile(rb"<wp:author>(.{1,4000}?)</wp:author>", re.DOTALL)
_OF_WRITER = re.compile(rb"<wp:author_(login|display_name)>(.{1,300}?)</wp:author_", re.DOTALL)
_WHOLE = 1_200  # characters of an entry's text from which on it is taken for the article itself


@dataclass(frozen=True)
class Linked:
    """A page that a feed only summarises: where it is, what the feed says about it, and when it last changed.

    `text` is the summary, "" where there is none. `url` is as the feed has it, secrets included; `fields` are not.
    """

    url: str
    fields: tuple[Field, ...]
    stated_at: str | None
    text: str = ""


@dataclass(frozen=True)
class _Entry:
    """An entry of a feed; `page` is the address of its page, where that is to be read in the entry's place."""

    entry: Any
    link: str | None
    text: str
    page: str | None


def begins(head: bytes, declared: str | None = None) -> bool:
    """The first element is that of RSS, Atom or RDF."""
    return _FEED.match(head, first_element(head)[0]) is not None


def parse(source: Source) -> Iterator[Outcome]:
    """The entries of a feed; an entry's text is its full content, else its summary.

    From a feed that was fetched with its links, entries that the flow reads from their own pages are left out.
    """
    data = source.stream.all(source.options.max_bytes)
    feed = _parsed(data)
    if not feed.entries and not feed.get("version"):
        raise Bad("unparseable", "XML that is neither RSS nor Atom")
    about = feed_fields(feed)
    for entry in _entries(feed, source.url):
        yield from until_broken(_drafts(entry, feed, about, source.followed))


def _drafts(entry: _Entry, feed: Any, about: tuple[Field, ...], followed: bool) -> Iterator[Outcome]:
    if not (followed and entry.page):
        yield _draft(entry, feed, about)


def linked_entries(data: bytes, url: str | None = None) -> list[Linked]:
    """The pages to fetch in place of the entries of a feed that hold only a summary; `url` is where the feed was."""
    feed = _parsed(data)
    about = feed_fields(feed)
    return [
        Linked(entry.page, entry_fields(entry, feed) + about, _stated_at(entry.entry), entry.text)
        for entry in _entries(feed, url)
        if entry.page
    ]


def _parsed(data: bytes) -> Any:
    import feedparser  # here, as most runs meet no feed

    feed = feedparser.parse(with_few_attributes(data), sanitize_html=False, resolve_relative_uris=False)
    if names := _names_of_writers(data):
        for entry in feed.entries:
            entry["authors"] = [
                {"name": names.get(one.get("name"), one.get("name"))} for one in entry.get("authors", ())
            ]
            entry["author"] = names.get(entry.get("author"), entry.get("author"))
    return feed


def _names_of_writers(data: bytes) -> dict[str, str]:
    """Log-in name → name of each writer in WordPress's export, whose entries have the first."""
    pairs = (dict(_OF_WRITER.findall(one)) for one in _WRITER.findall(data))
    by_login = {one.get(b"login"): one.get(b"display_name") for one in pairs}
    return {
        fragment_text(_text(login)): fragment_text(_text(name)) for login, name in by_login.items() if login and name
    }


def _text(value: bytes) -> str:
    return value.removeprefix(b"<![CDATA[").removesuffix(b"]]>").decode("utf-8", "replace")


def _entries(feed: Any, url: str | None) -> Iterator[_Entry]:
    """The entries in order. A page stands for one entry only, the first that links to it, and is never the feed."""
    base = _joined(url or "", feed.feed.get("link") or "") or url or ""
    taken = {_name(url or "")}
    for entry in feed.entries:
        link, text = _joined(base, _link_of(entry)), _text_of(entry)
        page = urldefrag(link).url if link and len(text) < _WHOLE and _name(link) not in taken else None
        yield _Entry(entry, link, text, page)
        taken.add(_name(link or ""))


def _name(link: str) -> str:
    return without_secrets(urldefrag(link).url)


def _link_of(entry: Any) -> str:
    """The article's own address, where the feed's links lead over a counter of clicks."""
    return str(dict.get(entry, "feedburner_origlink") or dict.get(entry, "link") or "").strip()


def _joined(base: str, link: str) -> str | None:
    """A link as an address of the web; None where it is none, as an Atom id in its place."""
    try:
        address = urljoin(base, link) if link else ""
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://")) else None


def _stated_at(entry: Any) -> str | None:
    # Plain look-ups here and below: feedparser's own take "published" for an absent "updated".
    return dict.get(entry, "updated") or dict.get(entry, "published")


def _text_of(entry: Any) -> str:
    parts = [part.get("value") or "" for part in entry.get("content", ())]
    return max(map(fragment_text, (max(parts, key=len, default=""), entry.get("summary") or "")), key=len)


def feed_fields(feed: Any) -> tuple[Field, ...]:
    """What the feed states about all its entries."""
    outlet = fragment_text(feed.feed.get("title") or "")
    stated = (("outlet", outlet), ("language", feed.feed.get("language")))
    return tuple(Field(name, value, "feed") for name, value in stated if value)


def _draft(entry: _Entry, feed: Any, about: tuple[Field, ...]) -> Outcome:
    """One entry as a record; Bad when it has no text."""
    if not entry.text:
        entry_name = without_secrets(entry.link or "") or entry.entry.get("title") or "it has no link or title either"
        return Bad("missing_text", f"a feed entry without text: {entry_name}")
    key = entry.entry.get("id") or entry.link
    return Draft(entry.text, entry_fields(entry, feed) + about, key=without_secrets(key) if key else None)


def entry_fields(entry: _Entry, feed: Any) -> tuple[Field, ...]:
    """What a feed states about one entry, and then what it inherits from the feed."""
    source = entry.entry.get("source") or {}
    stated = (
        ("title", fragment_text(entry.entry.get("title") or "")),
        ("url", without_secrets(entry.link or "")),
        ("author", _author_of(entry.entry) or _inherited_author(feed)),
        *_dates(entry.entry, feed),
        (
            "outlet",
            fragment_text(source.get("title") or entry.entry.get("news_source") or entry.entry.get("publisher") or ""),
        ),
        ("language", _language_of(entry.entry)),
    )
    return tuple(Field(field, value, "feed") for field, value in stated if value)


def _dates(entry: Any, feed: Any) -> tuple[tuple[str, str], ...]:
    """Dates as they are written. A lone dc:date in RSS, which feedparser calls "updated", is that of publication."""
    published, updated = (fragment_text(dict.get(entry, name) or "") for name in ("published", "updated"))
    if not published and _version(feed).startswith("rss"):
        published, updated = updated, ""
    return ("published_at", published), ("modified_at", updated)


def _version(feed: Any) -> str:
    return str(feed.get("version") or "")


def _author_of(entry: Any) -> str:
    """Everybody whom the entry names as its author; the last as it is written, for feedparser takes it apart."""
    others = [author.get("name") or "" for author in (entry.get("authors") or ())[:-1]]
    names = map(fragment_text, (*others, dict.get(entry, "author") or ""))
    return ", ".join(dict.fromkeys(filter(None, names)))


def _inherited_author(feed: Any) -> str:
    """By Atom's rules, the feed's author is that of entries which name none."""
    return _author_of(feed.feed) if _version(feed).startswith("atom") else ""


def _language_of(entry: Any) -> str:
    """The language of the entry's own text, by dc:language or xml:lang, which is inherited from the feed."""
    parts = (*entry.get("content", ()), entry.get("summary_detail") or {}, entry.get("title_detail") or {})
    return dict.get(entry, "language") or next((part["language"] for part in parts if part.get("language")), "")
