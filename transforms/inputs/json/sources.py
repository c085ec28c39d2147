"""Records of known sources of JSON, flattened to columns: WordPress, feed readers, crawlers, content systems, ninjs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from newsloom.transforms.inputs.cells import plain

__all__ = ["flattened", "ninjs"]

Object = Mapping[str, Any]


def flattened(item: Object) -> Object:
    """The record with what its source keeps in objects and lists of its own as columns; others as they are."""
    for reader in _READERS:
        item = reader(item)
    return item


def _with_thread(item: Object) -> Object:
    """The site of a crawled post stands with its thread."""
    thread = item.get("thread")
    if not isinstance(thread, Mapping):
        return item
    about = {name: thread[name] for name in ("site_full", "site", "title", "url", "published") if thread.get(name)}
    return {**about, **{name: value for name, value in item.items() if name != "thread" and value not in (None, "")}}


def ninjs(item: Object) -> Object:
    """IPTC's news in JSON with its lists of roles flattened; any other object comes back as it is.

    ninjs 1 has `body_text`, `body_xhtml` and `headline`; 2 and 3 have `bodies` and `headlines` with a role and a
    content type each (https://iptc.org/std/ninjs/).
    """
    if not any(isinstance(item.get(name), list) for name in ("bodies", "headlines")):
        return item
    row = {name: value for name, value in item.items() if name not in ("bodies", "headlines")}
    for body in _objects(item.get("bodies")):
        markup = "html" in str(body.get("contenttype", body.get("contentType", ""))).lower()
        row.setdefault("body_xhtml" if markup else "body_text", body.get("value"))
    for headline in _objects(item.get("headlines")):
        row.setdefault("headline", headline.get("value"))
    return row


def _of_wordpress(item: Object) -> Object:
    """A post of WordPress's REST interface: texts are HTML under "rendered", times in UTC, people are numbers."""
    content = item.get("content")
    if not (isinstance(content, Mapping) and isinstance(content.get("rendered"), str)):
        return item
    row = {name: value for name, value in item.items() if name not in ("content", "author", "date", "modified")}
    row["content_html"] = content["rendered"]
    row["published_at"] = _in_utc(item.get("date_gmt")) or item.get("date")
    row["modified_at"] = _in_utc(item.get("modified_gmt")) or item.get("modified")
    row["author"] = _writers(item) or item.get("author_name")
    return row


def _in_utc(moment: Any) -> str | None:
    return f"{moment}Z" if isinstance(moment, str) and "T" in moment else None


def _writers(item: Object) -> Any:
    """The names of a post's writers, where they are embedded in it; the number of one names nobody."""
    embedded = item.get("_embedded")
    writers = embedded.get("author") if isinstance(embedded, Mapping) else item.get("author")
    return None if isinstance(writers, int) else writers


def _of_reader(item: Object) -> Object:
    """An entry that a feed reader saved (Feedly, Inoreader, Google Reader): text, page and outlet stand in objects."""
    texts = [value_of(item, name, "content") for name in ("content", "summary")]
    html = max(filter(None, texts), key=len, default=None)
    if html is None:
        return item
    row = {name: value for name, value in item.items() if name not in ("content", "summary", "origin")}
    links = (link.get("href") for name in ("canonical", "alternate") for link in _objects(item.get(name)))
    about = {"content_html": html, "url": next(filter(None, links), None), "outlet": value_of(item, "origin", "title")}
    return {**{name: value for name, value in about.items() if value}, **row} | {"content_html": html}


def _of_body(item: Object) -> Object:
    """A text that is HTML in an object with its format (Drupal), or under the name of the interface's key."""
    body = item.get("body")
    if not isinstance(body, Mapping):
        return item
    html = plain(body.get("processed")) or (plain(body.get("value")) if "format" in body else None)
    return {**{name: value for name, value in item.items() if name != "body"}, "body_html": html} if html else item


def _of_content_elements(item: Object) -> Object:
    """A story of Arc XP: its paragraphs are elements of HTML, its writers are credits."""
    elements = _objects(item.get("content_elements"))
    texts = [text for one in elements if one.get("type") in ("text", "header") and (text := plain(one.get("content")))]
    if not texts:
        return item
    headline, writers = value_of(item, "headlines", "basic"), value_of(item, "credits", "by")
    about = {"headline": headline, "author": writers, "body_html": "".join(f"<p>{text}</p>" for text in texts)}
    return {**{name: value for name, value in item.items() if name != "content_elements"}, **about}


def _of_citation(item: Object) -> Object:
    """An item of a reference manager (CSL JSON, as Zotero exports it): outlet, day and address under its own names."""
    if "container-title" not in item and "issued" not in item:
        return item
    return {**item, "published_at": item.get("issued"), "url": item.get("URL") or item.get("url")}


def _of_newscatcher(item: Object) -> Object:
    """An article of Newscatcher's first interfaces, whose `summary` is the text."""
    if not {"summary", "clean_url", "published_date"} <= item.keys() or item.get("content"):
        return item
    return {**item, "content": item["summary"], "outlet": item.get("clean_url")}


def _with_permalink(item: Object) -> Object:
    """The page of an article whose address stands among its links."""
    address = value_of(item, "links", "permalink") or value_of(item, "links", "canonical")
    return {"permalink": address, **item} if address else item


def value_of(item: Object, name: str, inner: str) -> Any:
    """What stands under a name in the object under another; None where there is none."""
    value = item.get(name)
    return value.get(inner) if isinstance(value, Mapping) else None


def _objects(value: Any) -> list[Object]:
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


_READERS: tuple[Callable[[Object], Object], ...] = (
    _with_thread, ninjs, _of_wordpress, _of_reader, _of_body, _of_content_elements, _of_citation, _of_newscatcher,
    _with_permalink,
)  # fmt: skip
