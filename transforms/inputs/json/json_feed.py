"""JSON Feed (https://www.jsonfeed.org/version/1.1/): what the feed says about all its items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

_INHERITED = {"title": "source_name", "language": "language", "authors": "authors", "author": "author"}


def json_feed_items(value: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    """The items with the outlet, language and authors of the feed, their addresses whole; None if it is no JSON Feed.

    >>> json_feed_items({"version": "https://jsonfeed.org/version/1", "title": "The Post", "items": [{"id": "1"}]})
    [{'source_name': 'The Post', 'id': '1'}]
    """
    version, items = value.get("version"), value.get("items")
    if not (isinstance(version, str) and "jsonfeed.org/version/" in version and isinstance(items, list)):
        return None
    about = {ours: value[theirs] for theirs, ours in _INHERITED.items() if value.get(theirs)}
    base = value.get("home_page_url") or value.get("feed_url")
    return [{**about, **_whole(item, base)} for item in items if isinstance(item, Mapping)]


def _whole(item: Mapping[str, Any], base: Any) -> Mapping[str, Any]:
    """The item, its address joined to the feed's; an item about somebody else's page has that as its address."""
    address = item.get("url") or item.get("external_url")
    if not address and str(item.get("id")).startswith(("http://", "https://")):
        address = item["id"]
    if not isinstance(address, str):
        return item
    try:
        return {**item, "url": urljoin(base, address) if isinstance(base, str) else address}
    except ValueError:
        return item
